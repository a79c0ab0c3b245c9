// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import java.util.Arrays;

/** One entry of a journal, overwritten by the next one: three million of them need no memory. */
final class Entry {
  /** MESSAGE_ID of {@code SD_MESSAGE_JOURNAL_DROPPED}, sd-messages.h. */
  private static final byte[] SUPPRESSED = Field.ascii("a596d6fe7bfa4994828e72309e95d61e");

  private static final byte[] JOURNALD = Field.ascii("systemd-journald");

  /** A name of a thread has 15 characters; as identifier it stands there up to v215. */
  private static final byte[] JOURNALD_CUT = Field.ascii("systemd-journal");

  private static final byte[] DRIVER = Field.ascii("driver");

  final Cursor.Parsed cursor = new Cursor.Parsed();
  private final Senders senders;

  /** Whether unit, identifier and transport are looked at: once they differ, no more. */
  boolean wantsNames = true;

  boolean hasCursor;
  int unit;
  int identifier;
  int transport;
  int user;
  private boolean isSuppression;
  private boolean hasOtherId;
  private boolean isJournalds;
  private boolean isOthers;
  private SuppressionText said = SuppressionText.NONE;
  private long dropped;
  int droppedOf;
  boolean hasMessage;

  /** Whether a sink can have the same message. */
  boolean isPlain;

  long message;
  int line;
  long offset;

  Entry(Senders senders) {
    this.senders = senders;
  }

  void begin(int line, long offset) {
    this.line = line;
    this.offset = offset;
    hasCursor = false;
    unit = Names.NONE;
    identifier = Names.NONE;
    transport = Names.NONE;
    user = Names.NONE;
    isSuppression = false;
    hasOtherId = false;
    isJournalds = false;
    isOthers = false;
    said = SuppressionText.NONE;
    dropped = 0;
    droppedOf = Names.NONE;
    hasMessage = false;
    isPlain = false;
    message = 0;
  }

  /**
   * How many lines journald says here that it has thrown away; 0 when it says nothing of it. A text
   * alone says so when it has no other id, journald's name, and the name of nobody else.
   */
  long suppressed() {
    if (isSuppression) {
      return dropped > 0 ? dropped : said.lines();
    }
    return isJournalds && !isOthers && !hasOtherId ? said.lines() : 0;
  }

  /** Of which unit, as a number among the units; {@link Names#NONE} of none. */
  int suppressedOf() {
    byte[] unit = said.unitBytes();
    return droppedOf == Names.NONE && unit.length > 0
        ? senders.units.index(unit, 0, unit.length)
        : droppedOf;
  }

  /** Takes the hash of a message; of two, the first one. */
  void message(MessageHash hash) {
    if (!hasMessage) {
      hasMessage = true;
      isPlain = hash.isPlain();
      message = hash.value();
    }
  }

  /** Takes a field's value; of a field that is there twice, the first one. */
  void set(Field field, byte[] bytes, int from, int to) {
    switch (field) {
      case CURSOR -> hasCursor = cursor.read(bytes, from, to);
      case UNIT -> unit = named(unit, senders.units, bytes, from, to);
      case IDENTIFIER -> {
        identifier = named(identifier, senders.identifiers, bytes, from, to);
        by(is(JOURNALD, bytes, from, to) || is(JOURNALD_CUT, bytes, from, to));
      }
      case PROGRAM -> by(is(JOURNALD_CUT, bytes, from, to));
      case TRANSPORT -> {
        transport = named(transport, senders.transports, bytes, from, to);
        isOthers |= !is(DRIVER, bytes, from, to);
      }
      case USER -> user = first(user, senders.users, bytes, from, to);
      case MESSAGE_ID -> {
        isSuppression = is(SUPPRESSED, bytes, from, to);
        hasOtherId = !isSuppression;
      }
      case DROPPED -> dropped = decimal(bytes, from, to);
      case DROPPED_OF -> droppedOf = first(droppedOf, senders.units, bytes, from, to);
      case MESSAGE -> said = SuppressionText.of(bytes, from, to);
      case OTHER -> {}
    }
  }

  private static boolean is(byte[] word, byte[] bytes, int from, int to) {
    return Arrays.equals(bytes, from, to, word, 0, word.length);
  }

  private void by(boolean journald) {
    isJournalds |= journald;
    isOthers |= !journald;
  }

  private int named(int known, Names names, byte[] bytes, int from, int to) {
    return wantsNames ? first(known, names, bytes, from, to) : Names.NONE;
  }

  private static int first(int known, Names names, byte[] bytes, int from, int to) {
    return known == Names.NONE ? names.index(bytes, from, to) : known;
  }

  private static long decimal(byte[] bytes, int from, int to) {
    long value = 0;
    for (int i = from; i < to && i - from < 18; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return 0;
      }
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }
}
