// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.csource;

import dev.demarc.evidence.Passage;
import java.util.List;

/** The functions of one C file, or of one preamble of cgo. */
public record CSource(String file, List<CFunction> functions) {
  /** Copies the list. */
  public CSource {
    functions = List.copyOf(functions);
  }

  /** Reads C; what it does not understand it leaves out. */
  public static CSource read(Passage passage) {
    return new CSource(passage.file().file(), new CReader(passage).functions());
  }
}
