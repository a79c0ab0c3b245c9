// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.Optional;

/**
 * A program that a folder starts, before its script has been looked for in the tree: that depends
 * on other folders.
 *
 * @param component without its script
 * @param folder from which the script may be named
 * @param script its name as the call has it
 */
record Started(ForeignComponent component, String folder, Optional<String> script) {}
