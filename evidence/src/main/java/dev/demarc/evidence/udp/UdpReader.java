// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.udp;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.capture.Spot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads what someone saved of UDP sockets: /proc/net/udp, udp6, snmp, snmp6, {@code ss -uanm} and
 * {@code netstat -su}, any of them in one file, and several looks one after the other.
 */
public final class UdpReader implements CaptureReader {
  private static final int LONGEST_LINE = 4096;

  /** One of these is in each: a text without them needs no pattern. */
  private static final List<String> WORDS = List.of("local_address", "Udp", "skmem:", "Recv-Q");

  private static final Pattern OWN =
      Pattern.compile(
          "(?m)^ +sl +local_address .*drops *$"
              + "|^Udp: InDatagrams "
              + "|^Udp6InDatagrams[ \\t]"
              + "|^Udp:\\n +\\d+ packets received"
              + "|^UNCONN [^\\n]*(?:\\n[ \\t]+)?skmem:\\(r\\d"
              + "|\\AState\\s+Recv-Q\\s+Send-Q\\s[^\\n]*\\n?\\z"); // ss, and no socket was open

  @Override
  public String kind() {
    return "udp";
  }

  @Override
  public boolean recognises(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return WORDS.stream().anyMatch(text::contains) && OWN.matcher(text).find();
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    List<Problem> problems = new ArrayList<>();
    UdpText text = new UdpText(file.name());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.ISO_8859_1))) {
      StringBuilder line = new StringBuilder();
      int number = 0;
      int c;
      do {
        c = lines.read();
        if (c == '\n' || c < 0) {
          if (c >= 0 || !line.isEmpty()) {
            number++;
            text.line(line.toString().stripTrailing(), Spot.line(file.name(), number));
          }
          line.setLength(0);
        } else if (line.length() < LONGEST_LINE) {
          line.append((char) c);
        }
      } while (c >= 0);
    } catch (IOException reason) {
      problems.add(new Problem(file.name(), 0, "truncated", "" + reason.getMessage(), "the rest"));
    }
    List<UdpLook> looks = text.looks();
    if (text.unreadable() > 0) {
      problems.add(
          new Problem(
              file.name(),
              0,
              "parse-degraded",
              text.unreadable() + " lines are no sockets and no counters",
              "these lines"));
    }
    return new Read(looks, problems);
  }
}
