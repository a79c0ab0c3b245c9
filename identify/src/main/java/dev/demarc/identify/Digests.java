// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The digests of a report: of the input that was read, and of the rules that looked at it. */
public final class Digests {
  private Digests() {}

  /** A file that was read, by its path, the digest of its content, and its length. */
  record Entry(String path, String digest, long length) {
    static Entry of(String path, byte[] content) {
      return new Entry(path, HexFormat.of().formatHex(sha256().digest(content)), content.length);
    }
  }

  /** The input as its files; their order is part of the digest. */
  static IdentifyReport.Source source(String name, String kind, List<Entry> entries) {
    MessageDigest all = sha256();
    long bytes = 0;
    for (Entry entry : entries) {
      String line = entry.path() + "\0" + entry.digest() + "\n";
      all.update(line.getBytes(StandardCharsets.UTF_8));
      bytes += entry.length();
    }
    String digest = "sha256:" + HexFormat.of().formatHex(all.digest());
    return new IdentifyReport.Source(0, name, kind, digest, entries.size(), bytes);
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

  /** The SHA-256 of a text, in hex. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** SHA-256, which every JDK has. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
