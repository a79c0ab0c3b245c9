// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.machine.Bundle;
import dev.demarc.evidence.machine.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Views of files that were cut, flipped or made up give fewer facts, and never fail. */
class BrokenSnapshotTest {
  /** Rounds of the short fuzz; more by {@code -Ddemarc.fuzz=100000}. */
  private static final int ROUNDS = Integer.getInteger("demarc.fuzz", 2000);

  private static final Path HANDED = Path.of("src/test/captures/process/handed");

  private static Snapshot whole() throws IOException {
    return Bundle.read(HANDED, "handed").watch().orElseThrow().last();
  }

  /** How many facts there are. */
  private static int ask(Snapshot snapshot) {
    ProcessTree tree = ProcessTree.in(snapshot);
    int facts = Listener.in(snapshot).size();
    for (LiveProcess process : tree.all()) {
      facts += 1 + tree.ancestors(process).size() + tree.descendants(process.pid()).size();
      facts += tree.arguments(process).size() + tree.listeners(process.pid()).size();
      facts += process.words().length() + process.subject().words().length();
      facts += tree.readsSignals(process) && tree.showsDescriptors(process) ? 1 : 0;
      facts += tree.variable(process, "LISTEN_FDS").isPresent() ? 1 : 0;
      facts += (int) (tree.innerPid(process) % 2);
      facts += SignalMasks.of(snapshot, process.pid()).isPresent() ? 1 : 0;
      facts += process.program().godebug("containermaxprocs").isPresent() ? 1 : 0;
    }
    return facts;
  }

  private static Snapshot with(Snapshot from, String changed, byte[] bytes) {
    Snapshot.Builder into = Snapshot.at(Instant.EPOCH);
    from.files().forEach(into::file);
    from.links().forEach(into::link);
    return into.file(changed, bytes).build();
  }

  @Test
  void theWholeOneHasItsFacts() throws IOException {
    ProcessTree tree = ProcessTree.in(whole());
    assertThat(tree.all()).hasSize(2);
    LiveProcess go = tree.process(4).orElseThrow();
    LiveProcess python = tree.process(15).orElseThrow();
    assertThat(go.program().version()).contains("1.26.8");
    assertThat(go.program().godebug()).isNotEmpty();
    assertThat(python.program().kind()).isEqualTo(ProgramKind.PYTHON);
    assertThat(tree.parent(python)).contains(go);
    assertThat(tree.listeners(4))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.nonblocking()).contains(false);
          assertThat(one.acceptor()).isPresent();
        });
    assertThat(tree.listeners(15).getFirst().inode())
        .isEqualTo(tree.listeners(4).getFirst().inode());
  }

  @Test
  void cutFilesGiveFewerFacts() throws IOException {
    Snapshot whole = whole();
    int full = ask(whole);
    int cuts = 0;
    for (Map.Entry<String, byte[]> file : whole.files().entrySet()) {
      for (int length = 0; length < file.getValue().length; length += 11) {
        ask(with(whole, file.getKey(), Arrays.copyOf(file.getValue(), length)));
        cuts++;
      }
    }
    assertThat(full).isPositive();
    assertThat(cuts).isGreaterThan(100);
  }

  @Test
  void flippedFilesGiveAnAnswer() throws IOException {
    Snapshot whole = whole();
    List<String> names = List.copyOf(whole.files().keySet());
    Random random = new Random(4711);
    int answers = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String name = names.get(random.nextInt(names.size()));
      byte[] bytes = whole.bytes(name).orElseThrow().clone();
      for (int i = 0; i <= round % 5 && bytes.length > 0; i++) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            round % 3 == 0 ? (byte) random.nextInt() : (byte) (bytes[at] ^ 1 << random.nextInt(8));
      }
      answers += ask(with(whole, name, bytes)) > 0 ? 1 : 0;
    }
    assertThat(answers).isGreaterThan(ROUNDS / 2);
  }

  @Test
  void madeUpParentsMakeNoEndlessTree() {
    Snapshot.Builder into = Snapshot.at(Instant.EPOCH);
    String rest = " 1 1 0 -1 0 0 0 0 0 1 1 1 1 20 0 1 0 5 0 0";
    into.file("proc/7/stat", bytes("7 (a) b) S 8" + rest));
    into.file("proc/8/stat", bytes("8 (b) S 7" + rest));
    into.file("proc/9/stat", bytes("9 (c) S 9" + rest));
    into.file("proc/10/stat", bytes("11 (wrong number) S 9" + rest));
    ProcessTree tree = ProcessTree.in(into.build());
    assertThat(tree.process(7).orElseThrow().command()).isEqualTo("a) b");
    assertThat(tree.ancestors(tree.process(7).orElseThrow())).hasSizeLessThan(4);
    assertThat(tree.descendants(7)).hasSizeLessThan(9);
    assertThat(tree.descendants(9)).hasSizeLessThan(9);
    assertThat(tree.process(10)).isEmpty();
  }

  /** The kernel empties the table of a process that has ended before it goes. */
  @Test
  void aProcessThatHasEndedShowsNoDescriptors() {
    Snapshot.Builder into = Snapshot.at(Instant.EPOCH);
    into.file("proc/7/stat", bytes("7 (a) S 1 1 1 0 -1 0 0 0 0 0 1 1 1 1 20 0 1 0 5 0 0"));
    into.file("proc/7/status", bytes("Name:\ta\nState:\tS (sleeping)\n"));
    ProcessTree lives = ProcessTree.in(into.build());
    assertThat(lives.showsDescriptors(lives.process(7).orElseThrow())).isTrue();
    into.file("proc/7/status", bytes("Name:\ta\nState:\tZ (zombie)\n"));
    ProcessTree ended = ProcessTree.in(into.build());
    assertThat(ended.showsDescriptors(ended.process(7).orElseThrow())).isFalse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
