// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Stacks of -k below failing calls. cgo names its wrappers {@code _cgo_<hash>_Cfunc_<name>} in the
 * one-value form and {@code _C2func_} in the two-value one (cmd/cgo, out.go).
 */
final class Stacks {
  private static final int MOST = 1_000;

  private static final byte[] WRAPPER = Bytes.of("(_cgo_");
  private static final byte[] ONE = Bytes.of("_Cfunc_");
  private static final byte[] TWO = Bytes.of("_C2func_");
  private static final byte[] LIBC = Bytes.of("/libc");
  private static final byte[] MUSL = Bytes.of("/ld-musl");
  private static final byte[] RUNTIME = Bytes.of("(runtime.");

  private final SequencedMap<Key, Failures> failures = new LinkedHashMap<>();
  private final FailingCalls calls;
  private @Nullable Failing failing;
  private @Nullable Program reader;

  /** Whether the trace has stacks at all. */
  boolean isAny;

  Stacks(FailingCalls calls) {
    this.calls = calls;
  }

  private record Key(Program program, String function, boolean isTwoValue) {}

  private record Failing(Program program, String call, String errno, Moment moment) {}

  /** The failing calls below one wrapper. */
  static final class Failures {
    final Program program;
    final String function;
    final boolean isTwoValue;
    final SequencedMap<String, Example> byErrno = new LinkedHashMap<>();

    private Failures(Key key) {
      this.program = key.program();
      this.function = key.function();
      this.isTwoValue = key.isTwoValue();
    }
  }

  /** The first of a kind, and how many there are. */
  static final class Example {
    final String call;
    final Moment moment;
    int count;

    private Example(Failing failing) {
      this.call = failing.call();
      this.moment = failing.moment();
    }
  }

  Collection<Failures> failures() {
    return failures.values();
  }

  /** A stack follows this call. */
  void begin(CallLine line) {
    isAny = true;
    failing =
        line.result.isError() && line.result.isNumber
            ? new Failing(line.program, line.name(), line.result.errno(line.bytes), line.moment())
            : null;
  }

  /** A stack follows this call, which reads a clock. */
  void clock(Program program) {
    reader = program;
  }

  /** A frame of it; the first one that decides ends the interest. */
  void frame(byte[] b, int from, int to) {
    if (reader != null) {
      clockFrame(reader, b, from, to);
    }
    if (failing != null && Bytes.has(b, from, to, WRAPPER)) {
      Failing now = failing;
      failing = null;
      Symbol symbol = wrapper(b, from, to).orElse(NONE);
      if (!symbol.function().isEmpty()) {
        add(now, symbol);
      }
      keep(now, symbol);
    }
  }

  private void clockFrame(Program program, byte[] b, int from, int to) {
    if (Bytes.has(b, from, to, LIBC) || Bytes.has(b, from, to, MUSL)) {
      program.clocksOfC++;
      reader = null;
    } else if (Bytes.has(b, from, to, RUNTIME)) {
      reader = null;
    }
  }

  private record Symbol(String function, boolean isTwoValue) {}

  /** Go itself made the call. */
  private static final Symbol NONE = new Symbol("", false);

  private void keep(Failing call, Symbol by) {
    calls.add(
        call.program(), call.call(), by.function(), by.isTwoValue(), call.errno(), call.moment());
  }

  private static Optional<Symbol> wrapper(byte[] b, int from, int to) {
    int one = Bytes.find(b, from, to, ONE);
    int two = Bytes.find(b, from, to, TWO);
    int at = one >= 0 ? one + ONE.length : two + TWO.length;
    if (one < 0 && two < 0) {
      return Optional.empty();
    }
    int stop = at;
    while (stop < to && b[stop] != '+' && b[stop] != ')') {
      stop++;
    }
    return Optional.of(new Symbol(Bytes.text(b, at, Math.min(stop, at + 100)), one < 0));
  }

  private void add(Failing now, Symbol symbol) {
    now.program().sign(GoSign.CGO);
    Key key = new Key(now.program(), symbol.function(), symbol.isTwoValue());
    Failures known = failures.get(key);
    if (known == null) {
      if (failures.size() >= MOST) {
        return;
      }
      known = new Failures(key);
      failures.put(key, known);
    }
    if (known.byErrno.size() < 16 || known.byErrno.containsKey(now.errno())) {
      known.byErrno.computeIfAbsent(now.errno(), errno -> new Example(now)).count++;
    }
  }

  /** The stack is over. */
  void end() {
    if (failing != null) {
      keep(failing, NONE);
      failing = null;
    }
    reader = null;
  }

  /** The functions that also have a two-value wrapper in this trace. */
  Collection<String> captured(Program program) {
    Collection<String> names = new ArrayList<>();
    for (Failures one : failures.values()) {
      if (one.program == program && one.isTwoValue) {
        names.add(one.function);
      }
    }
    return names;
  }
}
