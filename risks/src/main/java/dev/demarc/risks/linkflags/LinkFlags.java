// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.identify.Evidence;
import dev.demarc.identify.Note;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code -X} writes into a symbol by its name, after the compiler is done. No compiler checks the
 * name, and the text around it passes through Make, YAML and a shell first.
 */
public final class LinkFlags implements Risk {
  @Override
  public String id() {
    return "link-flags";
  }

  @Override
  public String title() {
    return "A linker flag that sets nothing fails in silence";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new MakeEmptySubst(),
        new CargoCultRuntimeGomaxprocs(),
        new TargetMissing(),
        new TargetNotInjectable(),
        new FlagsOverridden(),
        new SecretInjected(),
        new NonreproducibleValue(),
        new CargoCultEscapedDollar());
  }

  @Override
  public Stream<Note> notes(Evidence folder) {
    return PackageVariable.notes(folder);
  }
}
