// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes the values of a pack; {@link PackReader} is its mirror. A text is written once. */
final class PackWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, Integer> texts = new HashMap<>();

  byte[] bytes() {
    return out.toByteArray();
  }

  void number(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  /** The number of a text that was written before, or 0 and the text. */
  void text(String text) {
    Integer known = texts.putIfAbsent(text, texts.size() + 1);
    number(known == null ? 0 : known);
    if (known == null) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      number(bytes.length);
      out.writeBytes(bytes);
    }
  }

  private void digest(String hex) {
    out.writeBytes(HexFormat.of().parseHex(hex));
  }

  private <T> void list(List<T> all, Consumer<T> one) {
    number(all.size());
    all.forEach(one);
  }

  private <T> void maybe(Optional<T> value, Consumer<T> one) {
    number(value.isPresent() ? 1 : 0);
    value.ifPresent(one);
  }

  private void day(LocalDate day) {
    number(day.toEpochDay());
  }

  void folder(Pack.Folder folder) {
    digest(folder.key());
    number(folder.sources().size());
    folder
        .sources()
        .forEach((path, source) -> {
          text(path);
          digest(source.digest());
          maybe(source.stamp(), this::stamp);
        });
    Gathered gathered = folder.gathered();
    list(gathered.findings, this::finding);
    list(gathered.suppressed, this::finding);
    list(gathered.started, this::started);
    list(gathered.problems, this::problem);
    list(gathered.notes, this::note);
    number(gathered.generated);
    day(gathered.from());
    day(gathered.until());
  }

  void outcome(Outcome outcome) {
    text(outcome.digest());
    number(outcome.files());
    number(outcome.bytes());
    list(outcome.findings(), this::finding);
    list(outcome.suppressed(), this::finding);
    list(outcome.started(), this::started);
    list(outcome.problems(), this::problem);
    number(outcome.generated());
    day(outcome.from());
    day(outcome.until());
  }

  private void stamp(FileStamp stamp) {
    number(stamp.size());
    number(stamp.modified());
    number(stamp.changed());
    number(stamp.inode());
  }

  private void finding(Finding finding) {
    text(finding.rule().toString());
    text(finding.severity().name());
    text(finding.maturity().name());
    text(finding.message());
    place(finding.place());
    text(finding.fingerprint());
    list(finding.evidence(), this::fact);
    text(finding.why());
    text(finding.fix().text());
    list(finding.fix().edits(), this::edit);
    text(finding.docs());
    maybe(finding.suppressed(), this::suppression);
    maybe(finding.defaultSeverity(), severity -> text(severity.name()));
  }

  private void fact(Fact fact) {
    text(fact.kind());
    text(fact.text());
    maybe(fact.place(), this::place);
  }

  private void edit(Fix.Edit edit) {
    place(edit.place());
    text(edit.newText());
  }

  private void suppression(Suppression by) {
    text(by.by());
    text(by.reason());
    maybe(by.until(), this::day);
  }

  private void place(Place place) {
    text(place.file());
    number(place.line());
    number(place.column());
    number(place.endLine());
    number(place.endColumn());
  }

  private void started(Started started) {
    ForeignComponent component = started.component();
    maybe(component.command(), this::text);
    text(component.kind());
    text(component.known());
    place(component.place());
    text(component.how());
    text(component.function());
    text(component.text());
    maybe(component.script(), this::text);
    text(started.folder());
    maybe(started.script(), this::text);
  }

  private void problem(Problem problem) {
    text(problem.file());
    number(problem.line());
    text(problem.problem());
    text(problem.text());
    text(problem.lost());
  }

  private void note(Note note) {
    text(note.kind());
    text(note.text());
    place(note.place());
  }
}
