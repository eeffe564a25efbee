package org.specie.offline.purse.trust;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.paying.Credentials;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.value.Currency;

/**
 * What an issuer tells everybody: its root, its currency, and the factory, the certifier and the
 * class under that root. The root is believed because it was given; the others stand under it.
 *
 * @param root the issuer's
 * @param currency of everything under it
 * @param factory makes tokens
 * @param certifier certifies the class
 * @param payerClass under whose key devices pay
 */
public record IssuerDocument(
    KeyCert root, Currency currency, KeyCert factory, KeyCert certifier, ClassCert payerClass) {
  public IssuerDocument {
    Check.that(
        isConsistent(root, currency, factory, certifier, payerClass),
        "an issuer's document holds together");
  }

  /** The document of these, or nothing if they do not hold together. */
  public static Optional<IssuerDocument> of(
      KeyCert root, Currency currency, KeyCert factory, KeyCert certifier, ClassCert payerClass) {
    return isConsistent(root, currency, factory, certifier, payerClass)
        ? Optional.of(new IssuerDocument(root, currency, factory, certifier, payerClass))
        : Optional.empty();
  }

  private static boolean isConsistent(
      KeyCert root, Currency currency, KeyCert factory, KeyCert certifier, ClassCert payerClass) {
    if (root.use() != KeyUse.ROOT
        || factory.use() != KeyUse.FACTORY
        || certifier.use() != KeyUse.CERTIFIER
        || root.currencyNumber() != currency.number()) {
      return false;
    }
    Verdict learnt =
        KnownKeys.under(root).learn(new Chain(List.of(factory, certifier, payerClass)));
    return learnt.isAccepted() && payerClass.issuer().equals(certifier.id());
  }

  /** All between the root and a payment. */
  public Chain chain() {
    return new Chain(List.of(factory, certifier, payerClass));
  }

  /** What the device of a purse pays with. */
  public Credentials credentials() {
    return new Credentials(payerClass, new Chain(List.of(certifier, payerClass)));
  }

  /** Somebody who knows the root and what stands under it here. */
  public TokenVerifier verifier() {
    KnownKeys keys = KnownKeys.under(root);
    Check.that(keys.learn(chain()).isAccepted(), "an issuer's document holds together");
    return new TokenVerifier(keys, currency);
  }

  /** The one encoding: currency (2), places (1), root, factory, certifier, class. */
  public ByteString encode() {
    Encoder out = new Encoder().u16(currency.number()).u8(currency.places());
    for (Certificate each : List.of(root, factory, certifier, payerClass)) {
      each.encode(out);
    }
    return out.toByteString();
  }

  /** Reads a document and nothing after it; one that does not hold together is none. */
  public static IssuerDocument decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Currency currency = Currency.decode(in);
    if (Certificate.decode(in) instanceof KeyCert root
        && Certificate.decode(in) instanceof KeyCert factory
        && Certificate.decode(in) instanceof KeyCert certifier
        && Certificate.decode(in) instanceof ClassCert payerClass
        && isConsistent(root, currency, factory, certifier, payerClass)) {
      in.end();
      return new IssuerDocument(root, currency, factory, certifier, payerClass);
    }
    throw new MalformedInput("not what an issuer tells everybody");
  }
}
