// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

/** Where Java starts Demarc. Ends the process; nothing else does. */
public final class Main {
  private Main() {}

  /** Whether a signal is the component's to answer first. */
  private static boolean wraps(String[] arguments) {
    return arguments.length > 0 && arguments[0].equals("run");
  }

  /**
   * To exit Java first looks for somebody who logs that, in all jars. Demarc's own hook has nothing
   * to do at that point; those of a recording or an agent that somebody asked Java for have.
   */
  private static void leave(int code) {
    if (System.getenv().getOrDefault("DEMARC_JAVA_OPTS", "").isEmpty()) {
      Runtime.getRuntime().halt(code);
    }
    System.exit(code);
  }

  /** Answers {@code --version} before anything else is loaded; the rest goes to {@link Cli}. */
  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      System.out.println(Version.LINE);
      System.out.flush();
      return;
    }
    Console console = Console.ofProcess(System.getenv(), System.getProperty("demarc.terminal", ""));
    Departure departure = Departure.watch(Thread.currentThread(), console, wraps(arguments));
    Exit exit = new Cli(console, Session.ofProcess(console)).run(arguments);
    boolean written = console.flush();
    // during a shutdown exit would wait for the hooks, and they wait for this thread
    if (departure.over()) {
      leave((written ? exit : exit.unwritten(console)).code());
    }
  }
}
