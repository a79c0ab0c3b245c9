// SPDX-License-Identifier: Apache-2.0
package planted.isolate;

/** Planted: used from below. */
public final class Cell {}
