package org.specie.offline.simulator;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** Where the simulator keeps the keys of one card: bytes, and numbers beside them. */
final class Keys {
  private static final int BYTES_MAX = 1_024;

  private final List<Object> containers = new ArrayList<>();
  private final List<Slot> numbers = new ArrayList<>();

  /** A number or a truth in a key object. */
  private record Slot(Object object, Field field) {}

  void addBytes(Object container) {
    containers.add(container);
  }

  void addNumber(Object object, Field field) {
    numbers.add(new Slot(object, field));
  }

  /** What they hold now. */
  byte[] take() {
    Encoder out = new Encoder().u16(containers.size()).u16(numbers.size());
    for (Object each : containers) {
      byte @Nullable [] data = (byte[]) Reflection.read(data(each), each);
      out.bool(data != null);
      if (data != null) {
        out.u16(data.length).fixed(data);
      }
      out.u16((short) Objects.requireNonNull(Reflection.read(length(each), each)) & 0xffff);
    }
    for (Slot each : numbers) {
      out.u16(asNumber(Objects.requireNonNull(Reflection.read(each.field, each.object))));
    }
    return out.toByteArray();
  }

  /** Puts back what {@link #take} wrote, on this card or one with the same image. */
  void put(Decoder in) throws MalformedInput {
    if (in.u16() != containers.size() || in.u16() != numbers.size()) {
      throw new MalformedInput("these are the keys of another card");
    }
    for (Object each : containers) {
      byte[] data = null;
      if (in.bool()) {
        int size = in.u16();
        if (size > BYTES_MAX) {
          throw new MalformedInput("a key of " + size + " bytes; at most " + BYTES_MAX);
        }
        data = in.fixedArray(size);
      }
      Reflection.write(data(each), each, data);
      Reflection.write(length(each), each, (short) in.u16());
    }
    for (Slot each : numbers) {
      Reflection.write(each.field, each.object, asValue(each.field, in.u16()));
    }
  }

  private static Field data(Object container) {
    return Reflection.field(container, "data");
  }

  private static Field length(Object container) {
    return Reflection.field(container, "length");
  }

  private static int asNumber(Object value) {
    return switch (value) {
      case Short number -> number & 0xffff;
      case Byte number -> number & 0xff;
      case Boolean truth -> truth ? 1 : 0;
      default -> throw new IllegalStateException("a key with a " + value.getClass());
    };
  }

  private static Object asValue(Field field, int number) {
    if (field.getType() == short.class) {
      return (short) number;
    }
    if (field.getType() == byte.class) {
      return (byte) number;
    }
    return number != 0;
  }
}
