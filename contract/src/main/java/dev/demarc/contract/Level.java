// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

/**
 * How strong a boundary is; each level contains the one before. Named by effect (vocabulary, §j).
 */
public enum Level {
  /** Watched: own process group, rlimits, clean environment. */
  L0("watched"),
  /** Confined: no new privileges, files and network only as allowed. */
  L1("confined"),
  /** Limited: memory and processes limited by the kernel, exact peaks, everything killed. */
  L2("limited"),
  /** Separated: own view of processes, mounts and network. */
  L3("separated"),
  /** Packaged: root file system from an image by digest. */
  L4("packaged");

  private final String effect;

  Level(String effect) {
    this.effect = effect;
  }

  /** One word for people. */
  public String effect() {
    return effect;
  }
}
