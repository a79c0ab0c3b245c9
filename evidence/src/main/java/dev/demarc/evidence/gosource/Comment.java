// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

/** A comment with its delimiters, the byte offset at which it starts, and its first line. */
public record Comment(String text, int start, int line) {}
