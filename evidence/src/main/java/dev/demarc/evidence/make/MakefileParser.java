// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.make;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.shell.ScriptOrigin;
import dev.demarc.evidence.shell.ShellScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a Makefile line by line: first what each line is, then the recipes, when all variables are
 * known.
 */
final class MakefileParser {
  private static final Set<String> CONDITIONS =
      Set.of("ifeq", "ifneq", "ifdef", "ifndef", "else", "endif");
  private static final Set<String> INCLUDES = Set.of("include", "-include", "sinclude");
  private static final Set<String> OTHERS = Set.of("vpath", "unexport", "undefine", "load");

  /** A rule whose recipe is not read yet. */
  private static final class Draft {
    private final List<String> targets;
    private final List<String> prerequisites;
    private final Place place;
    private final List<MakeLine> recipe = new ArrayList<>();
    private int inline = -1;

    Draft(List<String> targets, List<String> prerequisites, Place place) {
      this.targets = targets;
      this.prerequisites = prerequisites;
      this.place = place;
    }
  }

  private final SourceText source;
  private final List<MakeVariable> variables = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final List<MakeReference> references = new ArrayList<>();
  private final List<String> includes = new ArrayList<>();
  private final Set<String> exported = new HashSet<>();
  private boolean exportsAll;
  private boolean oneShell;
  private int next = 1;

  MakefileParser(SourceText source) {
    this.source = source;
  }

  Makefile parse() {
    while (next <= source.lines()) {
      MakeLine line = MakeLine.at(source, next);
      next = line.last() + 1;
      if (line.isRecipe() && !drafts.isEmpty()) {
        drafts.getLast().recipe.add(line);
      } else {
        read(line, line.code().strip());
      }
    }
    List<MakeVariable> all = variables.stream().map(this::exported).toList();
    Map<String, String> values = values(all);
    List<MakeRule> rules = drafts.stream().map(draft -> rule(draft, values)).toList();
    return new Makefile(source.file(), all, rules, references, includes);
  }

  private MakeVariable exported(MakeVariable one) {
    boolean out = one.exported() || exportsAll || exported.contains(one.name());
    return new MakeVariable(one.name(), one.value(), one.flavour(), one.target(), out, one.place());
  }

  /** Variables with one value, wherever it is set. */
  private static Map<String, String> values(List<MakeVariable> all) {
    Map<String, String> values = new HashMap<>();
    Set<String> several = new HashSet<>();
    for (MakeVariable one : all) {
      boolean plain = Set.of("=", ":=", "::=", "?=").contains(one.flavour());
      String known = values.putIfAbsent(one.name(), one.value());
      if (!plain || (known != null && !known.equals(one.value()))) {
        several.add(one.name());
      }
    }
    values.keySet().removeAll(several);
    return values;
  }

  private void read(MakeLine line, String code) {
    String word = code.substring(0, wordEnd(code));
    String rest = code.substring(word.length()).strip();
    if (code.isEmpty() || CONDITIONS.contains(word) || OTHERS.contains(word)) {
      return;
    }
    if (INCLUDES.contains(word)) {
      includes.addAll(words(rest));
    } else if (word.equals("define")) {
      define(line, rest);
    } else if (word.equals("override") || word.equals("private")) {
      read(line, rest);
    } else if (word.equals("export")) {
      export(line, rest);
    } else {
      statement(line, code);
    }
  }

  private void export(MakeLine line, String rest) {
    int operator = operator(rest);
    if (rest.isEmpty()) {
      exportsAll = true;
    } else if (operator < 0 || isColon(rest, operator)) {
      exported.addAll(words(rest));
    } else {
      variable(line, rest, operator, "", true);
    }
  }

  private void define(MakeLine line, String rest) {
    StringBuilder value = new StringBuilder();
    int open = 1;
    int last = line.last();
    while (next <= source.lines()) {
      String text = source.lineText(next++);
      String stripped = text.strip();
      open += stripped.startsWith("define ") ? 1 : 0;
      open -= stripped.equals("endef") || stripped.startsWith("endef ") ? 1 : 0;
      if (open == 0) {
        break;
      }
      last = next - 1;
      value.append(text).append('\n');
    }
    String name = rest.substring(0, wordEnd(rest));
    Place place = source.place(source.lineStart(line.first()), source.lineEnd(last));
    variables.add(new MakeVariable(name, value.toString(), "define", "", false, place));
  }

  private void statement(MakeLine line, String code) {
    refer(line);
    int operator = operator(code);
    if (operator < 0) {
      return;
    }
    if (!isColon(code, operator)) {
      variable(line, code, operator, "", false);
      return;
    }
    String head = code.substring(0, operator).strip();
    int from = operator + 1;
    while (from < code.length() && code.charAt(from) == ':') {
      from++;
    }
    String rest = code.substring(from);
    int inner = operator(rest);
    if (inner >= 0 && !isColon(rest, inner) && rest.lastIndexOf(';', inner) < 0) {
      String own = rest.strip();
      boolean export = own.startsWith("export ");
      own = export ? own.substring("export ".length()).strip() : own;
      variable(line, own, operator(own), head, export);
      return;
    }
    int semicolon = rest.indexOf(';');
    String needs = semicolon < 0 ? rest : rest.substring(0, semicolon);
    List<String> targets = words(head);
    oneShell |= targets.contains(".ONESHELL");
    exportsAll |= targets.contains(".EXPORT_ALL_VARIABLES");
    Draft draft = new Draft(targets, words(needs), placeOf(line, head));
    if (semicolon >= 0) {
      draft.recipe.add(line);
      int start = source.lineStart(line.first());
      draft.inline = start + Math.max(0, source.lineText(line.first()).indexOf(';') + 1);
    }
    drafts.add(draft);
  }

  private void variable(MakeLine line, String code, int operator, String target, boolean export) {
    int equals = code.indexOf('=', operator);
    if (operator <= 0 || equals < 0) {
      return;
    }
    String name = code.substring(0, operator).strip();
    String flavour = code.substring(operator, equals + 1);
    String value = code.substring(equals + 1).strip();
    variables.add(new MakeVariable(name, value, flavour, target, export, placeOf(line, name)));
  }

  /** From the name to the end of the line. */
  private Place placeOf(MakeLine line, String name) {
    String first = source.lineText(line.first());
    int at = Math.max(0, first.indexOf(name.isEmpty() ? " " : name));
    int lead = first.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    int start = source.lineStart(line.first()) + lead;
    return source.place(start, Math.max(start, source.lineEnd(line.last())));
  }

  /** Where the first operator stands outside of references: {@code :}, {@code =}, {@code ?=}. */
  private static int operator(String code) {
    for (int at = 0; at < code.length(); ) {
      char c = code.charAt(at);
      boolean pair = "?+!".indexOf(c) >= 0 && at + 1 < code.length() && code.charAt(at + 1) == '=';
      if (c == ':' || c == '=' || pair) {
        return at;
      }
      at = c == '$' ? MakeReferences.end(code, at, code.length()) : at + 1;
    }
    return -1;
  }

  /** True when the operator is the colon of a rule and not of {@code :=}. */
  private static boolean isColon(String code, int operator) {
    int at = operator;
    while (at < code.length() && code.charAt(at) == ':') {
      at++;
    }
    return at > operator && (at >= code.length() || code.charAt(at) != '=');
  }

  private static int wordEnd(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    String rest = text.strip();
    for (int at = 0; at < rest.length(); ) {
      int end = at;
      while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
        end = rest.charAt(end) == '$' ? MakeReferences.end(rest, end, rest.length()) : end + 1;
      }
      if (end > at) {
        words.add(rest.substring(at, end));
      }
      at = Math.max(end, at) + (end < rest.length() ? 1 : 0);
    }
    return words;
  }

  private void refer(MakeLine line) {
    new RecipeText(source, Map.of(), references, false)
        .line(source.lineStart(line.first()), source.lineEnd(line.last()));
  }

  private MakeRule rule(Draft draft, Map<String, String> values) {
    Optional<ShellScript> recipe = Optional.empty();
    if (!draft.recipe.isEmpty()) {
      RecipeText text = new RecipeText(source, values, references, true);
      for (MakeLine line : draft.recipe) {
        boolean inline = draft.inline >= 0 && line.equals(draft.recipe.getFirst());
        int start = inline ? draft.inline : source.lineStart(line.first());
        text.command(start, source.lineEnd(line.last()));
      }
      recipe = Optional.of(ShellScript.of(text.passage(), origin(draft, values)));
    }
    return new MakeRule(draft.targets, draft.prerequisites, recipe, draft.place);
  }

  private ScriptOrigin origin(Draft draft, Map<String, String> values) {
    String shell = values.getOrDefault("SHELL", "sh");
    String program = shell.substring(0, wordEnd(shell));
    boolean named = !program.isEmpty() && program.indexOf('$') < 0;
    String dialect = named ? program.substring(program.lastIndexOf('/') + 1) : "sh";
    boolean stops = !oneShell || values.getOrDefault(".SHELLFLAGS", "").contains("e");
    return new ScriptOrigin(
        ScriptOrigin.Kind.MAKE, String.join(" ", draft.targets), dialect, stops);
  }
}
