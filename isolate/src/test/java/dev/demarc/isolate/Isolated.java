// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import java.nio.file.Path;

/** A use of this host under which the shared tests run. */
interface Isolated {
  /** Where the component of the test lives. */
  Path folder();

  /** A boundary around a sample. */
  Boundary open(Sample sample);

  /** One call in a boundary of its own. */
  Run run(Sample sample, String input);
}
