// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Binds: what a socket is bound to, and those that found the address in use. */
final class Addresses {
  private static final int MOST = 1_000;

  private static final byte[] IN_USE = Bytes.of("EADDRINUSE");
  private static final byte[] PORT = Bytes.of("_port=htons(");
  private static final String OWN = "/proc/self/fd/";

  private final SequencedMap<Key, Taken> all = new LinkedHashMap<>();

  private record Key(Program program, String address) {
    // as the compiler would have it, but ready at the start: what it makes is made at run time
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && program.equals(key.program) && address.equals(key.address);
    }

    @Override
    public int hashCode() {
      return 31 * program.hashCode() + address.hashCode();
    }
  }

  /** A bind that failed, and the descriptor of the process that has the address, if one has. */
  static final class Taken {
    final Program program;
    final Moment moment;

    /** As a report may hold it: {@code port 8080}. */
    final String address;

    final String text;
    final int port;

    /** The number under which the process inherited the socket; -1 unknown. */
    final int heldAs;

    final @Nullable Descriptor held;

    /** Whether the path names the inherited descriptor itself. */
    final boolean isPathOfDescriptor;

    /** Whether the program has touched the first number that can be passed on. */
    final boolean isThreeTouched;

    int again;

    private Taken(
        CallLine line,
        String address,
        int port,
        int heldAs,
        @Nullable Descriptor held,
        boolean own) {
      this.program = line.program;
      this.moment = line.moment();
      this.address = address;
      this.text =
          Told.call(
              line.name(), line.fd.number, line.fd.label().orElse(""), address, "-1 EADDRINUSE");
      this.port = port;
      this.heldAs = heldAs;
      this.held = held;
      this.isPathOfDescriptor = own;
      DescriptorTable table = line.program.table;
      this.isThreeTouched = table.open(3) != null || table.closed(3) != null;
    }
  }

  Collection<Taken> all() {
    return all.values();
  }

  void bound(CallLine line, Optional<Descriptor> socket) {
    int at = Bytes.find(line.bytes, line.from, line.result.arguments, PORT);
    int port = at < 0 ? -1 : (int) Bytes.number(line.bytes, at + PORT.length, line.to);
    if (!line.result.isError()) {
      socket.filter(one -> port > 0).ifPresent(one -> one.file().port = port);
    } else if (line.result.isErrno(line.bytes, IN_USE)) {
      taken(line, port);
    }
  }

  private void taken(CallLine line, int port) {
    String path = port < 0 ? line.quoted().orElse("") : "";
    boolean isOwn = path.startsWith(OWN) && line.program.pid >= 0;
    String address = port >= 0 ? "port " + port : isOwn ? path : "a path";
    Key key = new Key(line.program, address);
    Taken known = all.get(key);
    if (known != null) {
      known.again++;
      return;
    }
    if (all.size() >= MOST) {
      return;
    }
    Holder holder = new Holder();
    if (port > 0) {
      line.program.table.forEachOpen((fd, open) -> {
        boolean isIt = open.isInherited() && open.file().isSocket && open.file().port == port;
        if (isIt && holder.open == null) {
          holder.fd = fd;
          holder.open = open;
        }
      });
    }
    all.put(key, new Taken(line, address, port, holder.fd, holder.open, isOwn));
  }

  private static final class Holder {
    private int fd = -1;
    private @Nullable Descriptor open;
  }
}
