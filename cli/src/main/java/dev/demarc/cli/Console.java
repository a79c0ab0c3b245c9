// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.report.Style;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The two streams of this process and how they look. Colour only where a person reads, and never
 * with {@code NO_COLOR} or {@code TERM=dumb}; text is UTF-8 whatever the locale says.
 */
final class Console {
  private final Sink sink;
  private final PrintStream out;
  private final PrintStream err;
  private final Style outStyle;
  private final Style errStyle;
  private final boolean outIsTerminal;
  private final boolean errIsTerminal;
  private boolean live;

  private Console(OutputStream out, OutputStream err, Map<String, String> env, String terminal) {
    this.sink = new Sink(out);
    this.out =
        new PrintStream(new BufferedOutputStream(sink, 1 << 16), false, StandardCharsets.UTF_8);
    this.err =
        new PrintStream(new BufferedOutputStream(err, 1 << 12), true, StandardCharsets.UTF_8);
    List<String> terminals = List.of(terminal.split(","));
    outIsTerminal = terminals.contains("out");
    errIsTerminal = terminals.contains("err");
    outStyle = style(env, outIsTerminal);
    errStyle = style(env, errIsTerminal);
  }

  /**
   * The streams of this process.
   *
   * @param terminal which of them are terminals, as the launcher saw it: {@code out,err}
   */
  static Console ofProcess(Map<String, String> env, String terminal) {
    return new Console(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        env,
        terminal);
  }

  /** Streams of somebody else. */
  static Console of(OutputStream out, OutputStream err, Map<String, String> env, String terminal) {
    return new Console(out, err, env, terminal);
  }

  private static Style style(Map<String, String> env, boolean terminal) {
    boolean person = terminal && !"dumb".equals(env.getOrDefault("TERM", "dumb"));
    boolean colour = person && env.getOrDefault("NO_COLOR", "").isEmpty();
    String locale =
        List.of("LC_ALL", "LC_CTYPE", "LANG").stream()
            .map(name -> env.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("")
            .toUpperCase(java.util.Locale.ROOT);
    boolean utf8 = locale.contains("UTF-8") || locale.contains("UTF8");
    String columns = env.getOrDefault("COLUMNS", "");
    int width = columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : 100;
    return new Style(colour, person && utf8, width);
  }

  /** How standard output looks. */
  Style outStyle() {
    return outStyle;
  }

  /** How standard error looks. */
  Style errStyle() {
    return errStyle;
  }

  /** A line on standard output. */
  void line(String text) {
    endLive();
    out.print(text + "\n");
    if (outIsTerminal) {
      out.flush();
    }
  }

  /** Text on standard output as it is. */
  void text(String text) {
    endLive();
    out.print(text);
  }

  /** Bytes on standard output as they are. */
  void bytes(byte[] bytes) {
    out.write(bytes, 0, bytes.length);
  }

  /** Bytes on standard error as they are. */
  void errorBytes(byte[] bytes) {
    err.write(bytes, 0, bytes.length);
    err.flush();
  }

  /** A line on standard error. */
  void note(String text) {
    endLive();
    out.flush();
    err.print(text + "\n");
    err.flush();
  }

  /** A line that the next one overwrites; shown only where a person looks. */
  void live(String text) {
    if (!errIsTerminal) {
      return;
    }
    out.flush();
    String cut = text.length() < errStyle.width() ? text : text.substring(0, errStyle.width() - 1);
    err.print((live ? "\r\u001b[K" : "") + cut);
    err.flush();
    live = true;
  }

  private void endLive() {
    if (live) {
      err.print("\r\u001b[K");
      err.flush();
      live = false;
    }
  }

  /** What happened, where, why, and what to do. */
  void failure(DemarcException failure) {
    failure(String.valueOf(failure.getMessage()), failure.details(), failure.remedy());
  }

  /** What happened and where, why, and what to do; empty text for nothing. */
  void failure(String what, List<String> why, String remedy) {
    note(errStyle.paint(Style.Paint.BAD, "demarc: ") + Style.safe(what));
    why.forEach(line -> note("  " + Style.safe(line)));
    if (!remedy.isEmpty()) {
      note("What to do: " + Style.safe(remedy));
    }
  }

  /** Whether everything that was printed has reached its reader; false after a closed pipe. */
  boolean flush() {
    endLive();
    out.flush();
    err.flush();
    return !out.checkError();
  }

  /** Why standard output could not be written; empty text when it could, or its reader left. */
  String problem() {
    return sink.problem;
  }

  /** Standard output, and what went wrong with it: a reader that left is no problem of Demarc's. */
  private static final class Sink extends FilterOutputStream {
    private volatile String problem = "";

    Sink(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException failure) {
        String reason = String.valueOf(failure.getMessage());
        problem = reason.contains("Broken pipe") ? "" : reason;
        throw failure;
      }
    }
  }
}
