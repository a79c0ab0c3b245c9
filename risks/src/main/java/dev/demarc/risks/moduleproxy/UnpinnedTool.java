// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.moduleproxy;

import dev.demarc.evidence.gomod.GoMod;
import dev.demarc.evidence.shell.ScriptOrigin;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.evidence.shell.ShellWord;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A tool is fetched in whatever version it has today, and no go.sum knows it. */
final class UnpinnedTool implements Rule {
  private static final Set<String> MOVING =
      Set.of("latest", "main", "master", "HEAD", "upgrade", "trunk", "develop");
  private static final Pattern FORMATTER =
      Pattern.compile(".*/(goimports|gofumpt|golines|gci|gofmt)(/v[0-9]+)?");
  private static final Pattern ON_PURPOSE =
      Pattern.compile(".*(update|upgrade|bump|deps|dependenc|latest|tidy|vendor).*");

  @Override
  public RuleId id() {
    return RuleId.of("module-proxy/unpinned-tool");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "go install path@version reads no go.sum of yours: the first build that asks decides what"
        + " is trusted, and tomorrow's build runs other code.";
  }

  @Override
  public String fix() {
    return "Write a version, or a tool directive in go.mod (go get -tool path@version) and go tool.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Optional<String> own = evidence.of(GoMod.class).findFirst().flatMap(GoMod::module);
    return evidence
        .of(ShellScript.class)
        .flatMap(script -> script.commands().stream().flatMap(one -> in(script, one, own)));
  }

  private static Stream<Match> in(ShellScript script, ShellCommand command, Optional<String> own) {
    if (!command.program().equals("go") && !command.program().equals("xx-go")) {
      return Stream.empty();
    }
    String verb = command.arguments().isEmpty() ? "" : command.arguments().getFirst().text();
    if (verb.equals("get") && command.has("-u") && isBuild(script)) {
      return Stream.of(
          Match.at(
              command.place(),
              "go get -u takes the newest version of what it names and of all that it needs, during"
                  + " a build."));
    }
    if (!Set.of("install", "run", "get").contains(verb)) {
      return Stream.empty();
    }
    return command.arguments().stream()
        .skip(1)
        .flatMap(word -> moving(script, word).stream())
        .filter(path -> own.filter(module -> path.startsWith(module)).isEmpty())
        .limit(1)
        .filter(_ -> !verb.equals("get") || isBuild(script))
        .map(path -> Match.at(command.place(), message(verb, path)));
  }

  /** Where nobody looks at the change that an update makes. */
  private static boolean isBuild(ShellScript script) {
    ScriptOrigin origin = script.origin();
    boolean build = origin.kind() != ScriptOrigin.Kind.FILE;
    return build
        && !ON_PURPOSE.matcher(origin.scope().toLowerCase(Locale.ROOT)).matches()
        && !ON_PURPOSE.matcher(script.path().toLowerCase(Locale.ROOT)).matches();
  }

  private static Optional<String> moving(ShellScript script, ShellWord word) {
    String text = script.resolve(word).orElse(word.text());
    int at = text.lastIndexOf('@');
    return at > 0 && MOVING.contains(text.substring(at + 1)) && !text.startsWith("-")
        ? Optional.of(text)
        : Optional.empty();
  }

  private static String message(String verb, String path) {
    String name = path.substring(0, path.lastIndexOf('@'));
    return FORMATTER.matcher(name).matches()
        ? "go " + verb + " " + path + ": no version; a new formatter fails old code."
        : "go " + verb + " " + path + ": no version, and no go.sum that knows the tool.";
  }
}
