// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.Passage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script in one pass: lists, pipes, compound commands, functions, here-documents. A part
 * that is never closed ends with the text; a reserved word that closes something further out closes
 * what is inside of it too, and one that closes nothing is dropped.
 */
final class ShellParser {
  private static final Set<String> OPENERS =
      Set.of("if", "while", "until", "for", "select", "case", "{", "function", "[[", "!");
  private static final Set<String> CLOSERS =
      Set.of("then", "elif", "else", "fi", "do", "done", "esac", "}");
  private static final Set<String> BRANCHES = Set.of("then", "elif", "else", "fi");
  private static final Set<String> BARRIER = Set.of("(");
  private static final int LONGEST = 8;

  private final Passage passage;
  private final byte[] bytes;
  private final ShellCursor cursor;
  private final WordReader words;
  private final RedirectReader redirects;
  private final List<ShellCommand> commands = new ArrayList<>();
  private final List<Enclosure> open = new ArrayList<>();
  private final Deque<Set<String>> expected = new ArrayDeque<>();

  ShellParser(Passage passage) {
    this.passage = passage;
    this.bytes = passage.bytes();
    this.cursor = new ShellCursor(passage);
    this.words = new WordReader(passage, cursor, this);
    this.redirects = new RedirectReader(passage, cursor, words);
  }

  List<ShellCommand> parse() {
    while (!cursor.isAtEnd()) {
      list(Set.of());
    }
    return List.copyOf(commands);
  }

  /** Reads what stands in a substitution, up to its end. */
  void nested(Enclosure.Kind kind, char closer, @Nullable ShellCommand owner) {
    if (!cursor.enter()) {
      cursor.at = Math.max(0, cursor.at - 1);
      cursor.skipBalanced(closer == '`' ? '\0' : '(', closer);
      return;
    }
    open.add(new Enclosure(kind, "", owner, Joint.NONE, false));
    closed(closer);
    open.removeLast();
    cursor.leave();
  }

  private void closed(char closer) {
    expected.push(BARRIER);
    cursor.open(closer);
    while (!cursor.isClosed()) {
      list(Set.of());
    }
    cursor.close();
    expected.pop();
  }

  private void list(Set<String> until) {
    expected.push(until);
    Joint before = Joint.NONE;
    while (true) {
      cursor.skipLines();
      if (cursor.isClosed() || isExpected(cursor.separator()) || isExpected(reserved(CLOSERS))) {
        break;
      }
      int from = cursor.at;
      before = element(before);
      if (cursor.at == from) {
        cursor.at++;
      }
    }
    expected.pop();
  }

  private boolean isExpected(String word) {
    if (word.isEmpty()) {
      return false;
    }
    for (Set<String> one : expected) {
      if (one.equals(BARRIER)) {
        return false;
      }
      if (one.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** The reserved word at the cursor, if it is one of these. */
  private String reserved(Set<String> wanted) {
    int end = cursor.at;
    while (end < bytes.length && end - cursor.at <= LONGEST && !delimits(bytes[end])) {
      end++;
    }
    String word = end - cursor.at > LONGEST ? "" : passage.text(cursor.at, end);
    return wanted.contains(word) ? word : "";
  }

  private static boolean delimits(byte b) {
    return " \t\r\n;&|()<>`".indexOf(b) >= 0;
  }

  private Joint element(Joint before) {
    boolean negated = false;
    String word = reserved(OPENERS);
    while (word.equals("!")) {
      negated = true;
      cursor.at++;
      cursor.skipBlanks();
      word = reserved(OPENERS);
    }
    if (word.isEmpty() && cursor.peek(0) == '(') {
      word = "(";
    }
    if (word.isEmpty()) {
      String stray = reserved(CLOSERS);
      cursor.at += stray.length();
      return stray.isEmpty() ? simple(before, negated) : Joint.NONE;
    }
    return word.equals("[[") ? simple(before, negated) : compound(word, before, negated);
  }

  private Joint compound(String word, Joint before, boolean negated) {
    cursor.at += word.length();
    if (!cursor.enter()) {
      return Joint.NONE;
    }
    String name = word.equals("function") ? functionName() : "";
    Enclosure around = new Enclosure(kind(word), name, null, before, negated);
    open.add(around);
    inside(word);
    open.removeLast();
    cursor.leave();
    return end(around);
  }

  private Joint end(Enclosure around) {
    cursor.skipBlanks();
    while (redirects.isNext()) {
      around.add(redirects.read(null));
      cursor.skipBlanks();
    }
    Joint after = cursor.joint();
    around.endWith(after);
    return after;
  }

  private static Enclosure.Kind kind(String word) {
    return switch (word) {
      case "if" -> Enclosure.Kind.IF;
      case "case" -> Enclosure.Kind.CASE;
      case "{" -> Enclosure.Kind.GROUP;
      case "(" -> Enclosure.Kind.SUBSHELL;
      case "function" -> Enclosure.Kind.FUNCTION;
      default -> Enclosure.Kind.LOOP;
    };
  }

  private void inside(String word) {
    switch (word) {
      case "if" -> branches();
      case "while", "until" -> {
        condition(Set.of("do", "done"));
        body();
      }
      case "for", "select" -> {
        header();
        body();
      }
      case "case" -> cases();
      case "{" -> {
        list(Set.of("}"));
        pass("}");
      }
      case "(" -> {
        if (cursor.peek(0) == '(') {
          cursor.at--;
          cursor.skipBalanced('(', ')');
        } else {
          closed(')');
        }
      }
      default -> function();
    }
  }

  private boolean pass(String word) {
    if (!reserved(Set.of(word)).isEmpty()) {
      cursor.at += word.length();
      return true;
    }
    return false;
  }

  private void condition(Set<String> until) {
    open.add(new Enclosure(Enclosure.Kind.CONDITION, "", null, Joint.NONE, false));
    list(until);
    open.removeLast();
  }

  private void branches() {
    condition(BRANCHES);
    while (true) {
      if (pass("then") || pass("else")) {
        list(BRANCHES);
      } else if (pass("elif")) {
        condition(BRANCHES);
      } else {
        pass("fi");
        return;
      }
    }
  }

  private void body() {
    cursor.skipLines();
    if (pass("do")) {
      list(Set.of("done"));
      pass("done");
    }
  }

  /** {@code x in a b c}, or the arithmetic of {@code for ((…))}. */
  private void header() {
    cursor.skipBlanks();
    if (cursor.looksAt("((")) {
      cursor.skipBalanced('(', ')');
      cursor.skipBlanks();
    }
    while (!cursor.isClosed() && ";\n#&|".indexOf(bytes[cursor.at]) < 0) {
      if (!reserved(Set.of("do")).isEmpty()) {
        return;
      }
      word();
      cursor.skipBlanks();
    }
    if (cursor.peek(0) == ';') {
      cursor.at++;
    }
  }

  /** Passes over a word; always moves on. */
  private void word() {
    int from = cursor.at;
    ShellWord _ = words.read(null);
    if (cursor.at == from && !cursor.isAtEnd()) {
      cursor.at++;
    }
  }

  private void cases() {
    cursor.skipBlanks();
    word();
    cursor.skipLines();
    pass("in");
    while (true) {
      cursor.skipLines();
      if (cursor.isAtEnd() || pass("esac") || isExpected(reserved(CLOSERS))) {
        return;
      }
      pattern();
      list(Set.of(";;", "esac"));
      if (!cursor.separator().isEmpty()) {
        cursor.at += cursor.looksAt(";;&") ? 3 : 2;
      } else if (reserved(Set.of("esac")).isEmpty()) {
        return;
      }
    }
  }

  private void pattern() {
    if (cursor.peek(0) == '(') {
      cursor.at++;
    }
    while (!cursor.isAtEnd() && bytes[cursor.at] != ')') {
      word();
      cursor.skipBlanks();
    }
    cursor.at = Math.min(cursor.at + 1, bytes.length);
  }

  private String functionName() {
    cursor.skipBlanks();
    ShellWord name = words.read(null);
    cursor.skipBlanks();
    if (cursor.peek(0) == '(') {
      cursor.skipBalanced('(', ')');
    }
    return name.text();
  }

  private void function() {
    cursor.skipLines();
    String word = reserved(OPENERS);
    if (word.equals("{") && cursor.enter()) {
      cursor.at++;
      list(Set.of("}"));
      pass("}");
      cursor.leave();
    } else if (!cursor.isClosed()) {
      Joint _ = element(Joint.NONE);
    }
  }

  private Joint simple(Joint before, boolean negated) {
    ShellCommand command = new ShellCommand(passage, cursor.at, before, negated, open);
    int slot = commands.size();
    commands.add(command);
    boolean test = !reserved(Set.of("[[")).isEmpty();
    while (true) {
      cursor.skipBlanks();
      if (cursor.isClosed() || bytes[cursor.at] == '\n') {
        break;
      }
      if (bytes[cursor.at] == '#') {
        cursor.skipLine();
      } else if (test) {
        test = tested(command);
      } else if (redirects.isNext()) {
        command.add(redirects.read(command));
      } else if (bytes[cursor.at] == '(' && command.isOneWord() && slot == commands.size() - 1) {
        commands.removeLast();
        return named(command.words().getFirst().text(), before);
      } else if (";&|)(".indexOf(bytes[cursor.at]) >= 0) {
        break;
      } else {
        command.add(words.read(command));
      }
    }
    Joint after = cursor.joint();
    command.endWith(after);
    if (command.isNothing()) {
      commands.remove(slot);
    }
    return after;
  }

  /** A word between double brackets, where operators are words; false behind the last one. */
  private boolean tested(ShellCommand command) {
    int from = cursor.at;
    ShellWord word = words.read(command);
    if (cursor.at == from) {
      cursor.at++;
      if (cursor.looksAt("&") || cursor.looksAt("|")) {
        cursor.at++;
        cursor.skipBlanks();
        if (cursor.peek(0) == '\n') {
          cursor.newline();
        }
      }
      return true;
    }
    command.add(word);
    return !word.text().equals("]]");
  }

  /** A function by the name of the word before its brackets. */
  private Joint named(String name, Joint before) {
    cursor.skipBalanced('(', ')');
    if (!cursor.enter()) {
      return Joint.NONE;
    }
    Enclosure around = new Enclosure(Enclosure.Kind.FUNCTION, name, null, before, false);
    open.add(around);
    function();
    open.removeLast();
    cursor.leave();
    return end(around);
  }
}
