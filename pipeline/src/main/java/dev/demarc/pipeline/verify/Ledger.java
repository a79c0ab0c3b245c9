// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Collects checks while a layout is read. */
final class Ledger {
  private final List<VerifyReport.Check> checks = new ArrayList<>();

  void kept(String name, String detail) {
    checks.add(new VerifyReport.Check(name, Verdict.kept(), detail));
  }

  void broken(String name, String detail) {
    checks.add(new VerifyReport.Check(name, Verdict.broken(), detail));
  }

  /** Something that is needed is not there. */
  void missing(String name, String detail) {
    checks.add(new VerifyReport.Check(name, Verdict.undecided(Reason.UNAVAILABLE), detail));
  }

  /** Something that nobody promised; it stops nothing. */
  void open(String name, String detail) {
    checks.add(new VerifyReport.Check(name, Verdict.undecided(Reason.NOT_PROMISED), detail));
  }

  VerifyReport report(String artifact) {
    VerifyReport.Ending ending =
        switch (Verdict.combine(checks.stream().map(VerifyReport.Check::verdict).toList())) {
          case Verdict.Kept _ -> VerifyReport.Ending.VERIFIED;
          case Verdict.Broken _ -> VerifyReport.Ending.BROKEN;
          case Verdict.Undecided _ -> VerifyReport.Ending.CANNOT;
        };
    return new VerifyReport(ending, artifact, checks);
  }
}
