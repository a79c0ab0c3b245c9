// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.Map;
import java.util.Optional;

/**
 * Who a contract is.
 *
 * @param name RFC 1123 label
 * @param version semantic version of the contract
 * @param owner team or person
 * @param description one sentence
 * @param labels free
 */
public record Metadata(
    String name,
    String version,
    Optional<String> owner,
    Optional<String> description,
    Map<String, String> labels) {
  /** Copies the labels. */
  public Metadata {
    labels = Ordered.copyOf(labels);
  }
}
