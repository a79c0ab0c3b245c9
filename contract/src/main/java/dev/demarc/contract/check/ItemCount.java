// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

/**
 * What became of the items (rows) that were given, in one call or in many.
 *
 * <p>Where a relation names a key, items are joined by it: <em>right</em> came out under their key
 * and break nothing; <em>wrong</em> are output items that break the schema or a relation, among
 * them those whose key no input has; <em>rejected</em> were refused by the gate, or did not come
 * out and standard error says so; <em>lost</em> did not come out, are not rejected, and no output
 * item of an unknown key can be theirs. So a row that came out under a broken key is wrong, not
 * lost. Without a key, items are only counted. {@code right + wrong + rejected + lost} is {@code
 * given}, or more when a component makes more items than it got.
 *
 * @param given in the input
 * @param right came out as the contract promises
 * @param wrong came out otherwise
 * @param rejected refused with a reason, by the gate or by the component
 * @param lost neither came out nor were rejected
 */
public record ItemCount(long given, long right, long wrong, long rejected, long lost) {
  /** No items. */
  public static final ItemCount NONE = new ItemCount(0, 0, 0, 0, 0);

  /** All were refused. */
  public static ItemCount refused(long items) {
    return new ItemCount(items, 0, 0, items, 0);
  }

  /** All were lost: the call failed and gave nothing. */
  public static ItemCount allLost(long items) {
    return new ItemCount(items, 0, 0, 0, items);
  }

  /** Both together. */
  public ItemCount plus(ItemCount other) {
    return new ItemCount(
        given + other.given,
        right + other.right,
        wrong + other.wrong,
        rejected + other.rejected,
        lost + other.lost);
  }
}
