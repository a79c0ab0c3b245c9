// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.manifest;

import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Instruction;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.dockerfile.Variable;
import dev.demarc.evidence.manifest.DeclaredContainer.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The image that a Dockerfile makes when no other stage is asked for. */
final class ImageContainer {
  private ImageContainer() {}

  static List<DeclaredContainer> of(Dockerfile file) {
    return file.finalStage().map(last -> List.of(image(file, last))).orElse(List.of());
  }

  private static DeclaredContainer image(Dockerfile file, Stage last) {
    List<Stage> chain = new ArrayList<>(last.ancestors().reversed());
    chain.add(last);
    List<DeclaredVariable> variables = new ArrayList<>();
    NavigableSet<String> names = new TreeSet<>();
    for (Stage stage : chain) {
      for (Variable one : stage.written()) {
        if (one.isEnv()) {
          names.add(one.name());
          variables.add(variable(one));
        }
      }
    }
    String base = last.image().known() ? last.image().text() : "an image";
    return new DeclaredContainer(
        Kind.IMAGE,
        file.path(),
        last.from().place().line(),
        last.scope(),
        "",
        "",
        EntryReader.of(words(last), true, names, entryLine(last)),
        EntryReader.byName(variables),
        names,
        last.isFromScratch() ? List.of() : List.of("the image below, " + base));
  }

  private static DeclaredVariable variable(Variable one) {
    int line = one.place().line();
    return one.value().known()
        ? DeclaredVariable.set(one.name(), one.value().text(), line)
        : DeclaredVariable.unknown(one.name(), "the build puts its value in", line);
  }

  /** CMD is what the entry point gets for arguments, unless that is a text for the shell. */
  private static List<String> words(Stage last) {
    Optional<Instruction> entry = last.instruction("ENTRYPOINT", Integer.MAX_VALUE);
    Optional<Instruction> command = last.instruction("CMD", Integer.MAX_VALUE);
    List<String> words = new ArrayList<>();
    entry.ifPresent(one -> words.addAll(words(last, one)));
    if (entry.isEmpty() || !entry.get().isShellForm()) {
      command.ifPresent(one -> words.addAll(words(last, one)));
    }
    return words;
  }

  private static List<String> words(Stage last, Instruction one) {
    if (one.exec().isPresent()) {
      return one.exec().get();
    }
    List<String> words = new ArrayList<>(last.shell(one.order()));
    words.add(one.text());
    return words;
  }

  private static int entryLine(Stage last) {
    return last.instruction("ENTRYPOINT", Integer.MAX_VALUE)
        .or(() -> last.instruction("CMD", Integer.MAX_VALUE))
        .map(one -> one.place().line())
        .orElse(last.from().place().line());
  }
}
