// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One Go file, parsed. Reading never fails: what could not be understood is in the problems. */
public final class GoFile {
  /**
   * Larger files are tables that a generator wrote; the largest of the standard library is 2 MB.
   */
  public static final int MAX_BYTES = 8 << 20;

  /** The words that go's own convention asks for (go help generate). */
  private static final Pattern GENERATED =
      Pattern.compile("^// Code generated .* DO NOT EDIT\\.\\r?$");

  private static final Pattern IGNORED = Pattern.compile("^//go:build\\s+.*\\bignore\\b.*");

  private static final String BUILD = "//go:build ";

  private static final Pattern OLD_GO = Pattern.compile("//\\s*(go:build|\\+build)\\s.*!go1\\..*");

  private final SourceText source;
  private final Node root;
  private final boolean generated;
  private final boolean ignored;
  private final boolean forOldGo;
  private final List<GoImport> imports;
  private final List<Comment> comments;
  private final List<Problem> problems;

  private GoFile(SourceText source, Node root, List<Comment> comments, List<Problem> problems) {
    this.source = source;
    this.root = root;
    this.comments = comments;
    this.problems = problems;
    this.imports = GoImport.around(root);
    this.generated = head(root, comments, GENERATED);
    this.ignored = head(root, comments, IGNORED);
    this.forOldGo = head(root, comments, OLD_GO);
  }

  /**
   * Parses a file; one that is larger than {@link #MAX_BYTES} becomes an empty file and a problem.
   */
  public static GoFile parse(String path, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      Problem tooLarge =
          new Problem(path, 0, "too-large", bytes.length + " bytes", "the whole file");
      GoFile empty = parse(path, new byte[0]);
      return new GoFile(empty.source, empty.root, List.of(), List.of(tooLarge));
    }
    SourceText source = new SourceText(path, bytes);
    Parser parser = new Parser(source);
    Node root = parser.parse();
    return new GoFile(source, root, comments(source, parser.tokens()), parser.problems());
  }

  private static List<Comment> comments(SourceText source, Tokens tokens) {
    List<Comment> all = new ArrayList<>(tokens.comments());
    for (int i = 0; i < tokens.comments(); i++) {
      int start = tokens.commentStart(i);
      all.add(new Comment(source.text(start, tokens.commentEnd(i)), start, source.line(start)));
    }
    return all;
  }

  /** The path, relative to the root of the input. */
  public String path() {
    return source.file();
  }

  /** The text with its lines. */
  public SourceText source() {
    return source;
  }

  /** The node of the whole file. */
  public Node root() {
    return root;
  }

  /** The name of its package; empty when the file does not say one. */
  public String packageName() {
    return root.child(0).filter(node -> node.is(Kind.IDENT)).map(Node::text).orElse("");
  }

  /** Its imports, in order. */
  public List<GoImport> imports() {
    return imports;
  }

  /** The import of a path, when the file has it under a usable name. */
  public Optional<GoImport> imported(String path) {
    return imports.stream()
        .filter(one -> one.path().equals(path) && !one.name().equals("_"))
        .findFirst();
  }

  /** All comments, in order. */
  public List<Comment> comments() {
    return comments;
  }

  /** What could not be understood. */
  public List<Problem> problems() {
    return problems;
  }

  /** True for a file that only {@code go test} compiles. */
  public boolean isTest() {
    return path().endsWith("_test.go");
  }

  /** True when a generator wrote it. */
  public boolean isGenerated() {
    return generated;
  }

  /** True when no build takes it ({@code //go:build ignore}): a generator or a note. */
  public boolean isIgnored() {
    return ignored;
  }

  /** True for a file that only versions of Go below some 1.x build ({@code //go:build !go1.8}). */
  public boolean isForOldGo() {
    return forOldGo;
  }

  /** True when a comment before the package clause is of this form. */
  private static boolean head(Node root, List<Comment> comments, Pattern pattern) {
    int packageStart = root.child(0).map(Node::start).orElse(Integer.MAX_VALUE);
    return comments.stream()
        .takeWhile(comment -> comment.start() < packageStart)
        .anyMatch(comment -> pattern.matcher(comment.text()).matches());
  }

  /** False when only other systems build it, such as Windows: no signals, no zombies, no sh. */
  public boolean isForUnix() {
    return BuildConstraint.allowsUnixByName(path())
        && comments.stream()
            .takeWhile(comment -> comment.start() < packageStart())
            .map(Comment::text)
            .filter(text -> text.startsWith(BUILD))
            .allMatch(text -> BuildConstraint.allowsUnix(text.substring(BUILD.length())));
  }

  private int packageStart() {
    return root.child(0).map(Node::start).orElse(Integer.MAX_VALUE);
  }

  /** Its functions and methods. */
  public List<Node> functions() {
    return root.children().stream().filter(node -> node.is(Kind.FUNC)).toList();
  }
}
