// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpensTest {
  private final Opens opens = new Opens(new Opens.Room());

  @Test
  void theNextOneIsFoundWhateverTheOrderOfPackets() {
    for (long at : new long[] {50, 10, 30, 30, 40, 20, 400_000_000_000L}) {
      opens.add(at);
    }
    assertThat(opens.after(0)).isEqualTo(10);
    assertThat(opens.after(10)).isEqualTo(10);
    assertThat(opens.after(30)).isEqualTo(10);
    assertThat(opens.after(45)).isEqualTo(5);
    assertThat(opens.after(50)).as("too late to belong to it").isEqualTo(-1);
    assertThat(opens.after(400_000_000_000L)).as("none").isEqualTo(-1);
  }

  @Test
  void onePairKeepsSoManyAndAllTogetherNoMoreThanThereIsRoom() {
    Opens.Room room = new Opens.Room();
    for (int pair = 0; pair < 512; pair++) {
      Opens one = new Opens(room);
      for (int at = 1; at <= 5000; at++) {
        one.add(at);
      }
      assertThat(one.after(4094)).isEqualTo(1);
      assertThat(one.after(4096)).isEqualTo(-1);
    }
    Opens late = new Opens(room);
    late.add(1);
    assertThat(late.after(0)).isEqualTo(-1);
  }
}
