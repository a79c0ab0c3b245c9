// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.List;
import java.util.stream.Stream;

/**
 * What has been read of one folder of the input: the only thing that a rule sees. Facts that belong
 * together (the files of a Go package) come together; a folder is forgotten once it has been looked
 * at, so that a large tree needs no large memory.
 */
public final class Evidence {
  private final List<Object> facts;

  /** Holds these facts, in the order in which rules shall see them. */
  public Evidence(List<?> facts) {
    this.facts = List.copyOf(facts);
  }

  /** All facts of one type. */
  public <F> Stream<F> of(Class<F> type) {
    return facts.stream().filter(type::isInstance).map(type::cast);
  }
}
