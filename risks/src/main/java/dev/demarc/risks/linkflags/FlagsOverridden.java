// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.ci.CiFile;
import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.evidence.shell.ShellWord;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Flags of the linker are given twice, and the last ones win whole. */
final class FlagsOverridden implements Rule {
  /** {@code pattern=flags}: flags for some packages only. */
  private static final Pattern PATTERN = Pattern.compile("^[^-\\s=$][^\\s=]*=");

  @Override
  public RuleId id() {
    return RuleId.of("link-flags/flags-overridden");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public Reach reach() {
    return Reach.INPUT;
  }

  @Override
  public String why() {
    return "The go command keeps the last -ldflags and drops the one before with all that is in it,"
        + " also one of GOFLAGS. Nothing is joined and nothing is said.";
  }

  @Override
  public String fix() {
    return "Write one -ldflags with all flags in quotes; in GOFLAGS with inner quotes:"
        + " GOFLAGS='\"-ldflags=-s -w\"'.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    List<Setting> settings =
        evidence.of(Setting.class).filter(one -> one.name().equals("GOFLAGS")).toList();
    Stream<Match> twice =
        settings.stream().filter(one -> of(one).size() > 1).map(FlagsOverridden::match);
    Stream<Match> commands =
        evidence
            .of(ShellScript.class)
            .flatMap(script ->
                script.commands().stream()
                    .filter(GoCommands::builds)
                    .flatMap(command -> findIn(script, command, settings).stream()));
    return Stream.concat(twice, commands);
  }

  private static Match match(Setting one) {
    return Match.at(
        one.place(), "GOFLAGS holds -ldflags twice: only " + of(one).getLast() + " is used.");
  }

  private static Optional<Match> findIn(
      ShellScript script, ShellCommand command, List<Setting> settings) {
    Map<String, Given> first = new HashMap<>();
    for (Given given : Given.of(command)) {
      Given before = first.put(given.pattern(), given);
      if (before != null && !before.text().equals(given.text())) {
        return Optional.of(
            Match.at(given.place(), "This -ldflags replaces the one before it, with all its flags.")
                .with("flag", "-ldflags " + shown(before.text()), before.place()));
      }
    }
    Given plain = first.get("");
    return plain == null
        ? Optional.empty()
        : settings.stream()
            .filter(one -> !of(one).isEmpty() && reaches(one, script, command))
            .findFirst()
            .map(one ->
                Match.at(
                        plain.place(),
                        "This -ldflags replaces the one that GOFLAGS holds, with all its flags.")
                    .with("variable", "GOFLAGS with -ldflags", one.place()));
  }

  private static String shown(String text) {
    return text.contains("-X") ? "with -X" : text;
  }

  /** True when a variable is in the environment of a command, as far as one file shows. */
  private static boolean reaches(Setting one, ShellScript script, ShellCommand command) {
    if (!one.place().file().equals(script.path())) {
      return false;
    }
    if (script.settings().stream().anyMatch(own -> own.place().equals(one.place()))) {
      return script.commands().stream()
          .takeWhile(before -> before != command)
          .filter(before -> before.program().equals("export"))
          .flatMap(before -> before.arguments().stream())
          .anyMatch(word -> word.place().equals(one.place()));
    }
    boolean inScript = one.scope().equals(script.origin().scope());
    boolean ofAll = one.scope().isEmpty() || one.scope().equals(CiFile.ALL_JOBS);
    return inScript || ofAll;
  }

  /** The values of -ldflags in GOFLAGS, whose words are split at spaces outside of quotes. */
  private static List<String> of(Setting goflags) {
    List<String> all = new ArrayList<>();
    for (String word : goflags.value().split("\\s+", -1)) {
      String bare = word.replaceFirst("^['\"]", "").replaceFirst("^--", "-");
      if (bare.startsWith("-ldflags=") && !PATTERN.matcher(bare.substring(9)).find()) {
        all.add(bare.substring(9));
      }
    }
    return all;
  }

  /** One {@code -ldflags} of a command; the pattern says for which packages. */
  private record Given(String pattern, String text, Place place) {
    static List<Given> of(ShellCommand command) {
      List<Given> all = new ArrayList<>();
      List<ShellWord> words = command.arguments();
      for (int i = 0; i < words.size(); i++) {
        String text = words.get(i).text().replaceFirst("^--", "-");
        if (text.startsWith("-ldflags=")) {
          all.add(of(text.substring("-ldflags=".length()), words.get(i)));
        } else if (text.equals("-ldflags") && i + 1 < words.size()) {
          all.add(of(words.get(i + 1).text(), words.get(i)));
        }
      }
      return all;
    }

    private static Given of(String text, ShellWord at) {
      Matcher pattern = PATTERN.matcher(text);
      return new Given(pattern.find() ? pattern.group() : "", text, at.place());
    }
  }
}
