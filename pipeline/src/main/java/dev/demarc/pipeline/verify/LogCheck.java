// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import dev.demarc.pipeline.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads a tile log whole: its checkpoint's signature, every entry, every tile, the root; then looks
 * for the statements among its entries.
 */
final class LogCheck {
  private static final int WIDTH = 256;
  private static final int MOST_ENTRIES = 10_000_000;

  private final Path folder;
  private final Ledger ledger;
  private final List<byte[]> entries = new ArrayList<>();

  LogCheck(Path folder, Ledger ledger) {
    this.folder = folder;
    this.ledger = ledger;
  }

  /** Looks for these claims and, unless it is empty text, for the release of an artifact. */
  void check(List<Claim> claims, String released) {
    try {
      if (!Files.exists(folder.resolve("checkpoint"))
          || !Files.exists(folder.resolve("log.vkey"))) {
        ledger.missing("log", "the log " + folder + " has no checkpoint or no log.vkey");
        return;
      }
      Optional<Checkpoint> checkpoint =
          Checkpoint.read(small("checkpoint"), small("log.vkey").strip());
      if (checkpoint.isEmpty()) {
        ledger.broken("log", "the checkpoint is not signed by the key of the log");
        return;
      }
      if (!entriesAndTiles(checkpoint.get())) {
        return;
      }
      ledger.kept("log", entries.size() + " entries give the root of the signed checkpoint");
    } catch (IOException e) {
      ledger.missing("log", "the log cannot be read: " + e.getMessage());
      return;
    }
    List<JsonNode> records =
        entries.stream().flatMap(entry -> Store.parse(entry).stream()).toList();
    long found = claims.stream().filter(claim -> logged(claim, records)).count();
    if (found == claims.size()) {
      ledger.kept("log", "all " + found + " statements are in the log");
    } else {
      ledger.broken("log", (claims.size() - found) + " statements are not in the log");
    }
    if (!released.isEmpty()) {
      boolean release =
          records.stream()
              .anyMatch(one ->
                  one.path("kind").asString("").equals("release")
                      && one.path("spec").path("artifact").asString("").equals(released));
      if (release) {
        ledger.kept("log", "the release is in the log");
      } else {
        ledger.broken("log", "the release of " + released + " is not in the log");
      }
    }
  }

  private static boolean logged(Claim claim, List<JsonNode> records) {
    String digest = Base64.getEncoder().encodeToString(Digest.of(claim.signed()).bytes());
    String signature = Base64.getEncoder().encodeToString(claim.signature());
    return records.stream()
        .map(one -> one.path("spec").path("hashedRekordV002"))
        .anyMatch(one ->
            one.path("data").path("digest").asString("").equals(digest)
                && one.path("signature").path("content").asString("").equals(signature));
  }

  private boolean entriesAndTiles(Checkpoint checkpoint) throws IOException {
    if (checkpoint.size() > MOST_ENTRIES) {
      ledger.missing("log", "the log has more than " + MOST_ENTRIES + " entries");
      return false;
    }
    int size = (int) checkpoint.size();
    for (int from = 0; from < size; from += WIDTH) {
      int width = Math.min(WIDTH, size - from);
      if (!split(Files.readAllBytes(tile("entries", from / WIDTH, width)), width)) {
        ledger.broken("log", "tile " + from / WIDTH + " of the entries is damaged");
        return false;
      }
    }
    List<byte[]> level = new ArrayList<>();
    for (byte[] entry : entries) {
      level.add(hash(0, entry, new byte[0]));
    }
    byte[] root = level.isEmpty() ? Digest.of(new byte[0]).bytes() : root(level);
    if (!Arrays.equals(root, checkpoint.root())) {
      ledger.broken("log", "the entries do not give the root of the checkpoint");
      return false;
    }
    for (int height = 0; !level.isEmpty(); height++) {
      List<byte[]> above = new ArrayList<>();
      for (int from = 0; from < level.size(); from += WIDTH) {
        List<byte[]> hashes = level.subList(from, Math.min(level.size(), from + WIDTH));
        byte[] tile = Files.readAllBytes(tile("" + height, from / WIDTH, hashes.size()));
        if (!Arrays.equals(tile, join(hashes))) {
          ledger.broken("log", "tile " + from / WIDTH + " of height " + height + " is damaged");
          return false;
        }
        if (hashes.size() == WIDTH) {
          above.add(root(hashes));
        }
      }
      level = above;
    }
    return true;
  }

  private boolean split(byte[] tile, int width) {
    int at = 0;
    for (int entry = 0; entry < width; entry++) {
      if (at + 2 > tile.length) {
        return false;
      }
      int length = (tile[at] & 0xff) << 8 | (tile[at + 1] & 0xff);
      if (at + 2 + length > tile.length) {
        return false;
      }
      entries.add(Arrays.copyOfRange(tile, at + 2, at + 2 + length));
      at += 2 + length;
    }
    return at == tile.length;
  }

  private Path tile(String kind, int number, int width) {
    StringBuilder name = new StringBuilder();
    int rest = number;
    do { // C2SP tlog-tiles: groups of three digits, all but the last with an x before them
      String group = ("00" + rest % 1000).substring(("00" + rest % 1000).length() - 3);
      name.insert(0, name.isEmpty() ? group : "x" + group + "/");
      rest /= 1000;
    } while (rest > 0);
    return folder.resolve("tile/" + kind + "/" + name + (width == WIDTH ? "" : ".p/" + width));
  }

  private String small(String name) throws IOException {
    Path file = folder.resolve(name);
    if (Files.size(file) > 1 << 16) {
      throw new IOException(name + " is too large");
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** RFC 6962, section 2.1: the left side takes the largest power of two below the count. */
  private static byte[] root(List<byte[]> hashes) {
    if (hashes.size() == 1) {
      return hashes.getFirst();
    }
    int left = Integer.highestOneBit(hashes.size() - 1);
    return hash(1, root(hashes.subList(0, left)), root(hashes.subList(left, hashes.size())));
  }

  private static byte[] hash(int kind, byte[] left, byte[] right) {
    byte[] all = new byte[1 + left.length + right.length];
    all[0] = (byte) kind;
    System.arraycopy(left, 0, all, 1, left.length);
    System.arraycopy(right, 0, all, 1 + left.length, right.length);
    return Digest.of(all).bytes();
  }

  private static byte[] join(List<byte[]> hashes) {
    byte[] all = new byte[hashes.size() * 32];
    for (int at = 0; at < hashes.size(); at++) {
      System.arraycopy(hashes.get(at), 0, all, at * 32, 32);
    }
    return all;
  }
}
