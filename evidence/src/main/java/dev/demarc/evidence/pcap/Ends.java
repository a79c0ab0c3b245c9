// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

/**
 * Both ends of a connection, the same object in both directions: the key of a table. One is set
 * anew for each look-up, so that a packet costs no allocation; a copy is what the table holds.
 */
final class Ends {
  private long highA;
  private long lowA;
  private long highB;
  private long lowB;
  private int portA;
  private int portB;

  /** True when the sender of the segment it was set from is the first end. */
  boolean sourceIsFirst;

  void set(Segment from) {
    int order = Long.compare(from.sourceHigh, from.targetHigh);
    order = order != 0 ? order : Long.compare(from.sourceLow, from.targetLow);
    order = order != 0 ? order : Integer.compare(from.sourcePort, from.targetPort);
    sourceIsFirst = order <= 0;
    highA = sourceIsFirst ? from.sourceHigh : from.targetHigh;
    lowA = sourceIsFirst ? from.sourceLow : from.targetLow;
    portA = sourceIsFirst ? from.sourcePort : from.targetPort;
    highB = sourceIsFirst ? from.targetHigh : from.sourceHigh;
    lowB = sourceIsFirst ? from.targetLow : from.sourceLow;
    portB = sourceIsFirst ? from.targetPort : from.sourcePort;
  }

  Ends copy() {
    Ends copy = new Ends();
    copy.highA = highA;
    copy.lowA = lowA;
    copy.highB = highB;
    copy.lowB = lowB;
    copy.portA = portA;
    copy.portB = portB;
    return copy;
  }

  Endpoint end(boolean first) {
    return first ? new Endpoint(highA, lowA, portA) : new Endpoint(highB, lowB, portB);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ends ends
        && lowA == ends.lowA
        && portA == ends.portA
        && portB == ends.portB
        && lowB == ends.lowB
        && highA == ends.highA
        && highB == ends.highB;
  }

  @Override
  public int hashCode() {
    long mixed = (highA ^ Long.rotateLeft(highB, 17)) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ lowA ^ Long.rotateLeft(lowB, 29)) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ ((long) portA << 16) ^ portB) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }
}
