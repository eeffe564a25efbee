package org.specie.offline.agents.recovery;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.Sums;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.Reserved;

/**
 * What a device held. Spec: docs/spec/54-agents.md 7.2.
 *
 * @param device whose record it is
 * @param owner its owner's pseudonym
 * @param sums of its money
 * @param undamaged whether the device found them whole
 * @param floor of its time
 * @param ownTokens the digest of what it redeemed of which token
 */
record RecoveryRecord(
    DeviceId device, OwnerId owner, Sums sums, boolean undamaged, Minutes floor, Hash32 ownTokens) {
  private static final int PADDING = 11;
  private static final int KEY_SIZE = 16;
  private static final ByteString DERIVATION = ByteString.utf8("ART1-RKD");

  /** Opens a record that was sealed for {@code agent}; nothing if it was not. */
  static Optional<RecoveryRecord> open(RecoveryRequest request, SigningKey agent) {
    Optional<Secret> agreed = agent.agree(request.agreedWith());
    if (agreed.isEmpty()) {
      return Optional.empty();
    }
    ByteString opened =
        agreed
            .get()
            .lend(
                shared ->
                    decrypt(
                        Hash32.sha256(DERIVATION, ByteString.copyOf(shared), request.point()),
                        request.sealed()));
    agreed.get().destroy();
    try {
      Decoder in = new Decoder(opened);
      RecoveryRecord read = decode(in);
      in.end();
      return Optional.of(read);
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  /** A key is used once, and the device signed what it sealed: so no vector and no tag. */
  private static ByteString decrypt(Hash32 derived, ByteString sealed) {
    try {
      byte[] key = derived.bytes().slice(0, KEY_SIZE).toByteArray();
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(new byte[cipher.getBlockSize()]));
      return ByteString.copyOf(cipher.doFinal(sealed.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has AES", e);
    }
  }

  private static RecoveryRecord decode(Decoder in) throws MalformedInput {
    RecoveryRecord read =
        new RecoveryRecord(
            DeviceId.decode(in),
            OwnerId.decode(in),
            Sums.decode(in),
            in.bool(),
            Minutes.decode(in),
            in.hash());
    Reserved.decode(in, PADDING);
    return read;
  }
}
