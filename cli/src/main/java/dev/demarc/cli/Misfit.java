// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.manifest.Manifest;
import dev.demarc.evidence.text.SyslogLine;
import dev.demarc.identify.NextStep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file that is often given for a capture and is none: what it is, as far as its beginning tells,
 * and what to take or to do instead.
 *
 * @param file how the report calls it
 * @param what completes the sentence that begins with the file
 * @param remedy a thing to do, with the command
 */
record Misfit(String file, String what, String remedy) {
  private static final int TAR_MAGIC = 257;
  private static final byte[] TAR = bytes('u', 's', 't', 'a', 'r');
  private static final int LONGEST_LINE = 4096;

  /** A program that packs one file or many, by its first bytes. */
  private record Packed(String name, byte[] magic, String unpack) {}

  private static final List<Packed> PACKED =
      List.of(
          new Packed("bzip2", bytes(0x42, 0x5a, 0x68), "bzip2 -dc"),
          new Packed("xz", bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00), "xz -dc"),
          new Packed("zip", bytes(0x50, 0x4b, 0x03, 0x04), "unzip -p"),
          new Packed("zstd", bytes(0x28, 0xb5, 0x2f, 0xfd), "zstd -dc"));

  private static final Pattern SUMMARY =
      Pattern.compile("\\A% time +seconds +usecs/call +calls ", Pattern.MULTILINE);
  private static final Pattern PRINTED_PACKET =
      Pattern.compile(
          "\\A(?:\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d\\.\\d{6} (?:\\S+ +(?:In|Out|[BMP]) +)?(?:IP6? |ARP, )");

  /**
   * Looks at the beginning of a file that no reader knows.
   *
   * @param program how the caller starts Demarc
   * @return empty when it may be a capture, or nothing that is known here
   */
  static Optional<Misfit> in(CaptureFile file, String program) throws IOException {
    byte[] head = file.head();
    String name = file.name();
    if (head.length == 0) {
      return misfit(
          name, "is empty", "see what its recorder said on standard error, and take it again");
    }
    for (Packed packed : PACKED) {
      if (begins(head, 0, packed.magic())) {
        return misfit(
            name,
            "is packed by " + packed.name(),
            "unpack it on the way: "
                + packed.unpack()
                + " "
                + name
                + " | "
                + program
                + " identify -");
      }
    }
    Optional<Manifest> manifest = Manifest.read(new SourceText(name, head));
    if (manifest.isPresent()) {
      return misfit(
          name,
          "is a " + manifest.get().kind() + ", which is compared with what runs",
          "name the process too: " + program + " identify pid:N " + name);
    }
    return text(new String(head, StandardCharsets.ISO_8859_1), name, program);
  }

  /** An archive holds files: as one text they would say together what none of them says. */
  static Optional<Misfit> archive(CaptureFile file) throws IOException {
    try (InputStream in = file.open()) {
      byte[] head = in.readNBytes(TAR_MAGIC + TAR.length);
      String unpack = "unpack it, and name what is in it: tar xf " + file.name();
      return begins(head, TAR_MAGIC, TAR)
          ? misfit(file.name(), "is a tar archive", unpack)
          : Optional.empty();
    }
  }

  private static Optional<Misfit> text(String head, String name, String program) {
    String first =
        head.lines()
            .filter(line -> !line.startsWith("-- "))
            .findFirst()
            .orElse(""); // of journalctl
    String line = first.substring(0, Math.min(LONGEST_LINE, first.length()));
    if (SUMMARY.matcher(line).find()) {
      return misfit(
          name,
          "is the summary of strace -c: it has counts, and no calls",
          "take the calls: strace -f -tt -yy -T -p PID -o " + NextStep.newFile("app", ".strace"));
    }
    if (PRINTED_PACKET.matcher(line).find()) {
      return misfit(
          name,
          "is what tcpdump prints, and not the packets",
          "let it write them: tcpdump -i any -s 0 -w "
              + NextStep.newFile("edge", ".pcap")
              + " port 443");
    }
    Optional<String> sender = SyslogLine.firstSender(head);
    if (sender.isEmpty()) {
      return Optional.empty();
    }
    return sender.get().equals("kernel")
        ? misfit(
            name,
            "is a log of the kernel, and its beginning tells of no denied system call",
            "give the lines that may, if it has any: grep -a 'audit(' "
                + name
                + " | "
                + program
                + " identify -")
        : misfit(
            name,
            "is the plain text of journalctl or of syslog, which leaves out what its lines are counted by, and journald says nothing there of lines that it threw away",
            "take it again as journalctl -o export > "
                + NextStep.newFile("journal", ".export")
                + ", or as -o json; for denied system calls journalctl -k -o short > "
                + NextStep.newFile("kernel", ".txt"));
  }

  private static Optional<Misfit> misfit(String file, String what, String remedy) {
    return Optional.of(new Misfit(file, what, remedy));
  }

  private static boolean begins(byte[] head, int at, byte[] magic) {
    return head.length >= at + magic.length
        && Arrays.equals(head, at, at + magic.length, magic, 0, magic.length);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
