package org.specie.offline.simulator;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** Reads and writes what the simulator does not show. */
final class Reflection {
  private Reflection() {}

  static @Nullable Object read(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static void write(Field field, Object object, @Nullable Object value) {
    try {
      field.setAccessible(true);
      field.set(object, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static Field field(Object object, String name) {
    try {
      return object.getClass().getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
