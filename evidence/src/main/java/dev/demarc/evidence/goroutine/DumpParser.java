// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.text.TextLines;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the dumps among the lines of a text. What it does not know it passes over: log lines of
 * other threads may stand between those of a stack.
 */
final class DumpParser {
  /** What a header begins with. */
  static final String HEADER = "goroutine ";

  private static final int MOST_DUMPS = 16;
  private static final int MOST_STATES = 200;

  private final String file;
  private final Optional<Instant> written;
  private final Names names = new Names();
  private final Stack stack = new Stack();
  private final Map<String, String> states = new HashMap<>();
  private final List<GoroutineDump> dumps = new ArrayList<>();
  private final GroupTable.Budget budget = new GroupTable.Budget();
  private GroupTable table = new GroupTable(names, budget);
  private GoroutineDump.Form form = GoroutineDump.Form.EACH;
  private Spot spot = Spot.file("");
  private boolean open;
  private long count;
  private boolean isFatal;
  private boolean nextIsFatal;
  private boolean mainSeen;
  private int passed;
  private long lost;

  DumpParser(String file, Optional<Instant> written) {
    this.file = file;
    this.written = written;
  }

  /** Whether a line begins a goroutine or a dump. */
  static boolean isHeader(TextLines line) {
    if (line.startsWith("goroutine profile: total ")) {
      return true;
    }
    return line.startsWith(HEADER) && bracket(line) > 0;
  }

  /** Where the state of a header begins, behind its bracket; 0 when it is no header. */
  private static int bracket(TextLines line) {
    byte[] b = line.bytes();
    int at = line.from() + HEADER.length();
    int digits = at;
    while (at < line.to() && b[at] >= '0' && b[at] <= '9') {
      at++;
    }
    if (at == digits || at - digits > 18) {
      return 0;
    }
    int most = Math.min(line.to(), at + 128);
    while (at < most && b[at] != '[') {
      at++;
    }
    return at < most && b[line.to() - 1] == ':' ? at + 1 : 0;
  }

  void take(TextLines line) {
    if (line.from() == line.to()) {
      finish();
      return;
    }
    byte first = line.bytes()[line.from()];
    if (first == '\t' || first == ' ') {
      if (open && form == GoroutineDump.Form.EACH) {
        stack.file(names, line);
      }
      return;
    }
    if (first == 'g' && line.startsWith("goroutine ") && header(line)) {
      return;
    }
    if (form == GoroutineDump.Form.COUNTED && counted(line, first)) {
      return;
    }
    if (isEnd(line)) {
      finish();
      nextIsFatal = true;
    } else if (open) {
      stack.function(names, line);
    }
  }

  /** What the runtime says when it ends the process. */
  private static boolean isEnd(TextLines line) {
    return line.startsWith("SIGQUIT: ")
        || line.startsWith("SIGABRT: ")
        || line.startsWith("panic: ")
        || line.startsWith("fatal error: ");
  }

  private boolean header(TextLines line) {
    if (line.startsWith("goroutine profile: total ")) {
      finish();
      beginDump(line.spot(), GoroutineDump.Form.COUNTED);
      return true;
    }
    int state = bracket(line);
    if (state == 0) {
      return false;
    }
    finish();
    byte[] b = line.bytes();
    long number = 0;
    for (int i = line.from() + HEADER.length(); b[i] >= '0' && b[i] <= '9'; i++) {
      number = number * 10 + b[i] - '0';
    }
    boolean isSecond = number == 1 && mainSeen;
    boolean isOther = form == GoroutineDump.Form.COUNTED && table.goroutines() > 0;
    if (isSecond || isOther || nextIsFatal || spot.line() == 0) {
      beginDump(line.spot(), GoroutineDump.Form.EACH);
    }
    form = GoroutineDump.Form.EACH;
    mainSeen |= number == 1;
    beginStack(line, number, state);
    return true;
  }

  /** {@code select, 2 minutes, locked to thread]:}; newer versions have labels there. */
  private void beginStack(TextLines line, long number, int from) {
    int to = from; // labels may stand behind the bracket
    while (to < line.to() && line.bytes()[to] != ']') {
      to++;
    }
    String text = new String(line.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
    int minutes = 0;
    int comma = text.indexOf(", ");
    String state = comma < 0 ? text : text.substring(0, comma);
    int unit = text.indexOf(" minutes");
    if (comma >= 0 && unit > 0) {
      String digits = text.substring(text.lastIndexOf(' ', unit - 1) + 1, unit);
      minutes = digits.matches("\\d{1,8}") ? Integer.parseInt(digits) : 0;
    }
    stack.begin(number, known(state), minutes, line.spot());
    open = true;
    count = 1;
  }

  private String known(String state) {
    String known = states.get(state);
    if (known != null) {
      return known;
    }
    String bare = state;
    for (String flag : new String[] {" (scan)", " (leaked)", " (durable)"}) {
      bare = bare.replace(flag, "");
    }
    if (states.size() == MOST_STATES) {
      return "other";
    }
    // a state is one of the runtime's few words
    bare = bare.length() > 64 || !bare.matches("[A-Za-z ().,0-9-]*") ? "other" : bare;
    states.put(state, bare);
    return bare;
  }

  private boolean counted(TextLines line, byte first) {
    byte[] b = line.bytes();
    if (first == '#') {
      if (open && line.to() - line.from() > 4 && b[line.from() + 1] == '\t') {
        stack.counted(names, line);
      }
      return true;
    }
    int at = line.from();
    long n = 0;
    while (at < line.to() && b[at] >= '0' && b[at] <= '9' && n < 1L << 40) {
      n = n * 10 + b[at++] - '0';
    }
    if (n == 0 || !line.startsWith(at - line.from(), " @")) {
      return false;
    }
    finish();
    stack.begin(0, "", 0, line.spot());
    open = true;
    count = n;
    return true;
  }

  /** The goroutine that is open has no more lines. */
  private void finish() {
    if (!open) {
      return;
    }
    open = false;
    boolean writes = stack.state().equals("running") && stack.writesDump(names);
    if (writes && table.goroutines() > 0) {
      beginDump(stack.spot(), GoroutineDump.Form.EACH);
    }
    table.add(stack, count);
  }

  private void beginDump(Spot at, GoroutineDump.Form newForm) {
    endDump();
    spot = at;
    form = newForm;
    isFatal = nextIsFatal;
    nextIsFatal = false;
    mainSeen = false;
  }

  private void endDump() {
    if (table.goroutines() > 0) {
      if (dumps.size() == MOST_DUMPS) {
        passed++;
      } else {
        dumps.add(
            new GoroutineDump(
                file, spot, form, isFatal, written, table.goroutines(), table.groups()));
        lost += table.ungrouped();
      }
    }
    table = new GroupTable(names, budget);
  }

  /** The dumps, when there are no more lines. */
  List<GoroutineDump> dumps() {
    finish();
    endDump();
    return dumps;
  }

  /** What was left out, once {@link #dumps} was asked. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    if (lost > 0) {
      String text = "more different stacks than are kept";
      problems.add(
          new Problem(
              file, 0, Problem.TOO_MANY, text, lost + " goroutines, which are only counted"));
    }
    if (names.isFull()) {
      String text = "more than " + Names.MOST + " names of functions and files";
      problems.add(new Problem(file, 0, Problem.TOO_MANY, text, "the calls of all further names"));
    }
    if (passed > 0) {
      String text = "more than " + MOST_DUMPS + " dumps";
      problems.add(new Problem(file, 0, Problem.TOO_MANY, text, "the last " + passed + " dumps"));
    }
    return problems;
  }
}
