// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One simple command: its words, and what stands around it. Reserved words are no words of it. */
public final class ShellCommand {
  private final Passage passage;
  private final int start;
  private final Joint before;
  private final boolean negated;
  private final List<Enclosure> within;
  private final List<ShellAssignment> assignments = new ArrayList<>();
  private final List<ShellWord> words = new ArrayList<>();
  private final List<ShellRedirect> redirects = new ArrayList<>();
  private Launch launch = Launch.NONE;
  private int end;
  private Joint after = Joint.NONE;

  ShellCommand(Passage passage, int start, Joint before, boolean negated, List<Enclosure> within) {
    this.passage = passage;
    this.start = start;
    this.end = start;
    this.before = before;
    this.negated = negated;
    this.within = List.copyOf(within);
  }

  void add(ShellWord word) {
    if (words.isEmpty() && word.assignment().isPresent()) {
      assignments.add(word.assignment().get());
    } else {
      words.add(word);
    }
    end = word.end();
  }

  void add(ShellRedirect redirect) {
    redirects.add(redirect);
    end = redirect.target().end();
  }

  void endWith(Joint joint) {
    after = joint;
    launch = Launch.of(words);
  }

  boolean isNothing() {
    return words.isEmpty() && assignments.isEmpty() && redirects.isEmpty();
  }

  boolean isOneWord() {
    return words.size() == 1 && assignments.isEmpty() && redirects.isEmpty();
  }

  /** The assignments before its words; all of it when there are no words. */
  public List<ShellAssignment> assignments() {
    return Collections.unmodifiableList(assignments);
  }

  /** Its words, without assignments before them and without redirections. */
  public List<ShellWord> words() {
    return Collections.unmodifiableList(words);
  }

  /** The texts of its words. */
  public List<String> texts() {
    return words.stream().map(ShellWord::text).toList();
  }

  /** Its redirections. */
  public List<ShellRedirect> redirects() {
    return Collections.unmodifiableList(redirects);
  }

  /**
   * The base name of the program that does the work: behind {@code env}, {@code sudo}, {@code
   * time}, {@code timeout 5}, {@code xargs} and the like; empty if there is none.
   */
  public String program() {
    return launch.program();
  }

  /** The programs before it that start it, by base name: {@code [sudo, env]}. */
  public List<String> launchers() {
    return launch.launchers();
  }

  /** True when something starts it, {@code xargs} for example. */
  public boolean isBehind(String launcher) {
    return launch.launchers().contains(launcher);
  }

  /** The words behind the program. */
  public List<ShellWord> arguments() {
    int from = launch.at() + 1;
    return from > words.size() ? List.of() : words().subList(from, words.size());
  }

  /** The words before the program: launchers, their options, {@code X=1} of {@code env}. */
  List<ShellWord> lead() {
    return words().subList(0, Math.min(launch.at(), words.size()));
  }

  /** True when it runs this program, and its first arguments are these: {@code go mod tidy}. */
  public boolean runs(String program, String... first) {
    List<ShellWord> arguments = arguments();
    if (!program().equals(program) || arguments.size() < first.length) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if (!arguments.get(i).is(first[i])) {
        return false;
      }
    }
    return true;
  }

  /** True when an argument is exactly this. */
  public boolean has(String argument) {
    return arguments().stream().anyMatch(word -> word.is(argument));
  }

  /** Where it stands, from its first word to its last. */
  public Place place() {
    return passage.place(start, end);
  }

  /** What joins it to the command before. */
  public Joint before() {
    return before;
  }

  /** What joins it to the command behind it. */
  public Joint after() {
    return after;
  }

  /** True behind {@code !}. */
  public boolean isNegated() {
    return negated;
  }

  /** What it stands inside of, the outermost first. */
  public List<Enclosure> within() {
    return within;
  }

  /** True when it stands inside of one of this kind, at any depth. */
  public boolean isIn(Enclosure.Kind kind) {
    return within.stream().anyMatch(one -> one.kind() == kind);
  }

  /**
   * True when something takes what it prints: a file, a pipe, a substitution, of its own or of what
   * it stands inside of.
   */
  public boolean isOutputTaken() {
    return after == Joint.PIPE
        || redirects.stream().anyMatch(ShellRedirect::takesOutput)
        || within.stream().anyMatch(ShellCommand::takesOutput);
  }

  private static boolean takesOutput(Enclosure one) {
    return one.kind() == Enclosure.Kind.SUBSTITUTION
        || one.kind() == Enclosure.Kind.PROCESS
        || one.after() == Joint.PIPE
        || one.redirects().stream().anyMatch(ShellRedirect::takesOutput);
  }

  /**
   * True when its exit status decides something, so that {@code set -e} does not end the script.
   */
  public boolean isStatusTested() {
    return negated
        || after == Joint.AND
        || after == Joint.OR
        || within.stream().anyMatch(ShellCommand::testsStatus);
  }

  private static boolean testsStatus(Enclosure one) {
    return one.kind() == Enclosure.Kind.CONDITION
        || one.isNegated()
        || one.after() == Joint.AND
        || one.after() == Joint.OR;
  }

  @Override
  public String toString() {
    return String.join(" ", texts());
  }
}
