// SPDX-License-Identifier: Apache-2.0
/**
 * TLS handshakes of a packet capture, without any key: what the two hellos say in the clear decides
 * whether a session was resumed.
 *
 * <p>TLS is not decrypted here, and nothing here needs it. Formats: RFC 8446 (TLS 1.3: the
 * extensions pre_shared_key 41, early_data 42, supported_versions 43, psk_key_exchange_modes 45,
 * HelloRetryRequest in 4.1.3), RFC 5246 and RFC 5077 (TLS 1.2 and its session_ticket 35). Of
 * encrypted records only type, length and time are used.
 */
@NullMarked
package dev.demarc.evidence.tls;

import org.jspecify.annotations.NullMarked;
