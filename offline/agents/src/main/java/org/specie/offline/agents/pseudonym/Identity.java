package org.specie.offline.agents.pseudonym;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.VisibleText;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.value.Reserved;

/**
 * Who somebody is, as it is sealed: always 640 bytes. Spec: docs/spec/56-register.md 2.6.
 *
 * @param kind whether {@code value} is the person's data or where they are
 * @param source the identity register that knows the person
 * @param value a reference in that register, or the data
 */
public record Identity(Kind kind, String source, String value) {
  /** Bytes of every identity. */
  public static final int SIZE = 640;

  /** The longest name of a source in bytes. */
  static final int SOURCE_MAX = 64;

  /** The longest data in bytes. */
  public static final int VALUE_MAX = 512;

  /** What is sealed of a person. */
  public enum Kind {
    /** Where the data are. */
    REFERENCE(1),
    /** The data. */
    DATA(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    private static Kind decode(Decoder in) throws MalformedInput {
      int read = in.u8();
      for (Kind kind : values()) {
        if (kind.code == read) {
          return kind;
        }
      }
      throw new MalformedInput("an identity is a reference or data");
    }
  }

  public Identity {
    Check.that(isSource(source), "a source has 1 to 64 visible bytes");
    Check.that(isValue(value), "an identity has 1 to 512 visible bytes");
  }

  /** Whether {@code text} can name an identity register. */
  public static boolean isSource(String text) {
    return isText(text, SOURCE_MAX);
  }

  /** Whether {@code text} can be sealed as somebody's data. */
  public static boolean isValue(String text) {
    return isText(text, VALUE_MAX);
  }

  private static boolean isText(String text, int sizeMax) {
    return !text.isEmpty() && VisibleText.isShowable(text, sizeMax);
  }

  /** The one encoding. */
  public ByteString encode() {
    Encoder out = new Encoder().u8(kind.code).text(source).text(value);
    Reserved.encode(out, SIZE - out.size());
    return out.toByteString();
  }

  /** Reads an identity and nothing after it. */
  public static Identity decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Kind kind = Kind.decode(in);
    String source = in.text(SOURCE_MAX);
    String value = in.text(VALUE_MAX);
    if (bytes.size() != SIZE || !isSource(source) || !isValue(value)) {
      throw new MalformedInput("an identity is visible text in 640 bytes");
    }
    Reserved.decode(in, in.remaining());
    return new Identity(kind, source, value);
  }

  /** Says nothing about the person. */
  @Override
  public String toString() {
    return "Identity[" + kind + ", redacted]";
  }
}
