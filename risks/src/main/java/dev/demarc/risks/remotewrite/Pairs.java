// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.remotewrite;

import dev.demarc.evidence.Decimal;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.connection.Carries;
import dev.demarc.evidence.connection.Closing;
import dev.demarc.evidence.connection.PairEnds;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/**
 * Pairs of client and server by how their connections ended. Only a request line or a header in
 * clear says that it is remote_write; of what is encrypted or not in the capture nobody is accused.
 */
final class Pairs {
  private Pairs() {}

  /** Those that are known to carry remote_write. */
  static Stream<PairEnds> known(Evidence evidence, Closing closing) {
    return evidence
        .of(PairEnds.class)
        .filter(pair -> pair.closing() == closing && pair.carries() == Carries.REMOTE_WRITE);
  }

  /** Undecided for those of which the capture does not tell what they carry. */
  static Stream<Judgement> unknown(Evidence evidence, Closing closing) {
    return evidence
        .of(PairEnds.class)
        .filter(pair ->
            pair.closing() == closing
                && (pair.carries() == Carries.ENCRYPTED || pair.carries() == Carries.UNSEEN))
        .map(Pairs::unknown);
  }

  private static Judgement unknown(PairEnds pair) {
    boolean isHidden = pair.carries() == Carries.ENCRYPTED;
    return Judgement.undecided(
        pair.subject(),
        isHidden ? Undecided.Reason.AMBIGUOUS : Undecided.Reason.NOT_COLLECTED,
        pair.count()
            + " of "
            + pair.all()
            + " connections ended as "
            + pair.closing().word()
            + (isHidden
                ? "; they are encrypted, so whether it is remote_write the packets do not say"
                : "; the capture holds too little of their payload to tell whether it is remote_write"),
        isHidden ? "which program the client is" : "the first line of each request",
        isHidden ? "ss -tnp dst " + pair.server() : record("remote-write", 256, pair));
  }

  /**
   * A command that records the packets of a pair's server.
   *
   * @param snap how much of each packet, in bytes
   */
  static String record(String name, int snap, PairEnds pair) {
    return "tcpdump -i any -s "
        + snap
        + " -w "
        + NextStep.newFile(name, ".pcap")
        + " 'tcp port "
        + port(pair)
        + "'";
  }

  /** One example packet as proof. */
  static Sighting sighting(PairEnds pair, String text) {
    return new Sighting("pcap", text, pair.examples().getFirst());
  }

  /** The port of the server. */
  static String port(PairEnds pair) {
    return pair.server().substring(pair.server().lastIndexOf(':') + 1);
  }

  /** Seconds with as many digits as tell something. */
  static String seconds(double seconds) {
    if (seconds < 0.1) {
      return Decimal.fixed(seconds * 1000, 1) + " ms";
    }
    return Decimal.fixed(seconds, seconds < 10 ? 2 : 1) + " s";
  }

  /** How soon the client came back, as a clause; empty when it did not. */
  static String reconnected(PairEnds pair) {
    return pair.followed() == 0
        ? ""
        : "; the next connection came after "
            + (pair.reconnect() < 1_000_000_000L
                ? pair.reconnect() / 1_000_000 + " ms"
                : seconds(pair.reconnect() / 1e9))
            + " at the soonest";
  }
}
