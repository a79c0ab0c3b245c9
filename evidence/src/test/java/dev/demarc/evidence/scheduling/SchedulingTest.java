// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.scheduling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.machine.Snapshot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Threads and processors of a process. */
class SchedulingTest {
  private static final String FIFO =
      "(a) b) R 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 -2 0 3 0 9 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 40 1 0 0 0\n";

  private final Snapshot.Builder into = Snapshot.at(Instant.EPOCH);

  private Snapshot.Builder file(String path, String text) {
    return into.file(path, text.getBytes(UTF_8));
  }

  private Scheduling scheduling() {
    return new Scheduling(into.build(), 7);
  }

  @Test
  void processorsThatAreOffDoNotCount() {
    file("proc/7/status", "Threads:\t5\nCpus_allowed_list:\t0-127\n");
    file("sys/devices/system/cpu/online", "0-2,4\n");
    assertThat(scheduling().processors()).hasValue(4);
    assertThat(scheduling().threads()).hasValue(5);
  }

  @Test
  void aListThatIsNoneGivesNoProcessors() {
    file("proc/7/status", "Cpus_allowed_list:\t0-99999\n");
    assertThat(scheduling().processors()).isEmpty();
    assertThat(new Scheduling(into.build(), 8).processors()).isEmpty();
  }

  @Test
  void realTimeThreadsAreKnownByTheirPolicy() {
    file("proc/7/timerslack_ns", "100000000\n");
    file("proc/7/task/7/stat", "7 " + FIFO);
    file("proc/8/timerslack_ns", "50000\n");
    file("proc/7/task/8/stat", "8 " + FIFO.replace(" 40 1 0", " 0 0 0"));
    assertThat(scheduling().slacks())
        .containsExactly(
            new ThreadSlack(7, Duration.ofMillis(100), true, true),
            new ThreadSlack(8, Duration.ofNanos(50_000), false, false));
  }

  @Test
  void waitingIsWhatCameSince() {
    file("proc/7/task/7/schedstat", "1000 500 3\n");
    Snapshot before = into.build();
    file("proc/7/task/7/schedstat", "3000 2500 9\n");
    file("proc/7/task/9/schedstat", "10 20 1\n");
    ThreadTimes times = scheduling().since(before).orElseThrow();
    assertThat(times.ran()).isEqualTo(Duration.ofNanos(2010));
    assertThat(times.waited()).isEqualTo(Duration.ofNanos(2020));
    assertThat(scheduling().since(Snapshot.at(Instant.EPOCH).build())).isEmpty();
  }

  /** Of a process with more threads than are looked at, the others may have waited. */
  @Test
  void aSumOfSomeThreadsIsNoSum() {
    for (int tid = 7; tid < 7 + SchedulingShot.MOST_THREADS - 1; tid++) {
      file("proc/7/task/" + tid + "/schedstat", "1000 500 3\n");
    }
    Snapshot before = into.build();
    assertThat(scheduling().since(before)).isPresent();
    file("proc/7/task/99999/schedstat", "3000 2500 9\n");
    assertThat(scheduling().since(before)).isEmpty();
  }
}
