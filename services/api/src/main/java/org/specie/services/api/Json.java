package org.specie.services.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads and writes records as JSON objects. One text has one reading: unknown, repeated, missing
 * and null fields are refused, so is a number where a text is due, and whatever is longer than its
 * {@link Described#max()}.
 */
final class Json {
  private static final int DEPTH_MAX = 8;
  private static final int TEXT_MAX = 1 << 20;
  private static final int NUMBER_MAX = 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxStringLength(TEXT_MAX)
                          .maxNumberLength(NUMBER_MAX)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Of what may be left out, nothing is written when it is not there: null is no text.
          .changeDefaultPropertyInclusion(
              usual -> usual.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private Json() {}

  static <I extends Record> I read(byte[] content, Class<I> type) throws MalformedInput {
    I value;
    try {
      value = MAPPER.readValue(content, type);
    } catch (JacksonException e) {
      throw new MalformedInput("not a " + type.getSimpleName() + " in JSON");
    }
    if (value == null) {
      throw new MalformedInput("null is no " + type.getSimpleName());
    }
    requireLengths(value);
    return value;
  }

  static ByteString write(Object value) {
    return ByteString.copyOf(MAPPER.writeValueAsBytes(value));
  }

  private static void requireLengths(Record value) throws MalformedInput {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      requireLength(component, part(value, component));
    }
  }

  private static void requireLength(RecordComponent component, Object part) throws MalformedInput {
    int max = Schemas.lengthMax(component);
    switch (part) {
      case String text when text.length() > max -> throw tooLong(component, max);
      case List<?> list when list.size() > max -> throw tooLong(component, max);
      case List<?> list -> {
        for (Object each : list) {
          switch (each) {
            case null -> throw new MalformedInput(component.getName() + " holds null");
            case Record record -> requireLengths(record);
            case String text when text.length() > max -> throw tooLong(component, max);
            default -> {
              // Numbers and truth values have no length.
            }
          }
        }
      }
      case Optional<?> some when some.isPresent() -> requireLength(component, some.get());
      case Record record -> requireLengths(record);
      default -> {
        // Numbers and truth values have no length.
      }
    }
  }

  private static MalformedInput tooLong(RecordComponent component, int max) {
    return new MalformedInput(component.getName() + " is longer than " + max);
  }

  private static Object part(Record value, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new InvariantViolation("a record gives its parts", e);
    }
  }
}
