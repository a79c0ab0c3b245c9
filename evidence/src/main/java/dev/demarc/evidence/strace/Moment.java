// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

/**
 * A line of a trace.
 *
 * @param tid the thread
 * @param isSure whether it is known which process the thread belongs to
 * @param line its number
 * @param micros its time on the trace's clock; -1 without one
 */
record Moment(long tid, boolean isSure, int line, long micros) {}
