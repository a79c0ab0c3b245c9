// SPDX-License-Identifier: Apache-2.0
package planted.contract;

import planted.isolate.Cell;

/** Planted: the contract uses the boundary. */
final class ReachesUp {
  Cell cell = new Cell();
}
