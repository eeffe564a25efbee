package org.specie.services.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.InvariantViolation;

/** JSON Schemas of records, read from their components. Source: JSON Schema 2020-12. */
final class Schemas {
  private static final int LENGTH_MAX = 256;

  private final Map<String, Object> named = new LinkedHashMap<>();

  /** A reference to the schema of {@code type}, which is among {@link #named()} from then on. */
  Map<String, Object> reference(Class<?> type) {
    String name = type.getSimpleName();
    if (!named.containsKey(name)) {
      named.put(name, Map.of());
      named.put(name, object(type));
    }
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  /** All schemas there are, by name. */
  Map<String, Object> named() {
    return named;
  }

  private Map<String, Object> object(Class<?> type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      properties.put(component.getName(), property(component));
      if (!component.getType().equals(Optional.class)) {
        required.add(component.getName());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    return schema;
  }

  private Map<String, Object> property(RecordComponent component) {
    Map<String, Object> schema =
        new LinkedHashMap<>(value(component.getGenericType(), lengthMax(component)));
    Optional.ofNullable(component.getAnnotation(Described.class))
        .ifPresent(described -> schema.put("description", described.value()));
    return schema;
  }

  private Map<String, Object> value(Type type, int lengthMax) {
    if (type.equals(String.class)) {
      return Map.of("type", "string", "maxLength", lengthMax);
    }
    if (type.equals(long.class)) {
      return Map.of("type", "integer", "format", "int64");
    }
    if (type.equals(int.class)) {
      return Map.of("type", "integer", "format", "int32");
    }
    if (type.equals(boolean.class)) {
      return Map.of("type", "boolean");
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      return reference(plain);
    }
    if (type instanceof ParameterizedType generic) {
      Type part = generic.getActualTypeArguments()[0];
      if (generic.getRawType().equals(Optional.class)) {
        return value(part, lengthMax);
      }
      if (generic.getRawType().equals(List.class)) {
        return Map.of("type", "array", "maxItems", lengthMax, "items", value(part, lengthMax));
      }
    }
    throw new InvariantViolation("no operation takes or gives a " + type);
  }

  /** The longest text or list {@code component} may hold. */
  static int lengthMax(RecordComponent component) {
    Described described = component.getAnnotation(Described.class);
    return described == null ? LENGTH_MAX : described.max();
  }
}
