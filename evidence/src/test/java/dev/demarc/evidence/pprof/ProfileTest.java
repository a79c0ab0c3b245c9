// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pprof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles written field by field; a real one of Go is in CaptureProfileTest of the command. */
class ProfileTest {
  @TempDir Path folder;

  private static final List<String> STRINGS =
      List.of(
          "",
          "samples",
          "count",
          "cpu",
          "nanoseconds",
          "main.work",
          "/home/c4nary1/src/main.go",
          "tenant",
          "c4nary2",
          "/home/c4nary3/app",
          "c4nary4-build-id",
          "c4nary5 comment",
          "/usr/lib/libc.so.6",
          "c4nary6 unused");

  private static ProtoMessage message(long... fields) {
    ProtoMessage message = new ProtoMessage();
    for (int i = 0; i < fields.length; i += 2) {
      message.number((int) fields[i], fields[i + 1]);
    }
    return message;
  }

  private static byte[] profile() {
    ProtoMessage all = new ProtoMessage();
    all.number(9, 1_795_417_520_140_000_000L); // a CPU profile of Go begins so
    all.message(1, message(1, 1, 2, 2));
    all.message(1, message(1, 3, 2, 4));
    ProtoMessage sample = new ProtoMessage();
    sample.bytes(1, new byte[] {1});
    sample.numberAsWritten(2, 0);
    sample.numberAsWritten(2, 70_000_000);
    sample.message(3, message(1, 7, 2, 8));
    sample.message(3, message(1, 7, 3, 4711));
    all.message(2, sample);
    all.message(3, message(1, 1, 2, 0x400000, 5, 9, 6, 10));
    all.message(3, message(1, 2, 5, 12));
    ProtoMessage location = message(1, 1, 2, 1, 3, 0x401000);
    location.message(4, message(1, 1, 2, 42));
    all.message(4, location);
    all.message(5, message(1, 1, 2, 5, 3, 5, 4, 6));
    STRINGS.forEach(text -> all.bytes(6, text.getBytes(UTF_8)));
    all.number(10, 2_500_000_000L);
    all.number(13, 11); // comment
    all.bytes(99, "c4nary7".getBytes(UTF_8));
    return all.toBytes();
  }

  @Test
  void whatIsKeptHoldsNoValueOfALabelNoPrivatePathAndNothingUnknown() throws IOException {
    String kept = new String(ProfileRedactor.redact(profile()), UTF_8);
    assertThat(kept)
        .contains("main.work", "main.go", "tenant", "/usr/lib/libc.so.6", "nanoseconds")
        .doesNotContain("c4nary", "/home");
  }

  @Test
  void libraryOfAnotherSystemIsKeptByABareNameAlone() throws IOException {
    List<String> hidden =
        List.of(
            "C:\\Users\\c4nary\\svc.exe",
            "C:/Users/c4nary/svc.exe",
            "/C:\\Users\\c4nary\\svc.exe",
            "\\\\c4nary\\share\\svc.exe",
            "c4nary/svc");
    for (String file : hidden) {
      assertThat(keptOfLibrary(file)).as(file).doesNotContain("c4nary").contains("/…");
    }
    for (String file : List.of("[vdso]", "svc.exe", "/usr/lib/libc.so.6")) {
      assertThat(keptOfLibrary(file)).contains(file);
    }
  }

  private static String keptOfLibrary(String file) throws IOException {
    ProtoMessage all = new ProtoMessage();
    all.message(3, message(1, 1, 5, 1));
    List.of("", file).forEach(text -> all.bytes(6, text.getBytes(UTF_8)));
    return new String(ProfileRedactor.redact(all.toBytes()), UTF_8);
  }

  @Test
  void realProfilesAreKnownNamedAndKeptWithoutTheirLabels() throws IOException {
    for (String go : List.of("go1.26", "go1.22")) {
      for (String type : List.of("cpu", "heap", "goroutine")) {
        Path file = Path.of("src/test/captures/pprof", go, type + ".pb.gz");
        CaptureFile capture = new CaptureFile(type, file);
        assertThat(new ProfileReader().recognises(capture.head())).as(file.toString()).isTrue();
        Profile read = (Profile) new ProfileReader().read(capture).facts().getFirst();
        assertThat(read.type()).isEqualTo(type.equals("heap") ? "inuse_space" : type);
        assertThat(read.samples()).isPositive();
        try (InputStream in = capture.open()) {
          byte[] raw = in.readAllBytes();
          String kept = new String(ProfileRedactor.redact(raw), UTF_8);
          assertThat(new String(raw, UTF_8).contains("c4nary")).isEqualTo(!type.equals("heap"));
          assertThat(kept).contains(".go").doesNotContain("c4nary");
        }
      }
    }
  }

  @Test
  void redactingTwiceChangesNothing() throws IOException {
    byte[] once = ProfileRedactor.redact(profile());
    assertThat(ProfileRedactor.redact(once)).isEqualTo(once);
  }

  @Test
  void profileIsNamedAndNotJudged() throws IOException {
    Path file = folder.resolve("p");
    Files.write(file, ProfileRedactor.redact(profile()));
    CaptureFile capture = new CaptureFile("p", file);
    ProfileReader reader = new ProfileReader();
    assertThat(reader.recognises(capture.head())).isTrue();
    Profile read = (Profile) reader.read(capture).facts().getFirst();
    assertThat(read.label()).isEqualTo("not-judged");
    assertThat(read.detail())
        .isEqualTo("cpu, 2.5 s, 1 stacks; no rule judges profiles yet: go tool pprof -top p");
  }

  @Test
  void cutOrDamagedOnesAreRefusedAndNamed() throws IOException {
    byte[] whole = profile();
    Path file = folder.resolve("p");
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    Read read = new ProfileReader().read(new CaptureFile("p", file));
    assertThat(read.facts()).isEmpty();
    assertThat(read.problems()).extracting(Problem::problem).containsExactly("truncated");
    assertThatThrownBy(() -> ProfileRedactor.redact(Arrays.copyOf(whole, whole.length - 3)))
        .isInstanceOf(IOException.class);
    Random random = new Random(4);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        assertThat(ProfileRedactor.redact(damaged)).isNotNull();
      } catch (IOException refused) {
        assertThat(refused).hasMessageStartingWith("no profile: ");
      }
    }
  }

  @Test
  void textInThePlaceOfNumbersIsRefused() {
    ProtoMessage sample = new ProtoMessage();
    sample.bytes(2, "c4nary\u0080".getBytes(UTF_8));
    ProtoMessage all = new ProtoMessage();
    all.message(1, message(1, 1, 2, 2));
    all.message(2, sample);
    byte[] bytes = all.toBytes();
    assertThatThrownBy(() -> ProfileRedactor.redact(bytes)).isInstanceOf(IOException.class);
  }
}
