// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.udp;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.text.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads what someone saved of UDP sockets: /proc/net/udp, udp6, snmp, snmp6, {@code ss -uanm} and
 * {@code netstat -su}, any of them in one file, and several looks one after the other.
 */
public final class UdpReader implements CaptureReader {
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
    UdpText text = new UdpText(file.name());
    List<Problem> problems = new ArrayList<>();
    try (TextLines lines = TextLines.of(file)) {
      while (lines.next()) {
        text.line(lines.text().stripTrailing(), Spot.line(file.name(), lines.number()));
      }
      problems.addAll(lines.problems());
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
    if (text.leftOut() > 0) {
      problems.add(
          new Problem(
              file.name(),
              0,
              Problem.TOO_MANY,
              text.leftOut() + " sockets or looks are more than are kept",
              "these sockets and looks"));
    }
    return new Read(looks, problems);
  }
}
