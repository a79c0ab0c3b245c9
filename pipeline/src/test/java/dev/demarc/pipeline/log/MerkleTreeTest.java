// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  /** The entries of the reference tests of Certificate Transparency. */
  private static final List<String> ENTRIES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  @Test
  void rootsAreThoseOfTheReferenceTests() {
    MerkleTree tree = tree(8);
    assertThat(HexFormat.of().formatHex(tree.root(0)))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(HexFormat.of().formatHex(tree.root(1)))
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assertThat(HexFormat.of().formatHex(tree.root(8)))
        .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  }

  @Test
  void everyProofOfSmallTreesHoldsAndNoOtherDoes() {
    MerkleTree tree = new MerkleTree();
    for (int at = 0; at < 40; at++) {
      tree.append(entry(at));
    }
    for (int size = 1; size <= 40; size++) {
      for (int index = 0; index < size; index++) {
        List<byte[]> proof = tree.inclusion(index, size);
        byte[] leaf = MerkleTree.leaf(entry(index));
        assertThat(MerkleTree.includes(leaf, index, size, proof, tree.root(size))).isTrue();
        assertThat(MerkleTree.includes(leaf, index, size, proof, tree.root(size - 1))).isFalse();
        byte[] other = MerkleTree.leaf(entry(index + 1));
        assertThat(MerkleTree.includes(other, index, size, proof, tree.root(size))).isFalse();
      }
      for (int older = 1; older <= size; older++) {
        List<byte[]> proof = tree.consistency(older, size);
        assertThat(MerkleTree.consistent(older, size, tree.root(older), tree.root(size), proof))
            .isTrue();
        byte[] wrong = tree.root(older - 1);
        assertThat(MerkleTree.consistent(older, size, wrong, tree.root(size), proof)).isFalse();
      }
    }
  }

  private static MerkleTree tree(int size) {
    MerkleTree tree = new MerkleTree();
    ENTRIES.stream().limit(size).map(HexFormat.of()::parseHex).forEach(tree::append);
    return tree;
  }

  private static byte[] entry(int number) {
    return new byte[] {(byte) number, 7};
  }
}
