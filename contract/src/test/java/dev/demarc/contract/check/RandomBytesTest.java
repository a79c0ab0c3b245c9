// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Input.Bom;
import dev.demarc.contract.Input.Malformed;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Random tables come back as they went in; random bytes never make the gate or the judge throw. */
class RandomBytesTest {
  private static final long SEED = Long.getLong("demarc.seed", 20_260_101L);

  private static final int ROUNDS = Integer.getInteger("demarc.rounds", 2000);

  private static final String[] PIECES = {
    "a", "Z", "0", " ", ",", ";", "\"", "\"\"", "\n", "\r\n", "\r", "é", "好", "😀", "\t", "'", "\\",
    "\u2028", "\u0085"
  };

  private static String cell(SplittableRandom random) {
    StringBuilder cell = new StringBuilder();
    int length = random.nextInt(8);
    for (int i = 0; i < length; i++) {
      cell.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return cell.toString();
  }

  private static String written(String cell, SplittableRandom random) {
    boolean must = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return must || random.nextInt(4) == 0 ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  @Test
  void randomTablesComeBackCellByCell() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 200; round++) {
      int width = 2 + random.nextInt(4);
      String[] names = new String[width];
      for (int i = 0; i < width; i++) {
        names[i] = "c" + i;
      }
      String end = random.nextBoolean() ? "\n" : "\r\n";
      StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "\uFEFF" : "");
      text.append(String.join(",", names)).append(end);
      List<List<String>> table = new ArrayList<>();
      int rows = random.nextInt(20);
      for (int r = 0; r < rows; r++) {
        List<String> row = new ArrayList<>();
        for (int c = 0; c < width; c++) {
          row.add(cell(random));
          text.append(c == 0 ? "" : ",").append(written(row.get(c), random));
        }
        table.add(row);
        text.append(r == rows - 1 && random.nextBoolean() ? "" : end);
      }
      Admission admission = Returns.plain(names).admit(text.toString());
      assertThat(admission)
          .as("seed %d round %d: %s", SEED, round, text)
          .isInstanceOf(Admission.Accepted.class);
      Admission.Accepted in = (Admission.Accepted) admission;
      assertThat(cells(in.items(), names)).as("seed %d round %d", SEED, round).isEqualTo(table);
      assertThat(new String(in.bytes(), StandardCharsets.UTF_8))
          .isEqualTo(text.toString().replaceFirst("^\uFEFF", ""));
    }
  }

  private static List<List<String>> cells(List<JsonNode> items, String[] names) {
    List<List<String>> table = new ArrayList<>();
    for (JsonNode item : items) {
      List<String> row = new ArrayList<>();
      for (String name : names) {
        row.add(item.path(name).isNull() ? "" : item.path(name).asString());
      }
      table.add(row);
    }
    return table;
  }

  @Test
  void offsetsAreThoseOfTheCallerInEveryCharset() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (String name :
        List.of(
            "utf-8",
            "utf-16le",
            "utf-16be",
            "utf-32le",
            "gb18030",
            "shift_jis",
            "big5",
            "iso-8859-1")) {
      Charset charset = Charset.forName(name);
      for (int round = 0; round < 40; round++) {
        String before =
            "a,b\n" + rows(random, charset, random.nextInt(30)) + "x" + cellIn(random, charset);
        String text = before + "\n" + rows(random, charset, random.nextInt(3));
        Admission admission =
            Returns.plain("a", "b").with(r -> r.charset = name).admit(text.getBytes(charset));
        assertThat(admission).as("seed %d %s", SEED, name).isInstanceOf(Admission.Refused.class);
        List<Violation> violations = ((Admission.Refused) admission).violations();
        assertThat(violations).as("seed %d %s %s", SEED, name, text).hasSize(1);
        assertThat(violations.getFirst().keyword()).isEqualTo("ragged");
        assertThat(violations.getFirst().offset())
            .as("seed %d %s %s", SEED, name, text)
            .hasValue(before.getBytes(charset).length);
      }
    }
  }

  private static String rows(SplittableRandom random, Charset charset, int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append('"')
          .append(cellIn(random, charset))
          .append("\n\",")
          .append(cellIn(random, charset))
          .append('\n');
    }
    return rows.toString();
  }

  private static String cellIn(SplittableRandom random, Charset charset) {
    StringBuilder cell = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      String piece = List.of("a", "0", "é", "好", "😀", "'").get(random.nextInt(6));
      cell.append(charset.newEncoder().canEncode(piece) ? piece : "z");
    }
    return cell.toString();
  }

  @Test
  void theTwoReadersOfCsvNeverDisagreeAboutASoundRow() {
    SplittableRandom random = new SplittableRandom(SEED);
    Gate gate = Gate.of(Returns.plain("a", "b").contract());
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder("a,b\n");
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      if (gate.admit(Returns.utf8(text.toString())) instanceof Admission.Refused refused) {
        assertThat(refused.violations())
            .as("seed %d round %d: %s", SEED, round, text)
            .noneMatch(violation -> violation.keyword().equals("ambiguous"));
      }
    }
  }

  @Test
  void flippedBytesNeverMakeGateOrJudgeThrow() {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] sound =
        Returns.utf8("\uFEFF" + Returns.HEADER + Returns.ROW1 + Returns.ROW2 + Returns.ROW3);
    Admission.Accepted in = (Admission.Accepted) new Returns().admit(sound);
    byte[] answer =
        Returns.utf8(
            "{\"return_id\":\"R00000001\",\"order_id\":11,\"qty\":1}\n{\"return_id\":\"R00000002\",\"order_id\":12,\"qty\":[{\"a\":null}]}\n");
    for (String charset :
        List.of("utf-8", "utf-16le", "utf-16", "gb18030", "shift_jis", "utf-32be")) {
      for (Malformed malformed : Malformed.values()) {
        Contract contract =
            new Returns()
                .with(r -> r.charset = charset)
                .with(r -> r.malformed = malformed)
                .with(r -> r.maxMalformed = 3)
                .with(r -> r.bom = random.nextBoolean() ? Bom.STRIP : Bom.KEEP)
                .with(
                    r -> r.inputType = random.nextInt(4) == 0 ? "application/x-ndjson" : "text/csv")
                .contract();
        Gate gate = Gate.of(contract);
        Judge judge = Judge.of(contract);
        for (int round = 0; round < 50; round++) {
          Admission admission = gate.admit(flipped(sound, random));
          if (admission instanceof Admission.Refused refused) {
            assertThat(refused.violations()).as("seed %d", SEED).isNotEmpty();
            assertThat(refused.violations())
                .allSatisfy(v ->
                    v.offset().ifPresent(at -> assertThat(at).isBetween(0L, sound.length + 64L)));
          }
          Judgement judgement = judge.examine(in, flipped(answer, random), flipped(sound, random));
          ItemCount count = judgement.items();
          assertThat(count.right() + count.wrong() + count.rejected() + count.lost())
              .as("seed %d", SEED)
              .isGreaterThanOrEqualTo(count.given());
        }
      }
    }
  }

  private static byte[] flipped(byte[] sound, SplittableRandom random) {
    byte[] bytes = sound.clone();
    int flips = 1 + random.nextInt(6);
    for (int i = 0; i < flips; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default -> bytes[at] = (byte) "\"\n\r,\0\\{[".charAt(random.nextInt(8));
      }
    }
    return bytes;
  }
}
