// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code --mount} of a {@code RUN}: its fields as they are written. */
public record Mount(Flag flag, Map<String, String> fields) {
  /** Copies the fields. */
  public Mount {
    fields = Map.copyOf(fields);
  }

  /** All mounts of an instruction. */
  public static List<Mount> of(Instruction run) {
    List<Mount> mounts = new ArrayList<>();
    for (Flag flag : run.flags("mount")) {
      Map<String, String> fields = new LinkedHashMap<>();
      for (String field : flag.value().split(",", -1)) {
        int equals = field.indexOf('=');
        String key = (equals < 0 ? field : field.substring(0, equals)).strip();
        fields.putIfAbsent(
            key.toLowerCase(Locale.ROOT), equals < 0 ? "" : field.substring(equals + 1));
      }
      mounts.add(new Mount(flag, fields));
    }
    return mounts;
  }

  /** {@code bind}, {@code cache}, {@code tmpfs}, {@code secret} or {@code ssh}. */
  public String type() {
    return fields.getOrDefault("type", "bind");
  }

  /** A field. */
  public Optional<String> value(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  /** Where it appears. */
  public Optional<String> target() {
    return value("target").or(() -> value("dst")).or(() -> value("destination"));
  }
}
