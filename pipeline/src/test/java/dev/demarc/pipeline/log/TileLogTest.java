// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.contract.DemarcException;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.sign.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TileLogTest {
  @TempDir Path folder;
  private byte[] key = new byte[0];

  @BeforeEach
  void makeKey() throws IOException {
    key = new KeyRing(folder.resolve("keys"), _ -> {}).logKey();
  }

  @Test
  void entriesStayWhereTheyAreAndRepeatsAddNothing() throws IOException {
    TileLog log = open();
    List<TileLog.Place> first = log.append(List.of(entry("a"), entry("b")));
    String checkpoint = Files.readString(folder.resolve("log/checkpoint"));
    List<TileLog.Place> again = open().append(List.of(entry("b"), entry("a")));
    assertThat(first).extracting(TileLog.Place::index).containsExactly(0L, 1L);
    assertThat(again).extracting(TileLog.Place::index).containsExactly(1L, 0L);
    assertThat(Files.readString(folder.resolve("log/checkpoint"))).isEqualTo(checkpoint);
  }

  @Test
  void hundredsOfEntriesSurviveReopeningAtEveryStep() throws IOException {
    for (int step = 0; step < 6; step++) {
      List<byte[]> entries = new ArrayList<>();
      for (int at = 0; at < 111; at++) {
        entries.add(entry(step + "/" + at));
      }
      assertThat(open().append(entries).getLast().size()).isEqualTo(111L * (step + 1));
    }
    assertThat(open().entries()).hasSize(666);
    assertThat(folder.resolve("log/tile/0/000")).hasSize(8192);
    assertThat(folder.resolve("log/tile/0/002.p/154")).exists();
    assertThat(folder.resolve("log/tile/1/000.p/2")).exists();
    try (Stream<Path> partials = Files.list(folder.resolve("log/tile/0/002.p"))) {
      assertThat(partials).hasSize(1);
    }
  }

  @Test
  void tilesOfARunThatWasKilledBeforeItsCheckpointDoNoHarm() throws IOException {
    open().append(List.of(entry("a")));
    byte[] before = Files.readAllBytes(folder.resolve("log/checkpoint"));
    Path partial = folder.resolve("log/tile/entries/000.p/1");
    byte[] tile = Files.readAllBytes(partial);
    open().append(List.of(entry("b")));
    Files.write(folder.resolve("log/checkpoint"), before); // as if the last rename never happened
    Files.write(partial, tile);
    assertThat(open().append(List.of(entry("c"))).getFirst().index()).isEqualTo(1);
    assertThat(open().entries()).hasSize(2);
  }

  @Test
  void changedEntriesAreNoticed() throws IOException {
    open().append(List.of(entry("a"), entry("b")));
    Path tile = folder.resolve("log/tile/entries/000.p/2");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[bytes.length - 1] ^= 1;
    Files.write(tile, bytes);
    assertThatThrownBy(this::open)
        .isInstanceOf(DemarcException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void lastReleaseOfAComponentIsFound() throws IOException {
    Entry.Release older = new Entry.Release("one", Digest.of("c1"), Digest.of("a1"), "commit1");
    Entry.Release newer = new Entry.Release("one", Digest.of("c2"), Digest.of("a2"), "commit2");
    Entry.Release other = new Entry.Release("two", Digest.of("c3"), Digest.of("a3"), "commit3");
    open().append(List.of(older.bytes(), newer.bytes(), other.bytes(), entry("no JSON")));
    assertThat(open().lastRelease("one")).contains(newer);
    assertThat(open().lastRelease("three")).isEmpty();
  }

  @Test
  void tilesAreNamedAsTheStandardSays() {
    assertThat(TilePath.hashes(0, 1234067, 256)).isEqualTo("tile/0/x001/x234/067");
    assertThat(TilePath.entries(0, 3)).isEqualTo("tile/entries/000.p/3");
  }

  private TileLog open() throws IOException {
    return TileLog.open(folder.resolve("log"), key);
  }

  private static byte[] entry(String text) {
    return text.getBytes(UTF_8);
  }
}
