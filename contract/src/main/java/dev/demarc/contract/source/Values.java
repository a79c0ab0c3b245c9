// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Cpu;
import dev.demarc.contract.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/**
 * Typed values of a contract that fits the meta-schema, by pointer. What fits the form and still
 * has no meaning (an amount above every number, a pattern that does not compile) becomes a problem.
 */
final class Values {
  private final Document document;
  private final List<Problem> problems;

  Values(Document document, List<Problem> problems) {
    this.document = document;
    this.problems = problems;
  }

  Optional<JsonNode> at(String pointer) {
    return Pointers.find(document.json(), pointer);
  }

  boolean has(String pointer) {
    return at(pointer).isPresent();
  }

  Optional<String> text(String pointer) {
    return at(pointer).filter(JsonNode::isValueNode).map(JsonNode::asString);
  }

  String text(String pointer, String otherwise) {
    return text(pointer).orElse(otherwise);
  }

  Optional<Integer> number(String pointer) {
    return at(pointer)
        .filter(JsonNode::isNumber)
        .flatMap(value ->
            value.canConvertToExactIntegral() && value.canConvertToInt()
                ? Optional.of(value.asInt())
                : refuse(pointer, "'" + value + "' is too large", 0));
  }

  Optional<Long> large(String pointer) {
    return at(pointer)
        .filter(JsonNode::isNumber)
        .flatMap(value ->
            value.canConvertToExactIntegral() && value.canConvertToLong()
                ? Optional.of(value.asLong())
                : refuse(pointer, "'" + value + "' is too large", 0L));
  }

  boolean flag(String pointer, boolean otherwise) {
    return at(pointer).filter(JsonNode::isBoolean).map(JsonNode::asBoolean).orElse(otherwise);
  }

  List<String> texts(String pointer) {
    List<String> texts = new ArrayList<>();
    at(pointer).ifPresent(array -> array.forEach(item -> texts.add(item.asString())));
    return texts;
  }

  List<Integer> numbers(String pointer) {
    List<Integer> numbers = new ArrayList<>();
    at(pointer).ifPresent(array -> array.forEach(item -> numbers.add(item.asInt())));
    return numbers;
  }

  Map<String, String> map(String pointer) {
    Map<String, String> map = new LinkedHashMap<>();
    at(pointer)
        .ifPresent(object ->
            object
                .properties()
                .forEach(member -> map.put(member.getKey(), member.getValue().asString())));
    return map;
  }

  Optional<Duration> duration(String pointer) {
    return parsed(
        pointer,
        text -> {
          Duration duration = Durations.parse(text);
          if (duration.isZero()) {
            throw new IllegalArgumentException("'" + text + "' must be longer than nothing");
          }
          return duration;
        },
        Duration.ofSeconds(1));
  }

  Optional<Bytes> bytes(String pointer) {
    return parsed(pointer, Bytes::parse, Bytes.of(0));
  }

  Optional<Cpu> cpu(String pointer) {
    Optional<JsonNode> value = at(pointer);
    if (value.isPresent() && value.get().isNumber()) {
      return make(pointer, value.get().decimalValue().toPlainString(), Cpu::parse, new Cpu(1000));
    }
    return parsed(pointer, Cpu::parse, new Cpu(1000));
  }

  Optional<Pattern> pattern(String pointer) {
    return text(pointer)
        .flatMap(text -> {
          try {
            return Optional.of(Pattern.compile(text));
          } catch (PatternSyntaxException e) {
            problems.add(
                document.problem(
                    "DOC-PATTERN",
                    Severity.HIGH,
                    pointer,
                    "The pattern does not compile: " + e.getDescription() + ".",
                    "correct it near character " + (e.getIndex() + 1)));
            return Optional.empty();
          }
        });
  }

  /** The member of an enum whose name, without case and underscores, is the text. */
  <E extends Enum<E>> E word(String pointer, Class<E> type, E otherwise) {
    Optional<String> text = text(pointer);
    if (text.isEmpty()) {
      return otherwise;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().replace("_", "").equalsIgnoreCase(text.get())) {
        return constant;
      }
    }
    throw new IllegalStateException(
        pointer + ": the meta-schema lets '" + text.get() + "' pass, but " + type + " does not");
  }

  private <T> Optional<T> parsed(String pointer, Function<String, T> parse, T instead) {
    return text(pointer).flatMap(text -> make(pointer, text, parse, instead));
  }

  private <T> Optional<T> make(String pointer, String text, Function<String, T> parse, T instead) {
    try {
      return Optional.of(parse.apply(text));
    } catch (ArithmeticException e) {
      return refuse(pointer, "'" + text + "' is too large or too fine", instead);
    } catch (IllegalArgumentException e) {
      return refuse(pointer, String.valueOf(e.getMessage()), instead);
    }
  }

  /** Notes the problem and goes on with any value: the contract is not built then. */
  private <T> Optional<T> refuse(String pointer, String why, T instead) {
    problems.add(
        document.problem(
            "DOC-SCHEMA",
            Severity.HIGH,
            pointer,
            Pointers.words(pointer) + ": " + why + ".",
            "write an amount that can be meant"));
    return Optional.of(instead);
  }
}
