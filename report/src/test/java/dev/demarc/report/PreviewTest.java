// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PreviewTest {

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void namesWhatDoesNotShow() {
    assertThat(Preview.lines(utf8("\ufeff\"a\"\tb\r\nc\0\u202e\rd\n"), 100))
        .containsExactly("<BOM>\"a\"<TAB>b<CR LF>", "c<NUL><U+202E><CR>", "d<LF>");
  }

  @Test
  void bytesThatAreNoTextAreNamedOneByOne() {
    byte[] surrogate = {'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80};
    byte[] overlong = {(byte) 0xc0, (byte) 0xaf};
    byte[] cut = {(byte) 0xe4, (byte) 0xbd};
    assertThat(Preview.lines(surrogate, 100)).containsExactly("a<0xED><0xA0><0x80>");
    assertThat(Preview.lines(overlong, 100)).containsExactly("<0xC0><0xAF>");
    assertThat(Preview.lines(cut, 100)).containsExactly("<0xE4><0xBD>");
    assertThat(Preview.lines(utf8("你好😀"), 100)).containsExactly("你好😀");
  }

  @Test
  void anyBytesWillDo() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      assertThat(String.join("", Preview.lines(bytes, 40)).chars().filter(c -> c < ' ').count())
          .isZero();
    }
  }

  @Test
  void hexShowsSixteenBytesALine() {
    assertThat(Preview.hex(utf8("\ufeff0123456789abcdef"), 100))
        .containsExactly("0000  EF BB BF 30 31 32 33 34 35 36 37 38 39 61 62 63", "0010  64 65 66");
  }
}
