// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.Component;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Rules about the foreign part and how it is started. */
final class ComponentRules {
  private static final String COMMAND = "/spec/component/command";
  private static final String CODES = "/spec/lifecycle/exitCodes";
  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "ash", "ksh", "zsh", "busybox");

  /** POSIX shells: 126 not executable, 127 not found, 128+n died by a signal. */
  private static final int FIRST_SHELL_CODE = 126;

  private final Findings findings;
  private final Contract contract;
  private final List<String> command;

  private ComponentRules(Findings findings, Contract contract) {
    this.findings = findings;
    this.contract = contract;
    this.command = contract.component().command();
  }

  static void check(Findings findings, Contract contract) {
    ComponentRules rules = new ComponentRules(findings, contract);
    if (!rules.command.isEmpty()) {
      rules.shell();
      rules.path();
      rules.iconv();
    }
    if (contract.component().kind() == Component.Kind.PROCESS) {
      rules.channels();
      rules.exitCodes();
    }
    rules.locale();
    rules.listen();
  }

  static boolean isShell(String program) {
    return SHELLS.contains(program.substring(program.lastIndexOf('/') + 1));
  }

  private void shell() {
    for (int i = 0; i + 1 < command.size(); i++) {
      boolean runs = i > 0 && command.get(i).matches("-[a-z]*c") && isShell(command.get(i - 1));
      String program = i + 1 < command.size() ? command.get(i + 1) : "";
      if (runs && (program.matches("(?s).*[$`].*") || program.contains("{input}"))) {
        findings.at(
            LintRule.CMP0_SHELL,
            COMMAND + "/" + (i + 1),
            "%s -c runs a program into which something is substituted."
                .formatted(command.get(i - 1)),
            "put the program into a file of the folder and pass values as arguments");
      }
    }
  }

  private void path() {
    String program = command.getFirst();
    boolean bare = !program.contains("/");
    boolean own =
        contract.component().files().contains(program)
            || program.matches(".*\\.(sh|bash|py|pl|rb|js|awk|php|lua)");
    if (bare && own) {
      findings.at(
          LintRule.CMP0_PATH,
          COMMAND + "/0",
          "'" + program + "' without a slash is looked up in PATH, not in the folder.",
          "write ./" + program);
    } else if (program.startsWith("../") || program.contains("/../")) {
      findings.at(
          LintRule.CMP0_PATH,
          COMMAND + "/0",
          "'" + program + "' leaves the folder of the contract, so it is not packaged.",
          "move it into the folder");
    } else if (program.matches("/(home|root|opt|tmp|work|Users|mnt|srv)/.*")) {
      findings.at(
          LintRule.CMP0_PATH,
          COMMAND + "/0",
          "'" + program + "' exists on this host only.",
          "put it into the folder and write ./" + program.substring(program.lastIndexOf('/') + 1));
    }
  }

  private void iconv() {
    for (int i = 0; i < command.size(); i++) {
      String part = command.get(i);
      boolean drops =
          part.contains("//IGNORE")
              || part.matches("(?s).*\\biconv\\b[^|;]*\\s-c\\b.*")
              || (part.equals("-c") && command.subList(0, i).stream().anyMatch(this::isIconv));
      if (drops) {
        findings.at(
            LintRule.IN_ICONV_IGNORE,
            COMMAND + "/" + i,
            "iconv with "
                + (part.contains("//IGNORE") ? "//IGNORE" : "-c")
                + " keeps the byte order mark and loses bad bytes in silence.",
            "write bom: strip and malformed: reject, and leave iconv out");
      }
    }
  }

  private boolean isIconv(String program) {
    return program.equals("iconv") || program.endsWith("/iconv");
  }

  private void channels() {
    boolean inputFile = contract.input().channel() == Input.Channel.FILE;
    placeholder("{input}", inputFile, "/spec/input/channel", "stdin");
    placeholder("{output}", contract.output().toFile(), "/spec/output/channel", "stdout");
  }

  private void placeholder(String name, boolean file, String channel, String stream) {
    boolean named = command.stream().anyMatch(part -> part.contains(name));
    if (file && !named && !command.isEmpty()) {
      findings.at(
          LintRule.CMP0_CHANNEL,
          channel,
          "The channel is a file, but command does not say where its path goes.",
          "add '" + name + "' to command");
    } else if (!file && command.contains(name)) {
      findings.at(
          LintRule.CMP0_CHANNEL,
          COMMAND + "/" + command.indexOf(name),
          "command has " + name + ", but the channel is " + stream + ": it stays as it is.",
          "write channel: file, or remove it");
    }
  }

  private void exitCodes() {
    Map<Integer, String> seen = new HashMap<>();
    codes("ok", contract.lifecycle().okCodes(), seen);
    codes("reject", contract.lifecycle().rejectCodes(), seen);
    codes("retry", contract.lifecycle().retryCodes(), seen);
  }

  private void codes(String list, List<Integer> codes, Map<Integer, String> seen) {
    for (int i = 0; i < codes.size(); i++) {
      int code = codes.get(i);
      String pointer = CODES + "/" + list + "/" + i;
      String first = seen.putIfAbsent(code, list);
      if (first != null) {
        findings.at(
            LintRule.CMP0_EXITCODES,
            pointer,
            "Exit code " + code + " means both " + first + " and " + list + ".",
            "keep it in one list");
      } else if (code >= FIRST_SHELL_CODE) {
        findings.at(
            LintRule.OUT_EXIT,
            pointer,
            "Exit code %d is %s to shells, so it cannot mean %s."
                .formatted(code, shellMeaning(code), list),
            "use 64 to 113, for example 65 for bad input");
      }
    }
  }

  private static String shellMeaning(int code) {
    return switch (code) {
      case 126 -> "'cannot be executed'";
      case 127 -> "'not found'";
      default ->
          code > 128 && code <= 128 + 64
              ? "'died by signal " + (code - 128) + "'"
              : "out of the ordinary";
    };
  }

  /** Demarc sets LC_ALL, which beats LANG and LC_CTYPE: only another LC_ALL can be wrong. */
  private void locale() {
    String locale = contract.component().env().getOrDefault("LC_ALL", "C.UTF-8");
    boolean utf8 = locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
    if (!utf8 && contract.input().charsets().contains("utf-8")) {
      findings.at(
          LintRule.CMP0_LOCALE,
          "/spec/component/env/LC_ALL",
          "LC_ALL is '" + locale + "', but the input is UTF-8: tools take bytes for letters.",
          "remove it; Demarc sets LC_ALL=C.UTF-8");
    }
  }

  private void listen() {
    String listen = findings.text("/spec/component/listen");
    if (listen.startsWith("0.0.0.0:") || listen.startsWith("[::]:") || listen.startsWith("*:")) {
      findings.at(
          LintRule.CMP0_LISTEN,
          "/spec/component/listen",
          "The component listens on every address: callers can go around the boundary.",
          "listen on 127.0.0.1 or on unix:./NAME.sock");
    }
  }
}
