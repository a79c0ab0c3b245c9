// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.cgroup.CpuGroup;
import dev.demarc.identify.Undecided;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How many threads of a process run Go code at a time. /proc does not tell; it follows from what
 * the process was started with and from how it was built (runtime/cgroup_linux.go and
 * internal/runtime/cgroup of Go 1.25 and later; before 1.25 it is the number of processors).
 */
sealed interface Gomaxprocs {
  /** Known. */
  sealed interface Known extends Gomaxprocs {
    /** The number. */
    int count();

    /** Where it comes from, in words behind "GOMAXPROCS is N". */
    String because();
  }

  /** The environment says so. */
  record Set(int count) implements Known {
    @Override
    public String because() {
      return "set by the environment";
    }
  }

  /**
   * The scheduler's trace of the process says so.
   *
   * @param spot the line
   */
  record Traced(int count, Spot spot) implements Known {
    @Override
    public String because() {
      return "by its scheduler trace";
    }
  }

  /** The runtime took the quota of its own group for it. */
  record Quota(int count) implements Known {
    @Override
    public String because() {
      return "taken from the quota of its own group";
    }
  }

  /**
   * The runtime took the number of processors.
   *
   * @param reading whether this runtime looks for a quota at all, and why not
   * @param because what it is about the program
   */
  record Processors(int count, Reading reading, String because) implements Known {
    /** Whether this runtime looks for a quota at all. */
    boolean reads() {
      return reading == Reading.YES;
    }
  }

  /** Whether a runtime looks for a quota. */
  enum Reading {
    /** It does. */
    YES,
    /** Its Go is older than 1.25. */
    TOO_OLD,
    /** GODEBUG of the environment has it off. */
    OFF_BY_ENVIRONMENT,
    /** The build has it off: a go line below 1.25, or a setting. */
    OFF_BY_BUILD
  }

  /** It cannot be told. */
  record Unknown(Undecided.Reason reason, String because) implements Gomaxprocs {}

  /** A quota of less is taken for 2 (measured: 0.1 CPU gives 2). */
  int LEAST = 2;

  /** What it is for a process. */
  static Gomaxprocs of(GoProcess process) {
    if (!process.isProgramSeen()) {
      return new Unknown(Undecided.Reason.NOT_PERMITTED, "this user may not see its executable");
    }
    if (!process.isEnvironmentSeen()) {
      return process.isEnvironmentRefused()
          ? new Unknown(
              Undecided.Reason.NOT_PERMITTED, "this user may not see whether GOMAXPROCS is set")
          : new Unknown(Undecided.Reason.NOT_COLLECTED, "its environment was not taken");
    }
    OptionalInt set =
        process.variable("GOMAXPROCS").map(Gomaxprocs::number).orElse(OptionalInt.empty());
    if (set.isPresent()) {
      return new Set(set.getAsInt());
    }
    if (process.hasAutomaxprocs()) {
      return new Unknown(
          Undecided.Reason.AMBIGUOUS, "automaxprocs is linked in and may have set GOMAXPROCS");
    }
    OptionalInt processors = process.processors();
    Matcher version = VERSION.matcher(process.process().program().version().orElse(""));
    if (processors.isEmpty() || !version.matches()) {
      return new Unknown(
          processors.isEmpty() ? Undecided.Reason.NOT_COLLECTED : Undecided.Reason.VERSION_UNKNOWN,
          processors.isEmpty()
              ? "the processors that it may use were not taken"
              : "the version of Go that built it is not known");
    }
    int minor = Integer.parseInt(version.group(1));
    return byDefault(process, processors.getAsInt(), minor);
  }

  /** Go 1 and its minor version. */
  Pattern VERSION =
      Pattern.compile("1\\.(\\d{1,3})(?:[^\\d\\W][\\w.+-]{0,20}|[.+-][\\w.+-]{0,20})?");

  private static Gomaxprocs byDefault(GoProcess process, int processors, int minor) {
    String go = "go " + process.process().program().version().orElse("");
    if (minor < 25) {
      return new Processors(
          processors, Reading.TOO_OLD, "one for each processor; " + go + " does not read quotas");
    }
    Optional<String> set = environment(process);
    if (set.isPresent() && set.get().equals("0")) {
      return new Processors(
          processors,
          Reading.OFF_BY_ENVIRONMENT,
          "one for each processor; GODEBUG has containermaxprocs=0");
    }
    if (set.isEmpty()
        && process.process().program().godebug("containermaxprocs").orElse("1").equals("0")) {
      return new Processors(
          processors,
          Reading.OFF_BY_BUILD,
          "one for each processor; built with containermaxprocs=0 by " + go);
    }
    CpuGroup leaf = process.leaf();
    if (leaf.reading() != CpuGroup.Reading.WHOLE) {
      return new Unknown(Undecided.Reason.NOT_COLLECTED, "the quota of its own group is not known");
    }
    if (!process.showsOwnGroup()) {
      return new Processors(
          processors, Reading.YES, "one for each processor; no cgroup is mounted where it runs");
    }
    if (leaf.quota().isEmpty()) {
      return new Processors(
          processors, Reading.YES, "one for each processor; its own group has no quota");
    }
    int quota = Math.max(LEAST, leaf.quota().get().cpus().roundedUp());
    return quota < processors
        ? new Quota(quota)
        : new Processors(processors, Reading.YES, "one for each processor");
  }

  /** A setting in the environment, which beats the one that is built in. */
  private static Optional<String> environment(GoProcess process) {
    return Stream.of(process.variable("GODEBUG").orElse("").split(",", -1))
        .filter(one -> one.startsWith("containermaxprocs="))
        .reduce((first, last) -> last) // the runtime takes the last
        .map(one -> one.substring(one.indexOf('=') + 1));
  }

  /** What the runtime takes for a number; anything else it ignores. */
  private static OptionalInt number(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    int count = digits ? Integer.parseInt(text) : 0;
    return count > 0 ? OptionalInt.of(count) : OptionalInt.empty();
  }
}
