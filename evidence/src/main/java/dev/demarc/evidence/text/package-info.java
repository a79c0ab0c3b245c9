// SPDX-License-Identifier: Apache-2.0
/**
 * Lines of logs, whoever carried them: as the program wrote them, or with what a container engine,
 * a kubelet, a compose tool or a journal puts before each. Formats: CRI logging (kubernetes,
 * kubelet-cri-logging), json-file of container engines, RFC 3339 stamps, {@code journalctl -o
 * short}.
 */
@NullMarked
package dev.demarc.evidence.text;

import org.jspecify.annotations.NullMarked;
