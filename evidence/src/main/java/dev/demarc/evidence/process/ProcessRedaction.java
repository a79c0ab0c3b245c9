// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import dev.demarc.evidence.redaction.PrivatePaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a process may leave it: of its environment the names, and the values of variables that
 * steer a runtime; of its arguments the program, the script and the names of flags.
 */
public final class ProcessRedaction {
  /** Variables whose values are settings and never secrets, once the user part of URLs is cut. */
  private static final Set<String> SHOWN =
      Set.of(
          "GOMAXPROCS",
          "GOGC",
          "GOMEMLIMIT",
          "GODEBUG",
          "GOTRACEBACK",
          "GOOS",
          "GOARCH",
          "GOARM",
          "GOAMD64",
          "GO111MODULE",
          "GOEXPERIMENT",
          "GOTOOLCHAIN",
          "CGO_ENABLED",
          "GOPROXY",
          "GOSUMDB",
          "GONOSUMDB",
          "GOPRIVATE",
          "GONOPROXY",
          "GOINSECURE",
          "GOFLAGS",
          "MALLOC_ARENA_MAX",
          "GLIBC_TUNABLES",
          "TZ",
          "ZONEINFO",
          "LISTEN_FDS",
          "LISTEN_PID",
          "LISTEN_FDNAMES",
          "LISTEN_PIDFDID",
          "OTEL_TRACES_EXPORTER",
          "JAEGER_AGENT_HOST",
          "JAEGER_AGENT_PORT",
          "SOURCE_DATE_EPOCH");

  /** From the begin of a part of an address to its last at sign: a URL may lack its scheme. */
  private static final Pattern USER = Pattern.compile("(?<![^\\s/,|])[^\\s/,|]*@");

  private static final Pattern QUERY = Pattern.compile("[?#][^\\s,|]*");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
  private static final Pattern FLAG = Pattern.compile("--?[A-Za-z][A-Za-z0-9_.-]{0,39}");
  private static final Pattern SCRIPT =
      Pattern.compile("[^=\\s:@?]{1,300}\\.(?:py|pyz|js|mjs|cjs|ts|rb|pl|php|sh|bash|jar|lua)");

  private static final int MOST_FLAGS = 40;

  /** So many names are kept of variables whose values are not. */
  private static final int MOST_NAMES = 2000;

  private ProcessRedaction() {}

  /**
   * An environment, as /proc has it: {@code NAME=value} where the value may be seen, {@code NAME}
   * alone where not, of these at most 2000. What has no name of a variable is left out.
   */
  public static String environment(String raw) {
    StringBuilder kept = new StringBuilder();
    int names = 0;
    for (String entry : raw.split("\0", -1)) {
      int equals = entry.indexOf('=');
      String name = equals < 0 ? "" : entry.substring(0, equals);
      if (isShown(name)) {
        kept.append(name).append('=').append(value(name, entry.substring(equals + 1))).append('\0');
      } else if (VARIABLE.matcher(name).matches() && ++names <= MOST_NAMES) {
        kept.append(name).append('\0');
      }
    }
    return kept.toString();
  }

  /** What of a variable's value may be seen; empty when nothing of it may. */
  public static Optional<String> shown(String name, String raw) {
    return isShown(name) ? Optional.of(value(name, raw)) : Optional.empty();
  }

  /** Whether the value of a variable may be seen, by its name. */
  public static boolean isShown(String name) {
    return SHOWN.contains(name)
        || (name.startsWith("OTEL_BSP_") && VARIABLE.matcher(name).matches());
  }

  private static String value(String name, String raw) {
    String value = QUERY.matcher(USER.matcher(raw).replaceAll("*@")).replaceAll("?*");
    int set = name.equals("GOFLAGS") ? value.indexOf("-X") : -1;
    // what the linker is told to set may be anything
    return set < 0 ? path(value) : value.substring(0, set) + "-X*";
  }

  /**
   * Arguments, as /proc has them: the program, the script that an interpreter runs, the names of
   * flags, and last {@code +N} for the N that are left out.
   */
  public static String arguments(String raw) {
    if (raw.isEmpty()) {
      return "";
    }
    List<String> all = new ArrayList<>(List.of(raw.split("\0", -1)));
    if (all.getLast().isEmpty()) {
      all.removeLast();
    }
    if (all.isEmpty() || all.getFirst().isEmpty()) {
      return "";
    }
    List<String> kept = new ArrayList<>();
    kept.add(program(all.getFirst()));
    boolean scriptSeen = false;
    int rest = 0;
    for (String argument : all.subList(1, all.size())) {
      String flag = argument.startsWith("-") ? argument.split("=", 2)[0] : "";
      if (kept.size() < MOST_FLAGS && FLAG.matcher(flag).matches() && isWord(flag)) {
        kept.add(flag);
      } else if (!scriptSeen && SCRIPT.matcher(argument).matches()) {
        scriptSeen = true;
        kept.add(path(argument));
      } else {
        rest++;
      }
    }
    if (rest > 0) {
      kept.add("+" + rest);
    }
    return String.join("\0", kept) + "\0";
  }

  /** A flag such as {@code -pS3cret} holds its value: two or more letters behind one dash do. */
  private static boolean isWord(String flag) {
    return flag.startsWith("--") ? flag.equals(flag.toLowerCase(Locale.ROOT)) : flag.length() == 2;
  }

  /** The name that a process gave itself may hold anything behind its first blank. */
  private static String program(String first) {
    int end = first.length();
    for (int i = 0; i < first.length(); i++) {
      char c = first.charAt(i);
      if (c <= ' ' || c == '=' || c == ':') {
        end = i;
        break;
      }
    }
    return path(first.substring(0, end));
  }

  /** A path, or {@code /*} and its last name where the folders are somebody's own. */
  public static String path(String path) {
    boolean hidden = path.startsWith("/") && !PrivatePaths.shows(path);
    return hidden ? "/*" + path.substring(path.lastIndexOf('/')) : path;
  }
}
