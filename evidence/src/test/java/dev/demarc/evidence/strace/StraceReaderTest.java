// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.strace.TracedProcess.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StraceReaderTest {
  private static final String GO =
      "4711 10:00:00.000001 getsockname(3<TCP:[127.0.0.1:1->127.0.0.1:2]>, {sa_family=AF_INET},"
          + " [112 => 16]) = 0\n";

  @TempDir Path scratch;

  private Read read(String text) throws IOException {
    return read("t.strace", text);
  }

  private Read read(String name, String text) throws IOException {
    Path file = scratch.resolve(name);
    Files.writeString(file, text, ISO_8859_1);
    return new StraceReader().read(new CaptureFile(name, file));
  }

  private static <T> List<T> of(Read read, Class<T> kind) {
    return read.facts().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static LineHead head(String line) {
    LineHead head = new LineHead();
    byte[] bytes = line.getBytes(ISO_8859_1);
    head.read(bytes, 0, bytes.length);
    return head;
  }

  @Test
  void everyFormOfWhoAndWhen() {
    for (String line :
        List.of(
            "4711 10:00:00.000001 close(3) = 0",
            "4711  10:00:00.000001 close(3) = 0",
            "[pid 4711] 10:00:00.000001 close(3) = 0",
            "[pid  4711] 10:00:00.000001 close(3) = 0",
            "4711<edge> 10:00:00.000001 close(3) = 0",
            "[pid 4711<my edge>] 10:00:00.000001 [00007f3c8f3d3f47] close(3) = 0",
            "4711 10:00:00.000001 (+     0.000234) [   3] close(3) = 0")) {
      LineHead head = head(line);
      assertThat(head.tid).as(line).isEqualTo(4711);
      assertThat(head.micros).as(line).isEqualTo(36_000_000_001L);
      assertThat(line.substring(head.body)).isEqualTo("close(3) = 0");
    }
    assertThat(head("close(3) = 0").tid).isZero();
    assertThat(head("close(3) = 0").micros).isEqualTo(-1);
    assertThat(head("10:00:00 close(3) = 0").isCoarse).isTrue();
    assertThat(head("1795419812.883923 close(3) = 0").isEpoch).isTrue();
    assertThat(head("     0.000472 close(3) = 0").micros).isEqualTo(472);
    assertThat(head("4711      0.000472 close(3) = 0").tid).isEqualTo(4711);
  }

  @Test
  void theClockGoesOnAtMidnight() {
    LineHead head = new LineHead();
    byte[] before = "1 23:59:59.900000 close(3) = 0".getBytes(ISO_8859_1);
    byte[] after = "1 00:00:00.100000 close(3) = 0".getBytes(ISO_8859_1);
    head.read(before, 0, before.length);
    long late = head.micros;
    head.read(after, 0, after.length);
    assertThat(head.micros - late).isEqualTo(200_000);
  }

  @Test
  void labelsMayHoldArrowsBracketsAndQuotes() {
    FdArgument fd = new FdArgument();
    for (String label :
        List.of(
            "TCP:[127.0.0.1:28101->127.0.0.1:52076]",
            "TCPv6:[[::1]:40253->[::1]:37034]",
            "UNIX-STREAM:[1513189->1513186,\"/run/a>b.sock\"]",
            "/dev/null<char 1:3>",
            "/p/x\\74y\\76.txt")) {
      byte[] bytes = ("8<" + label + ">(deleted), 1").getBytes(ISO_8859_1);
      assertThat(fd.read(bytes, 0, bytes.length)).isTrue();
      assertThat(fd.number).isEqualTo(8);
      assertThat(fd.label()).contains(label);
      assertThat(bytes[fd.next]).isEqualTo((byte) '(');
    }
  }

  @Test
  void halvesAreJoinedForEachThread() throws IOException {
    Read read =
        read(
            GO
                + "4711 10:00:00.000002 clone3({flags=CLONE_VM|CLONE_FILES|CLONE_THREAD} <unfinished ...>\n"
                + "4712 10:00:00.000003 accept4(3<TCP:[127.0.0.1:80]>,  <unfinished ...>\n"
                + "4711 10:00:00.000004 <... clone3 resumed> => {parent_tid=[4712]}, 88) = 4712\n"
                + "4712 10:00:00.300000 <... accept4 resumed>{sa_family=AF_INET}, [112 => 16],"
                + " SOCK_CLOEXEC) = 4<TCP:[127.0.0.1:80->127.0.0.1:9]>\n");
    assertThat(of(read, ListenerTrace.class))
        .singleElement()
        .satisfies(listener -> {
          assertThat(listener.isGo()).isTrue();
          assertThat(listener.slept()).isEqualTo(1);
          assertThat(listener.longest()).isEqualTo(Duration.ofNanos(299_997_000));
          assertThat(listener.neverBack()).isFalse();
        });
    assertThat(of(read, TracedProcess.class))
        .singleElement()
        .satisfies(one -> assertThat(one.threads()).isEqualTo(2));
  }

  @Test
  void aForkCopiesAndAnExecDropsWhatIsMarked() throws IOException {
    Read read =
        read(
            """
            10 execve("/srv/edge", ["edge"], 0x7ff /* 5 vars */) = 0
            10 openat(AT_FDCWD, "/a", O_RDONLY|O_CLOEXEC) = 3</a>
            10 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 4<TCP:[1]>
            10 clone(child_stack=NULL, flags=CLONE_VM|CLONE_VFORK|SIGCHLD) = 11
            11 close(4<TCP:[1]>) = 0
            11 getsockopt(4, SOL_SOCKET, SO_TYPE, 0x1, [4]) = -1 EBADF (Bad file descriptor)
            10 getsockopt(4<TCP:[1]>, SOL_SOCKET, SO_TYPE, [1], [4]) = 0
            11 execve("/srv/other", ["other"], 0x7ff /* 5 vars */) = 0
            11 getsockopt(3, SOL_SOCKET, SO_TYPE, 0x1, [4]) = -1 EBADF (Bad file descriptor)
            11 close(0</dev/null>) = 0
            """);
    assertThat(of(read, BadDescriptor.class))
        .extracting(bad -> bad.subject().words() + ": " + bad.kind())
        .containsExactly(
            "pid 11, exe /srv/edge, fd 4: USE_AFTER_CLOSE",
            "pid 11, exe /srv/other, fd 3: WRONG_NUMBER");
  }

  @Test
  void anExecByAThreadGoesOnUnderTheLeadersNumber() throws IOException {
    Read read =
        read(
            """
            10 execve("/srv/edge", ["edge"], 0x7ff /* 5 vars */) = 0
            10 clone(child_stack=0x1, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 12
            12 execve("/bin/true", ["true"], 0x7ff /* 5 vars */ <pid changed to 10 ...>
            10 +++ superseded by execve in pid 12 +++
            10 <... execve resumed>) = 0
            10 close(3) = 0
            10 exit_group(0)     = ?
            10 +++ exited with 0 +++
            """);
    assertThat(of(read, TracedProcess.class))
        .extracting(one -> one.subject().words())
        .contains("pid 10, exe /bin/true");
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void theEarliestFailureOnANumberCountsThoseAfterIt() throws IOException {
    Read read =
        read(
            GO
                + """
                4711 10:00:00.000002 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 5<TCP:[1]>
                4711 10:00:00.000003 close(5<TCP:[1]>) = 0
                4711 10:00:00.000004 fcntl(5, F_GETFL) = -1 EBADF (Bad file descriptor)
                4711 10:00:00.000005 close(5) = -1 EBADF (Bad file descriptor)
                """);
    assertThat(of(read, BadDescriptor.class))
        .singleElement()
        .satisfies(bad -> {
          assertThat(bad.kind()).isEqualTo(BadDescriptor.Kind.USE_AFTER_CLOSE);
          assertThat(bad.effects()).isEqualTo(1);
          assertThat(bad.doubt()).isEmpty();
          assertThat(bad.seen().getFirst().spot().line()).isEqualTo(4);
        });
  }

  @Test
  void aCloseWhileAnotherThreadIsInsideDoesNotOpenTheNumberAgain() throws IOException {
    Read read =
        read(
            """
            10 execve("/srv/edge", ["edge"], 0x7ff /* 5 vars */) = 0
            10 clone(child_stack=0x1, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 12
            10 accept4(3<TCP:[127.0.0.1:80]>,  <unfinished ...>
            12 close(3<TCP:[127.0.0.1:80]>) = 0
            10 <... accept4 resumed>{sa_family=AF_INET}, [112 => 16], 0) = 5<TCP:[127.0.0.1:80->127.0.0.1:9]>
            10 accept4(3, 0x1, [112], 0) = -1 EBADF (Bad file descriptor)
            """);
    assertThat(of(read, BadDescriptor.class))
        .extracting(BadDescriptor::kind)
        .containsExactly(BadDescriptor.Kind.USE_AFTER_CLOSE);
  }

  @Test
  void whatIsNoBusinessOfSocketsIsLeftOut() throws IOException {
    Read read =
        read(
            """
            10 execve("/usr/bin/make", ["make"], 0x7ff /* 5 vars */) = 0
            10 pipe2([3<pipe:[1]>, 4<pipe:[1]>], O_CLOEXEC) = 0
            10 close(3<pipe:[1]>) = 0
            10 fcntl(3, F_GETFL) = -1 EBADF (Bad file descriptor)
            10 fcntl(8, F_DUPFD, 10) = -1 EBADF (Bad file descriptor)
            10 getpeername(0</dev/null>, 0x1, [128]) = -1 ENOTSOCK (Socket operation on non-socket)
            10 openat(AT_FDCWD, "/a", O_WRONLY) = 5</a>
            10 read(5</a>, "", 1) = -1 EBADF (Bad file descriptor)
            """);
    assertThat(of(read, BadDescriptor.class)).isEmpty();
  }

  @Test
  void aSignalOfAFilterIsAFact() throws IOException {
    Read read =
        read(
            """
            4711 1795419812.883923 mkdirat(AT_FDCWD, "/tmp/x", 0700) = -1 EPERM (Operation not permitted)
            4711 1795419812.883924 --- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, \
            si_call_addr=0x40826e, si_syscall=__NR_mkdirat, si_arch=AUDIT_ARCH_X86_64} ---
            4711 1795419812.883925 +++ killed by SIGSYS (core dumped) +++
            """);
    assertThat(of(read, SigsysKill.class))
        .singleElement()
        .satisfies(kill -> {
          assertThat(kill.tid()).isEqualTo(4711);
          assertThat(kill.syscall()).isEqualTo("mkdirat");
          assertThat(kill.spot().at())
              .isEqualTo(Optional.of(Instant.parse("2026-11-23T07:43:32.883924Z")));
        });
  }

  private static Subject attached(String name) throws IOException {
    Path file = Path.of("src/test/captures/strace", name);
    Read read = new StraceReader().read(new CaptureFile(name, file));
    return of(read, TracedProcess.class).getFirst().subject();
  }

  @Test
  void aThreadIsNoProcessUntilALineTellsTheLeader() throws IOException {
    assertThat(attached("attached-26.strace")).isEqualTo(Subject.thread(20439));
    assertThat(attached("attached-26.strace").task()).hasValue(20439);
    assertThat(attached("attached-26.strace").words()).isEqualTo("thread 20439");
    assertThat(attached("attached-end-26.strace")).isEqualTo(Subject.pid(20591));
    String told = "strace: Process 4700 attached with 2 threads\n" + GO;
    assertThat(of(read(told), TracedProcess.class).getFirst().subject())
        .isEqualTo(Subject.pid(4700));
    String sent = GO + "4711 10:00:00.000002 tgkill(4700, 4712, SIGURG) = 0\n";
    assertThat(of(read(sent), TracedProcess.class).getFirst().subject())
        .isEqualTo(Subject.pid(4700));
  }

  @Test
  void aProcessIsListedOnceByItsLastProgram() throws IOException {
    String text =
        """
        4711 execve("/usr/bin/env", ["env"], 0x1 /* 1 var */) = 0
        4711 close(3) = 0
        4711 close(4) = 0
        4711 execve("/srv/app", ["app"], 0x1 /* 1 var */) = 0
        4711 close(3) = 0
        """;
    assertThat(of(read(text), TracedProcess.class))
        .filteredOn(TracedProcess::isListed)
        .extracting(TracedProcess::subject)
        .containsExactly(Subject.pid(4711).with("exe", "/srv/app"));
  }

  @Test
  void aFileOfOneThreadIsKnownByItsName() throws IOException {
    String text = GO.substring(5);
    assertThat(of(read("trace.4711", text), TracedProcess.class))
        .extracting(TracedProcess::coverage)
        .containsExactly(Coverage.FILE_OF_A_THREAD);
    assertThat(of(read("trace", text), TracedProcess.class))
        .extracting(TracedProcess::coverage)
        .containsExactly(Coverage.ONE_THREAD);
  }

  @Test
  void whatCannotBeReadIsCounted() throws IOException {
    Read read = read(GO + "listening on 80\nready\n4711 10:00:00.1 close(3<TCP:[1");
    assertThat(read.problems())
        .extracting(problem -> problem.problem() + ": " + problem.lost())
        .containsExactly("truncated: what followed line 4", "unreadable: 2 of 4 lines");
  }

  @Test
  void otherTextsAreNotRecognised() {
    StraceReader reader = new StraceReader();
    assertThat(reader.recognises(GO.getBytes(ISO_8859_1))).isTrue();
    for (String other :
        List.of(
            "",
            "goroutine 1 [running]:\nmain.main()\n\t/srv/main.go:12 +0x1d\n",
            "10:00:00 GET /index.html 200\n",
            "type=SECCOMP msg=audit(1795419812.883:42): auid=0 pid=4711 syscall=258\n",
            "x = f(1)\n")) {
      assertThat(reader.recognises(other.getBytes(ISO_8859_1))).as(other).isFalse();
    }
  }

  @Test
  void valuesStayInside() throws IOException {
    Read read =
        read(
            """
            10 execve("/home/canary/bin/edge", ["edge", "--token=canary"], ["KEY=canary", \
            "LISTEN_PID=9", "LISTEN_FDS=1"]) = 0
            10 openat(AT_FDCWD, "/run/secrets/canary", O_RDONLY) = 4</run/secrets/canary>
            10 read(4</run/secrets/canary>, "canary", 100) = 6
            10 close(4</run/secrets/canary>) = 0
            10 fcntl(4, F_DUPFD_CLOEXEC, 0) = -1 EBADF (Bad file descriptor)
            10 sendto(5<TCP:[1]>, "canary", 6, 0, {sa_family=AF_INET, sa_data="canary"}, 16) = \
            -1 EBADF (Bad file descriptor)
            10 bind(6<UNIX-STREAM:[1,"/tmp/canary.sock"]>, {sa_family=AF_UNIX, sun_path="/tmp/canary"}, 12) = \
            -1 EADDRINUSE (Address already in use)
            10 accept4(6<UNIX-STREAM:[1,"/tmp/canary.sock"]>, "canary", [112], 0) = -1 EINVAL (canary)
            10 connect(7, {sa_family=AF_UNIX, sun_path="/root/canary"}, 12) = -1 ENOENT (No such file)
             > /home/canary/edge(_cgo_1_Cfunc_open+0x1) [0x1]
            """);
    assertThat(read.facts()).hasSizeGreaterThan(3);
    assertThat(read.facts().toString() + read.problems()).doesNotContain("canary");
  }

  private FailureTimes times(String text) throws IOException {
    return of(read(text), FailureTimes.class).getFirst();
  }

  @Test
  void failingCallsHaveTheirTimes() throws IOException {
    FailureTimes times =
        times(
            """
            4711 1795419812.000001 getsockname(3<TCP:[127.0.0.1:1->127.0.0.1:2]>, {sa_family=AF_INET}, [112 => 16]) = 0
            4711 1795419812.100000 connect(3, {sa_family=AF_INET}, 16) = -1 ECONNREFUSED (Connection refused)
            4711 1795419812.200000 read(4, "", 1) = -1 EAGAIN (Resource temporarily unavailable)
            4711 1795419812.200001 futex(0x1, FUTEX_WAIT, 0, NULL) = -1 ETIMEDOUT (Connection timed out)
            4711 1795419812.200002 poll([{fd=3}], 1, 5) = 0 (Timeout)
            4711 1795419812.200003 fcntl(3, F_GETFL) = 0x2 (flags O_RDWR)
            4711 1795419812.300000 openat(AT_FDCWD, "/x", O_RDONLY <unfinished ...>
            4711 1795419812.400000 <... openat resumed>) = -1 ENOENT (No such file or directory)
            4711 1795419812.500000 setsockopt(3, 1, 9, NULL <unfinished ...>
            4711 1795419812.600000 <... setsockopt resumed>) = -1 EINVAL (Invalid argument) <0.100000>
            """);
    assertThat(times.clock()).isEqualTo(FailureTimes.Clock.EPOCH);
    assertThat(times.hasStacks()).isFalse();
    assertThat(times.failed())
        .extracting(one -> one.call() + " " + one.errno() + " " + one.micros() % 1_000_000)
        .containsExactly(
            "connect ECONNREFUSED 100000", "openat ENOENT 400000", "setsockopt EINVAL 600000");
    assertThat(times.failed()).allMatch(one -> one.function().isEmpty());
    assertThat(times.first() % 1_000_000).isEqualTo(1);
    assertThat(times.last() % 1_000_000).isEqualTo(600_000);
  }

  @Test
  void withStacksTheyHaveTheirFunctionAndTextsTheirLength() throws IOException {
    String c =
        """
         > /usr/lib/libc.so.6(__connect+0x4b) [0x1]
         > /srv/app(_cgo_68e6725482b7_Cfunc_dial+0x16) [0x2]
         > /srv/app(runtime.asmcgocall.abi0+0x64) [0x3]
        """;
    String go = " > /srv/app(internal/runtime/syscall.Syscall6+0xe) [0x4]\n";
    FailureTimes times =
        times(
            "4711 10:00:00.000001 connect(3, {}, 16) = -1 ECONNREFUSED (Connection refused)\n"
                + c
                + "4712 10:00:00.000002 write(2, \"\"..., 57 <unfinished ...>\n"
                + "4711 10:00:00.000003 mkdirat(AT_FDCWD, \"/x\", 0777) = -1 EEXIST (File exists)\n"
                + go
                + "4712 10:00:00.000004 <... write resumed>) = 57\n"
                + go
                + "4711 10:00:00.000005 connect(3, {}, 16) = -1 EPERM (Operation not permitted)\n"
                + go.repeat(2));
    assertThat(times.clock()).isEqualTo(FailureTimes.Clock.DAY);
    assertThat(times.hasStacks()).isTrue();
    assertThat(times.failed())
        .extracting(one -> one.call() + " " + one.errno() + " " + one.function())
        .containsExactly("connect ECONNREFUSED dial", "mkdirat EEXIST ", "connect EPERM ");
    assertThat(times.written()).containsExactly(new FailureTimes.Written(2, 36_000_000_002L, 57));
  }

  @Test
  void timesThatNoLogCanBeHeldAgainstAreNone() throws IOException {
    String call = "connect(3, {}, 16) = -1 EPERM (Operation not permitted)\n";
    String stack = " > /srv/app(_cgo_68e6725482b7_Cfunc_dial+0x16) [0x2]\n";
    assertThat(times("4711      0.000472 " + call + stack).clock())
        .isEqualTo(FailureTimes.Clock.NONE);
    assertThat(times("4711 " + call + stack).failed()).isEmpty();
  }
}
