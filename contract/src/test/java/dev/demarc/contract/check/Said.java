// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Short words for what a gate says, for tests. */
final class Said {
  static Admission.Accepted accepted(Admission admission) {
    if (admission instanceof Admission.Refused refused) {
      throw new AssertionError(refused.violations().toString());
    }
    return (Admission.Accepted) admission;
  }

  static Admission.Refused refused(Admission admission) {
    assertThat(admission).isInstanceOf(Admission.Refused.class);
    return (Admission.Refused) admission;
  }

  /** check/keyword item @offset. */
  static List<String> said(Admission admission) {
    return refused(admission).violations().stream()
        .map(v ->
            v.check()
                + "/"
                + v.keyword()
                + " "
                + (v.item().isPresent() ? v.item().getAsLong() : "-")
                + " @"
                + (v.offset().isPresent() ? v.offset().getAsLong() : "-"))
        .toList();
  }

  static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof String text) {
        out.writeBytes(Returns.utf8(text));
      } else if (part instanceof byte[] raw) {
        out.writeBytes(raw);
      } else {
        out.write((Integer) part);
      }
    }
    return out.toByteArray();
  }
}
