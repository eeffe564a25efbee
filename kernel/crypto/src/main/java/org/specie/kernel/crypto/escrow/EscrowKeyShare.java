package org.specie.kernel.crypto.escrow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgShare;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.sharing.Lagrange;

/**
 * One member's secret share of a quorum's key, a scalar for each slot. All work with it runs in
 * constant time and touches only pi(R), so no residue of it leaks.
 */
public final class EscrowKeyShare implements Destroyable {
  private final int index;
  private @Nullable List<Scalar> slots;

  private EscrowKeyShare(int index, List<Scalar> slots) {
    Check.that(Lagrange.isIndex(index), "a member index is in range");
    Check.that(
        !slots.isEmpty() && slots.size() <= EscrowPublicKey.SLOTS_MAX, "a key has 1 to 64 slots");
    this.index = index;
    this.slots = List.copyOf(slots);
  }

  /** The outcome of a ceremony for a decryption key. */
  public static EscrowKeyShare of(DkgShare share) {
    return new EscrowKeyShare(share.index(), share.secrets());
  }

  /** The member's index. */
  public int index() {
    return index;
  }

  /**
   * This member's share of opening {@code ciphertext} under {@code label}; nothing if the
   * ciphertext masks nothing. The caller has made sure that the ciphertext stands in a verified
   * statement and that its opening is due: whoever decrypts what is merely sent to it decrypts
   * anything.
   */
  public Optional<DecryptionShare> decrypt(
      EscrowThresholdKey quorum, EscrowCiphertext ciphertext, Hash32 label, Entropy entropy) {
    List<Scalar> key = slots();
    Check.that(quorum.key().slots().size() == key.size(), "the share is of this quorum's key");
    if (ciphertext.sealed().size() != key.size() || !ciphertext.isMasked()) {
      return Optional.empty();
    }
    G1 ephemeral = ciphertext.properEphemeral();
    List<G1> points = key.stream().map(ephemeral::times).toList();
    ShareRelation.Context context = new ShareRelation.Context(quorum, index, ciphertext, label);
    return Optional.of(
        new DecryptionShare(
            index, points, new ShareRelation(key.size()).prove(context, key, points, entropy)));
  }

  /** The share of each slot's secret, to hand the key on and for nothing else. */
  public List<Scalar> secrets() {
    return slots();
  }

  /** The public side of this share. */
  public EscrowPublicKey publicShare() {
    return new EscrowPublicKey(slots().stream().map(G1.GENERATOR::times).toList());
  }

  /** The share itself, for sealed storage of its member and nothing else. */
  public Secret toSecret() {
    Encoder out = new Encoder().u16(index).u16(slots().size());
    slots().forEach(scalar -> scalar.encode(out));
    byte[] bytes = out.toByteArray();
    Secret secret = Secret.copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  /** Takes what {@link #toSecret} gave. */
  public static EscrowKeyShare fromSecret(Secret secret) throws MalformedInput {
    return secret
        .lend(EscrowKeyShare::read)
        .orElseThrow(() -> new MalformedInput("not the bytes of a key share"));
  }

  private static Optional<EscrowKeyShare> read(byte[] bytes) {
    try {
      Decoder in = new Decoder(bytes);
      int index = in.u16();
      int count = in.u16();
      if (!Lagrange.isIndex(index) || count == 0 || count > EscrowPublicKey.SLOTS_MAX) {
        return Optional.empty();
      }
      List<Scalar> slots = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        slots.add(Scalar.decode(in));
      }
      in.end();
      return Optional.of(new EscrowKeyShare(index, slots));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private List<Scalar> slots() {
    if (slots == null) {
      throw new IllegalStateException("this key share was destroyed");
    }
    return slots;
  }

  /** Lets go of the secret. */
  @Override
  public void destroy() {
    slots = null;
  }

  @Override
  public boolean isDestroyed() {
    return slots == null;
  }

  @Override
  public String toString() {
    return "EscrowKeyShare[" + index + ", redacted]";
  }
}
