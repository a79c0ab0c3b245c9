// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gomod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.environment.Setting;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GoModReaderTest {
  @Test
  void directivesAreRead() {
    Reader.Read read =
        read(
            "sub/go.mod",
            """
            module example.com/mod // a comment

            go 1.26.1
            toolchain go1.26.4
            require example.com/one v1.2.3
            require (
            \texample.com/two v0.1.0 // indirect
            \t"example.com/three" v2.0.0+incompatible
            )
            replace example.com/one => ../one
            replace example.com/two v0.1.0 => example.com/fork v0.1.1
            exclude example.com/old v1.0.0
            retract [v1.0.0, v1.1.0]
            tool example.com/one/cmd/x
            """);
    assertThat(read.problems()).isEmpty();
    GoMod mod = (GoMod) read.facts().getFirst();
    assertThat(mod.folder()).isEqualTo("sub");
    assertThat(mod.module()).contains("example.com/mod");
    assertThat(mod.go().orElseThrow().isAtLeast(1, 26)).isTrue();
    assertThat(mod.go().orElseThrow().isAtLeast(1, 27)).isFalse();
    assertThat(mod.toolchain().orElseThrow().text()).isEqualTo("1.26.4");
    assertThat(mod.requires().map(GoMod.Require::module))
        .containsExactly("example.com/one", "example.com/two", "example.com/three");
    assertThat(mod.requires().filter(GoMod.Require::indirect).count()).isEqualTo(1);
    assertThat(mod.requires().skip(1).findFirst().orElseThrow().place().toString())
        .isEqualTo("sub/go.mod:7:2");
    assertThat(mod.replaces().map(one -> one.by() + " " + one.isFolder()))
        .containsExactly("../one true", "example.com/fork false");
    assertThat(mod.tools()).containsExactly("example.com/one/cmd/x");
  }

  @Test
  void brokenLinesAreProblemsAndLoseThemselvesOnly() {
    Reader.Read read = read("go.mod", "module a\nrequire b\nfrobnicate\nrequire (\nc v1\n");
    assertThat(read.problems().stream().map(Problem::line)).containsExactly(2, 3, 6);
    assertThat(((GoMod) read.facts().getFirst()).requires().map(GoMod.Require::module))
        .containsExactly("c");
  }

  @Test
  void workspaceNamesItsFolders() {
    GoWork work =
        (GoWork) read("w/go.work", "go 1.25\nuse (\n\t.\n\t./a/\n\tb\n)\n").facts().getFirst();
    assertThat(work.uses()).containsExactly("w", "w/a", "w/b");
    assertThat(work.go().orElseThrow().text()).isEqualTo("1.25");
  }

  @Test
  void checksumsAndSettingsAreRead() {
    GoSum sum =
        (GoSum) read("go.sum", "a v1 h1:x=\na v1/go.mod h1:y=\n\nb v2 h1:z=\n").facts().getFirst();
    assertThat(sum.lines()).isEqualTo(3);
    assertThat(sum.modules()).containsExactlyInAnyOrder("a v1", "b v2");
    assertThat(
            read("go.env", "# x\nGOSUMDB=off\nGOPROXY=\"x\"\n").facts().stream()
                .map(one -> ((Setting) one).name() + "=" + ((Setting) one).value()))
        .containsExactly("GOSUMDB=off", "GOPROXY=\"x\"");
  }

  @Test
  void anyBytesAreRead() {
    Random random = new Random(3);
    byte[] alphabet = "require (\n)\"`/=> v1\r\t\\é".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 500; i++) {
      byte[] noise = new byte[random.nextInt(300)];
      for (int j = 0; j < noise.length; j++) {
        noise[j] = alphabet[random.nextInt(alphabet.length)];
      }
      assertThat(new GoModReader().read(new SourceText("go.mod", noise)).facts()).hasSize(1);
    }
  }

  private static Reader.Read read(String name, String text) {
    return new GoModReader().read(new SourceText(name, text.getBytes(StandardCharsets.UTF_8)));
  }
}
