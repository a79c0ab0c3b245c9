// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.audit.AuditReader;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.cgroup.CpuStatReader;
import dev.demarc.evidence.errorlog.ErrorLogReader;
import dev.demarc.evidence.goroutine.GoroutineReader;
import dev.demarc.evidence.journal.JournalFileReader;
import dev.demarc.evidence.journal.JournalReader;
import dev.demarc.evidence.journal.JournalTextReader;
import dev.demarc.evidence.journal.ListingReader;
import dev.demarc.evidence.journal.PositionsReader;
import dev.demarc.evidence.journal.SinkReader;
import dev.demarc.evidence.log.LogReader;
import dev.demarc.evidence.pprof.ProfileReader;
import dev.demarc.evidence.schedtrace.SchedTraceReader;
import dev.demarc.evidence.strace.StraceReader;
import dev.demarc.evidence.traffic.TrafficReader;
import dev.demarc.evidence.udp.UdpReader;
import java.util.List;

/** The readers of captures, one a line, by name. */
final class CaptureReaders {
  private CaptureReaders() {}

  /** Those that say that a file which begins so is theirs. */
  static List<CaptureReader> of(byte[] head) {
    CaptureReader packets = new TrafficReader();
    if (packets.recognises(head)) { // a magic number is enough, and loads no other reader
      return List.of(packets);
    }
    return Known.ALL.stream().filter(reader -> reader.recognises(head)).toList();
  }

  /** All of them. */
  static List<CaptureReader> all() {
    return Known.ALL;
  }

  private static final class Known {
    static final List<CaptureReader> ALL =
        List.of(
            // one a line
            new AuditReader(),
            new CpuStatReader(),
            new ErrorLogReader(),
            new GoroutineReader(),
            new JournalFileReader(),
            new JournalReader(),
            new JournalTextReader(),
            new ListingReader(),
            new LogReader(),
            new PositionsReader(),
            new ProfileReader(),
            new SchedTraceReader(),
            new SinkReader(),
            new StraceReader(),
            new TrafficReader(),
            new UdpReader());
  }
}
