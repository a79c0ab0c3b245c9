// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.unit;

import dev.demarc.evidence.Place;

/**
 * One key of a unit. A key may stand in a section more than once; an empty value then forgets the
 * ones before.
 *
 * @param value continued lines in one, without blanks around it
 */
public record UnitKey(String section, String name, String value, Place place) {}
