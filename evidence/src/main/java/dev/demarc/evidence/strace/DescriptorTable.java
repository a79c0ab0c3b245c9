// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The descriptors of a process. Threads share one table; a fork makes a copy. */
final class DescriptorTable {
  /** More numbers than this are not kept of one process. */
  private static final int MOST = 1 << 14;

  /** The usual numbers are in an array, which begins with few and grows up to this. */
  private static final int LOW = 1 << 12;

  private static final int FEW = 1 << 4;

  /** What is known of a number: open, or closed and by whom. */
  sealed interface Slot permits Descriptor, Descriptor.Closed {}

  /**
   * What all tables of a trace may use together, so that no trace fills the memory or never ends.
   */
  static final class Room {
    private static final int MOST_SLOTS = 1 << 18;
    private static final long MOST_STEPS = 20_000_000;

    private int slots;
    private long steps;

    /** Whether something was left out for want of room. */
    boolean isFull;

    private boolean has(int more) {
      steps += more;
      boolean fits = slots + more <= MOST_SLOTS && steps <= MOST_STEPS;
      isFull |= !fits;
      return fits;
    }
  }

  /** Processes that share it. */
  int users = 1;

  private final Room room;
  private @Nullable Slot[] low = new Slot[FEW];
  private final Map<Integer, Slot> high = new HashMap<>();
  private int size;

  DescriptorTable(Room room) {
    this.room = room;
  }

  /** A table with the same contents, as fork makes it; empty when there is no room. */
  DescriptorTable copy() {
    DescriptorTable copy = new DescriptorTable(room);
    room.steps += low.length >> 2; // also what is empty is looked at
    if (room.has(size)) {
      forEach(copy::set);
    }
    return copy;
  }

  private @Nullable Slot get(int fd) {
    if (fd < LOW) {
      return fd < low.length ? low[fd] : null;
    }
    return high.get(fd);
  }

  /** Puts something under a number; what was there before, or null. */
  private @Nullable Slot replace(int fd, Slot slot) {
    if (fd >= LOW) {
      return high.put(fd, slot);
    }
    if (fd >= low.length) {
      low = Arrays.copyOf(low, Math.min(LOW, Math.max(fd + 1, low.length * 2)));
    }
    Slot old = low[fd];
    low[fd] = slot;
    return old;
  }

  private void forEach(BiConsumer<Integer, Slot> look) {
    @Nullable Slot[] all = low;
    for (int fd = 0; fd < all.length; fd++) {
      if (all[fd] != null) {
        look.accept(fd, all[fd]);
      }
    }
    new ArrayList<>(high.entrySet())
        .forEach(entry -> look.accept(entry.getKey(), entry.getValue()));
  }

  private void set(int fd, Slot slot) {
    if (slot instanceof Descriptor open) {
      open.file().holders++;
    }
    Slot old = replace(fd, slot);
    if (old == null) {
      size++;
      room.slots++;
    } else if (old instanceof Descriptor open) {
      open.file().holders--;
    }
  }

  @Nullable Descriptor open(int fd) {
    return get(fd) instanceof Descriptor open ? open : null;
  }

  Descriptor.@Nullable Closed closed(int fd) {
    return get(fd) instanceof Descriptor.Closed closed ? closed : null;
  }

  /** A new generation of a number; what was open under it is closed by that. */
  void put(int fd, Descriptor made, Moment now) {
    Slot old = get(fd);
    if (old == null && (size >= MOST || !room.has(1))) {
      return;
    }
    set(fd, made.after(old == null ? null : past(old, now)));
  }

  private static Descriptor.Closed past(Slot old, Moment now) {
    return old instanceof Descriptor open
        ? new Descriptor.Closed(open, now, wasSocket(open)).alone()
        : ((Descriptor.Closed) old).alone();
  }

  private static boolean wasSocket(Descriptor open) {
    return open.file().isSocket || (open.before() != null && open.before().wasSocket());
  }

  /** The same generation with something new known of it. */
  void change(int fd, UnaryOperator<Descriptor> how) {
    if (get(fd) instanceof Descriptor open) {
      replace(fd, how.apply(open));
    }
  }

  /** Ends a generation. */
  void close(int fd, Moment now) {
    if (get(fd) instanceof Descriptor open) {
      set(fd, new Descriptor.Closed(open, now, wasSocket(open)));
    }
  }

  /** Calls back for each open number; the table may be changed meanwhile. */
  void forEachOpen(BiConsumer<Integer, Descriptor> look) {
    room.steps += size + (low.length >> 2);
    if (room.steps > Room.MOST_STEPS) {
      room.isFull = true;
      return;
    }
    forEach((fd, slot) -> {
      if (slot instanceof Descriptor open) {
        look.accept(fd, open);
      }
    });
  }

  /** The table of the program that exec starts: what stays open is inherited, the past is gone. */
  DescriptorTable exec() {
    DescriptorTable after = new DescriptorTable(room);
    forEachOpen((fd, open) -> {
      if (!open.isCloexec()) {
        after.set(fd, open.passedOn());
      }
    });
    return after;
  }

  /** One process less uses it; the last one closes all. */
  void drop() {
    users--;
    if (users > 0) {
      return;
    }
    forEach((fd, slot) -> {
      if (slot instanceof Descriptor open) {
        open.file().holders--;
      }
    });
    room.slots -= size;
    size = 0;
    low = new Slot[FEW];
    high.clear();
  }
}
