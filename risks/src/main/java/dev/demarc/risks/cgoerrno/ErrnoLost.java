// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cgoerrno;

import dev.demarc.evidence.gosource.GoFile;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A call of the C library failed, and the error that Go makes of it does not say why. */
final class ErrnoLost implements Rule {
  /** Functions of the C library that say why by errno. */
  private static final Set<String> SAYS_ERRNO =
      Set.of(
          "open",
          "openat",
          "close",
          "read",
          "write",
          "pread",
          "pwrite",
          "lseek",
          "ioctl",
          "fcntl",
          "socket",
          "bind",
          "listen",
          "accept",
          "connect",
          "send",
          "recv",
          "sendto",
          "recvfrom",
          "setsockopt",
          "getsockopt",
          "fopen",
          "fdopen",
          "fclose",
          "opendir",
          "mmap",
          "munmap",
          "mlock",
          "chmod",
          "chown",
          "chdir",
          "mkdir",
          "rmdir",
          "unlink",
          "rename",
          "link",
          "symlink",
          "stat",
          "fstat",
          "lstat",
          "truncate",
          "ftruncate",
          "fsync",
          "dup",
          "dup2",
          "pipe",
          "fork",
          "kill",
          "setuid",
          "setgid",
          "setrlimit",
          "getrlimit",
          "shmget",
          "shmat",
          "semget",
          "semop",
          "msgget",
          "mount",
          "umount",
          "chroot",
          "unshare",
          "setns",
          "prctl",
          "malloc",
          "calloc",
          "realloc");

  private static final Set<String> MAKES =
      Set.of("errors.New", "fmt.Errorf", "xerrors.New", "xerrors.Errorf");

  @Override
  public RuleId id() {
    return RuleId.of("cgo-errno/errno-lost");
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
    return "The one-value form drops errno, and a later call cannot ask for it. \"open failed\" without ENOENT or"
        + " EACCES sends people to look in the wrong place.";
  }

  @Override
  public String fix() {
    return "Use the two-value form and wrap the second value: fd, err := C.open(...); fmt.Errorf(\"open: %w\", err).";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return CFunctions.packages(evidence)
        .flatMap(in -> {
          List<GoFile> files = CFunctions.files(in).toList();
          return CCall.in(in).stream()
              .filter(call -> files.contains(in.file(call.call())))
              .filter(call -> SAYS_ERRNO.contains(call.function()))
              .flatMap(call -> match(in, call).stream());
        });
  }

  private static Optional<Match> match(GoPackage in, CCall call) {
    return test(in, call)
        .flatMap(test -> test.child(Kind.BLOCK))
        .flatMap(ErrnoLost::made)
        .map(error ->
            Match.at(
                    error.place(),
                    "This error does not say why C."
                        + call.function()
                        + " failed: the one-value form drops errno.")
                .with("go", call.call().text(), call.call().place()));
  }

  /** The if that asks whether this call failed. */
  private static Optional<Node> test(GoPackage in, CCall call) {
    Optional<Node> compared = call.call().parent().filter(ErrnoLost::asksForFailure);
    if (compared.isPresent()) {
      return condition(compared.get());
    }
    Optional<Node> name =
        call.call()
            .parent()
            .flatMap(Node::parent)
            .filter(owner -> owner.is(Kind.ASSIGN))
            .flatMap(owner -> owner.child(0))
            .filter(left -> left.children().size() == 1)
            .flatMap(left -> left.child(0));
    return name.flatMap(n -> in.bindings(n).flatMap(b -> b.declaration(n).map(b::uses)))
        .flatMap(uses ->
            uses.stream()
                .filter(use -> use.start() > call.call().end())
                .findFirst()
                .flatMap(Node::parent)
                .filter(ErrnoLost::asksForFailure)
                .flatMap(ErrnoLost::condition));
  }

  private static Optional<Node> condition(Node compared) {
    return compared
        .parent()
        .flatMap(Node::parent)
        .filter(statement -> statement.is(Kind.EXPR_STMT))
        .flatMap(Node::parent)
        .filter(test -> test.is(Kind.IF));
  }

  private static boolean asksForFailure(Node node) {
    String right = node.child(1).map(Node::text).orElse("");
    return node.is(Kind.BINARY)
        && switch (node.operator()) {
          case "<" -> right.equals("0");
          case "==" -> right.equals("-1") || right.equals("nil");
          case "!=" -> right.equals("0");
          default -> false;
        };
  }

  private static Optional<Node> made(Node block) {
    boolean says =
        block.walk().stream()
            .filter(node -> node.is(Kind.IDENT))
            .anyMatch(
                node -> node.text().matches("err|errno|\\w*[eE]rrno\\w*|\\w*strerror\\w*|perror"));
    return says
        ? Optional.empty()
        : block.walk().stream()
            .filter(node -> node.is(Kind.CALL))
            .filter(node -> node.child(0).map(Node::dotted).filter(MAKES::contains).isPresent())
            .filter(node ->
                node.ancestor(Kind.RETURN, Kind.BLOCK).filter(a -> a.is(Kind.RETURN)).isPresent())
            .findFirst();
  }
}
