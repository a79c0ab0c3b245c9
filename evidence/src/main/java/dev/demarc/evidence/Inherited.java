// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence;

/**
 * A fact that every folder below its own sees too, such as the go.mod of a module. Of several facts
 * of one class, those of the nearest folder hide the others.
 */
public interface Inherited {}
