// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.protocolmismatch;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * What an HTTP answer says of itself (status, type, headers) and what its body is are two things to
 * the language: a handler may send both in any order and combination, and it compiles.
 */
public final class ProtocolMismatch implements Risk {
  @Override
  public String id() {
    return "protocol-mismatch";
  }

  @Override
  public String title() {
    return "An answer that says another thing than it holds";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new HeaderAfterWrite(),
        new JsonAsText(),
        new JsonWithoutType(),
        new JsonInHttpError(),
        new ErrorAfterBody());
  }
}
