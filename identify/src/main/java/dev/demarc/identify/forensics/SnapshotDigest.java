// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.identify.Digests;
import dev.demarc.identify.IdentifyReport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host that was looked at, as an input of a report. */
final class SnapshotDigest {
  private static final int MOST_NAMED = 3;
  private static final Pattern PROCESS = Pattern.compile("proc/(\\d{1,10})/");

  private SnapshotDigest() {}

  static IdentifyReport.Source source(int id, Watch watch, boolean live, boolean digested) {
    int files = 0;
    long bytes = 0;
    for (Snapshot snapshot : watch.snapshots()) {
      files += snapshot.files().size();
      bytes += snapshot.files().values().stream().mapToLong(file -> file.length).sum();
    }
    String kind = live ? "live" : "bundle";
    return new IdentifyReport.Source(
        id, watch.name(), kind, digested ? digest(watch) : "", files, bytes);
  }

  private static String digest(Watch watch) {
    MessageDigest all = Digests.sha256();
    for (Snapshot snapshot : watch.snapshots()) {
      for (Map.Entry<String, byte[]> file : snapshot.files().entrySet()) {
        all.update((file.getKey() + "\0").getBytes(StandardCharsets.UTF_8));
        all.update(file.getValue());
      }
      snapshot
          .links()
          .forEach((path, target) ->
              all.update((path + "\0" + target + "\0").getBytes(StandardCharsets.UTF_8)));
    }
    return "sha256:" + HexFormat.of().formatHex(all.digest());
  }

  /** What the reader had no right to see, and what was too large to be taken whole. */
  static List<Problem> problems(Watch watch) {
    List<Problem> problems = new ArrayList<>();
    for (String path : watch.cut()) {
      String text = "more than " + Machine.LARGEST + " bytes";
      problems.add(
          new Problem(watch.name() + "/" + path, 0, "truncated", text, "what comes after"));
    }
    NavigableSet<String> refused = new TreeSet<>(watch.last().refused());
    refused.removeIf(path -> !isAsked(path, watch.pids()));
    if (refused.isEmpty()) {
      return problems;
    }
    String named = String.join(", ", refused.stream().limit(MOST_NAMED).toList());
    String more =
        refused.size() > MOST_NAMED ? " and " + (refused.size() - MOST_NAMED) + " more" : "";
    problems.add(
        new Problem(
            watch.name(),
            0,
            "not-permitted",
            named + more + ": root with CAP_SYS_PTRACE may see them",
            refused.size() + " files of /proc and /sys"));
    return problems;
  }

  /** Ancestors are looked at for their names only: what they hide is no loss. */
  private static boolean isAsked(String path, NavigableSet<Long> pids) {
    Matcher process = PROCESS.matcher(path);
    return !process.lookingAt() || pids.contains(Long.valueOf(process.group(1)));
  }
}
