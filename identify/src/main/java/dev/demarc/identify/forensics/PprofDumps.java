// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.redaction.DumpRedactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Goroutines of a process that serves net/http/pprof: the profile (debug=1, which does not stop the
 * program for long), and the dump with states and waits (debug=2, which stops it for about 0.6 ms a
 * thousand goroutines) when there are few of them.
 */
final class PprofDumps {
  /** A dump of 14,820 goroutines stopped a program for 9.5 s (cockroach#14602). */
  private static final int MOST_FOR_DUMP = 5000;

  private static final Pattern TOTAL = Pattern.compile("goroutine profile: total (\\d{1,9})");

  private final PprofServer server;

  /** Of a server. */
  PprofDumps(PprofServer server) {
    this.server = server;
  }

  /** What came, and what not. */
  record Result(List<String> taken, List<String> missed) {
    Result {
      taken = List.copyOf(taken);
      missed = List.copyOf(missed);
    }
  }

  Result into(Path folder, int number) {
    String profile = "goroutine-profile-" + number + ".txt";
    String dump = "goroutine-dump-" + number + ".txt";
    List<String> taken = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    try {
      String text = get("1");
      Matcher total = TOTAL.matcher(text);
      if (!total.lookingAt()) {
        throw new IOException("it answers, and not with a profile of goroutines");
      }
      int count = Integer.parseInt(total.group(1));
      write(folder.resolve(profile), text);
      taken.add(profile + ": " + count + " goroutines by stack");
      if (count > MOST_FOR_DUMP) {
        missed.add(dump + ": " + count + " goroutines; a dump would stop the program for too long");
      } else {
        write(folder.resolve(dump), get("2"));
        taken.add(dump + ": the same with what they wait for");
      }
    } catch (IOException | IllegalArgumentException reason) {
      missed.add("goroutines: " + server.words() + ": " + PprofServer.words(reason));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      missed.add("goroutines: interrupted");
    }
    return new Result(taken, missed);
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, DumpRedactor.redact(text));
  }

  private String get(String debug) throws IOException, InterruptedException {
    return new String(
        server.get("goroutine", "debug=" + debug, Duration.ZERO), StandardCharsets.UTF_8);
  }
}
