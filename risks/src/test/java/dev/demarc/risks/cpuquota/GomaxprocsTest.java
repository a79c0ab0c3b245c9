// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.machine.Bundle;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is derived is what the program printed when the bundle was taken. */
class GomaxprocsTest {
  private static final Path HOME = Path.of("src/main/java/dev/demarc/risks/cpuquota/fixtures");

  private static Watch bundle(String name) throws IOException {
    return Bundle.read(HOME.resolve(name), "b").watch().orElseThrow();
  }

  private static Gomaxprocs of(Watch watch) {
    return GoProcess.of(watch).findFirst().orElseThrow().gomaxprocs();
  }

  private static int count(String bundle) throws IOException {
    return of(bundle(bundle)) instanceof Gomaxprocs.Known known ? known.count() : 0;
  }

  @ParameterizedTest
  @CsvSource({
    "gomaxprocs-over-quota/bad-environment, 16",
    "gomaxprocs-over-quota/bad-hybrid-environment, 6",
    "gomaxprocs-over-quota/bad-least, 2",
    "gomaxprocs-over-quota/bad-old-go-line, 8",
    "gomaxprocs-over-quota/bad-older-go, 8",
    "gomaxprocs-over-quota/good-follows, 3",
    "gomaxprocs-over-quota/good-two-processors, 2",
    "parent-quota-unseen/bad-grandparent, 8",
    "parent-quota-unseen/bad-hybrid, 8",
    "parent-quota-unseen/bad-pod, 8",
    "parent-quota-unseen/good-own-group, 3",
    "throttled/bad-v2, 2"
  })
  void isWhatTheProgramPrinted(String bundle, int printed) throws IOException {
    assertThat(count(bundle)).isEqualTo(printed);
  }

  /** The last snapshot of a bundle with one file changed. */
  private static Watch with(Watch watch, String end, UnaryOperator<String> change) {
    Snapshot.Builder into = Snapshot.at(watch.last().at());
    for (Map.Entry<String, byte[]> file : watch.last().files().entrySet()) {
      String text = new String(file.getValue(), StandardCharsets.ISO_8859_1);
      String other = file.getKey().endsWith(end) ? change.apply(text) : text;
      into.file(file.getKey(), other.getBytes(StandardCharsets.ISO_8859_1));
    }
    watch.last().links().forEach(into::link);
    return new Watch(watch.name(), watch.target(), watch.pids(), List.of(into.build()));
  }

  private static String exe(Watch watch) {
    return "demarc/exe/" + watch.pids().first();
  }

  @Test
  void anOlderToolchainTakesTheProcessors() throws IOException {
    Watch watch = bundle("gomaxprocs-over-quota/good-follows");
    Gomaxprocs old = of(with(watch, exe(watch), text -> "runtime go\ngo 1.22.12\n"));
    assertThat(old)
        .isEqualTo(
            new Gomaxprocs.Processors(
                8,
                Gomaxprocs.Reading.TOO_OLD,
                "one for each processor; go 1.22.12 does not read quotas"));
  }

  @Test
  void theEnvironmentBeatsWhatIsBuiltIn() throws IOException {
    Watch watch = bundle("gomaxprocs-over-quota/bad-old-go-line");
    Watch on = with(watch, "/environ", text -> "GODEBUG=x=1,containermaxprocs=1\0");
    assertThat(of(on)).isEqualTo(new Gomaxprocs.Quota(3));
    Watch number = with(watch, "/environ", text -> "GOMAXPROCS=5\0");
    assertThat(of(number)).isEqualTo(new Gomaxprocs.Set(5));
    Watch ignored = with(watch, "/environ", text -> "GOMAXPROCS=500m\0");
    assertThat(of(ignored)).isInstanceOf(Gomaxprocs.Processors.class);
  }

  @Test
  void whatIsNotKnownIsNotGuessed() throws IOException {
    Watch watch = bundle("gomaxprocs-over-quota/bad-old-go-line");
    assertThat(of(with(watch, exe(watch), text -> "runtime go\ngo devel\n")))
        .isInstanceOf(Gomaxprocs.Unknown.class);
    assertThat(of(with(watch, exe(watch), text -> text + "automaxprocs 1\n")))
        .isInstanceOf(Gomaxprocs.Unknown.class);
    assertThat(of(with(watch, "/status", text -> "Name:\tburn\n")))
        .isInstanceOf(Gomaxprocs.Unknown.class);
  }
}
