// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.strace.ListenerStory.FlagChange;
import dev.demarc.evidence.strace.ListenerStory.Loss;
import dev.demarc.evidence.strace.ListenerStory.Sleep;
import dev.demarc.evidence.strace.OpenFile.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows sockets that listen, through all processes that hold them. */
final class Listeners {
  private static final int MOST = 10_000;

  /** An accept that is longer sleeps in the kernel (rules.md: 50 ms), in microseconds. */
  private static final long SLEEP = 50_000;

  /** On a socket that is known not to block, so long may a loaded tracer take to write it down. */
  private static final long NO_DELAY = 2_000_000;

  private static final byte[] AGAIN = Bytes.of("EAGAIN");
  private static final byte[] ROOM = Bytes.of("[112");

  private final List<ListenerStory> stories = new ArrayList<>();
  private final Map<String, OpenFile> byLabel = new HashMap<>();

  List<ListenerStory> stories() {
    return stories;
  }

  /** The listener of this label, when a process of the trace has shown it. */
  Optional<OpenFile> known(String label) {
    return label.isEmpty() ? Optional.empty() : Optional.ofNullable(byLabel.get(label));
  }

  /** Null when there are too many. */
  private @Nullable ListenerStory story(Program program, int fd, OpenFile file) {
    ListenerStory story = file.story;
    if (story == null) {
      if (stories.size() >= MOST) {
        return null;
      }
      story = new ListenerStory(file, program, fd);
      file.story = story;
      stories.add(story);
    }
    if (!file.label.equals(story.known) && byLabel.size() < MOST) {
      story.known = file.label;
      byLabel.put(file.label, file);
    }
    return story;
  }

  void listening(CallLine line, Descriptor open) {
    ListenerStory story =
        line.result.isError() ? null : story(line.program, line.fd.number, open.file());
    if (story != null) {
      story.isListening = true;
    }
  }

  /** O_NONBLOCK is set or cleared. */
  void setFlags(CallLine line, Descriptor open, boolean isOn) {
    OpenFile file = open.file();
    Mode before = file.mode;
    file.mode = isOn ? Mode.NON_BLOCKING : Mode.BLOCKING;
    if (file.story == null && !Labels.isListening(file.label)) {
      return;
    }
    ListenerStory story = story(line.program, line.fd.number, file);
    if (story == null) {
      return;
    }
    if (isOn) {
      restore(story, line.moment());
    } else if (before != Mode.BLOCKING && story.cleared == null) {
      story.cleared =
          new FlagChange(
              line.program,
              line.fd.number,
              line.moment(),
              Told.call(line.name(), line.fd.number, file.label, line.constants(), "0"));
      story.isAcceptedBlocking = false;
    }
    story.isInherited |= open.isInherited();
  }

  private static void restore(ListenerStory story, Moment now) {
    if (story.cleared != null) {
      story.lapses++;
      story.lapsed = story.cleared;
      story.restored = now;
      story.cleared = null;
    }
  }

  /** An accept came back. */
  void accepted(CallLine line, Descriptor open) {
    if (!line.program.isGo() && line.has(ROOM)) {
      line.program.sign(GoSign.ADDRESS_ROOM);
    }
    ListenerStory story = begun(line.program, line.fd.number, open);
    if (line.result.isErrno(line.bytes, AGAIN)) {
      if (open.file().mode == Mode.UNKNOWN) {
        open.file().mode = Mode.NON_BLOCKING;
      }
      return;
    }
    long took = line.result.took >= 0 ? line.result.took : line.micros - line.startMicros;
    boolean isTimed = line.result.took >= 0 || (line.startMicros >= 0 && line.micros >= 0);
    if (story != null && isTimed && isLong(story, took)) {
      sleeps(
          story,
          new Sleep(
              line.program,
              line.fd.number,
              line.start(),
              line.moment(),
              line.result.isNumber,
              took));
    }
  }

  /** An accept that never came back. */
  void neverBack(Program program, int fd, Descriptor open, Moment from, Moment until) {
    ListenerStory story = begun(program, fd, open);
    long took = until.micros() - from.micros();
    boolean isTimed = from.micros() >= 0 && until.micros() >= 0;
    if (story != null && isTimed && isLong(story, took)) {
      sleeps(story, new Sleep(program, fd, from, until, false, took));
    }
  }

  private @Nullable ListenerStory begun(Program program, int fd, Descriptor open) {
    open.file().isSocket = true;
    ListenerStory story = story(program, fd, open.file());
    if (story == null) {
      return null;
    }
    story.isListening = true;
    story.isAccepted = true;
    story.isInherited |= open.isInherited();
    if (story.cleared != null) {
      story.isAcceptedBlocking = true;
    } else if (!story.program.isGo()) {
      story.program = program;
      story.fd = fd;
    }
    return story;
  }

  private static boolean isLong(ListenerStory story, long took) {
    return took >= (story.file.mode == Mode.NON_BLOCKING ? NO_DELAY : SLEEP);
  }

  private static void sleeps(ListenerStory story, Sleep sleep) {
    story.slept++;
    if (sleep.micros() > story.longest) {
      story.longest = sleep.micros();
      story.sleep = sleep;
    }
  }

  /** A number was closed; when no table has the listener any more, it may be lost. */
  void closed(Program program, int fd, Descriptor open, Moment now) {
    OpenFile file = open.file();
    if (file.story == null || file.holders > 0 || program.reloadAt == null || program.isStopping) {
      return;
    }
    file.story.loss = new Loss(program, fd, now, program.reload, program.reloadAt);
  }

  /** Whether a socket is bound to the port again after a moment: nothing is lost. */
  boolean isReplaced(ListenerStory lost) {
    return stories.stream()
        .anyMatch(other ->
            other != lost
                && other.file.port >= 0
                && other.file.port == lost.file.port
                && other.file.holders > 0);
  }
}
