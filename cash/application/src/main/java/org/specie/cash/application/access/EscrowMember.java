package org.specie.cash.application.access;

import java.util.List;
import java.util.Optional;
import javax.security.auth.Destroyable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.Secret;

/**
 * A member of one escrow quorum with its share of the key. It gives no share of an opening but of a
 * record whose opening is due. At rest the share lies in a box that a secret of the member's own
 * opens; the box names the quorum's key, so that no share can be slipped in under another.
 */
public final class EscrowMember implements Destroyable {
  private static final String LABEL = "specie/escrow/share";

  private final EscrowThresholdKey quorum;
  private final EscrowKeyShare share;

  /**
   * @param share one of {@code quorum}
   */
  public EscrowMember(EscrowThresholdKey quorum, EscrowKeyShare share) {
    Check.that(isOf(quorum, share), "a member has a share of its quorum's key");
    this.quorum = quorum;
    this.share = share;
  }

  private static boolean isOf(EscrowThresholdKey quorum, EscrowKeyShare share) {
    return share.index() <= quorum.members()
        && quorum.share(share.index()).equals(share.publicShare());
  }

  /** The member's index in the quorum, from 1. */
  public int index() {
    return share.index();
  }

  /** This member's part of opening {@code due}; nothing if there is nothing sealed in it. */
  public Optional<DecryptionShare> share(ExceptionalAccess.Due due, Entropy entropy) {
    return due.share(quorum, share, entropy);
  }

  /** The share itself, to be handed on and for nothing else. */
  public List<Scalar> secrets() {
    return share.secrets();
  }

  /** Whether this is a share of {@code key} as its holders have it. */
  public boolean isOf(EscrowThresholdKey key) {
    return isOf(key, share);
  }

  /** The box that only {@code secret} opens. */
  public ByteString seal(Secret secret, Entropy entropy) {
    Secret bytes = share.toSecret();
    ByteString plain = bytes.lend(ByteString::copyOf);
    bytes.destroy();
    return SecretBox.seal(secret, LABEL, associated(quorum), plain, entropy);
  }

  /**
   * The member whose share is in {@code box}, or nothing if it is for another secret or not of the
   * key of {@code quorum}.
   */
  public static Optional<EscrowMember> open(
      Secret secret, EscrowThresholdKey quorum, ByteString box) {
    Optional<ByteString> opened = SecretBox.open(secret, LABEL, associated(quorum), box);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    Secret bytes = Secret.copyOf(opened.get().toByteArray());
    try {
      EscrowKeyShare share = EscrowKeyShare.fromSecret(bytes);
      return isOf(quorum, share) ? Optional.of(new EscrowMember(quorum, share)) : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    } finally {
      bytes.destroy();
    }
  }

  private static ByteString associated(EscrowThresholdKey quorum) {
    return new Encoder().hash(quorum.key().hash()).toByteString();
  }

  /** Lets go of the secret; nothing is opened with it afterwards. */
  @Override
  public void destroy() {
    share.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return share.isDestroyed();
  }

  @Override
  public String toString() {
    return "EscrowMember[" + index() + ", redacted]";
  }
}
