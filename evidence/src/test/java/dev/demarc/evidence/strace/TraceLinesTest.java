// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceLinesTest {
  private static final int SIZE = LineBlock.SIZE;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void linesComeWholeAcrossTheEdgesOfBlocks(boolean isAhead) throws IOException {
    Random random = new Random(20261124);
    StringBuilder text = new StringBuilder();
    while (text.length() < 5 * SIZE) {
      text.append("x".repeat(random.nextInt(random.nextInt(9) == 0 ? 200_000 : 200)));
      text.append(random.nextInt(5) == 0 ? "\r\n" : "\n");
    }
    text.append("without an end");
    List<String> want = text.toString().lines().toList();
    assertThat(read(text.toString(), isAhead)).isEqualTo(want);
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, -3, -2, -1, 0, 1})
  void whatStandsBehindALineIsAtHandWhereverTheBlockEnds(int more) throws IOException {
    String first = "x".repeat(SIZE / 2);
    String second = "y".repeat(SIZE - first.length() - 2 + more);
    try (TraceLines lines = of(first + "\n" + second + "\n > frame\nnext\n", true)) {
      lines.next();
      assertThat(lines.isStackNext()).isFalse();
      lines.next();
      assertThat(lines.isStackNext()).isTrue();
      lines.next();
      assertThat(lines.isStackNext()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLineThatFitsNowhereIsCutAndItsRestIsNoLine(boolean isAhead) throws IOException {
    String text = "a\n" + "x".repeat(3 * SIZE) + "\nb\n";
    try (TraceLines lines = of(text, isAhead)) {
      List<Integer> lengths = new ArrayList<>();
      while (lines.next()) {
        lengths.add(lines.to - lines.from);
        assertThat(lines.isWhole).isEqualTo(lengths.getLast() < SIZE);
      }
      assertThat(lengths).containsExactly(1, SIZE, 1);
      assertThat(lines.cut).isEqualTo(1);
      assertThat(lines.number).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatCameBeforeAFailureIsThere(boolean isAhead) throws IOException {
    InputStream in =
        new SequenceInputStream(
            bytes("a\nb\nhalf"), new Broken(() -> new IOException("the disk is gone")));
    try (TraceLines lines = isAhead ? TraceLines.ahead(in) : TraceLines.of(in)) {
      assertThat(lines.next()).isTrue();
      assertThat(lines.next()).isTrue();
      assertThatThrownBy(lines::next)
          .isInstanceOf(IOException.class)
          .hasMessage("the disk is gone");
    }
  }

  @Test
  void anUnexpectedFailureReachesWhoeverWaits() throws IOException {
    InputStream in = new Broken(() -> new IllegalArgumentException("a fault"));
    try (TraceLines lines = TraceLines.ahead(in)) {
      assertThatThrownBy(lines::next).hasRootCauseMessage("a fault");
    }
  }

  private static List<String> read(String text, boolean isAhead) throws IOException {
    List<String> all = new ArrayList<>();
    try (TraceLines lines = of(text, isAhead)) {
      while (lines.next()) {
        all.add(Bytes.text(lines.bytes, lines.from, lines.to));
        assertThat(lines.number).isEqualTo(all.size());
      }
    }
    return all;
  }

  private static TraceLines of(String text, boolean isAhead) {
    return isAhead ? TraceLines.ahead(bytes(text)) : TraceLines.of(bytes(text));
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static final class Broken extends InputStream {
    private final Supplier<Exception> failure;

    Broken(Supplier<Exception> failure) {
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      return read(new byte[1], 0, 1);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      Exception reason = failure.get();
      if (reason instanceof IOException broken) {
        throw broken;
      }
      throw new IllegalArgumentException(reason.getMessage());
    }
  }
}
