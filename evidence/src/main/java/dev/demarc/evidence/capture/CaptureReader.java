// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.capture;

import dev.demarc.evidence.Reader.Read;
import java.io.IOException;

/**
 * Turns one kind of capture into facts, in memory that does not grow with the file. It is known by
 * content, not by name. Bytes that make no sense are a problem of what it read, never an exception.
 * It holds nothing between two files, so that threads may share it.
 */
public interface CaptureReader {
  /**
   * The word of the problem with which a reader says at the end of a file that there was nothing of
   * its kind in it after all; nobody hears it when another reader has facts of the file.
   */
  String UNKNOWN = "unknown-format";

  /** What it reads, as a report calls it: {@code strace}, {@code pcap}. */
  String kind();

  /**
   * Whether a file that begins so is of this kind. Several readers may say yes to one file: a log
   * can hold a goroutine dump.
   *
   * @param head the first bytes, at most {@link CaptureFile#HEAD}
   */
  boolean recognises(byte[] head);

  /**
   * Whether no two looks ever give equal bytes, so that equal captures are one under two names. A
   * table of counters may well stand still.
   */
  default boolean neverRepeats() {
    return false;
  }

  /**
   * Whether it reads the state of something that goes on, where that keeps it: a journal that is
   * written to, the notes of its reader. A second look at the same path then says more.
   */
  default boolean isOfState() {
    return false;
  }

  /**
   * Reads a capture to its end.
   *
   * @throws IOException when the file cannot be opened or read; a reader that has facts by then
   *     gives them, and a problem with the word {@code truncated} or {@code unreadable}
   */
  Read read(CaptureFile file) throws IOException;
}
