package org.specie.offline.simulator;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import javacard.framework.Applet;
import javacard.framework.JCSystem;
import org.jspecify.annotations.Nullable;

/**
 * Finds everything persistent of an installed applet: its arrays, and where the simulator keeps
 * keys. An applet makes no object after its installation, so what is found once is all there is.
 */
final class Walk {
  private static final String KEYS = "com.licel.jcardsim.crypto.*Key.*";
  private static final String KEY_BYTES = "com.licel.jcardsim.crypto.ByteContainer";

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final PersistentMemory memory;
  private final Keys keys;

  Walk(PersistentMemory memory, Keys keys) {
    this.memory = memory;
    this.keys = keys;
  }

  void visit(@Nullable Object object) {
    if (object == null || !seen.add(object)) {
      return;
    }
    String name = object.getClass().getName();
    if (object instanceof byte[] bytes) {
      if (JCSystem.isTransient(bytes) == JCSystem.NOT_A_TRANSIENT_OBJECT) {
        memory.adopt(bytes);
      }
    } else if (object instanceof Object[]) {
      for (int i = 0; i < Array.getLength(object); i++) {
        visit(Array.get(object, i));
      }
    } else if (name.equals(KEY_BYTES)) {
      keys.addBytes(object);
    } else if (name.startsWith("org.specie.") || name.matches(KEYS)) {
      fields(object, object.getClass(), name.matches(KEYS));
    }
  }

  private void fields(Object object, Class<?> type, boolean isKey) {
    if (type == Object.class || type == Applet.class) {
      return;
    }
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        continue;
      }
      if (!field.getType().isPrimitive()) {
        visit(Reflection.read(field, object));
      } else if (isKey && !Modifier.isFinal(field.getModifiers())) {
        keys.addNumber(object, field);
      }
    }
    fields(object, type.getSuperclass(), isKey);
  }
}
