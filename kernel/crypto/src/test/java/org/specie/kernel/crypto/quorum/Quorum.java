package org.specie.kernel.crypto.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.sharing.SecretPolynomial;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/** A key with all its signers, of either scheme, for tests. */
record Quorum(QuorumKey key, List<QuorumSigner> signers) {
  static Quorum of(QuorumScheme scheme, int signers, int threshold, Entropy entropy) {
    return switch (scheme) {
      case MULTI_SIGNATURE -> multi(signers, threshold, entropy);
      case THRESHOLD_SIGNATURE -> dealt(signers, threshold, entropy);
    };
  }

  private static Quorum multi(int count, int threshold, Entropy entropy) {
    List<QuorumSigner> signers = new ArrayList<>();
    List<org.specie.kernel.crypto.signature.Ed25519PublicKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Ed25519SecretKey secret = Ed25519SecretKey.generate(entropy);
      keys.add(secret.publicKey());
      signers.add(new MultiSignatureSigner(i, secret));
    }
    return new Quorum(new MultiSignatureKey(keys, threshold), signers);
  }

  /** From one hand, which no signer ever gets a key from. */
  private static Quorum dealt(int count, int threshold, Entropy entropy) {
    SecretPolynomial polynomial = SecretPolynomial.random(threshold, entropy);
    List<QuorumSigner> signers = new ArrayList<>();
    List<G2> shareKeys = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      ThresholdBlsSigner signer = ThresholdBlsSigner.ofIndex(i, polynomial.at(i));
      signers.add(signer);
      shareKeys.add(signer.publicKey());
    }
    G2 publicKey = G2.GENERATOR.times(polynomial.secret());
    return new Quorum(new ThresholdBlsKey(threshold, publicKey, shareKeys), signers);
  }

  /** The shares of {@code who} on {@code message}. */
  SortedMap<Integer, ByteString> shares(ByteString message, int... who) {
    SortedMap<Integer, ByteString> shares = new TreeMap<>();
    for (int signer : who) {
      shares.put(signer, signers.get(signer).share(message));
    }
    return shares;
  }

  /** A certificate by {@code who}, who suffice. */
  QuorumCertificate certificate(ByteString message, int... who) {
    if (key.combine(message, shares(message, who))
        instanceof Combination.Complete(var certificate, var _)) {
      return certificate;
    }
    throw new AssertionError("honest shares suffice");
  }
}
