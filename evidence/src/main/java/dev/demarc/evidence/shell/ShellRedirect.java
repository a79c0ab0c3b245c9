// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

/**
 * One redirection.
 *
 * @param descriptor the number before the operator; -1 when there is none
 * @param operator {@code >}, {@code >>}, {@code 2>&} without its number, {@code <<}, {@code <<<},
 *     {@code &>}, …
 * @param target the file, the descriptor or the delimiter of a here-document
 */
public record ShellRedirect(int descriptor, String operator, ShellWord target) {
  /** True when what the command prints goes to this target. */
  public boolean takesOutput() {
    boolean fromOutput =
        operator.startsWith("&>")
            || (operator.startsWith(">") && (descriptor == 1 || descriptor == -1));
    boolean toError =
        target.is("/dev/stderr") || (operator.endsWith("&") && target.text().matches("[12]"));
    return fromOutput && !toError;
  }

  /** True for a here-document. */
  public boolean isDocument() {
    return operator.equals("<<") || operator.equals("<<-");
  }
}
