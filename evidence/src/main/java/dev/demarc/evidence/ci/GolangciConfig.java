// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.yaml.YamlNode.Scalar;
import java.util.List;

/**
 * A configuration of golangci-lint.
 *
 * @param path of the file, relative to the root of the input
 * @param version {@code 2}, or {@code 1} when the file does not say
 * @param preset what is on besides: {@code all}, {@code none}, {@code standard}, …
 * @param formatters of version 2; version 1 has them among its linters
 */
public record GolangciConfig(
    String path,
    String version,
    String preset,
    List<Scalar> enabled,
    List<Scalar> disabled,
    List<Scalar> formatters) {
  /** Copies the lists. */
  public GolangciConfig {
    enabled = List.copyOf(enabled);
    disabled = List.copyOf(disabled);
    formatters = List.copyOf(formatters);
  }
}
