// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.text.TextLines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The goroutine that is being read. Its lines are taken in; arguments only as a digest. */
final class Stack {
  /** The runtime prints 100 calls at most. */
  private static final int MOST = 128;

  private final int[] functions = new int[MOST];
  private final int[] files = new int[MOST];
  private final int[] lines = new int[MOST];
  private int depth;
  private int creator;
  private int creatorFile;
  private int creatorLine;
  private int pending;
  private long pendingCall;
  private boolean pendingIsCreator;
  private long call;
  private long number;
  private String state = "";
  private int minutes;
  private Spot spot = Spot.file("");

  void begin(long newNumber, String newState, int newMinutes, Spot newSpot) {
    depth = 0;
    creator = 0;
    pending = 0;
    call = 0xcbf29ce484222325L;
    number = newNumber;
    state = newState;
    minutes = newMinutes;
    spot = newSpot;
  }

  /** A line that may name a function: it counts once a file and a line follow it. */
  void function(Names names, TextLines line) {
    byte[] b = line.bytes();
    int from = line.from();
    int to = line.to();
    pending = 0;
    if (line.startsWith("created by ")) {
      int name = from + "created by ".length();
      int end = indexOf(b, name, to, ' ');
      pending = names.id(b, name, end);
      pendingIsCreator = true;
      return;
    }
    if (to - from < 4 || b[to - 1] != ')') {
      return;
    }
    int open = to - 1;
    while (open > from && b[open] != '(') {
      open--;
    }
    if (open > from && indexOf(b, from, open, ' ') == open) {
      pending = names.id(b, from, open);
      pendingIsCreator = false;
      pendingCall = digest(b, open, to);
    }
  }

  /** Digests what is certain: a word that ends in a question mark is an old register. */
  private static long digest(byte[] b, int from, int to) {
    long all = 17;
    long word = 0;
    for (int i = from; i < to; i++) {
      switch (b[i]) {
        case '(', ')', '{', '}', ',', ' ' -> {
          all = all * 0x100000001b3L + word * 31 + b[i];
          word = 0;
        }
        case '?' -> word = 0;
        default -> word = word * 0x100000001b3L + b[i] + 1;
      }
    }
    return all;
  }

  /** {@code \t/usr/local/go/src/net/http/client.go:592 +0x4d fp=…}. */
  void file(Names names, TextLines line) {
    if (pending == 0) {
      return;
    }
    byte[] b = line.bytes();
    int from = line.from();
    while (from < line.to() && (b[from] == '\t' || b[from] == ' ')) {
      from++;
    }
    place(names, b, from, line.to());
    pending = 0;
  }

  /** {@code #\t0x6951b4\tnet/http.(*Client).Do+0x69\t\t/usr/…/client.go:581} of debug=1. */
  void counted(Names names, TextLines line) {
    byte[] b = line.bytes();
    int to = line.to();
    int name = Math.min(to, indexOf(b, line.from() + 2, to, '\t') + 1);
    int end = indexOf(b, name, to, '\t');
    int plus = end;
    while (plus > name && b[plus - 1] != '+') {
      plus--;
    }
    int nameEnd = plus > name ? plus - 1 : end;
    if (nameEnd <= name) {
      return;
    }
    pending = names.id(b, name, nameEnd);
    pendingIsCreator = false;
    pendingCall = 0;
    int from = end;
    while (from < to && b[from] == '\t') {
      from++;
    }
    place(names, b, from, to);
    pending = 0;
  }

  private void place(Names names, byte[] b, int from, int to) {
    int end = indexOf(b, from, to, ' ');
    // a path may hold a blank, but not right behind a colon and a number
    int at = end;
    while (at < to && !isNumbered(b, from, end)) {
      end = indexOf(b, at + 1, to, ' ');
      at = end;
    }
    if (!isNumbered(b, from, end)) {
      return;
    }
    int colon = end - 1;
    int found = 0;
    int scale = 1;
    while (colon > from && b[colon] != ':') {
      found += scale * (b[colon] - '0');
      scale *= 10;
      colon--;
    }
    int base = colon;
    while (base > from && b[base - 1] != '/' && b[base - 1] != '\\') {
      base--;
    }
    int file = names.id(b, base, colon);
    if (pendingIsCreator) {
      creator = pending;
      creatorFile = file;
      creatorLine = found;
    } else if (depth < MOST) {
      functions[depth] = pending;
      files[depth] = file;
      lines[depth] = found;
      depth++;
      if (!names.isRuntime(pending)) {
        call = call * 0x100000001b3L ^ pendingCall;
      }
    }
  }

  /** Whether what is there ends in a colon and up to eight digits. */
  private static boolean isNumbered(byte[] b, int from, int to) {
    int at = to;
    while (at > from && to - at < 9 && b[at - 1] >= '0' && b[at - 1] <= '9') {
      at--;
    }
    return at < to && to - at < 9 && at - 1 > from && b[at - 1] == ':';
  }

  private static int indexOf(byte[] b, int from, int to, char what) {
    int at = Math.min(from, to);
    while (at < to && b[at] != what) {
      at++;
    }
    return at;
  }

  /** The calls that say something: without the runtime's own, unless there are no others. */
  int[] functions(Names names) {
    int[] kept = new int[depth];
    int n = 0;
    for (int i = 0; i < depth; i++) {
      if (!names.isRuntime(functions[i])) {
        kept[n++] = functions[i];
      }
    }
    return n == 0 ? Arrays.copyOf(functions, depth) : Arrays.copyOf(kept, n);
  }

  List<Frame> frames(Names names) {
    boolean onlyRuntime = true;
    for (int i = 0; i < depth; i++) {
      onlyRuntime &= names.isRuntime(functions[i]);
    }
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      if (onlyRuntime || !names.isRuntime(functions[i])) {
        frames.add(new Frame(names.text(functions[i]), names.text(files[i]), lines[i]));
      }
    }
    return frames;
  }

  Optional<Frame> createdBy(Names names) {
    return creator == 0
        ? Optional.empty()
        : Optional.of(new Frame(names.text(creator), names.text(creatorFile), creatorLine));
  }

  /** Whether it is the goroutine that writes the dump. */
  boolean writesDump(Names names) {
    for (int i = 0; i < depth; i++) {
      if (names.text(functions[i]).equals("runtime/pprof.writeGoroutineStacks")) {
        return true;
      }
    }
    return false;
  }

  String state() {
    return state;
  }

  int minutes() {
    return minutes;
  }

  long number() {
    return number;
  }

  long call() {
    return call;
  }

  Spot spot() {
    return spot;
  }
}
