package org.specie.offline.agents.station;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.Authority;
import org.specie.offline.agents.core.DeviceRoot;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;

/**
 * The root where it is asked by stations, which it does not believe: it vouches for cards of its
 * own issuer, one device id for a card and one card for a device id, and certifies nobody. Spec:
 * docs/spec/57-station.md section 11.
 */
public final class VouchingRoot implements DeviceRoot {
  private static final int DEVICE = 1;
  private static final int CARD = 2;
  private static final int SIGNED = 3;

  private final Authority root;
  private final ByteString issuer;
  private final Storage book;

  /**
   * A root that keeps in {@code book}, which nobody else writes, for what it vouched.
   *
   * @param issuer what its cards have in common, {@link DeviceFacts#ofIssuer}
   */
  public VouchingRoot(Authority root, ByteString issuer, Storage book) {
    this.root = root;
    this.issuer = issuer;
    this.book = book;
  }

  @Override
  public KeyCert certificate() {
    return root.certificate();
  }

  private static ByteString key(int kind, ByteString of) {
    return new Encoder().u8(kind).fixed(of).toByteString();
  }

  @Override
  public Answer<P256Signature> vouchFor(P256Key card, ByteString facts) throws IOException {
    if (!DeviceFacts.areOf(issuer, facts) || card.onCurve().isEmpty()) {
      return Answer.refused(AgentReason.MALFORMED);
    }
    ByteString device = DeviceFacts.device(facts);
    if (!isOrNone(key(DEVICE, device), card.point())
        || !isOrNone(key(CARD, card.point()), device)) {
      return Answer.refused(StationReason.CARD_OF_OTHERS);
    }
    ByteString signed = key(SIGNED, Hash32.sha256(ByteString.concat(card.point(), facts)).bytes());
    Optional<ByteString> before = book.get(signed);
    if (before.isPresent()) {
      return Answer.given(read(before.get()));
    }
    P256Signature signature = root.vouch(card, facts);
    book.write(
        new Storage.Batch()
            .put(key(DEVICE, device), card.point())
            .put(key(CARD, card.point()), device)
            .put(signed, signature.bytes()));
    return Answer.given(signature);
  }

  private boolean isOrNone(ByteString key, ByteString value) throws IOException {
    return book.get(key).map(value::equals).orElse(true);
  }

  private static P256Signature read(ByteString kept) throws IOException {
    try {
      Decoder in = new Decoder(kept);
      P256Signature signature = P256Signature.decode(in);
      in.end();
      return signature;
    } catch (MalformedInput e) {
      throw new IOException("the root's book is damaged; restore it from a copy", e);
    }
  }
}
