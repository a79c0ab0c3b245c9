// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Passage;

/**
 * A here-document of {@code RUN}, {@code COPY} or {@code ADD}.
 *
 * @param name the word that ends it
 * @param expands false when a part of the word is quoted
 * @param withoutTabs true for {@code <<-}: tabs at the start of its lines are not part of it
 * @param content its lines, with their ends
 * @param end the line that ends it, without the end of the line; empty when there is none
 */
public record Heredoc(
    String name, boolean expands, boolean withoutTabs, Passage content, Passage end) {}
