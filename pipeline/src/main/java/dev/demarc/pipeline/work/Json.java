// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.work;

import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON of records and of the cache. */
final class Json {
  /**
   * Reads and writes values of this program; anything unknown is refused, so a stale file fails.
   */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(Verdict.class, new Writing())
                  .addDeserializer(Verdict.class, new Reading()))
          .build();

  private Json() {}

  private static final class Writing extends ValueSerializer<Verdict> {
    @Override
    public void serialize(Verdict verdict, JsonGenerator to, SerializationContext context) {
      to.writeString(
          verdict instanceof Verdict.Undecided(Reason reason)
              ? "undecided:" + reason.word()
              : verdict.word());
    }
  }

  private static final class Reading extends ValueDeserializer<Verdict> {
    @Override
    public Verdict deserialize(JsonParser from, DeserializationContext context) {
      String word = from.getString();
      return switch (word) {
        case "kept" -> Verdict.kept();
        case "broken" -> Verdict.broken();
        default -> {
          String reason = word.substring(word.indexOf(':') + 1);
          yield Verdict.undecided(
              Reason.valueOf(reason.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
      };
    }
  }
}
