// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.evidence.yaml.YamlNode.Entry;
import dev.demarc.evidence.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;

/**
 * One step of a job: a script, a command in words, or a ready-made part that it uses.
 *
 * @param uses the ready-made part, {@code actions/setup-go@v6}; empty if there is none
 * @param with what the part is told
 * @param env variables of this step alone
 * @param command a program and its words that no shell reads
 * @param folder where it runs; empty for the root of the repository
 */
public record CiStep(
    String name,
    String uses,
    List<Entry> with,
    List<Entry> env,
    Optional<ShellScript> script,
    List<Scalar> command,
    String folder,
    Place place) {
  /** Copies the lists. */
  public CiStep {
    with = List.copyOf(with);
    env = List.copyOf(env);
    command = List.copyOf(command);
  }

  /** True when it uses this part, in whatever version. */
  public boolean isUse(String part) {
    return uses.equals(part) || uses.startsWith(part + "@");
  }

  /** What the part is told by this name; empty if nothing. */
  public String with(String name) {
    return with.stream()
        .filter(entry -> entry.key().text().equals(name))
        .findFirst()
        .flatMap(entry -> entry.value().asScalar())
        .map(Scalar::text)
        .orElse("");
  }
}
