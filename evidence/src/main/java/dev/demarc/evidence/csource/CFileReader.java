// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.csource;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import java.util.List;

/** Reads {@code .c} and {@code .h} files, which cgo builds with the Go files of their folder. */
public final class CFileReader implements Reader {
  /** What is written by hand beside Go is small; larger files are whole libraries. */
  private static final int MAX_BYTES = 256 << 10;

  @Override
  public boolean takes(String path) {
    return path.endsWith(".c") || path.endsWith(".h");
  }

  @Override
  public Read read(SourceText text) {
    if (text.bytes().length > MAX_BYTES) {
      return Read.nothing();
    }
    CSource source = CSource.read(Passage.whole(text));
    return source.functions().isEmpty() ? Read.nothing() : Read.of(List.of(source));
  }
}
