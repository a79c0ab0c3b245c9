// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.identify.Evidence;
import java.util.stream.Stream;

/** The commands that a service, or a package that one may use, makes. */
final class ServiceCode {
  private ServiceCode() {}

  static Stream<ExecCall> calls(Evidence evidence) {
    return evidence.of(ExecCall.class).filter(ServiceCode::holds);
  }

  private static boolean holds(ExecCall call) {
    return !call.in().isTool()
        && CodeRole.isService(call.in().file(call.call()))
        && !CodeRole.isForWindows(call.call());
  }
}
