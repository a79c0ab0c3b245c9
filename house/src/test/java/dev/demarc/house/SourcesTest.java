// SPDX-License-Identifier: Apache-2.0
package dev.demarc.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What every source file must have. */
class SourcesTest {
  /** Files over 400 lines, each with the reason why it is one concept. */
  private static final Map<String, String> LONG = Map.of();

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /** A capture that a command writes under one name each time. */
  private static final Pattern FIXED_FILE =
      Pattern.compile(
          "(?:-[ow] |> )[A-Za-z0-9_-]+\\.(?:txt|pcap|strace|jsonl?|export|log|data|gz)\\b");

  @Test
  void everyPublicTypeIsDocumented() throws IOException {
    try (StandardJavaFileManager files =
        ToolProvider.getSystemJavaCompiler()
            .getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<JavaFileObject> sources = new java.util.ArrayList<>();
      files.getJavaFileObjectsFromPaths(Sources.main()).forEach(sources::add);
      assertThat(sources).hasSizeGreaterThan(150);
      assertThat(Sources.undocumented(sources)).isEmpty();
    }
  }

  @Test
  void plantedUndocumentedTypeIsFound() {
    assertThat(
            Sources.undocumented(
                List.of(
                    source("A.java", "/** Said. */ public class A { public record B() {} }"),
                    source("C.java", "class C {} "),
                    source("D.java", "/** Said. */ public interface D { enum E { F } }"))))
        .containsExactly("A.java:B", "D.java:E");
  }

  @Test
  void filesAreShort() {
    assertThat(Sources.main())
        .allSatisfy(file -> {
          String name = file.getFileName().toString();
          if (!LONG.containsKey(name)) {
            assertThat(Sources.lines(file)).as(name).isLessThanOrEqualTo(400);
          }
        });
    assertThat(LONG.keySet())
        .allSatisfy(name ->
            assertThat(Sources.main().stream().filter(file -> file.endsWith(name))).isNotEmpty());
  }

  @Test
  void everyFileCarriesItsLicence() {
    assertThat(Sources.main())
        .allSatisfy(file ->
            assertThat(firstLine(file))
                .as(file.toString())
                .startsWith("// SPDX-License-Identifier: Apache-2.0"));
  }

  /** Whoever pastes a command at night has captures of the first look beside him. */
  @Test
  void commandsToPasteOverwriteNothing() throws IOException {
    assertThat(FIXED_FILE.matcher("\"tcpdump -w tls.pcap host \"").find()).isTrue();
    assertThat(FIXED_FILE.matcher("\"journalctl -o export > a.export\"").find()).isTrue();
    assertThat(FIXED_FILE.matcher("\"-w tls-$(date +%s).pcap\"").find()).isFalse();
    for (Path file : Sources.main()) {
      assertThat(FIXED_FILE.matcher(Files.readString(file)).results().map(MatchResult::group))
          .as("%s: NextStep.newFile makes a name", file)
          .isEmpty();
    }
  }

  private static String firstLine(Path file) {
    try (java.io.BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return reader.readLine();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
