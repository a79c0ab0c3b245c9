// SPDX-License-Identifier: Apache-2.0
/**
 * Go source to facts: a lexer and a recursive-descent parser in pure Java, the syntax tree with a
 * cursor ({@link dev.demarc.evidence.gosource.Node}), and the little that rules need of names and
 * constants. There is no type checker: what the source of one package does not show is unknown.
 */
@NullMarked
package dev.demarc.evidence.gosource;

import org.jspecify.annotations.NullMarked;
