// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.unit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A systemd unit, or a drop-in that adds to one. */
public record Unit(String path, List<UnitKey> keys) {
  /** Copies the keys. */
  public Unit {
    keys = List.copyOf(keys);
  }

  /** The name of the unit: of the file, or of the folder that a drop-in stands in. */
  public String name() {
    int slash = path.lastIndexOf('/');
    if (!isDropIn()) {
      return path.substring(slash + 1);
    }
    String folder = path.substring(0, slash);
    return folder.substring(folder.lastIndexOf('/') + 1, folder.length() - 2);
  }

  /** What follows the last dot of its name: {@code service}, {@code socket}, {@code timer}. */
  public String type() {
    return name().substring(name().lastIndexOf('.') + 1);
  }

  /** True for a file that adds to a unit. */
  public boolean isDropIn() {
    return path.endsWith(".conf") && path.lastIndexOf('/') > 0;
  }

  /** The keys of this name that count: those behind the last empty one. */
  public List<UnitKey> all(String section, String name) {
    List<UnitKey> found = named(section, name).toList();
    int from = 0;
    for (int i = 0; i < found.size(); i++) {
      from = found.get(i).value().isEmpty() ? i + 1 : from;
    }
    return found.subList(from, found.size());
  }

  /** The last key of this name, which is the one that counts. */
  public Optional<UnitKey> last(String section, String name) {
    return all(section, name).stream().reduce((_, later) -> later);
  }

  private Stream<UnitKey> named(String section, String name) {
    return keys.stream().filter(key -> key.section().equals(section) && key.name().equals(name));
  }
}
