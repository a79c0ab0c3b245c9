// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.nativememory;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** debug.FreeOSMemory is called again and again, or against memory of C. */
final class CargoCultFreeosmemory implements Rule {
  private static final Set<String> TIMERS =
      Set.of(
          "time.NewTicker",
          "time.Tick",
          "time.Sleep",
          "time.After",
          "time.AfterFunc",
          "time.NewTimer");

  @Override
  public RuleId id() {
    return RuleId.of("native-memory/cargo-cult-freeosmemory");
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "FreeOSMemory runs a whole collection and gives Go's idle pages to the kernel, which the"
        + " runtime does by itself in the background. It returns no memory of C: arenas of malloc stay"
        + " as they are.";
  }

  @Override
  public String fix() {
    return "Remove it and set GOMEMLIMIT below the container's limit. Memory of C is freed by C.free"
        + " or given back by malloc_trim.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(GoPackage.class)
        .flatMap(in ->
            in.files().stream()
                .filter(file -> file.imported("runtime/debug").isPresent())
                .filter(file -> CodeRole.isService(file) && !file.isGenerated())
                .flatMap(file -> file.root().walk().stream())
                .filter(node -> in.isCall(node, "runtime/debug", "FreeOSMemory"))
                .flatMap(call -> match(in, call).stream()));
  }

  private static Optional<Match> match(GoPackage in, Node call) {
    Optional<Node> timer = timer(call);
    if (timer.isPresent()) {
      return Optional.of(
          Match.at(
                  call.place(),
                  "A timer calls FreeOSMemory: a whole collection each time, for pages that the"
                      + " runtime gives back by itself.")
              .with("go", CodeRole.brief(timer.get()), timer.get().place()));
    }
    Optional<GoFile> cgo =
        in.files().stream().filter(file -> file.imported("C").isPresent()).findFirst();
    return cgo.flatMap(file -> file.imported("C"))
        .map(imported ->
            Match.at(
                    call.place(),
                    "This package uses C, and FreeOSMemory returns none of the memory of C.")
                .with("go", "import \"C\"", imported.node().place()));
  }

  /** What makes it run again: a timer in the loop around it, or the one that calls it. */
  private static Optional<Node> timer(Node call) {
    Optional<Node> function = GoPackage.functionOf(call);
    boolean repeats =
        CodeRole.isInLoop(call)
            || call.ancestor(Kind.FUNC_LIT)
                .flatMap(Node::parent)
                .filter(outer -> outer.is(Kind.CALL))
                .isPresent();
    return function
        .filter(body -> repeats)
        .flatMap(body ->
            body.walk().stream()
                .filter(node -> node.is(Kind.CALL))
                .filter(node -> node.child(0).filter(f -> TIMERS.contains(f.dotted())).isPresent())
                .findFirst());
  }
}
