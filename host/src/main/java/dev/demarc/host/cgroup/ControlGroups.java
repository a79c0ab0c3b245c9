// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The groups of one instance of Demarc: {@code demarc/INSTANCE/RUN} below its own cgroup. */
public sealed interface ControlGroups extends AutoCloseable
    permits V1ControlGroups, V2ControlGroups {
  /** The directory that all instances share, in every hierarchy. */
  String ROOT = "demarc";

  /** Which versions are used. */
  Layout.Mode mode();

  /** A fresh group with limits. */
  ControlGroup create(String run, Limits limits) throws IOException;

  /**
   * Writes limits into a group that holds nobody, reads them back, and says what this host does.
   */
  List<Setting> probe(Limits limits);

  /** The directories of this instance, one in each hierarchy. */
  List<Path> directories();

  /** The file that kills every run of this instance at once. */
  Optional<Path> killFile();

  /** Kills every run of this instance. */
  void killAll();

  /** Kills what still runs and removes the directories. */
  @Override
  void close();

  /** Opens groups by what this host allows. */
  static Opening open(Layout layout, String instance, Limits limits) {
    return switch (layout.mode()) {
      case NONE -> new Opening(Optional.empty(), Setting.none(limits));
      case V1, HYBRID -> V1ControlGroups.open(layout, instance, limits);
      case V2 -> V2ControlGroups.open(layout, instance, limits);
    };
  }

  /**
   * What opening gave.
   *
   * @param groups empty when this host allows none
   * @param refused every control with its cause when there are none; {@link #probe} says more when
   *     there are
   */
  record Opening(Optional<ControlGroups> groups, List<Setting> refused) {
    /** Copies the list. */
    public Opening {
      refused = List.copyOf(refused);
    }

    /** Every control, as far as this host sets it. */
    public List<Setting> settings(Limits limits) {
      return groups.map(open -> open.probe(limits)).orElse(refused);
    }
  }
}
