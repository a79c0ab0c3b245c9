// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.machine.Bundle;
import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Target;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.redaction.PacketRedactor;
import dev.demarc.evidence.redaction.TraceRedactor;
import dev.demarc.host.Tool;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * Takes a bundle of a running target: first what costs nothing (/proc and /sys), then what was
 * asked for. What other tools record is redacted on its way in; their own files are removed.
 */
public final class BundleTaker {
  private static final Duration SPARE = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(2);
  private static final Duration PPROF_PATIENCE = Duration.ofSeconds(15);

  private final BundlePlan plan;
  private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
  private final List<String> missed = new ArrayList<>();

  /** By this plan. */
  public BundleTaker(BundlePlan plan) {
    this.plan = plan;
  }

  /** What is in, one line each. */
  public List<String> taken() {
    return List.copyOf(taken);
  }

  /** What was asked for and is not in, with the reason, one line each. */
  public List<String> missed() {
    return List.copyOf(missed);
  }

  /**
   * Takes it.
   *
   * @param folder there, and empty
   * @return false when there is no process of the target
   * @throws IOException when the bundle cannot be written
   */
  public boolean into(Path folder) throws IOException, InterruptedException {
    Path raw = Files.createTempDirectory("demarc-raw"); // mode 0700
    List<Recorder> recorders = new ArrayList<>();
    try {
      Optional<PprofServer> server =
          plan.pprof().map(base -> new PprofServer(base, PPROF_PATIENCE));
      Optional<PprofDumps> pprof = server.map(PprofDumps::new);
      pprof.ifPresent(dumps -> note(dumps.into(folder, 0))); // one of them may stop it: first
      recorders = begin(raw, folder);
      server
          .flatMap(one -> CpuProfile.during(plan.whole(), one))
          .map(profile -> profile(profile, folder))
          .ifPresent(recorders::add);
      Optional<Watch> watch =
          new Lookout(Machine.here(), plan.whole(), plan.every())
              .at(plan.target(), plan.target().words());
      if (watch.isEmpty()) {
        return false;
      }
      pprof.ifPresent(dumps -> note(dumps.into(folder, 1)));
      for (Recorder recorder : recorders) {
        end(recorder);
      }
      Ending.of(plan.target(), watch.get())
          .ifPresent(how -> miss(plan.target().words() + ": " + how));
      watch
          .get()
          .cut()
          .forEach(path -> miss(path + ": what comes after " + Machine.LARGEST + " bytes"));
      Bundle.write(watch.get(), missed, folder);
      int looks = watch.get().snapshots().size();
      taken.addFirst(
          looks
              + (looks == 1 ? " look" : " looks")
              + " at /proc and /sys, "
              + watch.get().pids().size()
              + (watch.get().pids().size() == 1 ? " process" : " processes"));
      return true;
    } finally {
      for (Recorder recorder : recorders) {
        recorder.stop();
      }
      remove(raw);
    }
  }

  /** A tool at work. Interrupting its thread ends the tool: strace must not outlive us. */
  private record Recorder(FutureTask<Void> task, Thread thread) {
    static Recorder start(Callable<Void> work) {
      FutureTask<Void> task = new FutureTask<>(work);
      return new Recorder(task, Thread.ofPlatform().daemon().start(task));
    }

    void stop() throws InterruptedException {
      thread.interrupt();
      thread.join(STOP);
    }
  }

  private void note(PprofDumps.Result result) {
    result.taken().forEach(taken::add);
    result.missed().forEach(this::miss);
  }

  /** What fails at the beginning and at the end for one reason is said once. */
  private void miss(String line) {
    if (!missed.contains(line)) {
      missed.add(line);
    }
  }

  private List<Recorder> begin(Path raw, Path folder) {
    List<Recorder> tools = new ArrayList<>();
    if (plan.trace() && plan.target() instanceof Target.OneProcess(long pid)) {
      tools.add(
          Recorder.start(() -> {
            Path file = raw.resolve("trace.strace");
            run(
                "strace",
                "strace",
                file,
                "-f",
                "-tt",
                "-yy",
                "-T",
                "-s",
                "0",
                "-e",
                "trace=%desc,%network,%process,%signal",
                "-p",
                Long.toString(pid),
                "-o",
                file.toString());
            redactTrace(file, folder.resolve("trace.strace"));
            taken.add("trace.strace: system calls of all threads, without buffers");
            return null;
          }));
    } else if (plan.trace()) {
      miss("trace: strace wants one process; name it by pid:N");
    }
    plan.packets()
        .ifPresent(device ->
            tools.add(
                Recorder.start(() -> {
                  Path file = raw.resolve("packets.pcap");
                  run(
                      "tcpdump",
                      "tcpdump",
                      file,
                      "-i",
                      device,
                      "-U",
                      "--immediate-mode",
                      "-w",
                      file.toString());
                  try (InputStream in = Files.newInputStream(file);
                      OutputStream out =
                          new BufferedOutputStream(
                              Files.newOutputStream(folder.resolve("packets.pcap")))) {
                    new PacketRedactor().copy(in, out);
                  }
                  taken.add("packets.pcap: headers and TLS hellos, payload blanked");
                  return null;
                })));
    return tools;
  }

  private Recorder profile(CpuProfile profile, Path folder) {
    return Recorder.start(() -> {
      taken.add(profile.into(folder));
      return null;
    });
  }

  private void end(Recorder recorder) throws InterruptedException {
    try {
      recorder.task().get();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      miss(cause == null ? failed.toString() : String.valueOf(cause.getMessage()));
    }
  }

  /** Runs a recorder for as long as we look, by timeout(1), which ends it as a user would. */
  private void run(String program, String packageName, Path file, String... arguments)
      throws IOException, InterruptedException {
    if (Tool.find(program).isEmpty()) {
      throw new IOException(program + " is not installed: apt-get install " + packageName);
    }
    List<String> command =
        new ArrayList<>(
            List.of("-s", "INT", Long.toString(Math.max(1, plan.whole().toSeconds())), program));
    command.addAll(List.of(arguments));
    Tool.Result result =
        Tool.of("timeout").within(plan.whole().plus(SPARE)).run(new byte[0], command);
    if (!Files.exists(file) || Files.size(file) == 0) {
      List<String> said = result.problem().lines().toList();
      String last = String.join(" ", said.subList(Math.max(0, said.size() - 2), said.size()));
      throw new IOException(
          program + " recorded nothing: " + (last.isEmpty() ? "it gives no reason" : last));
    }
  }

  private static void redactTrace(Path from, Path to) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(from, StandardCharsets.ISO_8859_1);
        BufferedWriter out = Files.newBufferedWriter(to, StandardCharsets.ISO_8859_1)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(TraceRedactor.redact(line));
        out.newLine();
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
