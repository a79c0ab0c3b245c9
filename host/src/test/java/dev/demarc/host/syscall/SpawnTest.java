// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.syscall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.host.procfs.Proc;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpawnTest {
  private static final List<String> ENVIRONMENT = List.of("PATH=/usr/bin:/bin", "A=b");

  @Test
  void childWritesIntoThePipeAndItsEndingIsExact() throws IOException {
    assertThat(ending("exit 137")).isEqualTo(new Ending.Code(137));
    assertThat(ending("kill -KILL $$")).isEqualTo(new Ending.Signal(9));
    assertThat(output("echo $A; echo ${PATH}")).isEqualTo("b\n/usr/bin:/bin\n");
  }

  @Test
  void childLeadsASessionOfItsOwn() throws IOException {
    Child child = Spawn.start(List.of("/bin/sleep", "61"), ENVIRONMENT, 0, 1, 2);
    try (child) {
      assertThat(Proc.here().stat(child.pid()))
          .hasValueSatisfying(stat -> {
            assertThat(stat.session()).isEqualTo(child.pid());
            assertThat(stat.group()).isEqualTo(child.pid());
          });
      assertThat(child.reap()).isEmpty();
    } finally {
      child.signalGroup(Signals.KILL);
      assertThat(await(child)).isEqualTo(new Ending.Signal(9));
    }
  }

  @Test
  void programThatIsMissingIsSaidWithItsErrno() {
    assertThatThrownBy(() -> Spawn.start(List.of("/no/such"), ENVIRONMENT, 0, 1, 2))
        .isInstanceOf(IOException.class)
        .hasMessage("/no/such: ENOENT");
  }

  @Test
  void laneTakesRightsFromItsChildrenAlone() throws IOException {
    try (Lane lane = new Lane("lane")) {
      assertThat(lane.forbidNewPrivileges()).isZero();
      Pipe pipe = Pipe.open();
      List<String> command = List.of("/bin/grep", "NoNewPrivs", "/proc/self/status");
      Child child = lane.start(command, ENVIRONMENT, 0, pipe.in(), 2);
      Pipe.close(pipe.in());
      assertThat(read(pipe.out())).isEqualTo("NoNewPrivs:\t1\n");
      await(child);
      child.close();
    }
    assertThat(output("grep NoNewPrivs /proc/self/status")).isEqualTo("NoNewPrivs:\t0\n");
  }

  @Test
  void signalsHaveTheirNamesAndPidOneIsSafe() {
    assertThat(Signals.number("SIGTERM")).isEqualTo(15);
    assertThat(Signals.number("int")).isEqualTo(2);
    assertThat(Signals.name(9)).isEqualTo("SIGKILL");
    assertThatThrownBy(() -> Signals.number("SIGNONE"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Signals.send(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Signals.sendGroup(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Signals.send(ProcessHandle.current().pid(), 0)).isZero();
  }

  private static Ending ending(String script) throws IOException {
    try (Child child = Spawn.start(List.of("/bin/sh", "-c", script), ENVIRONMENT, 0, 1, 2)) {
      return await(child);
    }
  }

  private static String output(String script) throws IOException {
    Pipe pipe = Pipe.open();
    try (Child child =
        Spawn.start(List.of("/bin/sh", "-c", script), ENVIRONMENT, 0, pipe.in(), 2)) {
      Pipe.close(pipe.in());
      String text = read(pipe.out());
      await(child);
      return text;
    }
  }

  private static String read(int end) {
    StringBuilder text = new StringBuilder();
    try (Streams streams = new Streams(1)) {
      streams.awaitReadable(0, end);
      while (true) {
        streams.await(Duration.ofSeconds(10));
        Optional<byte[]> chunk = streams.read(end);
        if (chunk.isPresent() && chunk.get().length == 0) {
          Pipe.close(end);
          return text.toString();
        }
        chunk.ifPresent(bytes -> text.append(new String(bytes, UTF_8)));
      }
    }
  }

  private static Ending await(Child child) {
    try (Streams streams = new Streams(1)) {
      if (child.handle() >= 0) {
        streams.awaitReadable(0, child.handle());
      }
      for (int i = 0; i < 1000; i++) {
        streams.await(Duration.ofMillis(10));
        if (child.reap().isPresent()) {
          return child.reap().get();
        }
      }
    }
    throw new AssertionError("child " + child.pid() + " does not end");
  }
}
