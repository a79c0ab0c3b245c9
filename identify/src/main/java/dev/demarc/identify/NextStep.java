// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

/**
 * What to collect to decide or to confirm.
 *
 * @param why what it will show
 * @param command ready to paste; it only reads, and writes into a {@link #newFile} if at all
 */
public record NextStep(String why, String command) {
  /**
   * A file for what a command records, as a shell makes its name: {@code tls-1795417520.pcap}. It
   * is another one each second, so that a command that is pasted overwrites nothing that lies
   * there.
   *
   * @param ending with the dot
   */
  public static String newFile(String name, String ending) {
    return name + "-$(date +%s)" + ending;
  }
}
