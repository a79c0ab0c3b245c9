// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Words of earlier drafts and what they are called now (vocabulary, §g). */
final class OldWords {
  private static final String KEYS =
      """
      mode = the kind: process, worker, server or remote
      exec = command and env, directly in component
      inheritEnv = passEnv
      env_allow = passEnv
      digest = nothing: it is computed and stands in the record
      port = listen: 127.0.0.1:8081
      address = listen: 127.0.0.1:8081
      charset = charsets
      accept = charsets
      onMalformed = malformed
      normalizeNewlines = preprocess.newlines
      dialect = csv.delimiter, csv.quoteChar and so on, directly in csv
      rowSchema = itemSchema
      maxBytes = limits.bytes
      maxRecords = limits.items
      framing = lines, and limits.itemBytes
      linePattern = output.stderr
      requireHeaders = requiredHeaders
      undocumentedStatus = nothing: it is always a breach
      contentTypeMatch = nothing: a mismatch is always a breach
      strict = unknownProperties: reject
      scope = nothing: always the whole run is stopped
      escalate = nothing: SIGKILL always follows after within
      drain = the option --drain of serve
      leave = orphans
      children = orphans
      tempFiles = nothing: TMPDIR is always removed
      startup = ready and startTimeout
      probe = ready
      readyWithin = startTimeout
      window = restart.interval
      backoff = restart.delay and restart.maxDelay
      jvm = degrade.signals
      threshold = enter
      compare = direction
      when = degrade.signals
      restore = exit and hold
      dimensions = the dimension itself: enforcement.input, .output, .lifecycle, .resources
      onInputViolation = nothing: a wrong input is always refused
      keyword = constraints
      mutation = mutants
      unknown = undecided
      article = seed
      oneshot = kind: process
      max_requests = maxCalls
      max_age = maxAge
      max_rss = maxMemory
      idle_ttl = maxIdle
      timeouts = timeout, startTimeout, firstByteTimeout, idleTimeout, directly in lifecycle
      start = startTimeout
      first_byte = firstByteTimeout
      idle = idleTimeout
      total = timeout
      term_grace = stop.within
      stdout = limits.output
      stdin = input.limits.bytes
      ratio = expansion
      nofile = openFiles
      fsize = fileSize
      sandbox = isolation
      min_level = minLevel
      fs_ro = readOnlyPaths
      fs_rw = readWritePaths
      tmpfs = tmp
      seccomp_profile = seccomp
      retry_after = retryAfter
      resilience = idempotent and retries in lifecycle
      retry = idempotent and retries
      hedge = nothing: it is gone
      max_in_flight = admission.maxInFlight
      dwell = hold.min
      on-no-data = noData
      header = fieldsMatch
      """;

  private static final String VALUES =
      """
      kind http = server
      kind grpc = nothing in v1alpha1: use server over HTTP
      kind stream = process
      kind per-call = process
      kind oneshot = process
      kind oneshot-prewarmed = process with lifecycle.prewarm
      kind long-running = server
      kind batch = process with a large timeout and channel: file
      protocol stdio-raw = stdio
      protocol http-uds = http
      fieldsMatch any-order = equal
      """;

  private static final Map<String, String> NEW_KEYS = table(KEYS);
  private static final Map<String, String> NEW_VALUES = table(VALUES);

  private OldWords() {}

  private static Map<String, String> table(String lines) {
    Map<String, String> table = new TreeMap<>();
    lines
        .lines()
        .forEach(line -> {
          int equals = line.indexOf(" = ");
          table.put(line.substring(0, equals), line.substring(equals + 3));
        });
    return table;
  }

  /** What to write instead of a key that was renamed. */
  static Optional<String> key(String old) {
    return Optional.ofNullable(NEW_KEYS.get(old));
  }

  /** What to write instead of a value that was renamed. */
  static Optional<String> value(String key, String old) {
    return Optional.ofNullable(NEW_VALUES.get(key + " " + old));
  }
}
