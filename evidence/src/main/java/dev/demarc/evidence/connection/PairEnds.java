// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import dev.demarc.evidence.Decimal;
import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import java.util.List;

/**
 * The connections of a client's address with a server's address and port that carried one kind of
 * thing and ended in one way, in one capture.
 *
 * @param file the capture
 * @param client its address
 * @param server its address and port
 * @param carries what they carried
 * @param closing how they ended
 * @param count how many they are
 * @param resets how many of them by a reset
 * @param all connections of the pair that carried this, however they ended
 * @param turns requests on all of those
 * @param waits from the last payload, or from the unanswered request, to the end
 * @param pauses before the unanswered request, where they are known
 * @param repeats the most repetitions of data without an acknowledgement
 * @param acknowledged on how many some of the unanswered request was acknowledged
 * @param heard on how many any packet of the server came after that request began
 * @param followed how many had another connection of the pair behind them
 * @param reconnect the shortest time until then, in nanoseconds; -1 when none followed
 * @param examples the deciding packets of the first three
 */
public record PairEnds(
    String file,
    String client,
    String server,
    Carries carries,
    Closing closing,
    long count,
    long resets,
    long all,
    long turns,
    Waits waits,
    Waits pauses,
    int repeats,
    long acknowledged,
    long heard,
    long followed,
    long reconnect,
    List<Spot> examples)
    implements Classified {
  /** Copies the list. */
  public PairEnds {
    examples = List.copyOf(examples);
  }

  @Override
  public Subject subject() {
    return Subject.connection(client, server);
  }

  @Override
  public String label() {
    return closing.word();
  }

  @Override
  public String detail() {
    String what =
        switch (carries) {
          case REMOTE_WRITE -> "remote_write";
          case ENCRYPTED -> "encrypted";
          case OTHER -> "no remote_write";
          case UNSEEN -> "payload not in the capture";
        };
    String unit = carries == Carries.REMOTE_WRITE ? "requests" : "turns";
    return what
        + ", "
        + count
        + " of "
        + all
        + " connections, "
        + turns
        + " "
        + unit
        + ", after "
        + told(waits.median());
  }

  private static String told(long nanos) {
    return nanos < 100_000_000
        ? Decimal.fixed(nanos / 1e6, 1) + " ms"
        : Decimal.fixed(nanos / 1e9, 2) + " s";
  }
}
