// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A promise about output in terms of its input. */
public sealed interface Relation {
  /** Its name within the contract. */
  String id();

  /** No output may hold one of these code points. */
  record NoCodePoint(String id, List<Integer> codePoints) implements Relation {
    /** Copies the list. */
    public NoCodePoint {
      codePoints = List.copyOf(codePoints);
    }
  }

  /** Items in equal items out plus the lines of standard error that match {@code rejected}. */
  record CountConserved(String id, Optional<Pattern> rejected) implements Relation {}

  /**
   * Every key of the input is a key of the output, in order of neither, save the rejected ones;
   * none is new.
   */
  record KeyPreserved(String id, String inputKey, String outputKey, Optional<Pattern> rejected)
      implements Relation {}

  /** Items joined by a key hold equal values in these fields (input name to output name). */
  record FieldPreserved(String id, String inputKey, String outputKey, Map<String, String> fields)
      implements Relation {
    /** Copies the map. */
    public FieldPreserved {
      fields = Ordered.copyOf(fields);
    }
  }

  /** No two output items share a key. */
  record Unique(String id, String key) implements Relation {}

  /**
   * A changed input gives the same output (or, for permute and split, the output changed alike).
   */
  record Metamorphic(String id, Transform transform) implements Relation {}

  /** How an input is changed for a metamorphic relation. */
  enum Transform {
    /** EF BB BF before the first byte. */
    ADD_BOM,
    /** Line feeds become carriage return and line feed, outside quotes. */
    TO_CRLF,
    /** Text in Unicode normal form D. */
    TO_NFD,
    /** Compressed. */
    GZIP,
    /** The same bytes again. */
    RERUN,
    /** Items in another order. */
    PERMUTE_ITEMS,
    /** Two halves. */
    SPLIT_ITEMS
  }
}
