// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cgoerrno;

import dev.demarc.evidence.csource.CFunction;
import dev.demarc.evidence.csource.CSource;
import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.cgo.Preamble;
import dev.demarc.identify.Evidence;
import java.util.List;
import java.util.stream.Stream;

/** What the rules of this risk look at. */
final class CFunctions {
  private CFunctions() {}

  /** The packages that import C. */
  static Stream<GoPackage> packages(Evidence evidence) {
    return evidence
        .of(GoPackage.class)
        .filter(in -> in.files().stream().anyMatch(file -> file.imported("C").isPresent()));
  }

  /** The files of a package that import C, without tests and tools. */
  static Stream<GoFile> files(GoPackage in) {
    return in.files().stream()
        .filter(file -> file.imported("C").isPresent() && !file.isGenerated())
        .filter(CodeRole::isService);
  }

  /** The C functions that a package sees: those of its preambles, and of the C files beside it. */
  static List<CFunction> seen(Evidence evidence, GoPackage in) {
    return Stream.concat(
            Preamble.functions(in).stream(),
            evidence.of(CSource.class).flatMap(source -> source.functions().stream()))
        .toList();
  }
}
