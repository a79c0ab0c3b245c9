// SPDX-License-Identifier: Apache-2.0
/**
 * What journald wrote, what a reader of it has remembered, and what arrived at the other end: the
 * export and JSON formats of systemd (systemd.io/JOURNAL_EXPORT_FORMATS), names and headers of
 * journal files (systemd.io/JOURNAL_FILE_FORMAT, journald-file.c of v252), cursors
 * (sd_journal_get_cursor(3)), the positions files of Promtail and Alloy (positions.go of both), and
 * query results of Loki. Messages never leave this package: a line of a journal is its number, its
 * time, its sender, and a hash.
 */
@NullMarked
package dev.demarc.evidence.journal;

import org.jspecify.annotations.NullMarked;
