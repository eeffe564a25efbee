package org.specie.cash.protocol.credential;

import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.hybrid.ViewSecretKey;
import org.specie.kernel.crypto.seed.Branch;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;

/**
 * Everything a holder's words yield in one domain: the spend key k, the view key, and the secrets
 * from which blinding factors and memos derive. The view key opens received payments and spends
 * nothing.
 */
public final class HolderKeys {
  private static final int WIDE = 64;
  private static final int SECRET = 32;

  private final Suite suite;
  private final Scalar k;
  private final G1 publicSpendKey;
  private final Scalar pid;
  private final ViewSecretKey view;
  private final Secret blinding;
  private final Secret memo;

  private HolderKeys(Suite suite, Seed seed, ByteString context) {
    this.suite = suite;
    this.k = seed.branch(Branch.SPEND, WIDE, context).lend(Scalar::reduce);
    this.publicSpendKey = suite.prfKey().point().times(k);
    this.pid = suite.pid(publicSpendKey);
    this.view = ViewSecretKey.derive(seed, context);
    this.blinding = seed.branch(Branch.BLINDING, SECRET, context);
    this.memo = seed.branch(Branch.MEMO, SECRET, context);
  }

  /** Derives all keys of {@code seed} in the domain of {@code suite}. */
  public static HolderKeys derive(Suite suite, Seed seed) {
    return new HolderKeys(suite, seed, context(suite.domain()));
  }

  private static ByteString context(Domain domain) {
    // The generation stays outside: a new generation is reached with the same identity.
    return new Encoder().text(domain.ledger()).text(domain.currency()).toByteString();
  }

  public Scalar k() {
    return k;
  }

  /** K = k·g_K, known to the registrar and to payers. */
  public G1 publicSpendKey() {
    return publicSpendKey;
  }

  public Scalar pid() {
    return pid;
  }

  public ViewSecretKey view() {
    return view;
  }

  /** The secret of self-memos. */
  public Secret memo() {
    return memo;
  }

  /** The blinding factor {@code label} of an output of this holder's own, from public context. */
  public Scalar blinding(String label, ByteString... context) {
    return blinding.derive("specie/blinding/" + label, WIDE, context).lend(Scalar::reduce);
  }

  /**
   * Randomness for one wish of this holder's: fresh as long as {@code entropy} is, and different
   * for every {@code wish} even if {@code entropy} starts over, as on a machine restored from a
   * snapshot. Then the same wish yields the same bytes again, which reveal nothing new, and another
   * wish shares no salt, nonce or rerandomiser with it. An entropy source that is stuck stops here.
   */
  public Entropy hedge(Entropy entropy, ByteString wish) {
    Secret fresh = Secret.random(SECRET, entropy);
    Secret seed =
        fresh.lend(
            bytes -> blinding.derive("specie/hedge", SECRET, ByteString.copyOf(bytes), wish));
    fresh.destroy();
    return new HedgedEntropy(seed);
  }

  /** What an entry's blinding factors come of, for a salt and a canonical nullifier. */
  public Secret entrySeed(ByteString salt, ByteString nullifier) {
    return blinding.derive("specie/entry/seed", SECRET, salt, nullifier);
  }

  /**
   * What the ephemeral key of a coin that this holder pays comes of, for a salt and a canonical
   * nullifier. It is made again from the words, so that a payer can show what it paid.
   */
  public Entropy coinEntropy(ByteString salt, ByteString nullifier) {
    return new HedgedEntropy(blinding.derive("specie/coin/seed", SECRET, salt, nullifier));
  }

  /** The blinding factor of the entry address {@code name}. */
  public Scalar entryBlinding(ByteString name) {
    return blinding("entry-address", name);
  }

  /** The view key of the entry address {@code name}. */
  public ViewSecretKey entryView(ByteString name) {
    return new ViewSecretKey(blinding.derive("specie/entry/view", ViewSecretKey.SIZE, name));
  }

  /** The blinding factor of the link record of {@code account}. */
  public Scalar linkBlinding(ByteString account) {
    return blinding("link", account);
  }

  /** R_a = pid·G + rho·g: ties {@code account} to this holder without showing who it is. */
  public G1 link(ByteString account) {
    return suite.value().point().times(pid).plus(suite.g().point().times(linkBlinding(account)));
  }

  @Override
  public String toString() {
    return "HolderKeys[redacted]";
  }
}
