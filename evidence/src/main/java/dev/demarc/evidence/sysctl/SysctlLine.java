// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.sysctl;

import dev.demarc.evidence.Place;

/**
 * One line of a sysctl.conf file.
 *
 * @param key with dots, also where the file writes slashes
 */
public record SysctlLine(String key, String value, Place place) {}
