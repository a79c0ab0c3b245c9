// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

/** One entry of a journal, overwritten by the next one: three million of them need no memory. */
final class Entry {
  /** MESSAGE_ID of {@code SD_MESSAGE_JOURNAL_DROPPED}, sd-messages.h. */
  private static final byte[] SUPPRESSED = Field.ascii("a596d6fe7bfa4994828e72309e95d61e");

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
    dropped = 0;
    droppedOf = Names.NONE;
    hasMessage = false;
    isPlain = false;
    message = 0;
  }

  /** How many lines journald says here that it has thrown away; 0 when it says nothing of it. */
  long suppressed() {
    return isSuppression ? dropped : 0;
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
      case IDENTIFIER -> identifier = named(identifier, senders.identifiers, bytes, from, to);
      case TRANSPORT -> transport = named(transport, senders.transports, bytes, from, to);
      case USER -> user = first(user, senders.users, bytes, from, to);
      case MESSAGE_ID ->
          isSuppression =
              java.util.Arrays.equals(bytes, from, to, SUPPRESSED, 0, SUPPRESSED.length);
      case DROPPED -> dropped = decimal(bytes, from, to);
      case DROPPED_OF -> droppedOf = first(droppedOf, senders.units, bytes, from, to);
      case MESSAGE, OTHER -> {}
    }
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
