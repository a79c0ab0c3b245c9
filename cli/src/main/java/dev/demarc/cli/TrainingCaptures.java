// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * One capture of each kind, so that Java has seen the readers at work. Those that are read by the
 * million are long enough for Java to learn which methods are worth compiling early.
 */
final class TrainingCaptures {
  private static final int COPIES = 1_500;
  private static final int CONNECTIONS = 6_000;
  private static final int PCAP_HEADER = 24;
  private static final int RECORD_HEADER = 16;

  /** Where the addresses of a packet begin: behind the cooked header (SLL2), and in IPv4's. */
  private static final int ADDRESSES = 20 + 12;

  private static final String TRACE_BEGIN =
      """
      7 10:00:01.000001 execve("./app", ["./app"], 0x7ffd /* 3 vars */) = 0
      7 10:00:01.000100 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 3<TCP:[11]>
      7 10:00:01.000150 bind(3<TCP:[11]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
      7 10:00:01.000200 listen(3<TCP:[127.0.0.1:80]>, 4096) = 0
      7 10:00:01.000300 fcntl(3<TCP:[127.0.0.1:80]>, F_SETFL, O_RDWR) = 0
      7 10:00:01.000400 accept4(3<TCP:[127.0.0.1:80]>,  <unfinished ...>
      8 10:00:01.000500 futex(0xc000, FUTEX_WAKE_PRIVATE, 1) = 1
      7 10:00:02.000600 <... accept4 resumed>0xc1, [112], SOCK_CLOEXEC) = -1 EAGAIN (Resource temporarily unavailable)
      7 10:00:02.000610 epoll_create1(EPOLL_CLOEXEC) = 5<anon_inode:[eventpoll]>
      """;

  /** One connection, from its accept to its end. */
  private static final String CONNECTION =
      """
      7 10:00:02.000620 accept4(3<TCP:[127.0.0.1:80]>, {sa_family=AF_INET, sin_port=htons(40001), sin_addr=inet_addr("127.0.0.1")}, [112 => 16], SOCK_CLOEXEC|SOCK_NONBLOCK) = 6<TCP:[127.0.0.1:80->127.0.0.1:40001]>
      7 10:00:02.000630 epoll_ctl(5<anon_inode:[eventpoll]>, EPOLL_CTL_ADD, 6<TCP:[127.0.0.1:80->127.0.0.1:40001]>, {events=EPOLLIN|EPOLLOUT|EPOLLRDHUP|EPOLLET, data={u32=1, u64=1}}) = 0
      7 10:00:02.000640 epoll_pwait(5<anon_inode:[eventpoll]>, [{events=EPOLLIN, data={u32=1, u64=1}}], 128, 0, NULL, 0) = 1
      7 10:00:02.000650 read(6<TCP:[127.0.0.1:80->127.0.0.1:40001]>, "GET / HTTP/1.1\\r\\n"..., 4096) = 90
      7 10:00:02.000660 write(6<TCP:[127.0.0.1:80->127.0.0.1:40001]>, "HTTP/1.1 200 OK\\r\\n"..., 127) = 127
      7 10:00:02.000662 fcntl(6<TCP:[127.0.0.1:80->127.0.0.1:40001]>, F_SETFD, FD_CLOEXEC) = 0
      7 10:00:02.000665 epoll_ctl(5<anon_inode:[eventpoll]>, EPOLL_CTL_DEL, 6<TCP:[127.0.0.1:80->127.0.0.1:40001]>, 0xc1) = 0
      7 10:00:02.000670 close(6<TCP:[127.0.0.1:80->127.0.0.1:40001]>) = 0
      7 10:00:02.000680 --- SIGURG {si_signo=SIGURG, si_code=SI_TKILL, si_pid=7, si_uid=0} ---
      """;

  private static final String TRACE_END =
      """
      7 10:00:02.000700 close(3<TCP:[127.0.0.1:80]>) = 0
      7 10:00:02.000800 close(3) = -1 EBADF (Bad file descriptor)
      """;

  private static final String DUMP =
      """
      goroutine 1 [select, 5 minutes]:
      net/http.(*persistConn).roundTrip(0x1, 0x2)
      \t/usr/local/go/src/net/http/transport.go:2600 +0x9
      net/http.(*Transport).roundTrip(0x1, 0x2)
      \t/usr/local/go/src/net/http/transport.go:600 +0x9
      net/http.send(0x1)
      \t/usr/local/go/src/net/http/client.go:300 +0x9
      main.main()
      \t/src/main.go:9 +0x2

      SCHED 1003ms: gomaxprocs=2 idleprocs=0 threads=5 spinningthreads=0 idlethreads=2 runqueue=24 [18 6]
      """;

  private static final String AUDIT =
      "[ 17.9] audit: type=1326 audit(1795417520.140:2): auid=4294967295 uid=0 gid=0 ses=4294967295"
          + " pid=9 comm=\"app\" exe=\"/app\" sig=31 arch=c000003e syscall=288 compat=0 ip=0x4031ee"
          + " code=0x0\n";

  private static final String JOURNAL =
      """
      {"__CURSOR":"s=ff5ceaa3a9eb46ea84c5539abd063cc2;i=1;b=03c7b3d8cffd475396dba79037e85a90;m=11b2;t=660ece961bc06;x=ad1","__REALTIME_TIMESTAMP":"1795417520140000","_SYSTEMD_UNIT":"a.service","MESSAGE":"one"}
      {"__CURSOR":"s=ff5ceaa3a9eb46ea84c5539abd063cc2;i=3;b=03c7b3d8cffd475396dba79037e85a90;m=11b3;t=660ece961bc07;x=ad2","__REALTIME_TIMESTAMP":"1795417520150000","_SYSTEMD_UNIT":"b.service","MESSAGE":"two"}
      """;

  private TrainingCaptures() {}

  /** The names of what {@link #write} makes. */
  static final String NAMES = "app.strace dump.txt dmesg.txt journal.json edge.pcap";

  static void write(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("app.strace"), TRACE_BEGIN + CONNECTION.repeat(CONNECTIONS) + TRACE_END);
    Files.writeString(folder.resolve("dump.txt"), DUMP);
    Files.writeString(folder.resolve("dmesg.txt"), AUDIT);
    Files.writeString(folder.resolve("journal.json"), JOURNAL);
    Files.write(folder.resolve("edge.pcap"), packets());
  }

  /**
   * Three connections of openssl with TLS 1.3, two of them with early data, from the captures that
   * the tests read; many times, each time between other addresses.
   */
  private static byte[] packets() throws IOException {
    try (InputStream in = TrainingCaptures.class.getResourceAsStream("edge.pcap")) {
      byte[] once = Objects.requireNonNull(in).readAllBytes();
      ByteArrayOutputStream all = new ByteArrayOutputStream(COPIES * once.length);
      all.write(once, 0, PCAP_HEADER);
      for (int copy = 0; copy < COPIES; copy++) {
        elsewhere(once, copy);
        all.write(once, PCAP_HEADER, once.length - PCAP_HEADER);
      }
      return all.toByteArray();
    }
  }

  /** Writes the same second and third number into both addresses of each packet. */
  private static void elsewhere(byte[] capture, int copy) {
    ByteBuffer bytes = ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN);
    int at = PCAP_HEADER;
    while (at < capture.length) {
      int captured = bytes.getInt(at + 8);
      int addresses = at + RECORD_HEADER + ADDRESSES;
      for (int address = addresses; address < addresses + 8; address += 4) {
        bytes.put(address + 1, (byte) (copy >> 8)).put(address + 2, (byte) copy);
      }
      at += RECORD_HEADER + captured;
    }
  }
}
