// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.environment.EnvFileReader;
import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.sysctl.SysctlLine;
import dev.demarc.evidence.sysctl.SysctlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnitReaderTest {
  private static final String UNIT =
      """
      # a service
      [Unit]
      Description=x
      [Service]
      ExecStart=/bin/old
      ExecStart=
      ExecStart=/bin/app \\
      # inside
        --flag
      Environment="A=one two" B=3 'C=%h'
      Environment=D=$x
      """;

  @Test
  void keysOfSectionsAreRead() {
    Unit unit = (Unit) new UnitReader().read(text("etc/app.service", UNIT)).facts().getFirst();
    assertThat(unit.type()).isEqualTo("service");
    assertThat(unit.all("Service", "ExecStart")).hasSize(1);
    UnitKey start = unit.last("Service", "ExecStart").orElseThrow();
    assertThat(start.value()).startsWith("/bin/app").endsWith("--flag").doesNotContain("inside");
    assertThat(start.place().line()).isEqualTo(7);
    assertThat(start.place().endLine()).isEqualTo(9);
  }

  @Test
  void wordsLoseTheirQuotes() {
    Unit unit =
        (Unit)
            new UnitReader()
                .read(text("a.service", "[Service]\nExecStart=/bin/sh  -c 'a \"b\"' \"\" c\\ d\n"))
                .facts()
                .getFirst();
    assertThat(unit.last("Service", "ExecStart").orElseThrow().words())
        .containsExactly("/bin/sh", "-c", "a \"b\"", "", "c d");
  }

  @Test
  void environmentIsSet() {
    assertThat(settings(new UnitReader().read(text("app.service", UNIT)).facts()))
        .containsExactly("A=one two true", "B=3 true", "C=%h false", "D=$x true");
  }

  @Test
  void dropInsBelongToTheirUnit() {
    assertThat(new UnitReader().takes("a/app.service.d/10-limits.conf")).isTrue();
    assertThat(new UnitReader().takes("a/nginx.conf")).isFalse();
    assertThat(new Unit("a/app.service.d/10-limits.conf", List.of()).name())
        .isEqualTo("app.service");
  }

  @Test
  void envFilesAndKernelSettingsAreRead() {
    assertThat(
            settings(
                new EnvFileReader()
                    .read(text(".env", "A=1 # x\nexport B='$x'\n# C=3\nD=\"a b\"\nE=$B\n"))
                    .facts()))
        .containsExactly("A=1 true", "B=$x true", "D=a b true", "E=$B false");
    assertThat(
            new SysctlReader()
                    .read(text("sysctl.conf", "# c\nnet.core.rmem_max = 1\n-kernel/a.b=2\n"))
                    .facts()
                    .stream()
                    .map(SysctlLine.class::cast)
                    .map(one -> one.key() + "=" + one.value()))
        .containsExactly("net.core.rmem_max=1", "kernel.a/b=2");
  }

  private static Stream<String> settings(List<?> facts) {
    return facts.stream()
        .filter(Setting.class::isInstance)
        .map(Setting.class::cast)
        .map(one -> one.name() + "=" + one.value() + " " + one.constant());
  }

  private static SourceText text(String file, String text) {
    return new SourceText(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
