// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pprof;

import dev.demarc.evidence.redaction.PrivatePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A profile written anew with what may leave the process: samples, addresses, names of functions,
 * last names of files, paths of libraries in public places, names of labels. Values of labels are
 * whatever the program put there (a tenant, a query) and go; so do comments, and all that is not
 * known here.
 */
public final class ProfileRedactor {
  // fields of Profile
  private static final int SAMPLE_TYPE = 1;
  private static final int SAMPLE = 2;
  private static final int MAPPING = 3;
  private static final int LOCATION = 4;
  private static final int FUNCTION = 5;
  private static final int STRINGS = 6;
  private static final int TIME = 9;
  private static final int DURATION = 10;
  private static final int PERIOD_TYPE = 11;
  private static final int PERIOD = 12;

  private final List<byte[]> strings = new ArrayList<>();
  private final Map<String, Integer> kept = new LinkedHashMap<>();

  private ProfileRedactor() {
    kept.put("", 0); // the first string of every profile
  }

  /**
   * The profile as it may be kept.
   *
   * @param profile unpacked
   * @throws IOException when it is none
   */
  public static byte[] redact(byte[] profile) throws IOException {
    return new ProfileRedactor().written(profile);
  }

  private byte[] written(byte[] profile) throws IOException {
    ProtoFields first = new ProtoFields(profile, 0, profile.length);
    while (first.next()) {
      if (first.number() == STRINGS) {
        strings.add(first.content());
      }
    }
    ProtoMessage out = new ProtoMessage();
    ProtoFields fields = new ProtoFields(profile, 0, profile.length);
    while (fields.next()) {
      int number = fields.number();
      switch (number) {
        case SAMPLE_TYPE, PERIOD_TYPE -> out.message(number, valueType(fields.message()));
        case SAMPLE -> out.message(number, sample(fields.message()));
        case MAPPING -> out.message(number, mapping(fields.message()));
        case LOCATION -> out.message(number, numbers(fields.message()));
        case FUNCTION -> out.message(number, function(fields.message()));
        case TIME, DURATION, PERIOD -> out.number(number, fields.value());
        default -> {} // strings come last; the rest is not kept
      }
    }
    kept.keySet().forEach(text -> out.bytes(STRINGS, text.getBytes(StandardCharsets.UTF_8)));
    return out.toBytes();
  }

  private ProtoMessage valueType(ProtoFields from) throws IOException {
    ProtoMessage to = new ProtoMessage();
    while (from.next()) {
      if (from.number() <= 2) { // type, unit
        to.number(from.number(), keep(string(from.value())));
      }
    }
    return to;
  }

  private ProtoMessage sample(ProtoFields from) throws IOException {
    ProtoMessage to = new ProtoMessage();
    while (from.next()) {
      if (from.number() == 3) {
        to.message(3, label(from.message()));
      } else if (from.number() <= 2) { // locations, values
        copy(from, to);
      }
    }
    return to;
  }

  private ProtoMessage label(ProtoFields from) throws IOException {
    ProtoMessage to = new ProtoMessage();
    while (from.next()) {
      if (from.number() == 1) { // its name
        to.number(1, keep(string(from.value())));
      }
    }
    to.number(2, keep(PrivatePaths.HIDDEN));
    return to;
  }

  private ProtoMessage mapping(ProtoFields from) throws IOException {
    ProtoMessage to = new ProtoMessage();
    while (from.next()) {
      int number = from.number();
      if (number == 5) {
        to.number(5, keep(path(string(from.value()))));
      } else if (number != 6) { // the build's id may be any text
        copyNumber(from, to);
      }
    }
    return to;
  }

  private ProtoMessage function(ProtoFields from) throws IOException {
    ProtoMessage to = new ProtoMessage();
    while (from.next()) {
      switch (from.number()) {
        case 2, 3 -> to.number(from.number(), keep(string(from.value()))); // name, system name
        case 4 -> to.number(4, keep(base(string(from.value()))));
        case 1, 5 -> copyNumber(from, to);
        default -> {} // not known here
      }
    }
    return to;
  }

  /** A location and its lines hold numbers alone. */
  private ProtoMessage numbers(ProtoFields from) throws IOException {
    ProtoMessage to = new ProtoMessage();
    while (from.next()) {
      if (from.number() == 4 && from.isBytes()) {
        to.message(4, numbers(from.message()));
      } else {
        copyNumber(from, to);
      }
    }
    return to;
  }

  private static void copyNumber(ProtoFields from, ProtoMessage to) {
    if (from.isNumber()) {
      to.number(from.number(), from.value());
    }
  }

  /** Numbers, packed or not. */
  private static void copy(ProtoFields from, ProtoMessage to) throws IOException {
    if (from.isBytes()) {
      byte[] packed = from.content();
      ProtoFields.checkNumbers(packed);
      to.bytes(from.number(), packed);
    } else if (from.isNumber()) {
      to.numberAsWritten(from.number(), from.value());
    }
  }

  private String string(long index) {
    return index > 0 && index < strings.size()
        ? new String(strings.get((int) index), StandardCharsets.UTF_8)
        : "";
  }

  private int keep(String text) {
    Integer known = kept.get(text);
    if (known != null) {
      return known;
    }
    int index = kept.size();
    kept.put(text, index);
    return index;
  }

  private static String base(String file) {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }

  /**
   * A path of Windows or a relative one may name a user as any other; a bare name leads nowhere.
   */
  private static String path(String file) {
    boolean isBare = base(file).equals(file);
    boolean isShown = file.startsWith("/") && !file.contains("\\") && PrivatePaths.shows(file);
    return isBare || isShown ? file : "/" + PrivatePaths.HIDDEN;
  }
}
