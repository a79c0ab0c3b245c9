// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads a packet capture once, for everyone who wants to know something of it. */
public final class PacketPass {
  private final String name;
  private final PacketFile packets;
  private final Dissection dissection = new Dissection();
  private final TcpFlows flows;
  private long first = Long.MIN_VALUE;
  private long last = Long.MIN_VALUE;

  private PacketPass(String name, InputStream in, List<FlowListener> listeners, int most) {
    this.name = name;
    this.packets = PacketFile.of(in);
    this.flows = new TcpFlows(listeners, most);
  }

  /** True for a file that begins as a pcap or pcapng file does. */
  public static boolean recognises(byte[] head) {
    return PacketFile.isOne(head);
  }

  /**
   * Shows the connections of a capture to listeners that were made for it.
   *
   * @return a {@link Traffic}, what the listeners found, and what could not be read
   * @throws IOException when the file cannot be opened
   */
  public static Read over(CaptureFile file, List<FlowListener> listeners) throws IOException {
    return over(file, listeners, TcpFlows.MOST_OPEN);
  }

  static Read over(CaptureFile file, List<FlowListener> listeners, int most) throws IOException {
    try (InputStream in = file.open()) {
      PacketPass pass = new PacketPass(file.name(), in, listeners, most);
      pass.run();
      return pass.result(listeners);
    }
  }

  private void run() {
    Packet packet = new Packet();
    Segment segment = new Segment();
    while (packets.next(packet)) {
      if (packet.nanos != 0) {
        first = first == Long.MIN_VALUE ? packet.nanos : Math.min(first, packet.nanos);
        last = Math.max(last, packet.nanos);
      }
      if (dissection.read(packet, segment)) {
        flows.accept(segment);
      }
    }
    flows.finish();
  }

  private Read result(List<FlowListener> listeners) {
    Traffic traffic =
        new Traffic(
            name,
            packets.number,
            flows.segments,
            flows.flows,
            first == Long.MIN_VALUE ? 0 : first,
            first == Long.MIN_VALUE ? 0 : last,
            dissection.cut,
            packets.end == PacketFile.End.WHOLE);
    List<Object> facts = new ArrayList<>();
    facts.add(traffic);
    List<Problem> problems = new ArrayList<>();
    add(problems);
    for (FlowListener listener : listeners) {
      Read found = listener.finished(traffic);
      facts.addAll(found.facts());
      problems.addAll(found.problems());
    }
    return new Read(facts, problems);
  }

  private void add(List<Problem> to) {
    String rest = "all packets after " + packets.number;
    if (packets.end == PacketFile.End.TRUNCATED) {
      to.add(problem("truncated", "the file ends inside a record", rest));
    }
    if (packets.end == PacketFile.End.CORRUPT) {
      String where = "no record can begin at byte " + packets.feed.offset();
      to.add(problem("parse-degraded", where, rest));
    }
    count(to, packets.dropped, "packets-dropped", "the capturing program could not keep up");
    count(to, packets.unplaced, "parse-degraded", "of no known interface, or longer than said");
    count(to, dissection.unknownLink, "unknown-format", "of a link type that is not read here");
    count(to, dissection.fragments, "ip-fragments", "fragments are not put together");
    count(to, dissection.malformed, "parse-degraded", "with a cut or senseless header");
    if (flows.evicted > 0) {
      to.add(
          problem(
              Problem.TOO_MANY,
              "the quietest of them were let go",
              "the rest of " + flows.evicted + " connections"));
    }
    count(to, flows.refused(), Problem.TOO_MANY, "came out of order, more than is kept for that");
  }

  private void count(List<Problem> to, long packets, String word, String text) {
    if (packets > 0) {
      to.add(problem(word, text, packets + " packets"));
    }
  }

  private Problem problem(String word, String text, String lost) {
    return new Problem(name, 0, word, text, lost);
  }
}
