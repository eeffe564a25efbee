package org.specie.kernel.crypto.quorum;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * Signers with an Ed25519 key each; signer i's at position i. A certificate is a list of signatures
 * and costs 24 µs a part. Keys are distinct, for two seats under one key would be two votes of one
 * secret.
 */
public record MultiSignatureKey(List<Ed25519PublicKey> keys, int threshold) implements QuorumKey {
  /** What a key that signs shares signs: this label in the codec's text form, then the message. */
  private static final ByteString LABEL = new Encoder().text("SPECIE-QUORUM-V1").toByteString();

  public MultiSignatureKey {
    keys = List.copyOf(keys);
    Check.that(
        !keys.isEmpty() && keys.size() <= QuorumCertificate.SIGNERS_MAX, "1 to 1024 signers");
    Check.that(0 < threshold && threshold <= keys.size(), "the threshold lies within the signers");
    Check.that(new HashSet<>(keys).size() == keys.size(), "signers have distinct keys");
  }

  /** The bytes whose Ed25519 signature is a share on {@code message}. */
  static ByteString signed(ByteString message) {
    return ByteString.concat(LABEL, message);
  }

  @Override
  public int signers() {
    return keys.size();
  }

  @Override
  public QuorumScheme scheme() {
    return QuorumScheme.MULTI_SIGNATURE;
  }

  @Override
  public boolean isShareValid(ByteString message, int signer, ByteString share) {
    return isSigner(signer) && keys.get(signer).verify(signed(message), share);
  }

  /** More parts than the threshold are fine if all are right; one wrong part is one too many. */
  @Override
  public boolean isValid(ByteString message, QuorumCertificate certificate) {
    return switch (certificate) {
      case QuorumCertificate.MultiSignature(var parts) -> {
        ByteString signed = signed(message);
        yield parts.size() >= threshold
            && parts.getLast().signer() < signers()
            && parts.stream()
                .allMatch(part -> keys.get(part.signer()).verify(signed, part.signature()));
      }
      case QuorumCertificate.ThresholdSignature _ -> false;
    };
  }

  @Override
  public Optional<QuorumCertificate> combineUnseen(SortedMap<Integer, ByteString> shares) {
    Check.that(shares.size() >= threshold, "enough shares to combine");
    List<QuorumCertificate.Part> parts = new ArrayList<>(threshold);
    for (var share : shares.entrySet()) {
      if (parts.size() == threshold) {
        break;
      }
      if (share.getValue().size() != Ed25519PublicKey.SIGNATURE_SIZE) {
        return Optional.empty();
      }
      parts.add(new QuorumCertificate.Part(share.getKey(), share.getValue()));
    }
    return Optional.of(new QuorumCertificate.MultiSignature(parts));
  }

  @Override
  public void encode(Encoder out) {
    scheme().encode(out);
    out.u16(threshold).u16(keys.size());
    keys.forEach(key -> out.fixed(key.bytes()));
  }

  static MultiSignatureKey decodeBody(Decoder in) throws MalformedInput {
    int threshold = in.u16();
    int signers = in.u16();
    if (signers == 0 || signers > QuorumCertificate.SIGNERS_MAX) {
      throw new MalformedInput("a quorum has 1 to 1024 signers");
    }
    if (threshold == 0 || threshold > signers) {
      throw new MalformedInput("threshold out of range");
    }
    if (in.remaining() < signers * Ed25519PublicKey.SIZE) {
      throw new MalformedInput("truncated");
    }
    List<Ed25519PublicKey> keys = new ArrayList<>(signers);
    for (int i = 0; i < signers; i++) {
      keys.add(Ed25519PublicKey.decode(in));
    }
    if (new HashSet<>(keys).size() != signers) {
      throw new MalformedInput("signers with the same key");
    }
    return new MultiSignatureKey(keys, threshold);
  }
}
