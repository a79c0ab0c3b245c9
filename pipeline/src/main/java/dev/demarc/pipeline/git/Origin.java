// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.git;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a remote as it may be published. */
final class Origin {
  private static final Pattern URL =
      Pattern.compile("(?i)(https?|ssh|git|git\\+ssh)://(?:[^/@]*@)?([^/@]+)(/[^?#]*)?.*");
  private static final Pattern SCP = Pattern.compile("(?:[^/:@]+@)?([A-Za-z0-9.-]+):([^/].*|/.*)");

  private Origin() {}

  /**
   * Cuts user, password, query and fragment; {@code git@host:path} becomes {@code ssh://host/path}.
   * A path of this machine is no address.
   */
  static Optional<String> published(String remote) {
    String text = remote.strip();
    Matcher url = URL.matcher(text);
    if (url.matches()) {
      String path = url.group(3) == null ? "" : url.group(3);
      return Optional.of(
          url.group(1).toLowerCase(java.util.Locale.ROOT) + "://" + url.group(2) + path);
    }
    Matcher scp = SCP.matcher(text);
    if (!text.contains("://") && scp.matches()) {
      String path = scp.group(2);
      return Optional.of("ssh://" + scp.group(1) + (path.startsWith("/") ? "" : "/") + path);
    }
    return Optional.empty();
  }
}
