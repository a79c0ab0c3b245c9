// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.ci.CiFile;
import dev.demarc.evidence.ci.GoReleaser;
import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.make.MakeRule;
import dev.demarc.evidence.make.MakeVariable;
import dev.demarc.evidence.make.Makefile;
import dev.demarc.evidence.shell.ScriptOrigin;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.evidence.shell.ShellWord;
import dev.demarc.evidence.yaml.YamlNode.Scalar;
import dev.demarc.identify.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the texts that hold flags of the linker, in whatever kind of file. */
final class LinkTexts {
  private final Evidence evidence;
  private final List<LinkText> texts = new ArrayList<>();
  private final Set<Place> ofScripts = new HashSet<>();
  private final Map<String, Makefile> makefiles = new HashMap<>();

  private LinkTexts(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Every {@code -X} of the input. */
  static Stream<Injection> injections(Evidence evidence) {
    Set<String> seen = new HashSet<>();
    return of(evidence).stream()
        .flatMap(text -> Injection.in(text).stream())
        .filter(one -> seen.add(one.place() + " " + one.target()));
  }

  private static List<LinkText> of(Evidence evidence) {
    LinkTexts all = new LinkTexts(evidence);
    evidence.of(Makefile.class).forEach(file -> all.makefiles.put(file.path(), file));
    evidence.of(ShellScript.class).forEach(all::add);
    evidence.of(GoReleaser.class).forEach(all::add);
    evidence.of(Makefile.class).forEach(all::add);
    evidence.of(CiFile.class).forEach(all::add);
    evidence
        .of(Setting.class)
        .filter(one -> !all.ofScripts.contains(one.place()))
        .filter(one -> !all.makefiles.containsKey(one.place().file()))
        .forEach(all::add);
    return all.texts;
  }

  private void add(ShellScript script) {
    Function<String, Optional<String>> variables = variables(script);
    script.settings().forEach(one -> ofScripts.add(one.place()));
    GoCommands commands = new GoCommands(script);
    for (ShellCommand command : script.commands()) {
      List<ShellWord> words = new ArrayList<>(command.words());
      command.assignments().forEach(one -> words.add(one.word()));
      for (int i = 0; i < words.size(); i++) {
        String text = words.get(i).text();
        Place place = words.get(i).place();
        if (text.equals("-X") && i + 1 < words.size()) {
          text = "-X " + words.get(i + 1).text();
          place = words.get(i + 1).place();
        }
        if (text.contains("-X")) {
          texts.add(
              new LinkText(
                  Optional.of(script.passage().file()),
                  place,
                  text,
                  variables,
                  commands.mains(command),
                  Optional.of(command),
                  commands.isForeign(command),
                  commands.isElsewhere()));
        }
      }
    }
  }

  private Function<String, Optional<String>> variables(ShellScript script) {
    Map<String, String> own = new HashMap<>();
    for (Setting one : script.settings()) {
      String before = own.putIfAbsent(one.name(), one.value());
      if (before != null && !before.equals(one.value())) {
        own.put(one.name(), "");
      }
    }
    own.values().removeIf(String::isEmpty);
    Makefile make =
        script.origin().kind() == ScriptOrigin.Kind.MAKE ? makefiles.get(script.path()) : null;
    return name -> {
      Optional<String> value = Optional.ofNullable(own.get(name));
      return make == null ? value : value.or(() -> make.value(name));
    };
  }

  private void add(GoReleaser release) {
    String above = release.path().substring(0, Math.max(0, release.path().lastIndexOf('/')));
    for (GoReleaser.Build build : release.builds()) {
      String folder = Folders.join(above, build.folder());
      List<String> mains =
          build.mains().isEmpty()
              ? List.of(folder)
              : build.mains().stream().map(main -> Folders.join(folder, main)).toList();
      for (Scalar one : build.linkFlags()) {
        texts.add(
            new LinkText(
                Optional.of(one.source()),
                one.place(),
                one.text(),
                name -> Optional.empty(),
                mains,
                Optional.empty(),
                false,
                false));
      }
    }
  }

  private void add(Makefile file) {
    Optional<SourceText> source =
        file.rules().stream()
            .flatMap(rule -> recipe(rule).stream())
            .map(recipe -> recipe.passage().file())
            .findFirst();
    for (MakeVariable one : file.variables()) {
      if (one.value().contains("-X")) {
        add(source, one.place(), one.value(), file::value);
      }
    }
  }

  private static Optional<ShellScript> recipe(MakeRule rule) {
    return rule.recipe();
  }

  private void add(CiFile file) {
    file.jobs().stream()
        .flatMap(job -> job.steps().stream())
        .filter(step -> step.script().isEmpty())
        .flatMap(step -> step.command().stream())
        .filter(word -> word.text().contains("-X"))
        .forEach(word ->
            add(Optional.of(word.source()), word.place(), word.text(), name -> Optional.empty()));
  }

  private void add(Setting one) {
    if (one.value().contains("-X")) {
      add(Optional.empty(), one.place(), one.value(), values(one));
    }
  }

  private Function<String, Optional<String>> values(Setting near) {
    return name ->
        evidence
            .of(Setting.class)
            .filter(one -> one.place().file().equals(near.place().file()))
            .filter(one -> one.name().equals(name) && one.constant())
            .map(Setting::value)
            .findFirst();
  }

  private void add(
      Optional<SourceText> source,
      Place place,
      String text,
      Function<String, Optional<String>> variables) {
    texts.add(
        new LinkText(source, place, text, variables, List.of(), Optional.empty(), false, false));
  }
}
