// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The runtime that a program brings along. */
public enum ProgramKind {
  /** Built by the Go toolchain. */
  GO("Go"),
  /** A Java virtual machine, under whatever name. */
  JVM("JVM"),
  /** CPython or PyPy, or a program that embeds it. */
  PYTHON("Python"),
  /** Node.js, Deno or Bun. */
  NODE("Node.js"),
  /** Ruby. */
  RUBY("Ruby"),
  /** Perl. */
  PERL("Perl"),
  /** PHP, also its process manager. */
  PHP("PHP"),
  /** A shell, also the shell of busybox. */
  SHELL("shell"),
  /** Compiled, and none of the above. */
  NATIVE("native"),
  /** It could not be seen, or is packed. */
  UNKNOWN("unknown");

  private static final List<Named> BY_NAME =
      List.of(
          new Named("java", JVM),
          new Named("python[\\d.]*(?:-\\w+)?|pypy[\\d.]*", PYTHON),
          new Named("node|nodejs|deno|bun", NODE),
          new Named("ruby[\\d.]*|jruby", RUBY),
          new Named("perl[\\d.]*", PERL),
          new Named("php(?:-fpm|-cgi|-cli)?[\\d.]*", PHP),
          new Named("sh|bash|dash|ash|zsh|ksh\\w*|mksh|fish|rbash", SHELL));

  private static final List<Named> BY_LIBRARY =
      List.of(
          new Named("libjvm\\.so.*", JVM),
          new Named("libpython[\\d.]+\\w*\\.so.*", PYTHON),
          new Named("libnode\\.so.*", NODE),
          new Named("libruby[-\\w.]*\\.so.*", RUBY),
          new Named("libperl\\.so.*", PERL),
          new Named("libphp\\d*\\.so.*", PHP));

  private final String words;

  ProgramKind(String words) {
    this.words = words;
  }

  private record Named(Pattern name, ProgramKind kind) {
    Named(String name, ProgramKind kind) {
      this(Pattern.compile(name), kind);
    }
  }

  /** The word of a snapshot: {@code go}, {@code jvm}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As a sentence has it: {@code Go}, {@code JVM}. */
  public String words() {
    return words;
  }

  /** Whether it is known, and none of Go's. */
  public boolean isForeign() {
    return this != GO && this != UNKNOWN;
  }

  /** By a word of a snapshot; unknown when it is none. */
  static ProgramKind of(String word) {
    for (ProgramKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    return UNKNOWN;
  }

  /** By the file name of an executable. */
  static Optional<ProgramKind> byName(String name) {
    return first(BY_NAME, name);
  }

  /** By the file name of a library that is mapped. */
  static Optional<ProgramKind> byLibrary(String name) {
    return first(BY_LIBRARY, name);
  }

  private static Optional<ProgramKind> first(List<Named> all, String name) {
    return all.stream()
        .filter(one -> one.name().matcher(name).matches())
        .map(Named::kind)
        .findFirst();
  }
}
