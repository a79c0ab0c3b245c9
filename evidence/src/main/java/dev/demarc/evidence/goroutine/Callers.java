// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who, outside of the libraries that wait for him, made a call. */
public final class Callers {
  private static final Set<String> STANDARD =
      Set.of(
          "bufio",
          "bytes",
          "compress",
          "context",
          "crypto",
          "encoding",
          "internal",
          "io",
          "mime",
          "net",
          "reflect",
          "runtime",
          "sync",
          "syscall",
          "time",
          "vendor");

  /** Of a function or of its package's last word, in lower case. */
  private static final List<String> PATIENT =
      List.of("poll", "watch", "stream", "subscri", "events", "wait", "follow", "reverseproxy");

  /** Clients that ask for changes, for minutes. */
  private static final List<String> BLOCKING =
      List.of("github.com/hashicorp/consul/api.", "github.com/hashicorp/nomad/api.");

  private Callers() {}

  /**
   * The innermost frame outside the standard library, below the last frame of an HTTP client: a
   * library that wraps a transport is no caller.
   */
  public static Optional<Frame> of(GoroutineGroup group) {
    return chain(group).findFirst();
  }

  private static Stream<Frame> chain(GoroutineGroup group) {
    List<Frame> frames = group.frames();
    int from = 0;
    for (int i = 0; i < frames.size(); i++) {
      String function = frames.get(i).function();
      if (function.startsWith("net/http.(*Client).") || function.equals("net/http.send")) {
        from = i;
      }
    }
    return frames.stream().skip(from).filter(frame -> !isStandard(frame));
  }

  private static boolean isStandard(Frame frame) {
    String path = frame.packagePath();
    int slash = path.indexOf('/');
    boolean isLibrary = STANDARD.contains(slash < 0 ? path : path.substring(0, slash));
    // a proxy is a caller, of requests that are not its own
    return (isLibrary && !path.equals("net/http/httputil"))
        || path.equals("golang.org/x/net/http2");
  }

  /**
   * Whether one of the nearest callers says by its name that it waits as long as it takes: polls,
   * watches, streams; or passes on requests of others; or is a test.
   */
  public static boolean isPatient(GoroutineGroup group) {
    return chain(group).limit(3).anyMatch(Callers::isPatient);
  }

  private static boolean isPatient(Frame frame) {
    String function = frame.function();
    String brief = function.substring(function.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return frame.file().endsWith("_test.go")
        || PATIENT.stream().anyMatch(brief::contains)
        || BLOCKING.stream().anyMatch(function::startsWith);
  }
}
