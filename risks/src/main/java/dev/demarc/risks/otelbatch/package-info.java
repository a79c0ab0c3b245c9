// SPDX-License-Identifier: Apache-2.0
/**
 * Batches and queues of the OpenTelemetry Collector, and what they do when the backend does not.
 */
@NullMarked
package dev.demarc.risks.otelbatch;

import org.jspecify.annotations.NullMarked;
