// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Walks through the instructions once and notes what each says of the environment, as BuildKit's
 * frontend (dockerfile2llb/convert.go) does: the last word wins, be it {@code ENV} or {@code ARG};
 * a stage that starts from another one has both.
 */
final class Evaluator {
  /** More problems of one file say no more. */
  private static final int MOST_PROBLEMS = 20;

  private static final int MOST_STAGES = 1_000;

  private final SourceText text;
  private final InstructionParser parser;
  private final Map<String, Variable> globals = new HashMap<>();
  private final List<Variable> inFront = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final Map<String, Stage> byName = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  Evaluator(SourceText text) {
    this.text = text;
    this.parser = new InstructionParser(text);
  }

  Dockerfile read() {
    Optional<Instruction> next = parser.next();
    Expander expander = new Expander((char) parser.lines().escape(), text.bytes().length);
    while (next.isPresent() && stages.size() < MOST_STAGES) {
      Instruction instruction = next.get();
      note(instruction.place().line());
      take(instruction, expander);
      next = parser.next();
    }
    note(text.lines());
    if (next.isPresent()) {
      problem(next.get().place().line(), "more than " + MOST_STAGES + " stages");
    }
    return new Dockerfile(text, parser.lines().directives(), inFront, stages, problems);
  }

  private void note(int line) {
    parser.faults().forEach(fault -> problem(line, fault));
  }

  private void problem(int line, String fault) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new Problem(text.file(), line, "parse-degraded", fault, "this instruction"));
    }
  }

  private void take(Instruction instruction, Expander expander) {
    if (instruction.is("FROM")) {
      begin(instruction, expander);
    } else if (stages.isEmpty()) {
      if (instruction.is("ARG")) {
        global(instruction, expander);
      }
    } else {
      inStage(stages.getLast(), instruction, expander);
    }
  }

  private Value global(String name) {
    Variable variable = globals.get(name);
    if (variable != null) {
      return variable.value();
    }
    return Variable.isPlatform(name) ? Value.unknown("$" + name) : Value.UNSET;
  }

  private void global(Instruction instruction, Expander expander) {
    for (Pair pair : instruction.pairs()) {
      Value value =
          pair.value()
              .map(word -> expander.expand(word.text(), this::global))
              .orElse(Value.unknown(""));
      Variable variable =
          new Variable(
              pair.name(), value, Variable.Origin.GLOBAL_ARG, -1, instruction.order(), pair);
      globals.put(pair.name(), variable);
      inFront.add(variable);
    }
  }

  private void begin(Instruction from, Expander expander) {
    String written = from.words().isEmpty() ? "" : from.words().getFirst().text();
    Value base = expander.expand(written, this::global);
    Optional<Stage> parent =
        base.known()
            ? Optional.ofNullable(byName.get(base.text().toLowerCase(Locale.ROOT)))
            : Optional.empty();
    if (written.isEmpty()) {
      problem(from.place().line(), "FROM without an image");
    }
    Stage stage = new Stage(stages.size(), from, base, parent);
    stages.add(stage);
    stage.name().ifPresent(name -> byName.put(name.toLowerCase(Locale.ROOT), stage));
  }

  private void inStage(Stage stage, Instruction instruction, Expander expander) {
    stage.add(instruction);
    switch (instruction.keyword()) {
      case "ENV" -> env(stage, instruction, expander);
      case "ARG" -> arg(stage, instruction, expander);
      case "COPY", "ADD" ->
          instruction.flag("from").ifPresent(flag -> source(stage, instruction, flag.value()));
      case "RUN" ->
          Mount.of(instruction)
              .forEach(
                  mount -> mount.value("from").ifPresent(from -> source(stage, instruction, from)));
      default -> {}
    }
  }

  /** All pairs of one {@code ENV} see the environment in front of it. */
  private void env(Stage stage, Instruction instruction, Expander expander) {
    int order = instruction.order();
    for (Pair pair : instruction.pairs()) {
      Value value =
          expander.expand(
              pair.value().map(Word::text).orElse(""), name -> stage.value(name, order));
      stage.add(new Variable(pair.name(), value, Variable.Origin.ENV, stage.index(), order, pair));
    }
  }

  private void arg(Stage stage, Instruction instruction, Expander expander) {
    for (Pair pair : instruction.pairs()) {
      stage.add(argument(stage, pair, instruction.order(), expander));
    }
  }

  private Variable argument(Stage stage, Pair pair, int order, Expander expander) {
    String name = pair.name();
    int index = stage.index();
    if (pair.value().isPresent()) {
      Value value = expander.expand(pair.value().get().text(), other -> stage.value(other, order));
      return new Variable(name, value, Variable.Origin.ARG, index, order, pair);
    }
    Variable global = globals.get(name);
    if (global != null) {
      return new Variable(name, global.value(), Variable.Origin.GLOBAL_ARG, index, order, pair);
    }
    Variable.Origin origin =
        Variable.isPlatform(name) ? Variable.Origin.PLATFORM : Variable.Origin.ARG;
    return new Variable(name, Value.unknown("$" + name), origin, index, order, pair);
  }

  private void source(Stage stage, Instruction instruction, String name) {
    Stage found = byName.get(name.toLowerCase(Locale.ROOT));
    if (found == null && !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = name.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(name);
      found = number < stage.index() ? stages.get(number) : null;
    }
    Optional<Stage> other = Optional.ofNullable(found).filter(one -> one != stage);
    stage.add(new Stage.Source(instruction, name, other));
  }
}
