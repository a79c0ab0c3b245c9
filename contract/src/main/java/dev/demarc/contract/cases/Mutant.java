// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import tools.jackson.databind.JsonNode;

/**
 * The item schema with one small mistake in it. Cases are good when each mutant judges at least one
 * of them otherwise than the true schema.
 *
 * @param name what was changed, for example {@code /properties/qty#maximum+1}
 * @param pointer to the changed place
 * @param schema the changed item schema
 */
record Mutant(String name, String pointer, JsonNode schema) {}
