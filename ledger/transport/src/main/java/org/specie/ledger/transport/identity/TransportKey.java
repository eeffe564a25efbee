package org.specie.ledger.transport.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.transport.Outcome;

/**
 * The key pair of a party's TLS connections, apart from the keys with which it signs anything else.
 * A secret: the JDK keeps its bytes and cannot erase them, so it lives as long as the process.
 */
public final class TransportKey {
  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  TransportKey(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** A fresh key pair. */
  public static TransportKey generate() {
    KeyPair pair = P256.generate();
    return new TransportKey(pair.getPrivate(), pair.getPublic());
  }

  /** The public key in {@code der}, if it is one on P-256 in its one encoding. */
  public static Optional<PublicKey> publicKey(ByteString der) {
    try {
      PublicKey key =
          KeyFactory.getInstance(P256.KEY_ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(der.toByteArray()));
      boolean isOne = P256.isKey(key) && ByteString.copyOf(key.getEncoded()).equals(der);
      return isOne ? Optional.of(key) : Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** The hash by which directories name {@code key}. */
  public static Hash32 fingerprint(PublicKey key) {
    return P256.fingerprint(key);
  }

  /** What the governance authority is given to certify. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** This key with the certificate that was issued for it. */
  public Outcome<TransportIdentity> with(X509Certificate certificate) {
    return TransportIdentity.of(privateKey, certificate);
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  @Override
  public String toString() {
    return "TransportKey[secret]";
  }
}
