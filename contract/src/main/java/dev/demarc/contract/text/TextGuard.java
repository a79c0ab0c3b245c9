// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import dev.demarc.contract.Input.Bom;
import dev.demarc.contract.Input.Malformed;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The first thing that looks at bytes: byte order mark, then strict decoding, then control
 * characters. It never guesses a charset; that bytes look like another one is only said.
 *
 * <p>Control characters: NUL and the others of C0 are refused, inside of quotes as outside; tab,
 * line feed and carriage return pass.
 */
public final class TextGuard {
  private final TextRules rules;
  private final Encoding declared;

  /** Refuses a charset that this Java does not know. */
  public TextGuard(TextRules rules) {
    this.rules = rules;
    this.declared = Encoding.of(rules.charset());
  }

  /** Reads bytes; never throws, whatever they are. */
  public Text read(byte[] raw) {
    Encoding encoding = declared.resolvedFor(raw);
    Optional<Mark> mark = Mark.startOf(raw);
    Optional<Mark> own = encoding.mark().filter(its -> its.isAt(raw, 0));
    if (own.isEmpty() && !encoding.isUtf8() && encoding.unit() == 1) {
      mark = Optional.empty();
    }
    if (own.isEmpty()) {
      Optional<String> looksLike = mark.map(Mark::charset);
      if (looksLike.isEmpty() && encoding.unit() == 1) {
        looksLike = Lookalike.wide(raw);
      }
      if (looksLike.isPresent()) {
        return foreign(raw, encoding, looksLike.get(), mark.map(Mark::length).orElse(0));
      }
    }
    int markLength = own.map(Mark::length).orElse(0);
    List<Flaw> flaws = markFlaws(encoding, markLength);
    return encoding.isUtf8() && (rules.malformed() == Malformed.REJECT || isUtf8(raw, markLength))
        ? sameBytes(raw, markLength, encoding, flaws)
        : transcoded(raw, markLength, encoding, flaws);
  }

  private List<Flaw> markFlaws(Encoding encoding, int markLength) {
    List<Flaw> flaws = new ArrayList<>();
    if (markLength > 0 && rules.bom() == Bom.FORBID) {
      flaws.add(
          Flaw.whole(
              "bom",
              "bom-forbidden",
              "no byte order mark",
              0,
              "begins with a byte order mark of " + encoding.charset().name()));
    } else if (markLength == 0 && rules.bom() == Bom.REQUIRE) {
      flaws.add(Flaw.whole("bom", "bom-missing", "a byte order mark", 0, "has no byte order mark"));
    }
    return flaws;
  }

  private Text sameBytes(byte[] raw, int markLength, Encoding encoding, List<Flaw> flaws) {
    List<Spot> spots = new ArrayList<>(malformed(raw, markLength, encoding));
    Offsets offsets = Offsets.same();
    spots.addAll(within(raw, markLength, markLength > 0, offsets));
    return new Text(raw, markLength, offsets, flaws, sorted(spots), markLength, 0, 0, false, false);
  }

  private Text transcoded(byte[] raw, int markLength, Encoding encoding, List<Flaw> flaws) {
    Transcoder transcoder = new Transcoder(raw, encoding, rules.malformed());
    transcoder.run(markLength);
    byte[] utf8 = transcoder.utf8();
    boolean tooMany =
        rules.malformed() == Malformed.REJECT || transcoder.malformed() > rules.maxMalformed();
    List<Spot> spots = new ArrayList<>(tooMany ? transcoder.spots().all() : List.of());
    spots.addAll(within(utf8, 0, markLength > 0, transcoder.offsets()));
    boolean drop = rules.malformed() == Malformed.DROP;
    return new Text(
        utf8,
        0,
        transcoder.offsets(),
        flaws,
        sorted(spots),
        markLength,
        transcoder.malformed(),
        drop ? transcoder.malformedBytes() : 0,
        false,
        transcoder.malformed() > 0);
  }

  private Text foreign(byte[] raw, Encoding wanted, String looksLike, int markLength) {
    Encoding actual = Encoding.of(looksLike);
    Transcoder transcoder = new Transcoder(raw, actual, Malformed.REPLACE);
    transcoder.run(markLength);
    byte[] utf8 = transcoder.utf8();
    List<Spot> spots = new ArrayList<>();
    int line = 0;
    while (line < utf8.length && spots.size() < Flaws.MOST) {
      long start = line == 0 ? 0 : transcoder.offsets().given(line);
      spots.add(Spots.foreign(line, Lookalike.firstBad(raw, start), looksLike, wanted));
      line = afterLineFeed(utf8, line);
    }
    if (spots.isEmpty()) {
      spots.add(Spots.foreign(0, 0, looksLike, wanted));
    }
    return new Text(utf8, 0, transcoder.offsets(), List.of(), spots, markLength, 0, 0, true, true);
  }

  private boolean isUtf8(byte[] raw, int from) {
    return malformed(raw, from, Encoding.of("UTF-8")).isEmpty();
  }

  /** The first malformed sequence of each physical line. */
  private static List<Spot> malformed(byte[] raw, int from, Encoding encoding) {
    CharsetDecoder decoder = Transcoder.strict(encoding);
    ByteBuffer in = ByteBuffer.wrap(raw, from, raw.length - from);
    CharBuffer out = CharBuffer.allocate(8192);
    LineSpots spots = new LineSpots();
    int seen = from;
    while (true) {
      CoderResult result = decoder.decode(in, out.clear(), true);
      if (result.isError()) {
        int at = in.position();
        if (lineFeedBetween(raw, seen, at)) {
          spots.newLine();
        }
        seen = at;
        spots.add(() -> Spots.malformed(at, at, raw, encoding));
        in.position(at + result.length());
      } else if (result.isUnderflow()) {
        return spots.all();
      }
    }
  }

  /** Control characters and marks within the text: the first of each physical line. */
  private List<Spot> within(byte[] utf8, int from, boolean marked, Offsets offsets) {
    LineSpots spots = new LineSpots();
    for (int i = from; i < utf8.length; i++) {
      byte b = utf8[i];
      if (b >= 0x20 || b == '\t' || b == '\r') {
        continue;
      }
      int at = i;
      if (b == '\n') {
        spots.newLine();
      } else if (b >= 0) {
        spots.add(() -> Spots.control(at, offsets.given(at), b));
      } else if (b == (byte) 0xEF && rules.bom() != Bom.KEEP && Mark.UTF_8.isAt(utf8, i)) {
        spots.add(() -> Spots.mark(at, offsets.given(at), marked && at == from));
      }
    }
    return spots.all();
  }

  private static List<Spot> sorted(List<Spot> spots) {
    spots.sort(Comparator.comparingInt(Spot::at));
    return spots;
  }

  private static int afterLineFeed(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] != '\n') {
      i++;
    }
    return Math.min(bytes.length, i + 1);
  }

  private static boolean lineFeedBetween(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  /** A text as the bytes of the declared charset, without a mark. */
  public byte[] encoded(byte[] utf8, byte[] raw) {
    Encoding encoding = declared.resolvedFor(raw);
    return encoding.isUtf8()
        ? utf8
        : new String(utf8, StandardCharsets.UTF_8).getBytes(encoding.charset());
  }
}
