// SPDX-License-Identifier: Apache-2.0
/**
 * Logs of the OpenTelemetry Collector and of Prometheus, of which only lines of known meaning are
 * counted. Messages: exporter/exporterhelper/internal and processor/batchprocessor of the Collector
 * up to 0.165; storage/remote/queue_manager.go of Prometheus 2.x (logfmt of go-kit) and 3.x (slog).
 */
@NullMarked
package dev.demarc.evidence.log;

import org.jspecify.annotations.NullMarked;
