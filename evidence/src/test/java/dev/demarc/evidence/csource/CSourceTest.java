// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.csource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C source is read as far as it can be, and never further than its length. */
class CSourceTest {
  private static List<CFunction> read(String text) {
    return CSource.read(Passage.whole(new SourceText("x.c", text.getBytes(UTF_8)))).functions();
  }

  @Test
  void findsDefinitionsAndPrototypes() {
    List<CFunction> functions =
        read(
            """
            #include <errno.h>
            #define TWICE(x) do { x; \\
              x; } while (0)
            typedef int (*callback)(int);
            static int table[] = { sizeof(int), 2 };
            extern "C" {
            void put_line(const char *s);   // a line
            static inline void *grow(void *p, size_t n) { return realloc(p, n); }
            }
            struct point { int x; } origin(void);
            int last_error(void) __attribute__((cold));
            int
            last_error(void)
            {
              /* of this thread */
              return errno;
            }
            """);
    assertThat(functions)
        .extracting(CFunction::name)
        .contains("put_line", "grow", "last_error")
        .doesNotContain("TWICE", "sizeof", "callback", "__attribute__");
    assertThat(functions)
        .filteredOn(CFunction::isVoid)
        .extracting(CFunction::name)
        .containsExactly("put_line");
    assertThat(functions.getLast().body()).isEqualTo("return errno ;");
    assertThat(functions.getLast().place()).hasToString("x.c:13:1");
  }

  @Test
  void brokenSourceGivesWhatThereIs() {
    assertThat(read("int a(void) { return errno; } int b(int x { (((("))
        .extracting(CFunction::name)
        .containsExactly("a");
    assertThat(read("\"open \n int c(void); /* never closed"))
        .extracting(CFunction::name)
        .containsExactly("c");
    assertThat(read("}}}} int d(void) {")).extracting(CFunction::name).containsExactly("d");
  }

  @Test
  void longRunOfOnePartCostsNothingThatStandsBeforeIt() {
    for (String part : List.of("(", "{", "= a(b) ", "a(b) ", "int f(", "#\\\n", "/*", "'\\")) {
      String run = part.repeat(200_000 / part.length());
      assertThat(read("int before(void) { return 0; }\n" + run))
          .as(part)
          .extracting(CFunction::name)
          .contains("before");
    }
  }
}
