// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.log;

import dev.demarc.pipeline.digest.Digest;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tree of RFC 6962, section 2.1, over entries that are only ever appended. */
final class MerkleTree {
  /** Hashes of full subtrees by their height: what tiles hold. */
  private final List<List<byte[]>> levels = new ArrayList<>();

  /** How many entries. */
  long size() {
    return levels.isEmpty() ? 0 : levels.getFirst().size();
  }

  /** Appends an entry. */
  void append(byte[] entry) {
    byte[] hash = leaf(entry);
    for (int height = 0; ; height++) {
      if (levels.size() == height) {
        levels.add(new ArrayList<>());
      }
      List<byte[]> level = levels.get(height);
      level.add(hash);
      if (level.size() % 2 != 0) {
        return;
      }
      hash = node(level.get(level.size() - 2), level.getLast());
    }
  }

  /** Hashes of the full subtrees of this height, in order. */
  List<byte[]> level(int height) {
    return height < levels.size() ? levels.get(height) : List.of();
  }

  /** The root over all entries. */
  byte[] root() {
    return root(size());
  }

  /** The root over the first {@code size} entries. */
  byte[] root(long size) {
    return hash(0, size);
  }

  /** Proof that entry {@code index} is in the tree of the first {@code size} entries. */
  List<byte[]> inclusion(long index, long size) {
    if (index < 0 || index >= size || size > size()) {
      throw new IllegalArgumentException("no entry " + index + " of " + size);
    }
    return path(index, 0, size);
  }

  /** Proof that the tree of {@code older} entries is the beginning of that of {@code newer}. */
  List<byte[]> consistency(long older, long newer) {
    if (older <= 0 || older > newer || newer > size()) {
      throw new IllegalArgumentException("no trees " + older + " and " + newer);
    }
    return between(older, 0, newer, true);
  }

  private byte[] hash(long from, long to) {
    long count = to - from;
    if (count == 0) {
      return Digest.sha256().digest();
    }
    if (Long.bitCount(count) == 1 && from % count == 0) {
      return levels.get(Long.numberOfTrailingZeros(count)).get((int) (from / count));
    }
    long left = Long.highestOneBit(count - 1);
    return node(hash(from, from + left), hash(from + left, to));
  }

  private List<byte[]> path(long index, long from, long to) {
    long count = to - from;
    if (count == 1) {
      return new ArrayList<>();
    }
    long left = Long.highestOneBit(count - 1);
    boolean inLeft = index < left;
    List<byte[]> path =
        inLeft ? path(index, from, from + left) : path(index - left, from + left, to);
    path.add(inLeft ? hash(from + left, to) : hash(from, from + left));
    return path;
  }

  private List<byte[]> between(long older, long from, long to, boolean whole) {
    long count = to - from;
    if (older == count) {
      List<byte[]> last = new ArrayList<>();
      if (!whole) {
        last.add(hash(from, to));
      }
      return last;
    }
    long left = Long.highestOneBit(count - 1);
    boolean inLeft = older <= left;
    List<byte[]> proof =
        inLeft
            ? between(older, from, from + left, whole)
            : between(older - left, from + left, to, false);
    proof.add(inLeft ? hash(from + left, to) : hash(from, from + left));
    return proof;
  }

  /** Whether {@code proof} shows that a leaf is entry {@code index} under {@code root}. */
  static boolean includes(byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long at = index;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] sibling : proof) { // RFC 9162, section 2.1.3.2
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        hash = node(sibling, hash);
        while ((at & 1) == 0 && at != 0) {
          at >>= 1;
          last >>= 1;
        }
      } else {
        hash = node(hash, sibling);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /** Whether {@code proof} shows that one tree is the beginning of another. */
  static boolean consistent(
      long older, long newer, byte[] olderRoot, byte[] newerRoot, List<byte[]> proof) {
    if (older == newer) {
      return proof.isEmpty() && Arrays.equals(olderRoot, newerRoot);
    }
    List<byte[]> hashes = new ArrayList<>(proof);
    if (Long.bitCount(older) == 1) {
      hashes.addFirst(olderRoot);
    }
    if (older <= 0 || older > newer || hashes.isEmpty()) {
      return false;
    }
    int shift = Long.numberOfTrailingZeros(older);
    long at = (older - 1) >> shift;
    long last = (newer - 1) >> shift;
    byte[] oldHash = hashes.getFirst();
    byte[] newHash = hashes.getFirst();
    for (byte[] sibling : hashes.subList(1, hashes.size())) { // RFC 9162, section 2.1.4.2
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        oldHash = node(sibling, oldHash);
        newHash = node(sibling, newHash);
        while ((at & 1) == 0 && at != 0) {
          at >>= 1;
          last >>= 1;
        }
      } else {
        newHash = node(newHash, sibling);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(oldHash, olderRoot) && Arrays.equals(newHash, newerRoot);
  }

  /** Hash of an entry. */
  static byte[] leaf(byte[] entry) {
    MessageDigest digest = Digest.sha256();
    digest.update((byte) 0);
    return digest.digest(entry);
  }

  private static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = Digest.sha256();
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }
}
