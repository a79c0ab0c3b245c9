// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is taken out of a bundle, and what a reader needs and keeps. */
class RedactorsTest {
  private static final int ETHERNET = 14;
  private static final int IP = 20;
  private static final int TCP = 20;

  @Test
  void traceKeepsCallsNumbersAndSocketsOnly() {
    assertThat(
            TraceRedactor.redact(
                "41 10:00:01.5 openat(AT_FDCWD, \"/home/ann/token-s3cret.txt\", O_RDONLY|O_CLOEXEC) = 3</home/ann/token-s3cret.txt>"))
        .isEqualTo("41 10:00:01.5 openat(AT_FDCWD, \"…\", O_RDONLY|O_CLOEXEC) = 3</…>");
    assertThat(
            TraceRedactor.redact(
                "write(7<TCP:[127.0.0.1:80->127.0.0.1:9]>, \"GET /?k=s3cret \\\"x\\\"\"..., 512) = 512"))
        .isEqualTo("write(7<TCP:[127.0.0.1:80->127.0.0.1:9]>, \"…\"..., 512) = 512");
    assertThat(TraceRedactor.redact("execve(\"/usr/bin/app\", [\"app\", \"--key=s3cret\"], 0x7f)"))
        .isEqualTo("execve(\"/usr/bin/app\", [\"…\", \"…\"], 0x7f)");
    assertThat(TraceRedactor.redact("read(8</dev/null<char 1:3>>, \"\", 10) = 0"))
        .isEqualTo("read(8</dev/null<char 1:3>>, \"…\", 10) = 0");
    assertThat(
            TraceRedactor.redact(
                "close(5<UNIX-STREAM:[1513189->1513186,\"/tmp/s3cret.sock\"]>) = 0"))
        .isEqualTo("close(5<UNIX-STREAM:[1513189->1513186,\"…\"]>) = 0");
    assertThat(TraceRedactor.redact("write(1, \"/usr/bin/login: password s3cret\\n\", 33) = 33"))
        .isEqualTo("write(1, \"…\", 33) = 33");
    assertThat(TraceRedactor.redact("read(5, \"/?token=s3cret\", 14) = 14"))
        .isEqualTo("read(5, \"…\", 14) = 14");
    assertThat(TraceRedactor.redact(" > /home/ann/s3cret/app(main.f+0x1d) [0x114]"))
        .isEqualTo(" > /…(main.f+0x1d) [0x114]");
    assertThat(TraceRedactor.redact(" > /usr/lib/libc.so.6(__read+0x19) [0x114]"))
        .isEqualTo(" > /usr/lib/libc.so.6(__read+0x19) [0x114]");
    assertThat(
            TraceRedactor.redact(
                "stat(\"/usr/../home/s3cret\", 0x7f) = 0; chdir(\"/proc/1/root/home/s3cret\")"))
        .doesNotContain("s3cret");
    assertThat(TraceRedactor.redact("unlink(\"/var/run/user/1000/s3cret\") = 0"))
        .doesNotContain("s3cret");
    assertThat(TraceRedactor.redact("write(1, \"cut s3cret")).isEqualTo("write(1, \"…\"");
    assertThat(TraceRedactor.redact("openat(AT_FDCWD, \"/proc/1/environ\", O_RDONLY) = 3"))
        .doesNotContain("environ");
  }

  @Test
  void dumpKeepsFunctionsAndLinesOnly() {
    String dump =
        """
        goroutine 7 [select, 3 minutes] {"tenant": "s3cret"}:
        main.handle({0xc0001, 0x5}, 0x73336372657400)
        \t/home/ann/s3cret/src/handle.go:42 +0x1d
        created by main.serve in goroutine 1
        \t/home/ann/s3cret dir/main.go:9 +0x2
        1 @ 0x1 0x2
        # labels: {"tenant":"s3cret"}
        #\t0x1\tmain.wait+0x1\t/home/ann/s3cret/src/wait.go:3
        """;
    String kept = DumpRedactor.redact(dump);
    assertThat(kept)
        .doesNotContain("s3cret", "0xc0001", "/home")
        .contains(
            "goroutine 7 [select, 3 minutes] {…}:", "main.handle(...)", "\thandle.go:42 +0x1d")
        .contains("created by main.serve in goroutine 1", "main.wait+0x1\twait.go:3")
        .contains("\"tenant\":");
  }

  @Test
  void labelsOfAnyLengthAreHidden() {
    String value = "s3cret\\\"".repeat(50_000);
    String name = "n".repeat(300);
    assertThat(
            DumpRedactor.redact("# labels: {\"" + name + "\":\"" + value + "\", \"b\":\"s3cret\"}"))
        .isEqualTo("# labels: {\"" + name + "\":\"…\", \"b\":\"…\"}\n");
    assertThat(DumpRedactor.redact("# labels: {\"cut\":\"s3cret")).doesNotContain("s3cret");
  }

  @Test
  void packetsKeepHeadersAndHellosOnly() throws IOException {
    byte[] hello = new byte[40];
    hello[0] = 0x16;
    hello[1] = 3;
    hello[10] = 99;
    byte[] data = "\u0017\u0003\u0003\u0000@s3cret-record".getBytes(StandardCharsets.ISO_8859_1);
    byte[] plain = "GET /s3cret HTTP/1.1\r\nCookie: s3cret".getBytes(StandardCharsets.ISO_8859_1);
    byte[] write =
        "POST /api/v1/write HTTP/1.1\r\nAuthorization: s3cret"
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] file =
        pcap(tcp(1000, hello), tcp(2000, data), tcp(3000, plain), tcp(4000, write), udp("s3cret"));
    new PacketRedactor().copy(new ByteArrayInputStream(file), out);
    String text = out.toString(StandardCharsets.ISO_8859_1);
    assertThat(out.size()).isEqualTo(file.length);
    assertThat(text).doesNotContain("s3cret").contains("POST /api/v1/write HTTP/1.1");
    int first = 24 + 16 + ETHERNET + IP + TCP;
    assertThat(out.toByteArray()[first + 10]).isEqualTo((byte) 99);
    assertThat(text).contains("\u0017\u0003\u0003\u0000@\u0000");
  }

  /** A direction whose first bytes are no handshake never shows payload, whatever comes later. */
  @Test
  void aHandshakeInTheMiddleOfADirectionIsPayload() throws IOException {
    byte[] plain = "hello there".getBytes(StandardCharsets.ISO_8859_1);
    byte[] late = "\u0016\u0003\u0001s3cret".getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PacketRedactor().copy(new ByteArrayInputStream(pcap(tcp(5, plain), tcp(5, late))), out);
    assertThat(out.toString(StandardCharsets.ISO_8859_1)).doesNotContain("s3cret", "hello");
  }

  /** A card fills a short frame up to 60 bytes; that is no payload, and may hold anything. */
  @Test
  void paddingBeforeAHandshakeIsNotTheBeginningOfADirection() throws IOException {
    byte[] padded = tcp(5, "s3cret".getBytes(StandardCharsets.ISO_8859_1));
    padded[ETHERNET + 3] = IP + TCP;
    byte[] hello =
        "\u0016\u0003\u0001\u0000\u0007\u0001hello!".getBytes(StandardCharsets.ISO_8859_1);
    String text = redacted(pcap(padded, tcp(5, hello)));
    assertThat(text).contains("hello!").doesNotContain("s3cret");
  }

  @Test
  void whatIsNoIpIsBlankedBehindItsLinkHeader() throws IOException {
    byte[] other = tcp(5, new byte[30]);
    other[12] = (byte) 0x88; // MPLS
    other[13] = 0x47;
    other[0] = 'k';
    System.arraycopy("s3cret".getBytes(StandardCharsets.ISO_8859_1), 0, other, ETHERNET + 12, 6);
    assertThat(redacted(pcap(other))).contains("k").doesNotContain("s3cret");
  }

  /** Nothing is known of another link type, not even how long its header is. */
  @Test
  void packetsOfAnotherLinkTypeAreBlankedWhole() throws IOException {
    byte[] file = pcap(tcp(5, "s3cret".getBytes(StandardCharsets.ISO_8859_1)));
    file[20] = (byte) 239;
    assertThat(redacted(file)).doesNotContain("s3cret");
  }

  private static String redacted(byte[] file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PacketRedactor().copy(new ByteArrayInputStream(file), out);
    assertThat(out.size()).isEqualTo(file.length);
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aCutCaptureEndsWithItsLastWholePacket() throws IOException {
    byte[] whole = pcap(tcp(1, new byte[100]), udp("x"), tcp(2, new byte[9]));
    Random random = new Random(7);
    int packets = 24 + 16;
    for (int length = 24; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (length > packets) {
        cut[packets + random.nextInt(Math.min(154, length) - packets)] ^= (byte) 1;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new PacketRedactor().copy(new ByteArrayInputStream(cut), out);
      assertThat(out.size()).isLessThanOrEqualTo(length);
    }
  }

  @Test
  void whatFollowsABrokenRecordIsNotLostInSilence() {
    byte[] file = pcap(tcp(1, new byte[100]), tcp(2, new byte[9]));
    file[24 + 11] = 0x7f;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatIOException()
        .isThrownBy(() -> new PacketRedactor().copy(new ByteArrayInputStream(file), out))
        .withMessageContaining("packet 1");
  }

  private static byte[] pcap(byte[]... packets) {
    ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    out.putInt(65535).putInt(1);
    for (byte[] packet : packets) {
      out.putInt(1).putInt(0).putInt(packet.length).putInt(packet.length).put(packet);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] tcp(int port, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(ETHERNET + IP + TCP + payload.length);
    out.position(12).putShort((short) 0x0800).put((byte) 0x45);
    out.put(ETHERNET + 9, (byte) 6);
    out.position(ETHERNET + IP).putShort((short) port).putShort((short) 443);
    out.put(ETHERNET + IP + 12, (byte) 0x50);
    out.position(ETHERNET + IP + TCP).put(payload);
    return out.array();
  }

  private static byte[] udp(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer out = ByteBuffer.allocate(ETHERNET + IP + 8 + bytes.length);
    out.position(12).putShort((short) 0x0800).put((byte) 0x45);
    out.put(ETHERNET + 9, (byte) 17);
    out.position(ETHERNET + IP + 8).put(bytes);
    return out.array();
  }
}
