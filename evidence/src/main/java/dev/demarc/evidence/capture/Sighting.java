// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.capture;

/**
 * One line of proof.
 *
 * @param kind of the source: {@code strace}, {@code pcap}, {@code proc}
 * @param text what was seen there, already redacted
 */
public record Sighting(String kind, String text, Spot spot) {}
