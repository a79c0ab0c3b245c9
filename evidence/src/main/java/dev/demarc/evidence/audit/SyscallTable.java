// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Names of system calls by architecture and number. The table was generated from the kernel's
 * headers by evidence/src/test/syscalls/generate.py; auditd's own translation of SECCOMP records is
 * wrong ({@code SYSCALL=unknown-syscall(-1)} in 3.0.9), so nothing else is asked.
 */
final class SyscallTable {
  private static final Map<AuditArch, Map<Long, String>> NAMES = load();

  private SyscallTable() {}

  static Optional<String> name(AuditArch arch, long number) {
    return Optional.ofNullable(NAMES.getOrDefault(arch, Map.of()).get(number));
  }

  /** The number of a call; empty when this architecture has none of this name. */
  static OptionalLong number(AuditArch arch, String name) {
    return NAMES.getOrDefault(arch, Map.of()).entrySet().stream()
        .filter(call -> call.getValue().equals(name))
        .mapToLong(Map.Entry::getKey)
        .findFirst();
  }

  private static Map<AuditArch, Map<Long, String>> load() {
    Map<AuditArch, Map<Long, String>> all = new EnumMap<>(AuditArch.class);
    try (InputStream in = SyscallTable.class.getResourceAsStream("syscalls.tsv")) {
      if (in == null) {
        throw new IllegalStateException("syscalls.tsv is not beside its class");
      }
      List<String> lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
      String[] arches = lines.getFirst().split("\t", -1);
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split("\t", -1);
        for (int i = 1; i < cells.length; i++) {
          if (!cells[i].equals("-")) {
            AuditArch arch = AuditArch.valueOf(arches[i].toUpperCase(Locale.ROOT));
            all.computeIfAbsent(arch, key -> new HashMap<>())
                .putIfAbsent(Long.valueOf(cells[i]), cells[0]);
          }
        }
      }
      return all;
    } catch (IOException reason) {
      throw new UncheckedIOException(reason);
    }
  }
}
