// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

/** Who wrote to a journal, by the four names that people filter by. */
final class Senders {
  final Names units = new Names();
  final Names identifiers = new Names();
  final Names transports = new Names();
  final Names users = new Names();
}
