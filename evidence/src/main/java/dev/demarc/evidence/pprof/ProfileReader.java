// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pprof;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what kind of profile a file is, and how much of it there is. */
public final class ProfileReader implements CaptureReader {
  /** Unpacked; a profile of a large program has a few megabytes. */
  public static final int LARGEST = 64 << 20;

  /** The key of field 9 as a number, and how many bytes that has at most. */
  private static final byte TIME = 0x48;

  private static final int LONGEST_NUMBER = 10;

  /** By preference: the types of Go's profiles (runtime/pprof). */
  private static final List<String> TYPES =
      List.of("cpu", "inuse_space", "goroutine", "delay", "threadcreate", "samples");

  @Override
  public String kind() {
    return "pprof";
  }

  /**
   * Go writes the time first, if at all, and then a type of two small numbers, as field 1 or 11
   * (runtime/pprof/proto.go).
   */
  @Override
  public boolean recognises(byte[] head) {
    int at = 0;
    if (head.length > LONGEST_NUMBER + 1 && head[0] == TIME) {
      at = 1;
      while (at <= LONGEST_NUMBER && head[at] < 0) {
        at++;
      }
      at++;
    }
    return head.length > at + 3
        && (head[at] == 0x0a || head[at] == 0x5a)
        && head[at + 1] == 4
        && head[at + 2] == 8;
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    byte[] bytes;
    try (InputStream in = file.open()) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length > LARGEST) {
      String text = "more than " + LARGEST + " bytes unpacked";
      return lost(new Problem(file.name(), 0, "too-large", text, "the whole profile"));
    }
    try {
      return Read.of(List.of(profile(file.name(), bytes)));
    } catch (IOException broken) {
      String text = String.valueOf(broken.getMessage());
      return lost(new Problem(file.name(), 0, "truncated", text, "the whole profile"));
    }
  }

  private static Read lost(Problem problem) {
    return new Read(List.of(), List.of(problem));
  }

  private static Profile profile(String name, byte[] bytes) throws IOException {
    List<Long> types = new ArrayList<>();
    Set<String> said = new HashSet<>();
    ProtoFields fields = new ProtoFields(bytes, 0, bytes.length);
    long samples = 0;
    long nanos = 0;
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> {
          ProtoFields type = fields.message();
          while (type.next()) {
            if (type.number() == 1 && types.size() < TYPES.size()) {
              types.add(type.value());
            }
          }
        }
        case 2 -> samples++;
        case 10 -> nanos = fields.value();
        default -> {} // not counted
      }
    }
    ProtoFields again = new ProtoFields(bytes, 0, bytes.length);
    long index = 0;
    while (again.next()) {
      if (again.number() == 6 && types.contains(index++)) {
        said.add(new String(again.content(), StandardCharsets.UTF_8));
      }
    }
    String type = TYPES.stream().filter(said::contains).findFirst().orElse("other");
    return new Profile(name, type, Duration.ofNanos(Math.max(0, nanos)), samples);
  }
}
