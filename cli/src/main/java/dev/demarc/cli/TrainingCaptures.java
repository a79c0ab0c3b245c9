// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One small capture of each kind, so that Java has seen the readers at work. */
final class TrainingCaptures {
  private static final String TRACE =
      """
      7 10:00:01.000001 execve("./app", ["./app"], 0x7ffd /* 3 vars */) = 0
      7 10:00:01.000100 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 3<TCP:[11]>
      7 10:00:01.000200 listen(3<TCP:[127.0.0.1:80]>, 4096) = 0
      7 10:00:01.000300 fcntl(3<TCP:[127.0.0.1:80]>, F_SETFL, O_RDWR) = 0
      7 10:00:01.000400 accept4(3<TCP:[127.0.0.1:80]>,  <unfinished ...>
      8 10:00:01.000500 futex(0xc000, FUTEX_WAKE_PRIVATE, 1) = 1
      7 10:00:02.000600 <... accept4 resumed>0xc1, [112], SOCK_CLOEXEC) = -1 EAGAIN (Resource temporarily unavailable)
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
    Files.writeString(folder.resolve("app.strace"), TRACE);
    Files.writeString(folder.resolve("dump.txt"), DUMP);
    Files.writeString(folder.resolve("dmesg.txt"), AUDIT);
    Files.writeString(folder.resolve("journal.json"), JOURNAL);
    Files.write(folder.resolve("edge.pcap"), packets());
  }

  /** A SYN and a segment with something that begins like a hello. */
  private static byte[] packets() {
    ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    out.putInt(65535).putInt(101);
    for (int number = 0; number < 2; number++) {
      byte[] payload =
          number == 0
              ? new byte[0]
              : "\026\003\001\000\006\001\000\000\002\003\003"
                  .getBytes(StandardCharsets.ISO_8859_1);
      int length = 40 + payload.length;
      out.putInt(1_795_417_520).putInt(number).putInt(length).putInt(length);
      int start = out.position();
      out.put(new byte[40]).put(payload);
      out.put(start, (byte) 0x45).put(start + 2, (byte) 0).put(start + 3, (byte) length);
      out.put(start + 9, (byte) 6).put(start + 12, (byte) 10).put(start + 16, (byte) 10);
      out.put(start + 19, (byte) 1).put(start + 21, (byte) 99).put(start + 22, (byte) 1);
      out.put(start + 27, (byte) number).put(start + 32, (byte) 0x50);
      out.put(start + 33, (byte) (number == 0 ? 2 : 16));
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }
}
