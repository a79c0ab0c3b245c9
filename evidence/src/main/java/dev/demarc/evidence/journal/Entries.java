// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

/** The entries of a journal in the order of the file. */
interface Entries {
  /** Reads the next entry into this one; false at the end of the file. */
  boolean next(Entry into);

  /** How many places so far made no sense: lines of JSON, records of an export. */
  long unreadable();
}
