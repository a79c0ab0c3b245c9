// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records in all carriers, crashes, and bytes that make no sense. */
class AuditReaderTest {
  private static final Path CAPTURES = Path.of("src/test/captures/audit");
  private static final int ROUNDS = Integer.getInteger("demarc.fuzz.rounds", 300);
  private static final Duration LONGEST = Duration.ofSeconds(60 + ROUNDS / 10);
  private static final String RECORD =
      "auid=4294967295 uid=0 gid=0 ses=4294967295 pid=10988 comm=\"app\" exe=\"/app\" sig=31 arch=c000003e syscall=288 compat=0"
          + " ip=0x4031ee code=0x0";

  @TempDir Path folder;

  private Read read(byte[] content) throws IOException {
    Path file = folder.resolve("log");
    Files.write(file, content);
    return new AuditReader().read(new CaptureFile("log", file));
  }

  private Read read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static <F> List<F> facts(Read read, Class<F> type) {
    return read.facts().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type=SECCOMP msg=audit(1795417520.140:2): ",
        "node=h type=SECCOMP msg=audit(1795417520.140:2): ",
        "type=1326 msg=audit(1795417520.140:2): ",
        "type=UNKNOWN[1326] msg=audit(1795417520.140:2): ",
        "[ 1765.908732] audit: type=1326 audit(1795417520.140:2): ",
        "<5>[ 1765.908732] type=1326 audit(1795417520.140:2): ",
        "5,811,2623344612,-;audit: type=1326 audit(1795417520.140:2): ",
        "Nov 24 10:00:00 host kernel: [ 1765.908732] audit: type=1326 audit(1795417520.140:2): ",
        "2026-11-24T10:00:00.1+00:00 host kernel: audit: type=1326 audit(1795417520.140:2): ",
        "kern  :notice: [Tue Nov 24 10:00:00 2026] audit: type=1326 audit(1795417520.140:2): "
      })
  void readsEveryCarrier(String prefix) throws IOException {
    String line = prefix + RECORD + "\u001dAUID=\"unset\" SYSCALL=unknown-syscall(-1)\n";
    assertThat(new AuditReader().recognises(line.getBytes(StandardCharsets.ISO_8859_1))).isTrue();
    Denial denial = facts(read(line), Denial.class).getFirst();
    assertThat(denial.callName()).isEqualTo("accept4");
    assertThat(denial.action()).isEqualTo(SeccompAction.KILL_THREAD);
    assertThat(denial.subject().words()).isEqualTo("exe /app, syscall accept4, pid 10988");
    assertThat(denial.first().at().orElseThrow()).hasToString("2026-11-23T07:05:20.140Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nov 24 16:00:01 web1 kernel: ",
        "Nov 24 16:00:01 web1 kern.info kernel: ", // syslogd of BusyBox
        "Nov 24 16:00:01 web1 kern.info kernel: [ 1765.908732] ",
        "Tue Nov 24 16:00:01 2026 web1 kernel: ",
        "Tue Nov 24 16:00:01 2026 kern.info kernel: [ 1765.908732] ", // logread of OpenWrt
        "Nov 24 16:00:01 2026 web1 kernel: ",
      })
  void aLongLogOfTheKernelIsReadToItsEndForWhatItsBeginningDoesNotTell(String said)
      throws IOException {
    String line = said + "usb 1-1: new device\n";
    String denied = said + "audit: type=1326 audit(1795417520.140:2): " + RECORD + "\n";
    byte[] log = (line.repeat(7000) + denied).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new AuditReader().recognises(Arrays.copyOf(log, CaptureFile.HEAD))).isTrue();
    assertThat(facts(read(log), Denial.class)).hasSize(1);
    assertThat(new AuditReader().recognises(line.getBytes(StandardCharsets.ISO_8859_1))).isFalse();
  }

  @Test
  void readsTheJournalsJson() throws IOException {
    String quoted = RECORD.replace("\"", "\\\"");
    Read read =
        read(
            "{\"_TRANSPORT\":\"audit\",\"_AUDIT_TYPE\":\"1326\",\"_AUDIT_ID\":\"2\",\"_SOURCE_REALTIME_TIMESTAMP\":\"1795417520140000\",\"MESSAGE\":\"SECCOMP "
                + quoted
                + "\"}\n{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":\"audit: type=1326 audit(1795417521.140:3): "
                + quoted
                + "\"}\n{\"MESSAGE\":null}\n{\n");
    assertThat(facts(read, Denial.class)).singleElement().returns(2L, Denial::count);
    assertThat(facts(read, AuditSerials.class)).singleElement().returns(0L, AuditSerials::missing);
  }

  @Test
  void countsAnEventOnceAndDecodesNames() throws IOException {
    String line = "type=SECCOMP msg=audit(1795417520.140:2): " + RECORD + "\n";
    assertThat(facts(read(line + line), Denial.class)).singleElement().returns(1L, Denial::count);
    String hex =
        line.replace("\"app\"", "6D7920617070").replace("\"/app\"", "2F7372762F6D7920617070");
    Denial named = facts(read(hex), Denial.class).getFirst();
    assertThat(named.comm()).isEqualTo("my app");
    assertThat(named.exe()).isEqualTo("/srv/my app");
    Denial hidden =
        facts(read(line.replace("\"/app\"", "\"/home/ann/secret/app\"")), Denial.class).getFirst();
    assertThat(hidden.exe()).isEqualTo("/*/app");
    assertThat(facts(read(line.replace("exe=\"/app\"", "exe=(null)")), Denial.class))
        .singleElement()
        .returns("?", Denial::exe);
  }

  @Test
  void findsGapsAndNewBoots() throws IOException {
    assertThat(serials(2, 3, 4)).returns(0L, AuditSerials::missing);
    assertThat(serials(2, 5, 3, 4)).returns(0L, AuditSerials::missing);
    assertThat(serials(2, 9))
        .returns(6L, AuditSerials::missing)
        .returns("serial 9 follows 2", AuditSerials::gapText);
    assertThat(serials(2, 9, 5)).returns(5L, AuditSerials::missing);
    assertThat(serials(2, 2, 3)).returns(2L, AuditSerials::events);
  }

  private AuditSerials serials(int... serials) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int serial : serials) {
      text.append("type=SECCOMP msg=audit(1795417520.140:")
          .append(serial)
          .append("): ")
          .append(RECORD)
          .append('\n');
    }
    return facts(read(text.toString()), AuditSerials.class).getFirst();
  }

  @Test
  void saysWhatItCannotRead() throws IOException {
    Read read =
        read(
            "type=SECCOMP msg=audit(1795417520.140:2): pid=1 comm=\"a\"\ntype=SECCOMP msg=audit(11/24/26 10:00:00.140:3) : pid=1\n");
    assertThat(read.problems()).extracting("problem").containsExactly("unreadable", "unreadable");
    assertThat(facts(read, Denial.class)).isEmpty();
  }

  @Test
  void readsCrashesBehindAnyPrefix() throws IOException {
    for (String name : List.of("sigsys.txt", "sigsys-386.txt", "sigsys-sent.txt")) {
      String text = Files.readString(CAPTURES.resolve(name));
      SigsysCrash plain = facts(read(text), SigsysCrash.class).getFirst();
      StringBuilder json = new StringBuilder();
      text.lines()
          .forEach(line ->
              json.append(
                  "{\"log\":\"" + line.replace("\t", "\\t") + "\\n\",\"stream\":\"stderr\"}\n"));
      SigsysCrash wrapped = facts(read(json.toString()), SigsysCrash.class).getFirst();
      assertThat(wrapped).isEqualTo(plain);
      assertThat(plain.isByFilter()).isEqualTo(!name.contains("sent"));
    }
    SigsysCrash crash =
        facts(read(Files.readString(CAPTURES.resolve("sigsys.txt"))), SigsysCrash.class).getFirst();
    assertThat(crash.callName()).isEqualTo("accept4");
    assertThat(crash.frames()).contains("syscall.accept4", "net.(*TCPListener).accept");
    assertThat(crash.toString()).doesNotContain("0x383135");
  }

  @ParameterizedTest
  @CsvSource({
    "'[pid  4711] ',4711",
    "'4711  ',4711",
    "'4711  12:59:24.273 ',4711",
    "'12:59:24.273 ',",
    "'12:59:24 ',",
    "'1795419812.883923 ',",
    "'1795419812 ',",
    "'     0.000472 ',",
    "'',"
  })
  void aTimeOfATraceIsNoProcess(String before, @Nullable Long pid) throws IOException {
    String line =
        "--- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_syscall=__NR_accept4, si_arch=AUDIT_ARCH_X86_64} ---\n";
    SigsysCrash crash = facts(read(before + line), SigsysCrash.class).getFirst();
    assertThat(crash.pid()).isEqualTo(pid == null ? OptionalLong.empty() : OptionalLong.of(pid));
    assertThat(crash.number()).hasValue(288);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x1234", "0x50001", "0x100050000", "0x60000"})
  void aCodeThatNoKernelWritesIsNoAction(String code) throws IOException {
    String line = "type=SECCOMP msg=audit(1795417520.140:2): " + RECORD + "\n";
    Read read = read(line.replace("code=0x0", "code=" + code));
    assertThat(facts(read, Denial.class)).isEmpty();
    assertThat(read.problems()).singleElement().returns("1 records", Problem::lost);
  }

  @Test
  void keepsNoArguments() throws IOException {
    Read read =
        read(
            "type=SECCOMP msg=audit(1795417520.140:2): "
                + RECORD
                + " CANARY1=CANARY2\u001dUID=\"CANARY3\"\n"
                + "type=EXECVE msg=audit(1795417520.140:2): argc=2 a0=\"app\" a1=\"--token=CANARY4\"\n"
                + "type=PROCTITLE msg=audit(1795417520.140:2): proctitle=43414E41525935\n"
                + "SIGSYS: bad system call\nPC=0x1 m=0 sigcode=1\nmain.f(0xCANARY6, {0xc000, 0x5})\n\t/home/CANARY7/a.go:1 +0x1\n");
    assertThat(read.facts().toString() + read.problems()).doesNotContain("CANARY");
  }

  static Stream<Path> captures() throws IOException {
    try (Stream<Path> all = Files.list(CAPTURES)) {
      return all
          .filter(file -> file.toString().matches(".*\\.(txt|log|strace)"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void survivesCutsAndFlippedBits(Path capture, TestReporter reporter) throws IOException {
    byte[] whole = Files.readAllBytes(capture);
    List<byte[]> all = new ArrayList<>();
    for (int length = 0; length < whole.length; length += 1000) {
      all.add(Arrays.copyOf(whole, length));
    }
    Random random = new Random(7);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] copy = whole.clone();
      for (int flips = 1 + random.nextInt(40); flips > 0; flips--) {
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
      }
      all.add(copy);
    }
    Assertions.assertTimeoutPreemptively(
        LONGEST,
        () -> {
          for (byte[] bytes : all) {
            new AuditReader().recognises(bytes);
            assertThat(read(bytes)).isNotNull();
          }
        });
    reporter.publishEntry("inputs", capture.getFileName() + ": " + all.size());
  }

  @Test
  void survivesPiecesOfRecordsInAnyOrder() {
    List<String> pieces =
        List.of(
            "type=",
            "SECCOMP",
            " msg=audit(",
            "1795417520.140:2",
            "): ",
            RECORD,
            "\n",
            "\u001d",
            "{\"MESSAGE\":\"",
            "\\",
            "\"",
            "_AUDIT_TYPE",
            "\"_AUDIT_TYPE\":\"1326\"",
            "\"_AUDIT_ID\":\"99999999999999999999\"",
            "SIGSYS: bad system call\n",
            "PC=0x1 m=0 sigcode=1\n",
            "rax    0x120\n",
            "--- SIGSYS {",
            "si_code=SYS_SECCOMP",
            "99999999999.999:9999999999",
            "exe=",
            "comm=6D",
            "=",
            " ",
            "x".repeat(70_000));
    Assertions.assertTimeoutPreemptively(
        LONGEST,
        () -> {
          Random random = new Random(11);
          for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
              text.append(pieces.get(random.nextInt(pieces.size())));
            }
            assertThat(read(text.toString())).isNotNull();
          }
        });
  }

  @Test
  void readsALineWithoutAnEnd() throws IOException {
    byte[] huge = new byte[3 << 20];
    Arrays.fill(huge, (byte) 'a');
    Read read = read(huge);
    assertThat(read.facts()).isEmpty();
    assertThat(read.problems())
        .singleElement()
        .returns("parse-degraded", Problem::problem)
        .returns("the ends of these lines", Problem::lost);
  }
}
