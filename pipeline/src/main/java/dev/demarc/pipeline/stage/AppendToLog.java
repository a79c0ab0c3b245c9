// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.pipeline.log.Entry;
import dev.demarc.pipeline.log.TileLog;
import dev.demarc.pipeline.sign.SignedStatement;
import dev.demarc.pipeline.sign.SigningKey;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what was signed, and that it was released, into the log of the repository. */
public final class AppendToLog implements Stage<AppendToLog.Order, List<TileLog.Place>> {
  /**
   * What is logged.
   *
   * @param log of the repository
   * @param statements that were signed
   * @param key that signed them
   * @param release empty for what is none
   */
  public record Order(
      TileLog log,
      List<SignedStatement> statements,
      SigningKey key,
      Optional<Entry.Release> release) {
    /** Copies the list. */
    public Order {
      statements = List.copyOf(statements);
    }
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public List<String> inputs(Order order) {
    return order.statements().stream()
        .map(one -> one.statement().predicateType() + " " + one.digest())
        .toList();
  }

  @Override
  public Outcome<List<TileLog.Place>> run(Order order, Place place) throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (SignedStatement one : order.statements()) {
      entries.add(Entry.signature(one.digest(), one.signature(), order.key().spki()));
    }
    order.release().ifPresent(release -> entries.add(release.bytes()));
    int before = order.log().entries().size();
    List<TileLog.Place> places = order.log().append(entries);
    long size = places.getLast().size();
    long added = size - before;
    return Outcome.kept(
        (added == 0 ? "all entries were there, " : added + " entries, ")
            + "tree of "
            + size
            + ", inclusion proved",
        List.of("size " + size, "root " + places.getLast().root()),
        places);
  }
}
