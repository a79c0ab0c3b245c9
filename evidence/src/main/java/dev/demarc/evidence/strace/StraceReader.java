// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads what strace wrote, in one pass, into the facts of {@link TraceFacts}. */
public final class StraceReader implements CaptureReader {
  /** So many lines decide what a file is. */
  private static final int SAMPLE = 100;

  /** From here on a second thread is worth its start, in bytes. */
  private static final int LARGE = 4 << 20;

  @Override
  public String kind() {
    return "strace";
  }

  /**
   * Most of the first lines have to be lines of strace; output of the program may stand between.
   */
  @Override
  public boolean recognises(byte[] head) {
    try {
      TraceLines lines = TraceLines.of(new ByteArrayInputStream(head)); // nothing to close
      Tracer tracer = new Tracer(lines, 0, true);
      int good = 0;
      int all = 0;
      while (all < SAMPLE && lines.next()) {
        boolean isTaken = tracer.take();
        if (lines.to > lines.from && (lines.isWhole || isTaken)) {
          all++;
          good += isTaken ? 1 : 0;
        }
      }
      return tracer.calls > 0 && good * 2 > all;
    } catch (IOException notOfMemory) {
      throw new java.io.UncheckedIOException(notOfMemory);
    }
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    boolean isLarge = file.size() >= LARGE;
    try (InputStream in = file.open();
        TraceLines lines = isLarge ? TraceLines.ahead(in) : TraceLines.of(in)) {
      long own = threadOf(file.name());
      Tracer tracer = new Tracer(lines, own, false);
      List<Problem> problems = new ArrayList<>();
      int foreign = 0;
      int firstForeign = 0;
      boolean isCut = false;
      try {
        while (lines.next()) {
          boolean isTaken = tracer.take();
          if (!lines.isWhole && lines.to > lines.from) {
            isCut = true;
          } else if (!isTaken) {
            foreign++;
            firstForeign = firstForeign == 0 ? lines.number : firstForeign;
          }
        }
      } catch (IOException cut) {
        problems.add(problem(file, lines, "truncated", "the file cannot be read further"));
      }
      finish(tracer, lines);
      if (isCut) {
        problems.add(problem(file, lines, "truncated", "the last line has no end"));
      }
      if (foreign > 0) {
        problems.add(
            new Problem(
                file.name(),
                firstForeign,
                "unreadable",
                foreign + " lines are none of strace, such as output of the program",
                foreign + " of " + lines.number + " lines"));
      }
      if (tracer.tracees.unknown > 0 || tracer.tracees.room.isFull) {
        problems.add(
            new Problem(
                file.name(),
                0,
                Problem.TOO_MANY,
                "more threads or descriptors at a time than are followed",
                tracer.tracees.unknown + " lines, and part of the descriptors"));
      }
      Told told = new Told(file.name(), tracer.head);
      boolean isFileOfThread = own > 0 && tracer.head.tid == 0;
      return new Read(new TraceFacts(tracer, told, isFileOfThread).all(), problems);
    }
  }

  private static Problem problem(CaptureFile file, TraceLines lines, String word, String text) {
    return new Problem(file.name(), lines.number, word, text, "what followed line " + lines.number);
  }

  /** Calls that never came back are in the kernel until the last line. */
  private static void finish(Tracer tracer, TraceLines lines) {
    tracer.stacks.end();
    for (Tracee tracee : List.copyOf(tracer.tracees.live())) {
      tracer.signals.inside(
          tracee, new Moment(tracee.tid, tracee.isSure, lines.number, tracer.head.micros));
    }
  }

  /** With -ff each thread has a file whose name ends in its number: {@code trace.4711}. */
  private static long threadOf(String name) {
    int dot = name.lastIndexOf('.');
    String end = name.substring(dot + 1);
    boolean isNumber =
        dot > 0 && !end.isEmpty() && end.length() <= 9 && end.chars().allMatch(Character::isDigit);
    return isNumber ? Long.parseLong(end) : 0;
  }
}
