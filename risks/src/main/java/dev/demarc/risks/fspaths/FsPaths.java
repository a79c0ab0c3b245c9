// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.fspaths;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * A name of io/fs is no path of the system: it has slashes on every system, no beginning or ending
 * one, and no dots. io/fs cleans nothing, it refuses.
 */
public final class FsPaths implements Risk {
  @Override
  public String id() {
    return "fs-paths";
  }

  @Override
  public String title() {
    return "A path of the system is no name of io/fs";
  }

  @Override
  public List<Rule> rules() {
    return List.of(new InvalidNameLiteral(), new OsSeparator(), new CustomFsUnvalidated());
  }
}
