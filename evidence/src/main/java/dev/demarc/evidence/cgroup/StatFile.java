// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.machine.ProcNumber;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of lines {@code KEY NUMBER}, such as cpu.stat.
 *
 * @param entries by key; a line that is not of this form is left out
 */
record StatFile(Map<String, Entry> entries) {
  /** A number, and the line that it stands on, from 1. */
  record Entry(long value, int line) {}

  StatFile {
    entries = Map.copyOf(entries);
  }

  static StatFile of(List<String> lines) {
    Map<String, Entry> entries = new HashMap<>();
    int number = 0;
    for (String line : lines) {
      number++;
      int space = line.indexOf(' ');
      if (space > 0) {
        Optional<Long> value = ProcNumber.decimal(line.substring(space + 1));
        if (value.isPresent()) {
          entries.putIfAbsent(line.substring(0, space), new Entry(value.get(), number));
        }
      }
    }
    return new StatFile(entries);
  }

  OptionalLong value(String key) {
    Entry entry = entries.get(key);
    return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.value);
  }

  long value(String key, long absent) {
    return value(key).orElse(absent);
  }

  /** The line of a key, from 1; 0 when it is not there. */
  int line(String key) {
    Entry entry = entries.get(key);
    return entry == null ? 0 : entry.line;
  }
}
