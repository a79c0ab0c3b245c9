// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.traffic;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.connection.Connections;
import dev.demarc.evidence.pcap.FlowListener;
import dev.demarc.evidence.pcap.PacketPass;
import dev.demarc.evidence.tls.TlsFlows;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Reads packet captures. Each listener is made for one file, by its name. */
public final class TrafficReader implements CaptureReader {
  private static final List<Function<String, FlowListener>> LISTENERS =
      List.of(
          // one a line
          Connections::new, TlsFlows::new);

  @Override
  public String kind() {
    return "pcap";
  }

  @Override
  public boolean recognises(byte[] head) {
    return PacketPass.recognises(head);
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    return PacketPass.over(file, LISTENERS.stream().map(make -> make.apply(file.name())).toList());
  }
}
