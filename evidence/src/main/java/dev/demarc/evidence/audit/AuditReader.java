// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.text.RawLines;
import dev.demarc.evidence.text.SyslogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads logs of the audit system and of the kernel, and logs in which a program says that SIGSYS
 * ended it. Gives {@link Denial}s, one {@link AuditSerials} for each file with records or with
 * words of the kernel about lost ones, and {@link SigsysCrash}es. An event that stands in the file
 * twice is counted once.
 */
public final class AuditReader implements CaptureReader {
  private static final Pattern RECORD =
      Pattern.compile("type=\\S{1,40} (?:msg=)?audit\\(\\d{1,12}\\.\\d{3}:\\d{1,10}\\)");
  private static final Pattern JOURNAL = Pattern.compile("\"_AUDIT_TYPE\"\\s?:\\s?\"\\d");
  private static final Pattern RING =
      Pattern.compile("\\A(?:(?:<\\d+>)?\\[\\s*\\d+\\.\\d{6}] |\\d+,\\d+,\\d+,[^;\\n]*;)");

  private static final String SUPPRESSED_SIGN = "kauditd_printk_skb: ";
  private static final Pattern SUPPRESSED =
      Pattern.compile(SUPPRESSED_SIGN + "(\\d{1,10}) callbacks suppressed");
  private static final Pattern INTERPRETED =
      Pattern.compile("type=SECCOMP msg=audit\\(\\d+[/.-]\\d+[/.-]\\d+ ");

  @Override
  public String kind() {
    return "audit";
  }

  @Override
  public boolean recognises(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    boolean holdsRecords =
        text.contains("audit(")
            && (RECORD.matcher(text).find() || INTERPRETED.matcher(text).find());
    boolean isJournal = text.contains("_AUDIT_TYPE") && JOURNAL.matcher(text).find();
    // what is longer than its beginning may tell of a denied call later
    boolean mayTell = head.length == CaptureFile.HEAD && SyslogLine.isFirstOf(text);
    return mayTell
        || RING.matcher(text).lookingAt()
        || text.contains(SigsysScanner.GO)
        || text.contains(SigsysScanner.STRACE)
        || text.contains(SUPPRESSED_SIGN)
        || LossNotices.isIn(text)
        || holdsRecords
        || isJournal;
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    Pass pass = new Pass(file.name());
    try (RawLines lines = RawLines.of(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        pass.line(line, lines.number());
      }
      pass.problems.addAll(lines.problems());
    }
    return pass.end();
  }

  /** One file on its way through. */
  private static final class Pass {
    private final String file;
    private final Denials denials = new Denials();
    private final SerialRuns serials = new SerialRuns();
    private final LossNotices losses = new LossNotices();
    private final SigsysScanner sigsys;
    private final List<Problem> problems = new ArrayList<>();
    private long suppressed;
    private Optional<Spot> notice = Optional.empty();
    private boolean hasOthers;
    private int interpreted;

    Pass(String file) {
      this.file = file;
      sigsys = new SigsysScanner(file);
    }

    void line(String line, int number) {
      Optional<AuditRecord> found = AuditRecord.of(line);
      if (found.isEmpty()) {
        sigsys.line(line, number);
        other(line, number);
        return;
      }
      AuditRecord record = found.get();
      boolean isSeccomp = record.type() == AuditRecord.SECCOMP;
      hasOthers |= !isSeccomp;
      if (record.isOfDaemon()) {
        return;
      }
      Spot spot = Spot.line(file, number).at(record.at());
      serials.add(record, spot);
      if (isSeccomp) {
        denials.add(record, spot);
      }
    }

    private void other(String line, int number) {
      boolean mayBe = line.contains(SUPPRESSED_SIGN);
      Matcher said = SUPPRESSED.matcher(mayBe ? line : "");
      if (said.find()) {
        suppressed += Long.parseLong(said.group(1));
        notice = notice.or(() -> Optional.of(Spot.line(file, number)));
      } else if (INTERPRETED.matcher(line).find()) {
        interpreted = interpreted == 0 ? number : interpreted;
      } else if (losses.add(line, file, number)) {
        return;
      } else if (!line.isBlank()
          && !line.startsWith("----")) { // ausearch writes ---- between events
        hasOthers = true;
      }
    }

    Read end() {
      sigsys.end();
      if (denials.unreadable() > 0) {
        lost(
            denials.firstUnreadable(),
            "unreadable",
            "SECCOMP records without arch, syscall, code or pid",
            denials.unreadable());
      }
      if (denials.beyond() > 0) {
        lost(0, Problem.TOO_MANY, "more kinds of SECCOMP records than are kept", denials.beyond());
      }
      if (interpreted > 0) {
        problems.add(
            new Problem(
                file,
                interpreted,
                "unreadable",
                "interpreted output, whose action is ambiguous: give ausearch --raw",
                "its records"));
      }
      if (sigsys.more() > 0) {
        problems.add(
            new Problem(
                file,
                0,
                Problem.TOO_MANY,
                "more SIGSYS crashes than are kept",
                sigsys.more() + " crashes"));
      }
      List<Object> facts = new ArrayList<>(denials.all());
      Optional<LostRecords> lost = losses.all();
      if (serials.events() > 0 || suppressed > 0 || lost.isPresent()) {
        facts.add(
            new AuditSerials(
                file,
                serials.events(),
                serials.missing(),
                serials.gap(),
                serials.gapText(),
                suppressed,
                notice,
                lost,
                !hasOthers));
      }
      facts.addAll(sigsys.crashes());
      return new Read(facts, problems);
    }

    private void lost(int line, String word, String text, long count) {
      problems.add(new Problem(file, line, word, text, count + " records"));
    }
  }
}
