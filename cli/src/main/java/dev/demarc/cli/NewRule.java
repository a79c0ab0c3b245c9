// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.identify.RuleId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The files of a rule that is still to be written. Every one of them holds {@value #MARK}, which
 * fails the test of the risks: an empty template must never look like a rule that works.
 */
final class NewRule {
  /** Where the risks live. */
  static final String HOME = "risks/src/main/java/dev/demarc/risks";

  /** Stands wherever something is still to be written. */
  static final String MARK = "not-written-yet";

  private static final String SERVICES =
      "risks/src/main/resources/META-INF/services/dev.demarc.identify.Risk";

  private final Path root;
  private final RuleId id;
  private final Path folder;
  private final String packageName;
  private final List<Path> written = new ArrayList<>();

  NewRule(Path root, RuleId id) {
    this.root = root;
    this.id = id;
    packageName = id.risk().replace("-", "");
    folder = root.resolve(HOME).resolve(packageName);
  }

  /** Writes them all; nothing that exists is written over. */
  List<Path> write() throws IOException {
    String rule = type(id.rule());
    String risk = type(id.risk());
    Path fixtures = folder.resolve("fixtures").resolve(id.rule());
    for (Path taken : List.of(folder.resolve(rule + ".java"), fixtures)) {
      if (Files.exists(taken)) {
        throw new DemarcException(
            DemarcException.Kind.USAGE,
            root.relativize(taken) + " exists already",
            "choose another name, or remove it");
      }
    }
    boolean isNew = !Files.exists(folder);
    if (isNew) {
      fresh(folder.resolve("package-info.java"), text(PACKAGE));
      fresh(folder.resolve(risk + ".java"), text(RISK));
      fresh(folder.resolve("README.md"), text(PAGE) + text(SECTION));
      fresh(folder.resolve("judged.tsv"), text(JUDGED));
      service("dev.demarc.risks." + packageName + "." + risk);
    } else {
      list(folder.resolve(risk + ".java"), rule);
      Path readme = folder.resolve("README.md");
      change(readme, Files.readString(readme).stripTrailing() + "\n" + text(SECTION));
    }
    fresh(folder.resolve(rule + ".java"), text(RULE));
    for (String name : List.of("bad-1", "bad-2", "bad-3", "good-1", "good-2", "good-3")) {
      fresh(fixtures.resolve(name).resolve("example.go"), text(FIXTURE));
    }
    return written;
  }

  /** {@code ModuleProxy} of {@code module-proxy}. */
  private static String type(String words) {
    StringBuilder name = new StringBuilder();
    for (String word : words.split("-", -1)) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word, 1, word.length());
    }
    String text = name.toString();
    return Character.isDigit(text.charAt(0)) ? "Rule" + text : text;
  }

  private String text(String template) {
    return template
        .replace("{package}", packageName)
        .replace("{id}", id.toString())
        .replace("{risk}", id.risk())
        .replace("{rule}", id.rule())
        .replace("{Risk}", type(id.risk()))
        .replace("{Rule}", type(id.rule()))
        .replace("{mark}", MARK);
  }

  private void fresh(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    change(file, text);
  }

  private void change(Path file, String text) throws IOException {
    WholeText.write(file, text);
    written.add(file);
  }

  /** Adds the rule to the list that the risk returns. */
  private void list(Path file, String rule) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : "";
    int rules = text.indexOf("List<Rule> rules()");
    int from = text.indexOf("List.of(", Math.max(0, rules));
    int to = text.indexOf(");", Math.max(0, from));
    if (rules < 0 || from < 0 || to < 0) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          root.relativize(file) + " does not list its rules by List.of(…)",
          "write the rule by hand, like its neighbours");
    }
    String before = text.substring(0, to);
    String comma = before.endsWith("List.of(") ? "" : ", ";
    change(file, before + comma + "new " + rule + "()" + text.substring(to));
  }

  private void service(String name) throws IOException {
    Path file = root.resolve(SERVICES);
    List<String> names = new ArrayList<>(Files.readAllLines(file));
    names.add(name);
    names.sort(Comparator.comparing(one -> one.substring(0, one.lastIndexOf('.'))));
    change(file, String.join("\n", names) + "\n");
  }

  private static final String PACKAGE =
      """
      // SPDX-License-Identifier: Apache-2.0
      /** The risk {@code {risk}} and its rules. */
      @NullMarked
      package dev.demarc.risks.{package};

      import org.jspecify.annotations.NullMarked;
      """;

  private static final String RISK =
      """
      // SPDX-License-Identifier: Apache-2.0
      package dev.demarc.risks.{package};

      import dev.demarc.identify.Risk;
      import dev.demarc.identify.Rule;
      import java.util.List;

      /** {mark}: where this trouble really comes from. */
      public final class {Risk} implements Risk {
        @Override
        public String id() {
          return "{risk}";
        }

        @Override
        public String title() {
          return "{mark}";
        }

        @Override
        public List<Rule> rules() {
          return List.of(new {Rule}());
        }
      }
      """;

  private static final String RULE =
      """
      // SPDX-License-Identifier: Apache-2.0
      package dev.demarc.risks.{package};

      import dev.demarc.identify.Evidence;
      import dev.demarc.identify.Match;
      import dev.demarc.identify.Maturity;
      import dev.demarc.identify.Rule;
      import dev.demarc.identify.RuleId;
      import dev.demarc.identify.Severity;
      import java.util.stream.Stream;

      /** {mark}: what is wrong where this rule fires. */
      final class {Rule} implements Rule {
        @Override
        public RuleId id() {
          return RuleId.of("{id}");
        }

        @Override
        public Severity severity() {
          return Severity.MEDIUM;
        }

        @Override
        public Maturity maturity() {
          return Maturity.SANDBOX;
        }

        @Override
        public String why() {
          return "{mark}";
        }

        @Override
        public String fix() {
          return "{mark}";
        }

        @Override
        public Stream<Match> findIn(Evidence evidence) {
          return Stream.empty();
        }
      }
      """;

  private static final String PAGE =
      """
      ---
      id: {risk}
      title: {mark}
      article: {mark}
      since: {mark}
      ---

      # {mark}

      ## What you see

      ## Why it is not Go

      ## How Demarc sees it

      ## What to do

      ## Claims and proof
      """;

  private static final String SECTION =
      """

      ### {rule}

      {mark}: what it sees, and when it is silent. Bad: `fixtures/{rule}/bad-1/example.go`. Right: `fixtures/{rule}/good-1/example.go`.

      *What would prove this wrong:* {mark}.
      """;

  private static final String JUDGED =
      """
      # Judged run of {risk}: nothing has been judged yet.
      # module@version\tpath:line\trule\tverdict\tsentence
      """;

  private static final String FIXTURE =
      """
      package example // want "{mark}"
      """;
}
