// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

/**
 * One call of a stack, without its arguments.
 *
 * @param function with its package, as the runtime prints it: {@code net/http.(*Client).Do}
 * @param file the source file's base name; empty when the dump has none
 * @param line of that file; 0 when the dump has none
 */
public record Frame(String function, String file, int line) {
  /** The import path of the function's package. */
  public String packagePath() {
    int slash = function.lastIndexOf('/');
    int dot = function.indexOf('.', slash + 1);
    return dot < 0 ? function : function.substring(0, dot);
  }

  /** For a sentence: without the path before the package's name. */
  public String brief() {
    return new Frame(function.substring(function.lastIndexOf('/') + 1), file, line).words();
  }

  /** For people: {@code main.(*stock).price (main.go:28)}. */
  public String words() {
    return file.isEmpty() ? function : function + " (" + file + ":" + line + ")";
  }
}
