// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.nativememory;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.identify.Evidence;
import java.util.stream.Stream;

/** The variables of the runtime that files of a folder set to a value that can be read. */
final class Variables {
  private static final String PLACEHOLDER = "$<>{}@_`";

  private Variables() {}

  /** The settings of one variable, where a program of Go gets them. */
  static Stream<Setting> named(Evidence evidence, String name) {
    return evidence
        .of(Setting.class)
        .filter(setting -> setting.name().equals(name))
        .filter(setting -> setting.source() != Setting.Source.GOENV)
        .filter(setting -> setting.constant() && !isTemplate(setting.value()));
  }

  /** True for a value that some tool replaces before it is set. */
  private static boolean isTemplate(String value) {
    return value.chars().anyMatch(c -> PLACEHOLDER.indexOf(c) >= 0)
        || value.indexOf('%') != value.lastIndexOf('%');
  }

  /** True when two settings meet in one environment. */
  static boolean meet(Setting one, Setting other) {
    return one.place().file().equals(other.place().file()) && one.scope().equals(other.scope());
  }

  static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
