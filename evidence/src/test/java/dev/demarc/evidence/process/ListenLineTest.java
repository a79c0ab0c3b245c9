// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of the tables of sockets. */
class ListenLineTest {
  private static final String TCP =
      "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 0 0 4711 1 0";

  @Test
  void aListenerHasItsAddressAndWhoWaits() {
    assertThat(ListenLine.parse(TCP, "tcp"))
        .hasValue(new ListenLine(4711, "tcp 127.0.0.1:8080", 3));
    assertThat(ListenLine.parse(TCP.replace(" 0A ", " 01 "), "tcp")).isEmpty();
  }

  @Test
  void aNameOfAUnixSocketMayHoldBlanks() {
    String line = "0000000000000000: 00000002 00000000 00010000 0001 01 4711 /run/my app.sock";
    assertThat(ListenLine.parse(line, "unix"))
        .hasValue(new ListenLine(4711, "unix /run/my app.sock", -1));
    assertThat(ListenLine.parse(line.replace(" /run/my app.sock", ""), "unix"))
        .hasValue(new ListenLine(4711, "unix (unnamed)", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "   0: 0100:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 0 0 4711 1 0",
        "   0: 0100007F 00000000:0000 0A 00000000:00000003 00:00000000 00000000 0 0 4711 1 0",
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:-0000003 00:00000000 00000000 0 0 4711 1 0",
        "   0: 0100007F:1F90 00000000:0000 0A 3 00:00000000 00000000 0 0 4711 1 0",
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 0 0 -4711 1 0",
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
        "",
      })
  void whatIsNoLineGivesNoListener(String line) {
    assertThat(ListenLine.parse(line, "tcp")).isEmpty();
  }
}
