// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import java.util.Set;

/** The first words of the import paths of the standard library. */
final class Standard {
  private static final Set<String> WORDS =
      Set.of(
          "archive",
          "arena",
          "bufio",
          "bytes",
          "cmd",
          "cmp",
          "compress",
          "container",
          "context",
          "crypto",
          "database",
          "debug",
          "embed",
          "encoding",
          "errors",
          "expvar",
          "flag",
          "fmt",
          "go",
          "hash",
          "html",
          "image",
          "index",
          "io",
          "iter",
          "log",
          "maps",
          "math",
          "mime",
          "net",
          "os",
          "path",
          "plugin",
          "reflect",
          "regexp",
          "runtime",
          "slices",
          "sort",
          "strconv",
          "strings",
          "structs",
          "sync",
          "syscall",
          "testing",
          "text",
          "time",
          "unicode",
          "unique",
          "unsafe",
          "weak");

  private Standard() {}

  static boolean isPackage(String path) {
    int slash = path.indexOf('/');
    return WORDS.contains(slash < 0 ? path : path.substring(0, slash));
  }
}
