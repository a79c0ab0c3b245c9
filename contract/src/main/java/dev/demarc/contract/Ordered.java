// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Copies of maps that keep their order. {@link Map#copyOf} draws a new order in every JVM, which
 * would show in results.
 */
final class Ordered {
  private Ordered() {}

  static <K, V> Map<K, V> copyOf(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
