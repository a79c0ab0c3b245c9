// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Why a finding is not counted.
 *
 * @param by the kind of comment: {@code demarc:ignore}, or the name of a peer's check
 * @param until the last day on which it holds; a peer's comment has none
 */
public record Suppression(String by, String reason, Optional<LocalDate> until) {}
