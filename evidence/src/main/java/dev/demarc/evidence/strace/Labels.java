// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.List;

/** What the label of a descriptor says, and what of it may be told. */
final class Labels {
  private static final List<String> PRIVATE =
      List.of("/home/", "/root/", "/tmp/", "/run/secrets/", "/var/run/secrets/");

  private Labels() {}

  /** {@code socket:[1]} of -y, {@code TCP:[…]}, {@code UNIX-STREAM:[…]} of -yy. */
  static boolean isSocket(String label) {
    if (label.startsWith("socket:[")) {
      return true;
    }
    int colon = label.indexOf(":[");
    if (colon <= 0 || !Character.isUpperCase(label.charAt(0))) {
      return false;
    }
    for (int i = 0; i < colon; i++) {
      char c = label.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** A stream socket that is bound and not connected: {@code TCP:[127.0.0.1:80]}. */
  static boolean isListening(String label) {
    boolean isStream =
        label.startsWith("TCP:[")
            || label.startsWith("TCPv6:[")
            || label.startsWith("UNIX-STREAM:[");
    return isStream
        && label.indexOf("->") < 0
        && (label.indexOf(',') > 0 || label.indexOf(':', label.indexOf('[')) > 0);
  }

  /** The own port of a TCP label; -1 when it has none. */
  static int port(String label) {
    if (!label.startsWith("TCP")) {
      return -1;
    }
    int stop = label.indexOf("->");
    String own = stop < 0 ? label : label.substring(0, stop);
    int colon = own.lastIndexOf(':');
    int port = 0;
    int digits = 0;
    for (int i = colon + 1; i < own.length() && Character.isDigit(own.charAt(i)); i++) {
      port = port * 10 + (own.charAt(i) - '0');
      if (++digits > 5) {
        return -1;
      }
    }
    return digits == 0 ? -1 : port;
  }

  /** The label as a report may hold it: private paths are left out. */
  static String told(String label) {
    int quote = label.indexOf('"');
    if (quote > 0) {
      String path = label.substring(quote + 1);
      return isPrivate(path) ? label.substring(0, quote) + "…]" : label;
    }
    return label.startsWith("/") && isPrivate(label) ? "a private path" : label;
  }

  /** A program's path as a report may hold it: the name alone where the folder is private. */
  static String program(String path) {
    return isPrivate(path) ? path.substring(path.lastIndexOf('/') + 1) : path;
  }

  private static boolean isPrivate(String path) {
    return PRIVATE.stream().anyMatch(path::startsWith)
        || (path.startsWith("/proc/") && path.contains("/environ"));
  }
}
