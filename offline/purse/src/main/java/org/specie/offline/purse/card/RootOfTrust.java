package org.specie.offline.purse.card;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;

/**
 * The root that a host trusts: the one that its card was made under, as the card told it over the
 * binding between the two. Nothing else makes one, so whoever has one has asked a card. Spec:
 * docs/spec/52-purse.md, clause 10.4.
 */
public final class RootOfTrust {
  private final KeyCert certificate;

  private RootOfTrust(KeyCert certificate) {
    this.certificate = certificate;
  }

  /** What a card said, with its word behind it. */
  static RootOfTrust told(ByteString said) throws IOException {
    Decoder in = new Decoder(said);
    try {
      if (Certificate.decode(in) instanceof KeyCert root && root.use() == KeyUse.ROOT) {
        in.end();
        return new RootOfTrust(root);
      }
    } catch (MalformedInput e) {
      throw new IOException("the card's root cannot be read", e);
    }
    throw new IOException("what the card names as its root is certified for something else");
  }

  /** The root's certificate. */
  public KeyCert certificate() {
    return certificate;
  }

  /** The document, if all that it says stands under this root; until then it is hearsay. */
  public Optional<IssuerDocument> admit(IssuerDocument document) {
    return document.root().equals(certificate) ? Optional.of(document) : Optional.empty();
  }
}
