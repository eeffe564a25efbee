package org.specie.offline.purse.trust;

import java.util.Base64;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Key;

/**
 * What whoever sells a device hands over with it, so that its owner's host binds itself to this
 * device and to no other. It holds no secret, and is believed because it was given. Spec:
 * docs/spec/52-purse.md, clause 10.3.
 *
 * @param device its id, 16 bytes
 * @param point the device's own key
 * @param issuer under whose root it pays
 */
public record CardNote(ByteString device, P256Key point, IssuerDocument issuer) {
  /** Longest text. */
  public static final int LENGTH_MAX = 4_096;

  private static final String SCHEME = "specie-card:";

  public CardNote {
    Check.that(device.size() == ArtLayout.ID_SIZE, "a device id has 16 bytes");
  }

  /** The note as text. */
  public String write() {
    byte[] bytes =
        new Encoder().fixed(device).fixed(point.point()).bytes(issuer.encode()).toByteArray();
    return SCHEME + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Reads a text; white space around it is ignored, anything else that differs is refused. */
  public static CardNote read(String text) throws MalformedInput {
    String stripped = text.strip();
    if (stripped.length() > LENGTH_MAX || !stripped.startsWith(SCHEME)) {
      throw new MalformedInput("a card's note begins with " + SCHEME);
    }
    CardNote note = decode(digits(stripped.substring(SCHEME.length())));
    if (!note.write().equals(stripped)) {
      throw new MalformedInput("a card's note has one text");
    }
    return note;
  }

  private static ByteString digits(String text) throws MalformedInput {
    try {
      return ByteString.copyOf(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      throw new MalformedInput("not base64url");
    }
  }

  private static CardNote decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    ByteString device = in.fixed(ArtLayout.ID_SIZE);
    P256Key point = new P256Key(in.fixed(ArtLayout.POINT_SIZE));
    IssuerDocument issuer = IssuerDocument.decode(in.bytes(LENGTH_MAX));
    in.end();
    if (point.onCurve().isEmpty()) {
      throw new MalformedInput("a device's key is a point of P-256");
    }
    return new CardNote(device, point, issuer);
  }
}
