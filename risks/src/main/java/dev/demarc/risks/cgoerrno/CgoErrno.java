// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cgoerrno;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/** errno belongs to a thread of C. Goroutines have no thread of their own. */
public final class CgoErrno implements Risk {
  @Override
  public String id() {
    return "cgo-errno";
  }

  @Override
  public String title() {
    return "errno of C belongs to a thread, and a goroutine has none";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new ErrnoSecondCall(),
        new ErrWithoutReturnCheck(),
        new CargoCultBareErrno(),
        new ErrnoLost(),
        new ErrnoAcrossCallback(),
        new ErrnoNotCaptured(),
        new MisreportedErrno());
  }
}
