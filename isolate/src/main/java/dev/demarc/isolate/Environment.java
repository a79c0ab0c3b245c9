// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Component;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The environment of a run: nothing but what is written here and in the contract. */
final class Environment {
  /** Where programs are looked for, on every host the same. */
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Environment() {}

  /** As {@code NAME=VALUE}, in order of names. */
  static List<String> of(Component component, Map<String, String> own, Path temporary) {
    Map<String, String> all = new TreeMap<>();
    all.put("PATH", PATH);
    all.put("LC_ALL", "C.UTF-8");
    for (String name : component.passEnv()) {
      String value = own.get(name);
      if (value != null) {
        all.put(name, value);
      }
    }
    all.putAll(component.env());
    all.put("TMPDIR", temporary.toString());
    return all.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
  }

  /** The PATH that a component will have. */
  static String path(Component component, Map<String, String> own) {
    String passed = component.passEnv().contains("PATH") ? own.getOrDefault("PATH", PATH) : PATH;
    return component.env().getOrDefault("PATH", passed);
  }
}
