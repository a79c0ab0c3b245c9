// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.Level;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Views for tests: a run that is kept, one that is broken, one that was written by an enemy. */
final class Views {
  static final String HOSTILE =
      "</script><img src=x onerror=\"alert('1')\">&\u202e\u0000\u001b[31m";

  private Views() {}

  static RunView kept() {
    return new RunView(
        subject("returns"),
        Verdict.kept(),
        stages(Verdict.kept(), false),
        List.of(lint("OUT-STDERR", "medium"), lint("LIF-BUDGET", "info"), lint("X-Y", "info")),
        Optional.of(
            trial(
                new TrialView.Check("conserve", Verdict.kept(), "2000 cases", Optional.empty()),
                new TrialView.Figures(41_210, 39_002, 0, 2_208, 0))),
        List.of(new ForeignView("normalize.sh", "shell", "orderd/import.go", 41, "returns")),
        List.of(finding("process-boundary/output-unbounded")),
        Optional.of(artifact()),
        Optional.empty(),
        "./demarc pipeline run examples/returns");
  }

  static RunView broken() {
    byte[] bytes =
        "\ufeff\"return_id\",order_id\r\nR00000001,7\0\n".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xa3;
    return new RunView(
        subject("returns-ungoverned"),
        Verdict.broken(),
        stages(Verdict.broken(), true),
        List.of(),
        Optional.of(
            trial(
                new TrialView.Check(
                    "conserve",
                    Verdict.broken(),
                    "1 row in, 0 rows out, 0 refused",
                    Optional.of(
                        new TrialView.Counterexample(
                            "fault/bom-quoted-header",
                            bytes,
                            312,
                            "1 row went in, none came out, none was refused",
                            ".demarc/run/counterexample-1.csv"))),
                new TrialView.Figures(1000, 630, 366, 0, 4))),
        List.of(new ForeignView("normalize.sh", "shell", "orderd/import.go", 41, "")),
        List.of(),
        Optional.empty(),
        Optional.of(
            new RunView.Problem(
                "test", "output/conserve is broken", List.of(), "Set input.bom: strip.")),
        "./demarc pipeline run examples/returns --contract ungoverned.contract.yaml");
  }

  static RunView hostile() {
    RunView.Subject subject =
        new RunView.Subject(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, true, HOSTILE);
    TrialView.Check check =
        new TrialView.Check(
            HOSTILE,
            Verdict.broken(),
            HOSTILE,
            Optional.of(
                new TrialView.Counterexample(
                    HOSTILE, HOSTILE.getBytes(StandardCharsets.UTF_8), 1, HOSTILE, HOSTILE)));
    return new RunView(
        subject,
        Verdict.broken(),
        List.of(
            new StageView(
                HOSTILE,
                Verdict.broken(),
                HOSTILE,
                Duration.ofMillis(1),
                true,
                List.of(HOSTILE),
                List.of(HOSTILE))),
        List.of(
            new FindingView(HOSTILE, HOSTILE, HOSTILE, 1, 1, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
            new FindingView(HOSTILE, "info", HOSTILE, 1, 1, HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
        Optional.of(trial(check, new TrialView.Figures(1, 0, 1, 0, 0))),
        List.of(new ForeignView(HOSTILE, HOSTILE, HOSTILE, 1, HOSTILE)),
        List.of(
            new FindingView(HOSTILE, HOSTILE, HOSTILE, 1, 1, HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
        Optional.of(
            new ArtifactView(
                HOSTILE,
                HOSTILE,
                HOSTILE,
                List.of(new ArtifactView.Statement(HOSTILE, HOSTILE, HOSTILE)),
                OptionalLong.of(1),
                HOSTILE,
                List.of(new ArtifactView.PackagedFile(HOSTILE, 1, HOSTILE)))),
        Optional.of(new RunView.Problem(HOSTILE, HOSTILE, List.of(HOSTILE), HOSTILE)),
        HOSTILE);
  }

  static TrialView.DimensionView dimension(
      Dimension dimension, Verdict verdict, TrialView.Check... checks) {
    return new TrialView.DimensionView(dimension, verdict, List.of(checks));
  }

  static TrialView.Check check(String name, Verdict verdict) {
    return new TrialView.Check(name, verdict, "", Optional.empty());
  }

  private static RunView.Subject subject(String contract) {
    return new RunView.Subject(
        "examples/returns",
        contract,
        "1.0.0",
        "sha256:" + "4be2a1f0".repeat(8),
        "examples/returns/" + contract + ".contract.yaml",
        "1a2b3c4d".repeat(5),
        false,
        "demarc 0.1.0");
  }

  private static List<StageView> stages(Verdict test, boolean cut) {
    return List.of(
        stage("resolve", Verdict.kept(), "commit 1a2b3c4d5e6f, 7 files", 31, false),
        stage("lint", Verdict.kept(), "0 errors, 1 hint", 120, true),
        stage("test", test, "214 cases", 12_400, false),
        cut
            ? stage("sign", Verdict.undecided(Reason.NOT_RUN), "", 0, false)
            : stage("sign", Verdict.kept(), "4 statements", 44, false));
  }

  private static StageView stage(
      String name, Verdict verdict, String detail, long millis, boolean cached) {
    return new StageView(
        name,
        verdict,
        detail,
        Duration.ofMillis(millis),
        cached,
        List.of("tree 9f2c"),
        List.of("stage.json"));
  }

  private static TrialView trial(TrialView.Check conserve, TrialView.Figures figures) {
    Verdict open = Verdict.undecided(Reason.NOT_ENFORCED);
    return new TrialView(
        Level.L1,
        List.of(
            new TrialView.Control("memory", true, true, "memory.max", ""),
            new TrialView.Control("cpu", false, false, "", "cpu.max: ENOENT")),
        List.of(
            dimension(Dimension.INPUT, Verdict.kept(), check("bom", Verdict.kept())),
            dimension(Dimension.OUTPUT, conserve.verdict(), conserve),
            dimension(Dimension.LIFECYCLE, Verdict.kept(), check("stop", Verdict.kept())),
            dimension(
                Dimension.RESOURCES,
                open,
                new TrialView.Check("cpu", open, "cpu.max: ENOENT", Optional.empty()),
                check("memory", Verdict.kept()))),
        figures,
        Map.of("faults", 1.0, "constraints", 0.9999),
        214,
        1310,
        Duration.ofMillis(12_345));
  }

  private static FindingView lint(String rule, String severity) {
    return new FindingView(
        rule,
        severity,
        "examples/returns/contract.yaml",
        14,
        3,
        "Standard error may hold anything.",
        "",
        "",
        "add stderr: '^(INFO|WARN) '");
  }

  private static FindingView finding(String rule) {
    return new FindingView(
        rule,
        "medium",
        "orderd/import.go",
        44,
        9,
        "Output of normalize.sh is kept in memory without a limit.",
        "\tout, err := cmd.Output()",
        "No Go type bounds what a child process writes.",
        "Read through io.LimitReader.");
  }

  private static ArtifactView artifact() {
    return new ArtifactView(
        "sha256:" + "90aa17c3".repeat(8),
        ".demarc/layout/returns",
        "SHA256:" + "c0ffee00".repeat(4),
        List.of(
            new ArtifactView.Statement(
                "https://slsa.dev/provenance/v1", "", "sha256:" + "11223344".repeat(8)),
            new ArtifactView.Statement(
                "https://in-toto.io/attestation/test-result/v0.1",
                "WARNED",
                "sha256:" + "55667788".repeat(8))),
        OptionalLong.of(3),
        "sha256:" + "deadbeef".repeat(8),
        List.of(new ArtifactView.PackagedFile("normalize.sh", 911, "sha256:" + "ab".repeat(32))));
  }
}
