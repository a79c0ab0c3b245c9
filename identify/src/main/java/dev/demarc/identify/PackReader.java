// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.Problem;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the values of a pack, the mirror of {@link PackWriter}; what is broken throws. */
final class PackReader {
  static final int DIGEST = 32;

  private final ByteBuffer in;
  private final List<String> texts = new ArrayList<>();

  PackReader(ByteBuffer in) {
    this.in = in;
  }

  private long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number without an end");
  }

  private int small() {
    return (int) number();
  }

  /** A count of things that follow: each takes a byte at least. */
  int count() {
    long count = number();
    if (count < 0 || count > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return (int) count;
  }

  String text() {
    int known = small();
    if (known > 0) {
      return texts.get(known - 1);
    }
    byte[] bytes = new byte[count()];
    in.get(bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    texts.add(text);
    return text;
  }

  private String digest() {
    byte[] digest = new byte[DIGEST];
    in.get(digest);
    return HexFormat.of().formatHex(digest);
  }

  private <T> List<T> list(Supplier<T> one) {
    List<T> all = new ArrayList<>();
    for (int count = count(); count > 0; count--) {
      all.add(one.get());
    }
    return all;
  }

  private <T> Optional<T> maybe(Supplier<T> one) {
    return small() == 0 ? Optional.empty() : Optional.of(one.get());
  }

  private LocalDate day() {
    return LocalDate.ofEpochDay(number());
  }

  Pack.Folder folder() {
    String key = digest();
    Map<String, Pack.Source> sources = new HashMap<>();
    for (int count = count(); count > 0; count--) {
      String path = text();
      String digest = digest();
      sources.put(path, new Pack.Source(maybe(this::stamp), digest));
    }
    Gathered gathered = new Gathered();
    gathered.findings.addAll(list(this::finding));
    gathered.suppressed.addAll(list(this::finding));
    gathered.started.addAll(list(this::started));
    gathered.problems.addAll(list(this::problem));
    gathered.notes.addAll(list(this::note));
    gathered.generated = small();
    gathered.holds(day(), day());
    return new Pack.Folder(key, sources, gathered);
  }

  Outcome outcome() {
    return new Outcome(
        text(),
        small(),
        number(),
        list(this::finding),
        list(this::finding),
        list(this::started),
        list(this::problem),
        small(),
        day(),
        day());
  }

  private FileStamp stamp() {
    return new FileStamp(FileStamp.Kind.FILE, number(), number(), number(), number());
  }

  private Severity severity() {
    return Severity.valueOf(text());
  }

  private Finding finding() {
    return new Finding(
        RuleId.of(text()),
        severity(),
        Maturity.valueOf(text()),
        text(),
        place(),
        text(),
        list(this::fact),
        text(),
        new Fix(text(), list(this::edit)),
        text(),
        maybe(this::suppression),
        maybe(this::severity),
        false,
        Optional.empty());
  }

  private Fact fact() {
    return new Fact(text(), text(), maybe(this::place));
  }

  private Fix.Edit edit() {
    return new Fix.Edit(place(), text());
  }

  private Suppression suppression() {
    return new Suppression(text(), text(), maybe(this::day));
  }

  private Place place() {
    return new Place(text(), small(), small(), small(), small());
  }

  private Started started() {
    ForeignComponent component =
        new ForeignComponent(
            maybe(this::text), text(), text(), place(), text(), text(), text(), maybe(this::text));
    return new Started(component, text(), maybe(this::text));
  }

  private Problem problem() {
    return new Problem(text(), small(), text(), text(), text());
  }

  private Note note() {
    return new Note(text(), text(), place());
  }
}
