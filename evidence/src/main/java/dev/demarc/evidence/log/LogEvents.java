// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.log;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import java.util.Locale;
import java.util.Optional;

/**
 * The lines of a log that say the same of one exporter or remote.
 *
 * @param component the exporter's id, or the remote's name; empty when the line has none
 * @param lines how many there are; both programs leave out repeated ones, so there were more
 * @param items how many spans, points, records or samples they speak of: a lower bound too
 */
public record LogEvents(
    String file,
    Product product,
    Message message,
    Cause cause,
    String component,
    long lines,
    long items,
    Spot first,
    Spot last)
    implements Classified {

  /** Who wrote the log. */
  public enum Product {
    /** The OpenTelemetry Collector. */
    COLLECTOR,
    /** Prometheus. */
    PROMETHEUS
  }

  /** What a line says. */
  public enum Message {
    /** Data is lost: no further try. */
    EXPORT_DROPPED("Exporting failed. Dropping data.", Product.COLLECTOR),
    /** Data was not taken: the sender was told, or a processor swallowed it. */
    EXPORT_REJECTED("Exporting failed. Rejecting data.", Product.COLLECTOR),
    /** A try failed; there will be another. */
    EXPORT_RETRIED("Exporting failed. Will retry the request after interval.", Product.COLLECTOR),
    /** The batch processor lost a batch and told nobody. */
    BATCH_FAILED("Sender failed", Product.COLLECTOR),
    /** A try to send to the remote failed; there will be another. */
    SEND_RETRIED("Failed to send batch, retrying", Product.PROMETHEUS),
    /** Samples are lost: the remote refused them for good. */
    SEND_DROPPED("non-recoverable error", Product.PROMETHEUS),
    /** Nothing was sent for so long that the number of shards is left as it is. */
    RESHARD_SKIPPED(
        "Skipping resharding, last successful send was beyond threshold", Product.PROMETHEUS),
    /** Samples are lost: the process ended first. */
    LOST_AT_END("Failed to flush all samples on shutdown", Product.PROMETHEUS);

    private final String text;
    private final Product product;

    Message(String text, Product product) {
      this.text = text;
      this.product = product;
    }

    /** The message as it is logged. */
    public String text() {
      return text;
    }

    /** Who says it. */
    public Product product() {
      return product;
    }
  }

  /** What the error of a line begins with. */
  public enum Cause {
    /** No room in the sending queue. */
    QUEUE_FULL("sending queue is full"),
    /** All tries failed. */
    RETRIES_EXHAUSTED("no more retries left"),
    /** The other end said that a further try is of no use. */
    PERMANENT("not retryable error"),
    /** The deadline of the request comes before the next try. */
    DEADLINE("request will be cancelled before next retry"),
    /** The other end asked for a pause. */
    THROTTLED("Throttle ("),
    /** Another one. */
    OTHER("");

    private final String prefix;

    Cause(String prefix) {
      this.prefix = prefix;
    }

    static Cause of(String error) {
      for (Cause cause : values()) {
        if (error.startsWith(cause.prefix)) {
          return cause;
        }
      }
      return OTHER;
    }

    /** For people. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  @Override
  public Subject subject() {
    String part = product == Product.COLLECTOR ? "exporter" : "remote";
    return Subject.named(part, component.isEmpty() ? "unknown" : component);
  }

  @Override
  public String label() {
    return message.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public long count() {
    return lines;
  }

  @Override
  public String detail() {
    String text = cause == Cause.OTHER ? "" : cause.words();
    String sum = items == 0 ? "" : "at least " + items + " items";
    String all = text.isEmpty() || sum.isEmpty() ? text + sum : text + ", " + sum;
    return range().map(range -> all.isEmpty() ? range : all + ", " + range).orElse(all);
  }

  /** The time from the first line to the last, when they are stamped. */
  public Optional<String> range() {
    return first.at().flatMap(from -> last.at().map(to -> from + " to " + to));
  }

  LogEvents and(LogEvents other) {
    return new LogEvents(
        file,
        product,
        message,
        cause,
        component,
        lines + other.lines,
        items + other.items,
        first,
        other.last);
  }
}
