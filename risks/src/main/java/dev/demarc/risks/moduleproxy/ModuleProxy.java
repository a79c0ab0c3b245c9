// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.moduleproxy;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * The go command checks what it downloads and stops when the check fails. What lets an unknown
 * module in is set around it: in images, CI files, Makefiles and scripts.
 */
public final class ModuleProxy implements Risk {
  @Override
  public String id() {
    return "module-proxy";
  }

  @Override
  public String title() {
    return "What a build trusts is set around the go command";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new SumdbOff(),
        new SumdbExemptWide(),
        new ProxyFallbackAnyError(),
        new InsecureTransport(),
        new GosumNotEnforced(),
        new UnpinnedTool(),
        new GopathMode(),
        new CargoCultNoDirect());
  }
}
