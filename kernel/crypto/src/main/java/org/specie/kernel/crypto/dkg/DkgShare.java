package org.specie.kernel.crypto.dkg;

import java.util.List;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.quorum.ThresholdBlsSigner;

/** One operator's secret outcome of a ceremony: its share of each secret. */
public final class DkgShare implements Destroyable {
  private final int index;
  private @Nullable List<Scalar> secrets;

  DkgShare(int index, List<Scalar> secrets) {
    this.index = index;
    this.secrets = List.copyOf(secrets);
  }

  /** The operator's index. */
  public int index() {
    return index;
  }

  /** The share of a signing key; the ceremony was for one. */
  public PsKeyShare signatureShare() {
    List<Scalar> all = secrets();
    Check.that(all.size() > 1, "a signing key has x and an attribute");
    return PsKeyShare.of(index, all.getFirst(), all.subList(1, all.size()));
  }

  /** The share of a key for quorum certificates; the ceremony was for one. */
  public ThresholdBlsSigner quorumSigner() {
    Check.that(secrets().size() == 1, "a key of quorum certificates is one secret");
    return ThresholdBlsSigner.ofIndex(index, secrets().getFirst());
  }

  /** The share of the secrets that {@link DkgKey#part} takes; it is destroyed by itself. */
  public DkgShare part(int from, int to) {
    return new DkgShare(index, secrets().subList(from, to));
  }

  /** The share of each secret, for the scheme that keeps them from here on. */
  public List<Scalar> secrets() {
    if (secrets == null) {
      throw new IllegalStateException("this share was destroyed");
    }
    return secrets;
  }

  /** Lets go of the secrets. */
  @Override
  public void destroy() {
    secrets = null;
  }

  @Override
  public boolean isDestroyed() {
    return secrets == null;
  }

  @Override
  public String toString() {
    return "DkgShare[" + index + ", redacted]";
  }
}
