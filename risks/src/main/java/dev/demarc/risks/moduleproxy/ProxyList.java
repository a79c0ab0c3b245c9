// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.moduleproxy;

import dev.demarc.identify.Evidence;
import dev.demarc.identify.PrivateHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A value of GOPROXY.
 *
 * @param elements URLs, {@code direct}, {@code off}
 * @param separators what stands behind each of them: a comma, a bar, or a blank behind the last
 */
record ProxyList(List<String> elements, List<Character> separators) {
  private static final Pattern LOCAL =
      Pattern.compile(
          "localhost|127\\..*|\\[?::1]?|10\\..*|192\\.168\\..*|169\\.254\\..*"
              + "|172\\.(1[6-9]|2[0-9]|3[01])\\..*|0\\.0\\.0\\.0|\\[?f[cde].*:.*");

  private static final Pattern SUFFIX =
      Pattern.compile(".*\\.(internal|corp|local|lan|home\\.arpa|intranet|test|localhost)");

  /** Copies the lists. */
  ProxyList {
    elements = List.copyOf(elements);
    separators = List.copyOf(separators);
  }

  static ProxyList of(String value) {
    List<String> elements = new ArrayList<>();
    List<Character> separators = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= value.length(); i++) {
      char c = i < value.length() ? value.charAt(i) : ' ';
      if (c == ',' || c == '|' || i == value.length()) {
        elements.add(value.substring(from, i).strip());
        separators.add(c);
        from = i + 1;
      }
    }
    return new ProxyList(elements, separators);
  }

  /** The host of an element; empty when it is no URL with one. */
  static String host(String element) {
    int from = element.indexOf("://");
    if (from < 0 || element.startsWith("file:")) {
      return "";
    }
    String rest = element.substring(from + 3);
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String host = rest.substring(rest.lastIndexOf('@', end) + 1, end);
    int port = host.lastIndexOf(':');
    boolean numbers = port > 0 && host.indexOf(']', port) < 0;
    return (numbers ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
  }

  /** True for a host that only its own network can reach. */
  static boolean isPrivate(String host) {
    return host.indexOf('.') < 0 || LOCAL.matcher(host).matches() || SUFFIX.matcher(host).matches();
  }

  static boolean isPrivateProxy(String element, PrivateHosts own) {
    String host = host(element);
    return !host.isEmpty() && (isPrivate(host) || own.own(host));
  }

  static boolean isPublicProxy(String element, PrivateHosts own) {
    return !host(element).isEmpty() && !isPrivateProxy(element, own);
  }

  /** The hosts that the user's configuration says are its own. */
  static PrivateHosts own(Evidence evidence) {
    return evidence.of(PrivateHosts.class).findFirst().orElse(new PrivateHosts(List.of()));
  }
}
