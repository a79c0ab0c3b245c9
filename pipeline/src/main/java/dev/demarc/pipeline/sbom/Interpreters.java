// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sbom;

import dev.demarc.pipeline.pack.PackedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which programs of the machine a component says it needs. */
final class Interpreters {
  private static final List<String> FOLDERS =
      List.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin");

  private static final Map<String, String> BY_LANGUAGE =
      Map.of(
          "shell", "sh",
          "python", "python3",
          "java", "java",
          "node", "node",
          "ruby", "ruby",
          "perl", "perl",
          "php", "php");

  private static final List<String> SHELLS = List.of("sh", "bash", "dash", "ksh", "zsh");

  /** Interpreters that shell scripts call by name. */
  private static final Pattern TOOL =
      Pattern.compile(
          "(?<![\\w./-])(awk|gawk|mawk|sed|jq|perl|python3|iconv|ruby|node)(?![\\w.-])");

  private Interpreters() {}

  /**
   * Real paths of the programs: by shebang, by command, by language, and those that scripts name.
   */
  static NavigableSet<Path> of(
      Collection<PackedFile> files, List<String> command, Optional<String> language)
      throws IOException {
    NavigableSet<String> names = new TreeSet<>();
    for (PackedFile file : files) {
      shebang(file)
          .ifPresent(name -> {
            names.add(name);
            if (SHELLS.contains(Path.of(name).getFileName().toString())) {
              names.addAll(toolsNamedIn(file));
            }
          });
    }
    String first = command.isEmpty() ? "" : command.getFirst();
    if (!first.isEmpty() && files.stream().noneMatch(file -> samePath(file, first))) {
      names.add(first);
    }
    if (names.isEmpty()) {
      language.map(BY_LANGUAGE::get).ifPresent(names::add);
    }
    NavigableSet<Path> programs = new TreeSet<>();
    for (String name : names) {
      Optional<Path> program = find(name);
      if (program.isPresent()) {
        programs.add(program.get().toRealPath());
      }
    }
    return programs;
  }

  private static boolean samePath(PackedFile file, String command) {
    return Path.of(command).normalize().equals(Path.of(file.path()).normalize());
  }

  private static Optional<String> shebang(PackedFile file) {
    byte[] bytes = file.bytes();
    if (bytes.length < 3 || bytes[0] != '#' || bytes[1] != '!') {
      return Optional.empty();
    }
    int end = 2;
    while (end < bytes.length && end < 256 && bytes[end] != '\n') { // BINPRM_BUF_SIZE, Linux 5.1
      end++;
    }
    List<String> words =
        Arrays.stream(new String(bytes, 2, end - 2, StandardCharsets.ISO_8859_1).split("\\s+", -1))
            .filter(word -> !word.isEmpty())
            .toList();
    boolean env = !words.isEmpty() && words.getFirst().endsWith("/env");
    return words.stream()
        .skip(env ? 1 : 0)
        .filter(word -> !word.startsWith("-") && !word.contains("="))
        .findFirst();
  }

  private static NavigableSet<String> toolsNamedIn(PackedFile script) {
    NavigableSet<String> tools = new TreeSet<>();
    new String(script.bytes(), StandardCharsets.ISO_8859_1)
        .lines()
        .map(line -> line.stripLeading().startsWith("#") ? "" : line)
        .forEach(line -> {
          Matcher tool = TOOL.matcher(line);
          while (tool.find()) {
            tools.add(tool.group());
          }
        });
    return tools;
  }

  private static Optional<Path> find(String name) {
    if (name.startsWith("/")) {
      return Optional.of(Path.of(name)).filter(Files::isExecutable);
    }
    return name.contains("/")
        ? Optional.empty()
        : FOLDERS.stream()
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
  }
}
