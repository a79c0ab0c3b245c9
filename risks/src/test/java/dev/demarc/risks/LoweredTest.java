// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.demarc.identify.Engine;
import dev.demarc.identify.Finding;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Settings;
import dev.demarc.identify.forensics.Examination;
import dev.demarc.risks.httptimeouts.HttpTimeouts;
import dev.demarc.risks.protocolmismatch.ProtocolMismatch;
import dev.demarc.risks.seccomp.Seccomp;
import dev.demarc.risks.socketactivation.SocketActivation;
import dev.demarc.risks.udploss.UdpLoss;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which findings of a fixture are milder than their rule, or have a fix of their own. */
class LoweredTest {
  private static final Path HOME = Path.of("src/main/java/dev/demarc/risks");

  private static List<Finding> findings(Risk risk, String fixture) throws IOException {
    Settings settings = Settings.standard("test", LocalDate.of(2026, 11, 24));
    return Engine.of(settings, List.of(risk)).identify(HOME.resolve(fixture), "fixture").findings();
  }

  private static List<String> said(Risk risk, String fixture) throws IOException {
    return findings(risk, fixture).stream()
        .map(one -> one.place().line() + " " + one.severity())
        .toList();
  }

  /** Of captures: the rule, its severity, and what it says. */
  private static List<String> judged(Risk risk, String fixture) throws IOException {
    Settings settings = Settings.standard("test", LocalDate.of(2026, 11, 24)).withSandbox();
    return new Examination(settings, Engine.of(settings, List.of(risk)))
        .of(FixtureExhibits.of(HOME.resolve(fixture)), List.of()).findings().stream()
            .map(one -> one.rule().rule() + " " + one.severity() + ": " + one.message())
            .toList();
  }

  @Test
  void runtimeThatIsAnsweredByAnErrnoMayHaveAnotherWay() throws IOException {
    String home = "seccomp/fixtures/runtime-tail-denied/";
    assertThat(judged(new Seccomp(), home + "bad-crun-errno"))
        .singleElement(STRING)
        .startsWith("runtime-tail-denied medium: ")
        .contains("does not say whether it went on");
    assertThat(judged(new Seccomp(), home + "bad-runc-dies"))
        .singleElement(STRING)
        .startsWith("runtime-tail-denied high: ");
  }

  @Test
  void socketsThatWerePassedOnMayBeOfAnotherAddress() throws IOException {
    String home = "socketactivation/fixtures/activation-ignored/";
    assertThat(judged(new SocketActivation(), home + "bad-environment"))
        .singleElement(STRING)
        .startsWith("activation-ignored medium: ")
        .contains("another process may have the address");
    assertThat(judged(new SocketActivation(), home + "bad-leaked-pid"))
        .anySatisfy(said -> assertThat(said).startsWith("activation-ignored high: "));
  }

  @Test
  void socketWhoseFilterDropsIsNoLossOfABuffer() throws IOException {
    String home = "udploss/fixtures/socket-dropping/";
    assertThat(judged(new UdpLoss(), home + "bad-filtered"))
        .singleElement(STRING)
        .startsWith("socket-dropping info: ")
        .contains("350 datagrams", "no buffer was full");
    assertThat(judged(new UdpLoss(), home + "bad-reader-stalls"))
        .anySatisfy(said -> assertThat(said).startsWith("socket-dropping high: "));
  }

  @Test
  void typeThatTheClientSeesAllTheSameIsLow() throws IOException {
    assertThat(
            said(new ProtocolMismatch(), "protocolmismatch/fixtures/header-after-write/bad-plain"))
        .containsExactly("14 low", "21 low", "27 high", "34 high", "41 high");
  }

  @Test
  void listenerOfThisHostIsLow() throws IOException {
    assertThat(said(new HttpTimeouts(), "httptimeouts/fixtures/serve-no-timeout/bad-listener"))
        .containsExactly("14 low", "26 low", "36 low", "48 medium", "57 medium");
  }

  @Test
  void childOfThisPackageIsToldHowToAskItsParent() throws IOException {
    Risk risk = new SocketActivation();
    String home = "socketactivation/fixtures/unconditional-fd-three/";
    assertThat(findings(risk, home + "bad-restart"))
        .singleElement()
        .satisfies(
            one -> assertThat(one.fix().text()).contains("ExtraFiles at line 29", "cmd.Env"));
    assertThat(findings(risk, home + "bad-main"))
        .singleElement()
        .satisfies(one -> assertThat(one.fix().text()).startsWith("Ask first: LISTEN_PID"));
  }
}
