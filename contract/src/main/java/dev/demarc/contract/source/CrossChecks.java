// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Cpu;
import dev.demarc.contract.Relation;
import dev.demarc.contract.Resources;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a schema cannot say: values in two places of a contract that must agree. */
final class CrossChecks {
  private static final String LIMITS = "/spec/resources/limits";
  private static final String UNIFIED = "/spec/resources/unified";

  /** Most CPUs that a list may name: the kernel's NR_CPUS is at most 8192. */
  private static final int MOST_CPUS = 8192;

  private final Document document;
  private final List<Problem> problems = new ArrayList<>();

  private CrossChecks(Document document) {
    this.document = document;
  }

  static List<Problem> problems(Document document, Contract contract) {
    CrossChecks checks = new CrossChecks(document);
    checks.relations(contract);
    checks.unified(contract.resources());
    return checks.problems;
  }

  private void relations(Contract contract) {
    Map<String, Integer> seen = new HashMap<>();
    List<Relation> relations = contract.output().relations();
    for (int i = 0; i < relations.size(); i++) {
      Integer first = seen.putIfAbsent(relations.get(i).id(), i);
      if (first != null) {
        problems.add(
            document.problem(
                "DOC-SCHEMA",
                Severity.HIGH,
                "/spec/output/relations/" + i,
                "Two relations have the id '" + relations.get(i).id() + "'.",
                "give this one an id of its own"));
      }
    }
  }

  private void unified(Resources resources) {
    Resources.Limits limits = resources.limits();
    Map<String, String> raw = resources.unified();
    limits
        .memory()
        .ifPresent(memory -> {
          compare("memory", memory.count(), raw, "memory.max");
          compare("swap", limits.swap().count(), raw, "memory.swap.max");
        });
    if (limits.pids().isPresent()) {
      compare("pids", limits.pids().getAsInt(), raw, "pids.max");
    }
    limits.cpu().ifPresent(cpu -> cpu(cpu, raw));
    if (limits.cpuset().isPresent() && raw.containsKey("cpuset.cpus")) {
      Optional<BitSet> wanted = cpus(limits.cpuset().get());
      Optional<BitSet> set = cpus(raw.getOrDefault("cpuset.cpus", ""));
      if (wanted.isEmpty() || !wanted.equals(set)) {
        differ("cpuset", limits.cpuset().get(), "cpuset.cpus", raw.getOrDefault("cpuset.cpus", ""));
      }
    }
  }

  private void compare(String limit, long wanted, Map<String, String> raw, String file) {
    String set = raw.get(file);
    if (set != null
        && (set.equals("max") || !new BigInteger(set).equals(BigInteger.valueOf(wanted)))) {
      String value = document.json().at(LIMITS + "/" + limit).asString(Long.toString(wanted));
      differ(
          limit, value.equals(Long.toString(wanted)) ? value : value + " = " + wanted, file, set);
    }
  }

  private void cpu(Cpu cpu, Map<String, String> raw) {
    String set = raw.get("cpu.max");
    if (set == null) {
      return;
    }
    String[] parts = set.split(" ", -1);
    boolean same =
        !parts[0].equals("max")
            && new BigDecimal(parts[0])
                    .multiply(BigDecimal.valueOf(1000))
                    .compareTo(
                        new BigDecimal(parts[1]).multiply(BigDecimal.valueOf(cpu.millicores())))
                == 0;
    if (!same) {
      differ("cpu", cpu + " = " + cpu.millicores() * 100 + " 100000", "cpu.max", set);
    }
  }

  private static Optional<BitSet> cpus(String list) {
    BitSet cpus = new BitSet();
    for (String part : list.split(",", -1)) {
      String[] ends = part.split("-", -1);
      if (!part.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
        return Optional.empty();
      }
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      if (last < first || last >= MOST_CPUS) {
        return Optional.empty();
      }
      cpus.set(first, last + 1);
    }
    return Optional.of(cpus);
  }

  private void differ(String limit, String wanted, String file, String set) {
    problems.add(
        document.problem(
            "RES-CROSS",
            Severity.HIGH,
            Pointers.child(UNIFIED, file),
            "limits.%s is %s, but unified %s is %s: they must agree."
                .formatted(limit, wanted, file, set),
            "remove the line; limits." + limit + " sets the file"));
  }
}
