package org.specie.offline.vault;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Reserved;
import org.specie.offline.vault.state.Stage;
import org.specie.offline.vault.state.VaultRecord;

/**
 * The end of a vault, which leads in one direction: it pays no more, tells a recovery agent what it
 * held, and is told that this was credited. Spec: docs/spec/55-vault.md 4.5.
 */
final class Ending {
  private static final ByteString KEY_LABEL = ByteString.utf8("ART1-RKD");
  private static final int RECORD_SIZE = 112;
  private static final int RECORD_PADDING = 11;
  private static final int KEY_SIZE = 16;
  private static final int UNCOMPRESSED = 0x04;

  private final Core core;

  Ending(Core core) {
    this.core = core;
  }

  Verdict disable() throws IOException {
    core.requireCurrent();
    return switch (core.state.stage()) {
      case BLANK, INITIALISED, RECOVERED -> Verdict.refused(VaultReason.WRONG_STAGE);
      case PERSONALISED, OPERATIONAL -> {
        core.commit(new VaultRecord.Disabled());
        core.destroyUnneededKeys();
        yield Verdict.accepted();
      }
      case DISABLED -> Verdict.accepted();
    };
  }

  Answer<ByteString> record(KeyId agent) throws IOException {
    core.requireCurrent();
    if (core.state.stage() != Stage.DISABLED) {
      return new Answer.Refused<>(VaultReason.WRONG_STAGE);
    }
    Optional<KeyCert> known = core.state.keys().agent(agent);
    if (known.isEmpty()) {
      return new Answer.Refused<>(TokenReason.UNKNOWN_KEY);
    }
    Optional<PublicKey> point = known.get().key().onCurve();
    if (known.get().use() != KeyUse.RECOVERY || point.isEmpty()) {
      return new Answer.Refused<>(TokenReason.WRONG_USE);
    }
    ByteString sealed = sealFor(point.get());
    ByteString signature =
        core.hsm
            .sign(Core.DEVICE_KEY, Domain.RECOVERY.prefix(), core.state.facts().device(), sealed)
            .bytes();
    return new Answer.Given<>(ByteString.concat(sealed, signature));
  }

  /** Page 54, 7.2. */
  private ByteString plain() {
    Encoder out = new Encoder().fixed(core.state.facts().device());
    out.fixed(core.state.owner().bytes());
    core.state.sums().encode(out);
    core.state.floor().encode(out.u8(1));
    out.hash(core.state.books().digestOfOwn());
    Reserved.encode(out, RECORD_PADDING);
    Check.that(out.size() == RECORD_SIZE, "a recovery record has 112 bytes");
    return out.toByteString();
  }

  /** A point, and the record under a key that its secret and the agent's agree on; used once. */
  private ByteString sealFor(PublicKey agent) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair once = generator.generateKeyPair();
      if (!(once.getPublic() instanceof ECPublicKey own)) {
        throw new InvariantViolation("a key on P-256 has a point");
      }
      ByteString point =
          new Encoder().u8(UNCOMPRESSED).fixed(P256Key.of(own).point()).toByteString();
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(once.getPrivate());
      agreement.doPhase(agent, true);
      byte[] agreed = agreement.generateSecret();
      byte[] key =
          Hash32.sha256(KEY_LABEL, ByteString.copyOf(agreed), point)
              .bytes()
              .slice(0, KEY_SIZE)
              .toByteArray();
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(new byte[KEY_SIZE]));
      Arrays.fill(agreed, (byte) 0);
      Arrays.fill(key, (byte) 0);
      return ByteString.concat(point, ByteString.copyOf(cipher.doFinal(plain().toByteArray())));
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has ECDH on P-256 and AES", e);
    }
  }

  Verdict confirm(KeyId agent, P256Signature signature) throws IOException {
    core.requireCurrent();
    if (core.state.stage() != Stage.DISABLED) {
      return Verdict.refused(VaultReason.WRONG_STAGE);
    }
    Optional<KeyCert> known = core.state.keys().agent(agent);
    if (known.isEmpty()) {
      return Verdict.refused(TokenReason.UNKNOWN_KEY);
    }
    if (known.get().use() != KeyUse.RECOVERY) {
      return Verdict.refused(TokenReason.WRONG_USE);
    }
    ByteString device = core.state.facts().device();
    if (!known.get().key().verify(Domain.RECOVERED, signature, device, agent.bytes())) {
      return Verdict.refused(TokenReason.BAD_SIGNATURE);
    }
    core.commit(new VaultRecord.Recovered());
    core.hsm.destroy(Core.DEVICE_KEY);
    return Verdict.accepted();
  }
}
