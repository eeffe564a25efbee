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
  static final int VALUE_MAX = 512;

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
    Check.that(isText(source, SOURCE_MAX), "a source has 1 to 64 visible bytes");
    Check.that(isText(value, VALUE_MAX), "an identity has 1 to 512 visible bytes");
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
    if (bytes.size() != SIZE || !isText(source, SOURCE_MAX) || !isText(value, VALUE_MAX)) {
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
