// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.nativememory;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.Flow;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.cgo.CCall;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A function takes memory from C and neither frees it nor gives it to anyone. */
final class CMemoryNotFreed implements Rule {
  private static final Set<String> ALLOCATES =
      Set.of("CString", "CBytes", "malloc", "calloc", "strdup", "strndup");

  /** Parts of the name of a function that ends what it gets. */
  private static final List<String> ENDS =
      List.of("free", "release", "destroy", "delete", "dispose", "cleanup", "unref", "realloc");

  /** Words in the name of a function that keeps what it gets. */
  private static final Set<String> KEEPS =
      Set.of(
          "close",
          "take",
          "adopt",
          "own",
          "owned",
          "owner",
          "make",
          "new",
          "create",
          "init",
          "wrap",
          "attach",
          "consume",
          "give",
          "put",
          "putenv",
          "push",
          "insert",
          "append",
          "add",
          "register",
          "store",
          "keep",
          "save",
          "track");

  /** Between the words of a name of C or of Go. */
  private static final Pattern BETWEEN = Pattern.compile("_+|(?<=[a-z0-9])(?=[A-Z])");

  @Override
  public RuleId id() {
    return RuleId.of("native-memory/c-memory-not-freed");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "C.CString and its like allocate with C's malloc. Go's collector never frees that and no"
        + " Go profile shows it: 200 000 calls with 1 000 bytes each were measured to leave 196 MiB.";
  }

  @Override
  public String fix() {
    return "Keep the pointer in a local and write defer C.free(unsafe.Pointer(p)) on the next line,"
        + " with stdlib.h in the preamble. Is C to own it, say so with a suppression and its reason.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(GoPackage.class)
        .flatMap(in -> CCall.in(in).stream())
        .filter(call -> ALLOCATES.contains(call.function()))
        .filter(call -> CodeRole.isService(call.in().file(call.call())))
        .filter(call -> !runsOnce(call.call()))
        .flatMap(call -> match(call).stream());
  }

  private static Optional<Match> match(CCall call) {
    Flow flow = Flow.of(call.in(), call.call());
    if (flow.isKept() || flow.sinks().stream().anyMatch(sink -> isOwned(call.in(), sink))) {
      return Optional.empty();
    }
    List<Node> frees = flow.sinks().stream().flatMap(CMemoryNotFreed::freed).toList();
    if (!frees.isEmpty()) {
      return leavesBefore(call.call(), flow, frees)
          .map(early ->
              Match.at(
                      call.call().place(),
                      brief(call)
                          + " is freed at the end, and the return in line "
                          + early.line()
                          + " comes before: on that way it stays.")
                  .as(Severity.LOW)
                  .with("go", CodeRole.brief(early), early.place()));
    }
    Match match = Match.at(call.call().place(), message(call, flow));
    return Optional.of(call.in().isTool() ? match.as(Severity.LOW) : match);
  }

  private static String message(CCall call, Flow flow) {
    String after = call.in().isTool() ? "; the tool's end gives it back." : ".";
    if (flow.variable().isEmpty()) {
      return brief(call)
          + " is used in place: nothing can free its memory, each call leaves it"
          + after;
    }
    return "Nothing in this function frees, returns or stores "
        + flow.variable().get().text()
        + ", the memory of "
        + brief(call)
        + after;
  }

  private static String brief(CCall call) {
    return "C." + call.function();
  }

  /** What starts with the process and ends with it: no loop around it, in main or init. */
  private static boolean runsOnce(Node call) {
    boolean start =
        GoPackage.functionOf(call)
            .flatMap(function -> function.child(Kind.IDENT))
            .filter(name -> name.text().equals("main") || name.text().equals("init"))
            .isPresent();
    boolean aside = GoPackage.bodyOf(call).filter(body -> body.is(Kind.FUNC_LIT)).isPresent();
    return start && !aside && !CodeRole.isInLoop(call);
  }

  /** True where somebody else may free it later: Go code that gets it, or C that keeps it. */
  private static boolean isOwned(GoPackage in, Flow.Sink sink) {
    return switch (sink.how()) {
      case ARGUMENT -> sink.call().filter(call -> keeps(in, call)).isPresent();
      case MEMBER ->
          sink.value().parent().flatMap(Node::parent).filter(p -> p.is(Kind.UNARY)).isPresent();
      case READ, DISCARDED, KEPT -> false;
    };
  }

  private static boolean keeps(GoPackage in, Node call) {
    Optional<CCall> c = CCall.of(in, call);
    if (c.isPresent()) {
      String name = c.get().function();
      return !name.equals("free") && owns(name);
    }
    String name = call.child(0).map(function -> function.dotted()).orElse("");
    return !name.startsWith("fmt.") && !name.startsWith("log.");
  }

  private static boolean owns(String function) {
    String name = function.toLowerCase(Locale.ROOT);
    return ENDS.stream().anyMatch(name::contains)
        || BETWEEN
            .splitAsStream(function)
            .map(word -> word.toLowerCase(Locale.ROOT))
            .anyMatch(KEEPS::contains);
  }

  private static Stream<Node> freed(Flow.Sink sink) {
    return sink
        .call()
        .filter(call -> call.child(0).map(Node::dotted).filter("C.free"::equals).isPresent())
        .stream();
  }

  /** A return of the same body that no free comes before, unless it is taken for want of memory. */
  private static Optional<Node> leavesBefore(Node call, Flow flow, List<Node> frees) {
    Optional<Node> body = GoPackage.bodyOf(call);
    boolean aside = frees.stream().anyMatch(free -> !GoPackage.bodyOf(free).equals(body));
    Optional<Node> block = call.ancestor(Kind.BLOCK, Kind.CASE);
    if (aside || body.isEmpty() || block.isEmpty()) {
      return Optional.empty();
    }
    int last = frees.getLast().start();
    return block.get().walk(node -> !node.is(Kind.FUNC_LIT)).stream()
        .filter(node -> node.is(Kind.RETURN))
        .filter(node -> node.start() > call.end() && node.start() < last)
        .filter(leave -> frees.stream().noneMatch(free -> comesBefore(free, leave)))
        .filter(leave -> !asksFor(leave, flow))
        .findFirst();
  }

  private static boolean comesBefore(Node free, Node leave) {
    return free.start() < leave.start()
        && free.ancestor(Kind.BLOCK, Kind.CASE).filter(b -> b.contains(leave)).isPresent();
  }

  private static boolean asksFor(Node leave, Flow flow) {
    String name = flow.variable().map(Node::text).orElse("");
    return leave
        .ancestors()
        .filter(above -> above.is(Kind.IF))
        .flatMap(above -> above.child(Kind.EXPR_STMT).stream())
        .flatMap(condition -> condition.walk().stream())
        .anyMatch(node -> node.is(Kind.IDENT) && node.text().equals(name));
  }
}
