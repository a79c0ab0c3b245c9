// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.shell.ShellScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** A stage of a Dockerfile: {@code FROM} and what follows. */
public final class Stage {
  /** Longer chains of stages are cut here. */
  static final int LONGEST_CHAIN = 100;

  private final int index;
  private final Instruction from;
  private final Value base;
  private final Optional<Stage> parent;
  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<String, List<Instruction>> byKeyword = new HashMap<>();
  private final Map<String, List<Variable>> variables = new HashMap<>();
  private final List<Variable> written = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();

  /**
   * A place that files of another stage or image come from: {@code --from} of a {@code COPY}, or of
   * a mount.
   *
   * @param stage none for an image
   */
  public record Source(Instruction instruction, String name, Optional<Stage> stage) {}

  Stage(int index, Instruction from, Value base, Optional<Stage> parent) {
    this.index = index;
    this.from = from;
    this.base = base;
    this.parent = parent;
  }

  void add(Instruction instruction) {
    instructions.add(instruction);
    byKeyword.computeIfAbsent(instruction.keyword(), _ -> new ArrayList<>()).add(instruction);
  }

  void add(Variable variable) {
    variables.computeIfAbsent(variable.name(), _ -> new ArrayList<>()).add(variable);
    written.add(variable);
  }

  void add(Source source) {
    sources.add(source);
  }

  /** Its number, from 0. */
  public int index() {
    return index;
  }

  /** The name behind {@code AS}. */
  public Optional<String> name() {
    List<Word> words = from.words();
    return words.size() > 2 && words.get(1).is("AS")
        ? Optional.of(words.get(2).text())
        : Optional.empty();
  }

  /** Its name, or its number when it has none. */
  public String scope() {
    return name().orElse(Integer.toString(index));
  }

  /** The {@code FROM}. */
  public Instruction from() {
    return from;
  }

  /** The image or stage that it starts from, as far as it is known. */
  public Value base() {
    return base;
  }

  /** The stage that it starts from. */
  public Optional<Stage> parent() {
    return parent;
  }

  /** The value of {@code --platform}. */
  public Optional<Flag> platform() {
    return from.flag("platform");
  }

  /** What follows the {@code FROM}. */
  public List<Instruction> instructions() {
    return List.copyOf(instructions);
  }

  /** Where files of other stages and images come from. */
  public List<Source> sources() {
    return List.copyOf(sources);
  }

  /** All that its own instructions say of variables, in order. */
  public List<Variable> written() {
    return List.copyOf(written);
  }

  /** The stages that it starts from, the nearest first. */
  public List<Stage> ancestors() {
    List<Stage> chain = new ArrayList<>();
    for (Optional<Stage> next = parent;
        next.isPresent() && chain.size() < LONGEST_CHAIN;
        next = next.get().parent) {
      chain.add(next.get());
    }
    return chain;
  }

  /** The last word on a variable in front of an instruction, here or in an ancestor. */
  public Optional<Variable> variable(String name, int before) {
    Optional<Variable> own = own(name, before);
    if (own.isPresent()) {
      return own;
    }
    return ancestors().stream()
        .flatMap(stage -> stage.own(name, Integer.MAX_VALUE).stream())
        .findFirst();
  }

  /** The last word on a variable at the end of the stage, here or in an ancestor. */
  public Optional<Variable> variable(String name) {
    return variable(name, Integer.MAX_VALUE);
  }

  private Optional<Variable> own(String name, int before) {
    return last(variables.getOrDefault(name, List.of()), Variable::order, before);
  }

  private static <T> Optional<T> last(List<T> sorted, ToIntFunction<T> order, int before) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (order.applyAsInt(sorted.get(middle)) < before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? Optional.empty() : Optional.of(sorted.get(low - 1));
  }

  /** The value of a variable in front of an instruction. */
  Value value(String name, int before) {
    Optional<Variable> variable = variable(name, before);
    if (variable.isPresent()) {
      return variable.get().value();
    }
    return isFromScratch() ? Value.UNSET : new Value(false, false, "");
  }

  /** The external image at the head of the chain. */
  public Value image() {
    List<Stage> chain = ancestors();
    return chain.isEmpty() ? base : chain.getLast().base;
  }

  /** True when nothing at all is below its files. */
  public boolean isFromScratch() {
    return image().is("scratch");
  }

  /** The last instruction of a kind in front of an order, here or in an ancestor. */
  public Optional<Instruction> instruction(String keyword, int before) {
    Optional<Instruction> own = ofKind(keyword, before);
    if (own.isPresent()) {
      return own;
    }
    return ancestors().stream()
        .flatMap(stage -> stage.ofKind(keyword, Integer.MAX_VALUE).stream())
        .findFirst();
  }

  private Optional<Instruction> ofKind(String keyword, int before) {
    return last(byKeyword.getOrDefault(keyword, List.of()), Instruction::order, before);
  }

  /** What runs the shell form in front of an order: the list of {@code SHELL}, or the default. */
  public List<String> shell(int before) {
    return instruction("SHELL", before)
        .flatMap(Instruction::exec)
        .filter(words -> !words.isEmpty())
        .orElseGet(() -> isWindows() ? List.of("cmd", "/S", "/C") : List.of("/bin/sh", "-c"));
  }

  /** The script of a {@code RUN} in shell form. */
  public ShellScript script(Instruction run) {
    return RunScript.of(this, run);
  }

  /** The instructions of one kind that a shell reads. */
  public List<Instruction> shellForms(String keyword) {
    return byKeyword.getOrDefault(keyword, List.of()).stream()
        .filter(Instruction::isShellForm)
        .toList();
  }

  /** True when the name of the image says that it is one of Windows. */
  public boolean isWindows() {
    String image = image().text().toLowerCase(Locale.ROOT);
    return image.contains("nanoserver") || image.contains("windows");
  }

  @Override
  public String toString() {
    return "stage " + scope();
  }
}
