// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;

/**
 * What a risk writes down about the Go source of one folder for its rules that look at the whole
 * input: a zone that is loaded, a variable of a package. The source itself is forgotten by then.
 *
 * @param kind what it is, a word of the risk's own: {@code clock.load-location}
 * @param text the fact in words that the rule understands
 */
public record Note(String kind, String text, Place place) {}
