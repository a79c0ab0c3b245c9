// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.manifest.DeclaredContainer;
import dev.demarc.evidence.manifest.DeclaredContainer.Kind;
import dev.demarc.evidence.manifest.DeclaredVariable;
import dev.demarc.evidence.manifest.Entry;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.Judgement;
import dev.demarc.risks.buildenv.EnvironmentComparison.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is said of one process and of what was declared for it.
 *
 * @param layers the choice among containers and the one among images, as far as there are some
 */
record EnvironVerdict(DeclaredProcess process, List<ContainerChoice> layers) {
  /** So many variables are quoted; more are counted. */
  private static final int MOST_QUOTED = 3;

  /** Of so many that a container sets, none is there: then it is hardly this container. */
  private static final int ENOUGH_NAMES = 2;

  /** One of these is in what a container starts with; else it was cleared or written over. */
  private static final Set<String> USUAL = Set.of("PATH", "HOSTNAME");

  /**
   * Set in the process alone, these are worth a question; an image may set others for its build.
   */
  private static final Set<String> RUNTIME =
      Set.of(
          "GOMAXPROCS",
          "GOGC",
          "GOMEMLIMIT",
          "GODEBUG",
          "GOTRACEBACK",
          "MALLOC_ARENA_MAX",
          "GLIBC_TUNABLES");

  Judgement judgement() {
    Optional<NavigableSet<String>> names = process.tree().variables(process.process());
    if (names.isEmpty()) {
      return unseen();
    }
    Optional<ContainerChoice> several =
        layers.stream().filter(one -> one.best().size() > 1 && !isAlike(one)).findFirst();
    if (several.isPresent()) {
      return whichOne(several.get());
    }
    List<DeclaredContainer> chosen = layers.stream().map(one -> one.best().getFirst()).toList();
    EnvironmentComparison all = EnvironmentComparison.of(process, chosen);
    if (all.differ().isEmpty()) {
      return noDifference(all, chosen);
    }
    NavigableSet<String> declared = new TreeSet<>();
    chosen.forEach(one -> declared.addAll(one.names()));
    boolean isSure = layers.getFirst().fit().compareTo(ContainerChoice.Fit.PROGRAM) >= 0;
    all.differ().forEach(one -> declared.add(one.name()));
    boolean isNoneThere = declared.stream().noneMatch(names.get()::contains);
    boolean isOther = !isSure && declared.size() >= ENOUGH_NAMES;
    boolean isUnusual = USUAL.stream().noneMatch(names.get()::contains);
    if (names.get().isEmpty()) {
      return otherEnvironment(
          "Its environment is empty: it was cleared, or the process has written over it.");
    }
    if (isNoneThere && (isOther || isUnusual)) {
      return otherEnvironment(
          "None of the variables of "
              + place(chosen)
              + (isUnusual
                  ? " is there, nor PATH: it was cleared, or the process has written over it."
                  : " is there: it may be another process."));
    }
    return differing(all);
  }

  /** Whether it does not matter which of the best is taken: they say the same. */
  private boolean isAlike(ContainerChoice choice) {
    return choice.best().stream()
            .map(one -> EnvironmentComparison.of(process, List.of(one)))
            .map(all ->
                all.differ().stream().map(Difference::words).toList() + " " + all.notCompared())
            .distinct()
            .count()
        == 1;
  }

  private Judgement differing(EnvironmentComparison all) {
    List<Difference> unexplained = new ArrayList<>();
    List<String> explained = new ArrayList<>();
    for (Difference one : all.differ()) {
      Optional<LiveProcess> wrapper =
          process.ancestorWith(one.name(), one.declared().value().filter(v -> !v.isEmpty()));
      wrapper.ifPresentOrElse(
          by -> explained.add(one.name() + " is as declared in " + by.words()),
          () -> unexplained.add(one));
    }
    if (unexplained.isEmpty()) {
      return Judgement.not(
          subject(),
          String.join("; ", explained) + ": what that started, set another value",
          proofs(all.differ(), all).toArray(Sighting[]::new));
    }
    Optional<String> wrapper = wrapper();
    if (wrapper.isPresent()) {
      return new Judgement.Open(
          subject(),
          Undecided.Reason.AMBIGUOUS,
          message(unexplained) + "; " + wrapper.get() + ".",
          proofs(unexplained, all),
          List.of(
              new NextStep(
                  "where that is a script: whether it sets the variable",
                  "grep -nE '" + alternatives(unexplained) + "' " + script())));
    }
    List<Sighting> proofs = proofs(unexplained, all);
    Judgement.Found found =
        Judgement.found(subject(), message(unexplained) + ".", proofs.getFirst());
    for (Sighting proof : proofs.subList(1, proofs.size())) {
      found = found.with(proof);
    }
    found = found.next(since());
    return unexplained.stream().allMatch(one -> one.by().kind() == Kind.IMAGE)
        ? ofImage(found)
        : found;
  }

  /** What starts a container may set variables of its own, and often does. */
  private static Judgement.Found ofImage(Judgement.Found found) {
    return found
        .as(Severity.LOW)
        .remedy(
            "Give the manifest that starts the image too: what it sets wins over ENV. When none does,"
                + " the process is of another build of the image, or its entry point sets the variable.");
  }

  private Judgement noDifference(EnvironmentComparison all, List<DeclaredContainer> chosen) {
    List<String> extra =
        chosen.getFirst().kind() == Kind.IMAGE
            ? List.of()
            : all.extra().stream().filter(RUNTIME::contains).toList();
    if (!extra.isEmpty()) {
      return Judgement.undecided(
          subject(),
          Undecided.Reason.NOT_COLLECTED,
          extra.getFirst()
              + " is "
              + process.variable(extra.getFirst()).orElse("")
              + more(extra.size())
              + ", and "
              + place(chosen)
              + " does not set it: the image, "
              + "what it takes from elsewhere, or an entry point may.",
          "what the image sets; give its Dockerfile too, if you have it",
          "docker image inspect -f '{{range .Config.Env}}{{println .}}{{end}}' IMAGE | grep -E '^("
              + String.join("|", extra)
              + ")='");
    }
    if (all.equal().isEmpty() && !all.unknown().isEmpty()) {
      return new Judgement.Open(
          subject(),
          Undecided.Reason.NOT_COLLECTED,
          place(chosen) + " does not hold the values: " + quoted(all.notCompared()) + ".",
          proofs(List.of(), all),
          List.of(resolve(chosen.getFirst(), all.unknown())));
    }
    String equal =
        all.equal().isEmpty()
            ? place(chosen) + " sets no watched variable"
            : quoted(all.equal())
                + (all.equal().size() == 1 ? " is as " : " are as ")
                + place(chosen)
                + " says";
    List<String> not = all.notCompared();
    return Judgement.not(
        subject(),
        equal + (not.isEmpty() ? "" : "; not compared: " + quoted(not)),
        new Sighting("proc", seen(all.equal()), process.spot()));
  }

  private String seen(List<String> names) {
    return names.isEmpty()
        ? "no watched variable is set"
        : names.stream()
            .limit(MOST_QUOTED)
            .map(name ->
                process
                    .variable(name)
                    .map(value -> name + "=" + value)
                    .orElse(name + " is not set"))
            .collect(Collectors.joining(" "));
  }

  private static NextStep resolve(DeclaredContainer container, List<DeclaredVariable> unknown) {
    String names = unknown.stream().map(DeclaredVariable::name).collect(Collectors.joining("|"));
    String grep = " | grep -E '(" + names + ")[ =:]'";
    return container.kind() == Kind.KUBERNETES
        ? new NextStep(
            "the values as the cluster resolves them",
            "kubectl set env pod/NAME -c " + word(container.name()) + " --list --resolve" + grep)
        : container.kind() == Kind.COMPOSE
            ? new NextStep("the values as compose resolves them", "docker compose config" + grep)
            : new NextStep(
                "the values in the image",
                "docker image inspect -f '{{range .Config.Env}}{{println .}}{{end}}' IMAGE" + grep);
  }

  private Judgement unseen() {
    long pid = process.process().pid();
    return process.isEnvironmentRefused()
        ? Judgement.undecided(
            subject(),
            Undecided.Reason.NOT_PERMITTED,
            "This user may not see its environment.",
            "see its environment",
            "sudo demarc identify pid:" + pid + " " + word(file()))
        : Judgement.undecided(
            subject(),
            Undecided.Reason.NOT_COLLECTED,
            "Its environment was not taken.",
            "look at this process alone",
            "demarc identify pid:" + pid + " " + word(file()));
  }

  private Judgement whichOne(ContainerChoice choice) {
    String all = quoted(choice.best().stream().map(one -> one.file() + " " + one.words()).toList());
    String how =
        choice.fit() == ContainerChoice.Fit.OTHER_PROGRAM
            ? "None of these starts it by its command: "
            : "It fits several alike: ";
    return Judgement.undecided(
        subject(),
        Undecided.Reason.AMBIGUOUS,
        how + all + ".",
        "its container; leave the others out of the manifest that you give",
        "cat /proc/" + process.process().pid() + "/cgroup");
  }

  private Judgement otherEnvironment(String why) {
    return Judgement.undecided(
        subject(),
        Undecided.Reason.AMBIGUOUS,
        why,
        "the names in its environment, without values",
        "tr '\\0' '\\n' < /proc/" + process.process().pid() + "/environ | cut -d= -f1");
  }

  /** What starts the process and may set variables, in words. */
  private Optional<String> wrapper() {
    for (ContainerChoice choice : layers) {
      Optional<Entry> entry = choice.best().getFirst().entry();
      if (entry.isPresent() && !entry.get().opaque().isEmpty()) {
        return Optional.of(entry.get().opaque());
      }
      if (entry.isPresent() && entry.get().isCertain()) {
        return choice.isWrapped()
            ? Optional.of(
                "it starts "
                    + entry.get().program()
                    + ", which may set it for "
                    + process.process().name())
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The wrapper, in the file system of the process. */
  private String script() {
    String program =
        layers.stream()
            .filter(ContainerChoice::isWrapped)
            .map(ContainerChoice::program)
            .findFirst()
            .orElse("");
    return program.startsWith("/") && !program.contains("*")
        ? word("/proc/" + process.process().pid() + "/root" + program)
        : "SCRIPT";
  }

  private NextStep since() {
    return new NextStep(
        "whether it began before the manifest was last changed",
        "ps -o lstart=,comm= -p " + process.process().pid());
  }

  private List<Sighting> proofs(List<Difference> of, EnvironmentComparison all) {
    List<Sighting> proofs = new ArrayList<>();
    for (Difference one : of.stream().limit(MOST_QUOTED).toList()) {
      proofs.add(
          new Sighting(
              "proc",
              one.actual()
                  .map(value -> one.name() + "=" + value)
                  .orElse(one.name() + " is not set"),
              process.spot()));
      proofs.add(
          new Sighting(
              "manifest",
              one.declared()
                  .value()
                  .map(value -> one.name() + ": " + value)
                  .orElse(one.name() + " is taken away"),
              Spot.line(one.by().file(), one.declared().line())));
    }
    for (DeclaredVariable one : all.unknown().stream().limit(MOST_QUOTED).toList()) {
      String file =
          layers.stream()
              .map(choice -> choice.best().getFirst())
              .filter(container -> container.variable(one.name()).filter(one::equals).isPresent())
              .map(DeclaredContainer::file)
              .findFirst()
              .orElse(file());
      proofs.add(
          new Sighting(
              "manifest",
              "not compared: " + one.name() + ", " + one.unknown(),
              Spot.line(file, one.line())));
    }
    return proofs;
  }

  private static String message(List<Difference> of) {
    return "By "
        + place(of.stream().map(Difference::by).distinct().toList())
        + " "
        + of.stream().limit(MOST_QUOTED).map(Difference::words).collect(Collectors.joining("; "))
        + more(of.size() - MOST_QUOTED + 1);
  }

  private static String quoted(List<String> all) {
    return all.stream().limit(MOST_QUOTED).collect(Collectors.joining(", "))
        + more(all.size() - MOST_QUOTED + 1);
  }

  /** For a first one and those behind it. */
  private static String more(int count) {
    return count > 1 ? " and " + (count - 1) + " more" : "";
  }

  private static String alternatives(List<Difference> of) {
    return of.stream().map(Difference::name).collect(Collectors.joining("|"));
  }

  private static String place(List<DeclaredContainer> chosen) {
    return chosen.stream()
        .map(one -> one.file() + " (" + one.words() + ")")
        .collect(Collectors.joining(" and "));
  }

  private String file() {
    return layers.getFirst().best().getFirst().file();
  }

  /** As a shell takes it for one word. */
  private static String word(String text) {
    return text.matches("[A-Za-z0-9/._,:@+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private Subject subject() {
    return process.process().subject();
  }
}
