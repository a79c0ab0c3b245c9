// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import java.util.Optional;

/**
 * A bind that found its address in use.
 *
 * @param address {@code port 8080}, or the path of a descriptor of its own
 * @param times how often it was tried
 * @param holder the line that shows that the process inherited a socket of this address
 * @param isOwnDescriptor whether the address is the path of a descriptor: bind always refuses that
 * @param isPassed whether the environment that exec was given says that sockets are passed on, and
 *     the program had not touched number 3 yet
 * @param listenPid the process they are meant for; 0 unknown
 * @param isThreeTaken whether number 3 was in use when the program started
 */
public record AddressTaken(
    Subject subject,
    String address,
    int times,
    Sighting bind,
    Optional<Sighting> holder,
    boolean isOwnDescriptor,
    boolean isPassed,
    long listenPid,
    boolean isThreeTaken) {}
