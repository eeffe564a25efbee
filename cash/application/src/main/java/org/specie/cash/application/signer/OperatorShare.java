package org.specie.cash.application.signer;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.seed.Secret;

/**
 * An operator's share of the issuing key of one generation. On a disk it lies only in a box that
 * the operator's secret opens, and the box names the key it is a share of, so that a share cannot
 * be slipped in under another ledger's or generation's name.
 */
public final class OperatorShare {
  private static final String LABEL = "specie/operator/share";

  private final int generation;
  private final PsKeyShare share;

  public OperatorShare(int generation, PsKeyShare share) {
    Check.that(generation >= 1, "generations are counted from 1");
    this.generation = generation;
    this.share = share;
  }

  public int generation() {
    return generation;
  }

  /** The operator's index in the threshold key, from 1. */
  public int index() {
    return share.index();
  }

  PsKeyShare share() {
    return share;
  }

  /** Whether it is a share of {@code key} as its holders have it. */
  public boolean isOf(PsThresholdKey key) {
    return index() <= key.operators() && key.share(index()).equals(share.verificationKey());
  }

  /** The box that only {@code operatorSecret} opens. */
  public ByteString seal(Secret operatorSecret, Hash32 key, Entropy entropy) {
    Secret secret = share.toSecret();
    ByteString plain = secret.lend(ByteString::copyOf);
    secret.destroy();
    return SecretBox.seal(operatorSecret, LABEL, associated(key, generation), plain, entropy);
  }

  /** The share in {@code box}, or nothing if it is for another secret, key or generation. */
  public static Optional<OperatorShare> open(
      Secret operatorSecret, Hash32 key, int generation, ByteString box) {
    Optional<ByteString> opened =
        SecretBox.open(operatorSecret, LABEL, associated(key, generation), box);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    Secret secret = Secret.copyOf(opened.get().toByteArray());
    try {
      return Optional.of(new OperatorShare(generation, PsKeyShare.fromSecret(secret)));
    } catch (MalformedInput e) {
      return Optional.empty();
    } finally {
      secret.destroy();
    }
  }

  private static ByteString associated(Hash32 key, int generation) {
    return new Encoder().hash(key).u16(generation).toByteString();
  }

  /** Lets go of the secret; nothing is signed with it afterwards. */
  public void destroy() {
    share.destroy();
  }

  @Override
  public String toString() {
    return "OperatorShare[generation " + generation + ", " + share + "]";
  }
}
