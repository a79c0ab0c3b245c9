// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * An external program that Demarc trusts, such as git: run with a deadline, its output bounded, in
 * a fixed locale. Foreign components never run this way.
 *
 * @param program name on PATH or absolute path
 * @param directory where it runs
 * @param environment set besides the inherited one
 * @param deadline then it is killed
 * @param outputLimit bytes kept of each of standard output and standard error
 */
public record Tool(
    String program,
    Path directory,
    Map<String, String> environment,
    Duration deadline,
    int outputLimit) {
  /** Copies the map. */
  public Tool {
    environment = Map.copyOf(environment);
  }

  /** A program in the current directory, 60 seconds, 64 MiB. */
  public static Tool of(String program) {
    return new Tool(
        program, Path.of("."), Map.of("LC_ALL", "C.UTF-8"), Duration.ofSeconds(60), 64 << 20);
  }

  /** The same program in another directory. */
  public Tool in(Path other) {
    return new Tool(program, other, environment, deadline, outputLimit);
  }

  /** The same program with one more variable. */
  public Tool with(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new Tool(program, directory, more, deadline, outputLimit);
  }

  /** The same program with another deadline. */
  public Tool within(Duration other) {
    return new Tool(program, directory, environment, other, outputLimit);
  }

  /** The same program with another limit of output. */
  public Tool keeping(int bytes) {
    return new Tool(program, directory, environment, deadline, bytes);
  }

  /** Where a program lies on PATH. */
  public static Optional<Path> find(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin:/sbin";
    for (String folder : path.split(":", -1)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder, program);
      if (Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(file.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  /** Runs it without input. */
  public Result run(String... arguments) throws IOException, InterruptedException {
    return run(new byte[0], List.of(arguments));
  }

  /**
   * Runs it.
   *
   * @throws IOException when it cannot be started or does not end within the deadline
   */
  public Result run(byte[] input, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    Kept out = new Kept(process.getInputStream(), outputLimit);
    Kept err = new Kept(process.getErrorStream(), outputLimit);
    Thread feeder =
        Thread.ofPlatform().daemon().start(() -> feed(process.getOutputStream(), input));
    try {
      if (!process.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException(
            program + " did not end within " + deadline.toSeconds() + " s: " + arguments);
      }
      feeder.join(Duration.ofSeconds(1));
      return new Result(
          process.exitValue(), out.bytes(), err.bytes(), out.truncated() || err.truncated());
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void feed(OutputStream to, byte[] input) {
    try (to) {
      to.write(input);
    } catch (IOException closedEarly) {
      // a program may end without reading all of its input
    }
  }

  /**
   * What a program gave back.
   *
   * @param exit its code, 128 + n after signal n
   * @param stdout what it wrote, at most the limit
   * @param stderr what it wrote, at most the limit
   * @param truncated more was written than kept
   */
  public record Result(int exit, byte[] stdout, byte[] stderr, boolean truncated) {
    /** Whether it ended with 0. */
    public boolean ok() {
      return exit == 0;
    }

    /** Standard output as text without white space at its ends. */
    public String text() {
      return new String(stdout, StandardCharsets.UTF_8).strip();
    }

    /** Standard error as text without white space at its ends. */
    public String problem() {
      return new String(stderr, StandardCharsets.UTF_8).strip();
    }
  }

  /** A thread that reads a stream to its end and keeps the first bytes. */
  private static final class Kept {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread thread;
    private volatile boolean truncated;

    Kept(InputStream from, int limit) {
      this.thread = Thread.ofPlatform().daemon().start(() -> read(from, limit));
    }

    private void read(InputStream from, int limit) {
      byte[] chunk = new byte[16 << 10];
      try (from) {
        for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
          int room = Math.min(count, limit - size());
          add(chunk, room);
          truncated |= room < count;
        }
      } catch (IOException closed) {
        truncated = true;
      }
    }

    private synchronized int size() {
      return bytes.size();
    }

    private synchronized void add(byte[] chunk, int count) {
      bytes.write(chunk, 0, count);
    }

    synchronized byte[] take() {
      return bytes.toByteArray();
    }

    byte[] bytes() throws InterruptedException {
      thread.join(Duration.ofSeconds(5));
      return take();
    }

    boolean truncated() {
      return truncated;
    }
  }
}
