package org.specie.kernel.crypto.quorum;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What everybody knows of n signers, numbered 0 to n - 1, any threshold of whom make a certificate.
 * All work is on public data. Source: docs/spec/07-quorum-certificates.md.
 */
public sealed interface QuorumKey permits MultiSignatureKey, ThresholdBlsKey {
  /** Number of signers. */
  int signers();

  /** How many shares make a certificate. */
  int threshold();

  /** The scheme of the certificates this key accepts. */
  QuorumScheme scheme();

  /** Whether {@code share} is {@code signer}'s on {@code message}; an unknown signer has none. */
  boolean isShareValid(ByteString message, int signer, ByteString share);

  /** Whether {@code certificate} shows that a threshold of distinct signers signed it. */
  boolean isValid(ByteString message, QuorumCertificate certificate);

  /**
   * A certificate of the first threshold of {@code shares}, by number, without a look at any. The
   * map has a share for each signer of this key, and for at least a threshold of them.
   */
  Optional<QuorumCertificate> combineUnseen(SortedMap<Integer, ByteString> shares);

  /** Appends the scheme's byte, the threshold and the public keys. */
  void encode(Encoder out);

  /** Whether {@code signer} is one of this key's. */
  default boolean isSigner(int signer) {
    return 0 <= signer && signer < signers();
  }

  /**
   * Puts shares, each under the signer it came from, together. First the lowest-numbered shares are
   * combined unseen and the result is verified; only if that fails is every share looked at, the
   * liars named, and the good ones combined. Shares under numbers nobody has count as lies.
   */
  default Combination combine(ByteString message, SortedMap<Integer, ByteString> shares) {
    SortedMap<Integer, ByteString> known = new TreeMap<>(shares);
    known.keySet().removeIf(signer -> !isSigner(signer));
    SortedSet<Integer> liars = new TreeSet<>(shares.keySet());
    liars.removeAll(known.keySet());
    if (known.size() < threshold()) {
      return new Combination.TooFew(liars);
    }
    Optional<QuorumCertificate> hopeful = combineUnseen(known);
    if (hopeful.isPresent() && isValid(message, hopeful.get())) {
      return new Combination.Complete(hopeful.get(), liars);
    }
    known.forEach(
        (signer, share) -> {
          if (!isShareValid(message, signer, share)) {
            liars.add(signer);
          }
        });
    known.keySet().removeAll(liars);
    if (known.size() < threshold()) {
      return new Combination.TooFew(liars);
    }
    QuorumCertificate certificate = combineUnseen(known).orElseThrow();
    Check.that(isValid(message, certificate), "good shares of a consistent key make a certificate");
    return new Combination.Complete(certificate, liars);
  }

  /** Reads what {@link #encode} writes. */
  static QuorumKey decode(Decoder in) throws MalformedInput {
    return switch (QuorumScheme.decode(in)) {
      case MULTI_SIGNATURE -> MultiSignatureKey.decodeBody(in);
      case THRESHOLD_SIGNATURE -> ThresholdBlsKey.decodeBody(in);
    };
  }
}
