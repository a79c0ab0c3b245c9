// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Component;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Input;
import dev.demarc.contract.Isolation;
import dev.demarc.contract.ItemLimits;
import dev.demarc.contract.Level;
import dev.demarc.contract.Lifecycle;
import dev.demarc.contract.Lines;
import dev.demarc.contract.MediaType;
import dev.demarc.contract.Metadata;
import dev.demarc.contract.Output;
import dev.demarc.contract.Resources;
import dev.demarc.contract.Tests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A contract for a command, changed word by word. */
record Sample(
    List<String> command,
    Map<String, String> env,
    List<String> passEnv,
    boolean inputFile,
    boolean outputFile,
    Duration timeout,
    Duration firstByte,
    Duration idle,
    Duration within,
    Resources.Limits limits,
    Isolation isolation) {

  static Sample shell(String script) {
    return command("sh", "-c", script);
  }

  static Sample command(String... words) {
    Duration time = Duration.ofMinutes(2); // long enough for an emulated machine
    return new Sample(
        List.of(words),
        Map.of(),
        List.of(),
        false,
        false,
        time,
        time,
        time,
        Duration.ofSeconds(5),
        Resources.Limits.DEFAULT,
        new Isolation(
            Level.L0,
            List.of(),
            "none",
            List.of(),
            List.of(),
            Bytes.of(64 << 20),
            "RuntimeDefault",
            OptionalInt.empty()));
  }

  Sample timeout(Duration other) {
    return new Sample(
        command,
        env,
        passEnv,
        inputFile,
        outputFile,
        other,
        min(firstByte, other),
        min(idle, other),
        within,
        limits,
        isolation);
  }

  Sample firstByte(Duration other) {
    return new Sample(
        command,
        env,
        passEnv,
        inputFile,
        outputFile,
        timeout,
        other,
        idle,
        within,
        limits,
        isolation);
  }

  Sample idle(Duration other) {
    return new Sample(
        command,
        env,
        passEnv,
        inputFile,
        outputFile,
        timeout,
        firstByte,
        other,
        within,
        limits,
        isolation);
  }

  Sample within(Duration other) {
    return new Sample(
        command,
        env,
        passEnv,
        inputFile,
        outputFile,
        timeout,
        firstByte,
        idle,
        other,
        limits,
        isolation);
  }

  Sample env(Map<String, String> other, List<String> passed) {
    return new Sample(
        command,
        other,
        passed,
        inputFile,
        outputFile,
        timeout,
        firstByte,
        idle,
        within,
        limits,
        isolation);
  }

  Sample files() {
    return new Sample(
        command, env, passEnv, true, true, timeout, firstByte, idle, within, limits, isolation);
  }

  Sample isolation(Isolation other) {
    return new Sample(
        command,
        env,
        passEnv,
        inputFile,
        outputFile,
        timeout,
        firstByte,
        idle,
        within,
        limits,
        other);
  }

  Sample limits(Resources.Limits other) {
    return new Sample(
        command,
        env,
        passEnv,
        inputFile,
        outputFile,
        timeout,
        firstByte,
        idle,
        within,
        other,
        isolation);
  }

  Sample memory(long bytes) {
    return limits(
        new Resources.Limits(
            Optional.of(Bytes.of(bytes)),
            limits.swap(),
            limits.cpu(),
            limits.cpuset(),
            limits.pids(),
            limits.openFiles(),
            limits.fileSize(),
            limits.cpuTime(),
            limits.output(),
            limits.stderr()));
  }

  Sample pids(int count) {
    return limits(
        new Resources.Limits(
            limits.memory(),
            limits.swap(),
            limits.cpu(),
            limits.cpuset(),
            OptionalInt.of(count),
            limits.openFiles(),
            limits.fileSize(),
            limits.cpuTime(),
            limits.output(),
            limits.stderr()));
  }

  Sample output(long stdout, long stderr) {
    return limits(
        new Resources.Limits(
            limits.memory(),
            limits.swap(),
            limits.cpu(),
            limits.cpuset(),
            limits.pids(),
            limits.openFiles(),
            limits.fileSize(),
            limits.cpuTime(),
            Bytes.of(stdout),
            Bytes.of(stderr)));
  }

  Sample cpuTime(Duration time) {
    return limits(
        new Resources.Limits(
            limits.memory(),
            limits.swap(),
            limits.cpu(),
            limits.cpuset(),
            limits.pids(),
            limits.openFiles(),
            limits.fileSize(),
            Optional.of(time),
            limits.output(),
            limits.stderr()));
  }

  Sample fileSize(long bytes) {
    return limits(
        new Resources.Limits(
            limits.memory(),
            limits.swap(),
            limits.cpu(),
            limits.cpuset(),
            limits.pids(),
            limits.openFiles(),
            Optional.of(Bytes.of(bytes)),
            limits.cpuTime(),
            limits.output(),
            limits.stderr()));
  }

  Sample cpu(dev.demarc.contract.Cpu share, String cpuset) {
    return limits(
        new Resources.Limits(
            limits.memory(),
            limits.swap(),
            Optional.of(share),
            Optional.of(cpuset),
            limits.pids(),
            limits.openFiles(),
            limits.fileSize(),
            limits.cpuTime(),
            limits.output(),
            limits.stderr()));
  }

  Contract contract(Path folder) {
    return new Contract(
        folder.resolve("sample.contract.yaml"),
        "sha256:" + "0".repeat(64),
        new Metadata("sample", "1.0.0", Optional.empty(), Optional.empty(), Map.of()),
        new Component(
            Component.Kind.PROCESS, Optional.empty(), command, ".", List.of(), env, passEnv),
        new Input(
            inputFile ? Input.Channel.FILE : Input.Channel.STDIN,
            new MediaType("text/plain"),
            Input.Bom.FORBID,
            List.of("utf-8"),
            Input.Malformed.REJECT,
            0,
            Input.Newlines.KEEP,
            Optional.empty(),
            Optional.of(Lines.ANY),
            Optional.empty(),
            Optional.empty(),
            false,
            ItemLimits.DEFAULT),
        new Output(
            outputFile,
            new MediaType("text/plain"),
            Input.Bom.FORBID,
            "utf-8",
            Optional.empty(),
            Optional.empty(),
            Lines.ANY,
            Optional.empty(),
            List.of(),
            ItemLimits.DEFAULT),
        new Lifecycle(
            timeout,
            firstByte,
            idle,
            new Lifecycle.Stop("SIGTERM", within),
            List.of(0),
            List.of(65),
            List.of(75),
            1,
            true,
            Lifecycle.Orphans.FORBID),
        new Resources(
            limits, new Resources.Observed(Optional.empty(), Optional.empty(), Map.of()), Map.of()),
        isolation,
        new Tests(
            1,
            10,
            Duration.ofSeconds(1),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            false));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
