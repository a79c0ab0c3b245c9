// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as tables of /proc/net have them. */
class ProcAddressTest {
  @ParameterizedTest
  @CsvSource({
    "0100007F:1F90, 127.0.0.1:8080",
    "00000000:0035, 0.0.0.0:53",
    "00000000000000000000000000000000:1F90, [::]:8080",
    "00000000000000000000000001000000:1F90, [::1]:8080",
    "0000000000000000FFFF00000100007F:1F90, [::ffff:127.0.0.1]:8080",
    "000080FE00000000FF005450B6AD1DFE:0222, [fe80:0:0:0:5054:ff:fe1d:adb6]:546",
  })
  void wordsAreOfTheLowestByteFirst(String text, String address) {
    assertThat(ProcAddress.of(text)).hasValue(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "0100007F",
        "0100007F:",
        "010000:1F90",
        "0100007F00:1F90",
        "0100007G:1F90",
        "0100007F:-F90"
      })
  void whatIsNoAddressGivesNone(String text) {
    assertThat(ProcAddress.of(text)).isEmpty();
  }
}
