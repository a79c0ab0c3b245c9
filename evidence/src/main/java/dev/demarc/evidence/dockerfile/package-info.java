// SPDX-License-Identifier: Apache-2.0
/**
 * Dockerfiles and what belongs to them: the instructions with their places, the stages, and what is
 * in the environment of each instruction. The grammar is BuildKit's (frontend/dockerfile/parser and
 * shell, v0.11 to v0.32), read and then written anew; no library for it is to be had in Java.
 */
@NullMarked
package dev.demarc.evidence.dockerfile;

import org.jspecify.annotations.NullMarked;
