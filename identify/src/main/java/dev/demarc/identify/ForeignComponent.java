// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import java.util.Optional;

/**
 * A program that a Go tree starts: a part of the service that no Go type governs.
 *
 * @param command the first word, when the source says it; empty when only the running program knows
 * @param kind {@code shell python java node ruby perl php plain unknown}
 * @param known how well the command is known: {@code constant} when it is so in every run, {@code
 *     default} when a flag, a parameter or a field may say otherwise, {@code no}
 * @param how the call that makes it: {@code exec.Command} or {@code exec.CommandContext}
 * @param function the enclosing function, {@code Type.method} for a method, {@code -} outside of
 *     any
 * @param text the call as its author wrote it, first line
 * @param script the file of this tree that it runs, relative to the root of the input
 */
public record ForeignComponent(
    Optional<String> command,
    String kind,
    String known,
    Place place,
    String how,
    String function,
    String text,
    Optional<String> script) {}
