// SPDX-License-Identifier: Apache-2.0
package dev.demarc.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say is where they say, and is what was measured. */
class DocsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern SHARE = Pattern.compile("\\b[0-9]+\\.[0-9]{2} %");
  private static final Path ROOT = Sources.root();

  private static List<Path> documents() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("docs", "examples", "risks/src/main/java")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(found::add);
      }
    }
    for (String name : List.of("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      found.add(ROOT.resolve(name));
    }
    return found;
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    int links = 0;
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        links++;
        assertThat(document.resolveSibling(link.group(1)))
            .as("%s: %s", document.getFileName(), link.group(1))
            .exists();
      }
    }
    assertThat(links).isGreaterThan(30);
  }

  @Test
  void sharesOfTheFirstPageWereMeasured() throws IOException {
    String measured = Files.readString(ROOT.resolve("examples/returns/measured.txt"));
    List<String> shares =
        SHARE
            .matcher(Files.readString(ROOT.resolve("README.md")))
            .results()
            .map(result -> result.group().replace(" %", ""))
            .toList();
    assertThat(shares)
        .hasSizeGreaterThan(4)
        .allSatisfy(share -> assertThat(measured).contains(share));
  }

  @Test
  void bothLanguagesShowTheSameFirstScreen() throws IOException {
    String english = Files.readString(ROOT.resolve("README.md"));
    String chinese = Files.readString(ROOT.resolve("README.zh-CN.md"));
    int begin = english.indexOf("```\n  resolve");
    String output = english.substring(begin, english.indexOf("```\n", begin + 4));
    assertThat(output).contains("verify-back", "artifact", "kept 4");
    assertThat(chinese).contains(output, "./demarc pipeline run examples/returns", "./mvnw verify");
  }
}
