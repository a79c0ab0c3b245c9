// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The digests of a report: of the input that was read, and of the rules that looked at it. */
final class Digests {
  private final MessageDigest all = sha256();
  private int files;
  private long bytes;

  /** Takes a file that was read; the order of files is part of the digest. */
  void add(String path, byte[] content) {
    String entry = path + "\0" + HexFormat.of().formatHex(sha256().digest(content)) + "\n";
    all.update(entry.getBytes(StandardCharsets.UTF_8));
    files++;
    bytes += content.length;
  }

  /** The input, after all of its files were added. */
  IdentifyReport.Source source(String name, String kind) {
    String digest = "sha256:" + HexFormat.of().formatHex(all.digest());
    return new IdentifyReport.Source(0, name, kind, digest, files, bytes);
  }

  /** Changes when a rule comes, goes, or means something else. */
  static String catalogue(List<Risk> risks) {
    StringBuilder text = new StringBuilder();
    for (Risk risk : risks) {
      for (Rule rule : risk.rules()) {
        text.append(rule.id()).append(' ').append(rule.severity()).append(' ');
        text.append(rule.maturity()).append(' ').append(rule.why()).append(rule.fix()).append('\n');
      }
    }
    return "sha256:" + hex(text.toString());
  }

  static String hex(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
