package org.specie.offline.vault;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.RSABlindingEngine;
import org.bouncycastle.crypto.params.RSABlindingParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.BlindKey;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.vault.state.PaymentKeys;
import org.specie.offline.vault.state.Stage;
import org.specie.offline.vault.state.VaultRecord;

/**
 * Payment keys, made in the HSM and certified unseen. Only a key of the HSM's is ever blinded, and
 * the vault raises the factor itself (G3). Spec: docs/spec/55-vault.md 4.4.
 */
final class Certifying {
  /** Longest body that the vault vouches for. */
  private static final int BODY_MAX = 512;

  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

  private final Core core;

  Certifying(Core core) {
    this.core = core;
  }

  Answer<P256Key> generate() throws IOException {
    core.requireCurrent();
    Optional<Reason> closed = core.closed(Stage.OPERATIONAL);
    if (closed.isPresent()) {
      return new Answer.Refused<>(closed.get());
    }
    core.destroyUnneededKeys();
    if (!core.state.paymentKeys().hasRoom()) {
      return new Answer.Refused<>(VaultReason.NO_ROOM_FOR_KEYS);
    }
    long mark = new BigInteger(1, core.entropy.bytes(Long.BYTES)).longValue() & Long.MAX_VALUE;
    P256Key key = core.hsm.makeSigningKey(PaymentKeys.name(mark));
    core.commit(new VaultRecord.Generated(mark, key));
    return new Answer.Given<>(key);
  }

  /** The request that a certifier signs, page 54, 2.1. */
  Answer<ByteString> blind(P256Key key, KeyId classKey, BigInteger factor) throws IOException {
    core.requireCurrent();
    Optional<Reason> closed = core.closed(Stage.OPERATIONAL);
    if (closed.isPresent()) {
      return new Answer.Refused<>(closed.get());
    }
    if (!core.state.paymentKeys().isWaiting(key)) {
      return new Answer.Refused<>(VaultReason.NO_SUCH_KEY);
    }
    Optional<ClassCert> signer = core.state.keys().classOf(classKey);
    if (signer.isEmpty()) {
      return new Answer.Refused<>(TokenReason.UNKNOWN_KEY);
    }
    if (!signer.get().classes().equals(core.state.facts().deviceClass())) {
      return new Answer.Refused<>(TokenReason.CLASS_NOT_TAKEN);
    }
    BigInteger modulus = new BigInteger(1, signer.get().key().modulus().toByteArray());
    if (factor.compareTo(BigInteger.ONE) <= 0
        || factor.compareTo(modulus) >= 0
        || !factor.gcd(modulus).equals(BigInteger.ONE)) {
      return new Answer.Refused<>(TokenReason.MALFORMED);
    }
    ByteString blinded = blind(signer.get().key(), modulus, key, factor);
    ByteString said = report(ByteString.concat(classKey.bytes(), blinded));
    return new Answer.Given<>(ByteString.concat(said, signed(Domain.BLINDED, said)));
  }

  /** A request of the host's that the vault vouches for, page 54, 2.2. */
  Answer<ByteString> seal(ByteString body) throws IOException {
    core.requireCurrent();
    Optional<Reason> closed = core.closed(Stage.OPERATIONAL);
    if (closed.isPresent()) {
      return new Answer.Refused<>(closed.get());
    }
    if (body.isEmpty() || body.size() > BODY_MAX) {
      return new Answer.Refused<>(TokenReason.MALFORMED);
    }
    ByteString seal = report(core.state.owner().bytes());
    ByteString signature = signed(Domain.SEALED, Hash32.sha256(body).bytes(), seal);
    return new Answer.Given<>(ByteString.concat(body, seal, signature));
  }

  /** The encoded message times the factor to the public exponent; the salt is fresh. */
  private ByteString blind(BlindKey signer, BigInteger modulus, P256Key key, BigInteger factor) {
    PSSSigner pss =
        new PSSSigner(
            new RSABlindingEngine(),
            new SHA256Digest(),
            new SHA256Digest(),
            core.entropy.bytes(ArtLayout.SALT_SIZE));
    pss.init(
        true, new RSABlindingParameters(new RSAKeyParameters(false, modulus, EXPONENT), factor));
    ByteString message =
        ByteString.concat(Domain.PAYMENT_KEY.prefix(), signer.id().bytes(), key.point());
    pss.update(message.toByteArray(), 0, message.size());
    try {
      return ByteString.copyOf(pss.generateSignature());
    } catch (CryptoException e) {
      throw new InvariantViolation("a digest fits into 2,048 bits", e);
    }
  }

  /** What stands {@code front}, then device, a number of its own, and the sums. */
  private ByteString report(ByteString front) throws IOException {
    core.commit(new VaultRecord.Requested(core.state.lastRequest() + 1));
    Encoder out = new Encoder().fixed(front);
    out.fixed(core.state.facts().device()).u32(core.state.lastRequest());
    core.state.sums().encode(out);
    return out.toByteString();
  }

  private ByteString signed(Domain domain, ByteString... parts) throws IOException {
    ByteString about = ByteString.concat(domain.prefix(), core.state.facts().device());
    return core.hsm.sign(Core.DEVICE_KEY, about, ByteString.concat(parts)).bytes();
  }

  Verdict certify(PayCert certificate) throws IOException {
    core.requireCurrent();
    Optional<Reason> closed = core.closed(Stage.OPERATIONAL);
    if (closed.isPresent()) {
      return Verdict.refused(closed.get());
    }
    if (!core.state.paymentKeys().isWaiting(certificate.key())) {
      return Verdict.refused(VaultReason.NO_SUCH_KEY);
    }
    Optional<ClassCert> signer = core.state.keys().classOf(certificate.classKey());
    if (signer.isEmpty()) {
      return Verdict.refused(TokenReason.UNKNOWN_KEY);
    }
    if (!signer.get().classes().equals(core.state.facts().deviceClass())) {
      return Verdict.refused(TokenReason.CLASS_NOT_TAKEN);
    }
    if (!signer.get().key().verify(certificate.key(), certificate.signature())) {
      return Verdict.refused(TokenReason.BAD_SIGNATURE);
    }
    core.commit(new VaultRecord.Certified(certificate));
    return Verdict.accepted();
  }
}
