// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import java.util.List;

/** A few good and bad texts for the formats of JSON Schema. */
final class Formats {
  private Formats() {}

  /** Texts that have the format; empty for a format that is not known here. */
  static List<String> good(String format) {
    return switch (format) {
      case "date" -> List.of("2024-02-29", "1999-12-31", "2026-01-01");
      case "time" -> List.of("00:00:00Z", "23:59:59.999+01:00");
      case "date-time" -> List.of("2024-02-29T23:59:59Z", "1999-12-31T00:00:00.5+05:30");
      case "email" -> List.of("a@example.org", "first.last+tag@example.org");
      case "ipv4" -> List.of("0.0.0.0", "255.255.255.255");
      case "ipv6" -> List.of("::1", "2001:db8::8a2e:370:7334");
      case "uuid" ->
          List.of("00000000-0000-0000-0000-000000000000", "2eb8aa08-aa98-11ea-b4aa-73b441d16380");
      case "uri" -> List.of("https://example.org/a?b=c#d", "urn:a:b");
      case "hostname" -> List.of("a", "www.example.org");
      default -> List.of();
    };
  }

  /** Texts that look like the format and are not of it. */
  static List<String> bad(String format) {
    return switch (format) {
      case "date" ->
          List.of("2026-02-30", "2026-1-1", "20260101", "\uFEFF2026-01-01", "2026-01-01 ");
      case "time" -> List.of("24:00:00Z", "12:00", "12:00:00");
      case "date-time" ->
          List.of("2026-02-30T00:00:00Z", "2026-01-01T00:00:00", "2026-01-01 00:00:00Z");
      case "email" -> List.of("a", "@example.org", "a@");
      case "ipv4" -> List.of("256.0.0.1", "1.2.3", "01.2.3.4");
      case "ipv6" -> List.of(":::", "1.2.3.4", "::1%eth0");
      case "uuid" ->
          List.of("2eb8aa08aa9811eab4aa73b441d16380", "2eb8aa08-aa98-11ea-b4aa-73b441d1638");
      case "uri" -> List.of("example.org", "//example.org/a b", "a b");
      case "hostname" -> List.of("-a", "a_b", "a..b");
      default -> List.of();
    };
  }
}
