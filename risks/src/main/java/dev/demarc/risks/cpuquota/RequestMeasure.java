// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.cgroup.WatchedGroup;
import dev.demarc.evidence.process.Listener;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.identify.NextStep;
import java.util.Optional;

/** How to learn what one request costs: the program may count both, the kernel counts the time. */
final class RequestMeasure {
  private RequestMeasure() {}

  static NextStep of(WatchedGroup in) {
    Optional<String> address =
        in.asked().isEmpty()
            ? Optional.empty()
            : ProcessTree.in(in.watch().last()).listeners(in.asked().getAsLong()).stream()
                .map(Listener::address)
                .filter(one -> one.startsWith("tcp "))
                .findFirst();
    return address
        .map(one ->
            new NextStep(
                "CPU time by requests since it began, if this address serves metrics; what it does without requests counts too",
                "curl -s "
                    + one.substring(4)
                    + "/metrics | awk '/^process_cpu_seconds_total/ {c = $2} /^[a-z_]*requests_total/ && !/^promhttp/ {n += $2} END {if (n) printf \"%.1f ms\\n\", c * 1000 / n}'"))
        .orElseGet(() ->
            new NextStep(
                "its CPU time so far: read it before and after a known number of requests, and divide",
                "awk '{print ($14 + $15) * 10, \"ms\"}' /proc/"
                    + (in.asked().isPresent() ? in.asked().getAsLong() : "PID")
                    + "/stat"));
  }
}
