// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import dev.demarc.evidence.Reader.Read;

/** Looks at the TCP connections of one capture. It is made for one file. */
public interface FlowListener {
  /**
   * A connection begins, or its first packet with payload is seen.
   *
   * @return who follows it: {@link FlowWatch#NONE} when it is of no interest
   */
  FlowWatch opened(Flow flow);

  /** The capture is at its end, and every connection has ended: what was found. */
  Read finished(Traffic traffic);
}
