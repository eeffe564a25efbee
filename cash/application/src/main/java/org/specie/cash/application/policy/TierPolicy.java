package org.specie.cash.application.policy;

import java.util.List;
import org.specie.cash.protocol.TierRules;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.escrow.EscrowPublicKey;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;

/**
 * The part of a policy that is about payments above the budget. Source: docs/spec/12-tiers.md,
 * clause 12.1.
 *
 * @param tierTwoLimit T2, the most that auditors approve at once; above it value waits
 * @param delaySeconds how long a payment of tier 3 waits, in decided time
 * @param claimSeconds how long an entry that is released can be accepted
 * @param silenceReleases whether an entry nobody vetoed is released, or auditors must clear it
 * @param auditors who approves, vetoes and clears
 * @param authorities who orders that a payment be opened
 * @param auditorsKey the auditors' half of the key that payer, payee and amount are sealed under
 * @param operatorsKey the operators' half
 */
public record TierPolicy(
    Amount tierTwoLimit,
    long delaySeconds,
    long claimSeconds,
    boolean silenceReleases,
    KeyQuorum auditors,
    KeyQuorum authorities,
    EscrowThresholdKey auditorsKey,
    EscrowThresholdKey operatorsKey) {
  /** The most seconds an entry waits, and can be accepted. */
  public static final long SECONDS_MAX = 1L << 32;

  /** The most members of an escrow quorum, so that bytes nobody signed cost little to read. */
  public static final int MEMBERS_MAX = 32;

  public TierPolicy {
    Check.that(
        isValid(delaySeconds, claimSeconds, auditorsKey, operatorsKey),
        "up to 2^32 seconds, at least one to accept in, and keys of three slots and 32 members");
  }

  private static boolean isValid(
      long delaySeconds,
      long claimSeconds,
      EscrowThresholdKey auditorsKey,
      EscrowThresholdKey operatorsKey) {
    return 0 <= delaySeconds
        && delaySeconds <= SECONDS_MAX
        && 1 <= claimSeconds
        && claimSeconds <= SECONDS_MAX
        && isSized(auditorsKey)
        && isSized(operatorsKey);
  }

  private static boolean isSized(EscrowThresholdKey key) {
    return key.key().slots().size() == TierRules.AUDIT_SLOTS && key.members() <= MEMBERS_MAX;
  }

  /** The same with others in the places of its people. */
  public TierPolicy withPeople(KeyQuorum approving, KeyQuorum ordering) {
    return new TierPolicy(
        tierTwoLimit,
        delaySeconds,
        claimSeconds,
        silenceReleases,
        approving,
        ordering,
        auditorsKey,
        operatorsKey);
  }

  /** What proofs are checked under. */
  TierRules rules() {
    return new TierRules(tierTwoLimit, auditorsKey.key().plus(operatorsKey.key()));
  }

  /** Whether each escrow key is one that its members hold together. Milliseconds. */
  public boolean isConsistent() {
    return auditorsKey.isConsistent() && operatorsKey.isConsistent();
  }

  void encode(Encoder out) {
    out.u64(tierTwoLimit.minor()).u64(delaySeconds).u64(claimSeconds).bool(silenceReleases);
    auditors.encode(out);
    authorities.encode(out);
    auditorsKey.encode(out);
    operatorsKey.encode(out);
  }

  static TierPolicy decode(Decoder in) throws MalformedInput {
    long limit = in.u64();
    long delay = in.u64();
    long claim = in.u64();
    boolean silence = in.bool();
    KeyQuorum auditors = KeyQuorum.decode(in);
    KeyQuorum authorities = KeyQuorum.decode(in);
    EscrowThresholdKey auditorsKey = thresholdKey(in);
    EscrowThresholdKey operatorsKey = thresholdKey(in);
    if (!Amount.isValid(limit) || !isValid(delay, claim, auditorsKey, operatorsKey)) {
      throw new MalformedInput("not rules for tiers");
    }
    return new TierPolicy(
        Amount.ofMinor(limit),
        delay,
        claim,
        silence,
        auditors,
        authorities,
        auditorsKey,
        operatorsKey);
  }

  /** The encoding of page 05b, with the limits of this record. */
  private static EscrowThresholdKey thresholdKey(Decoder in) throws MalformedInput {
    int threshold = in.u16();
    EscrowPublicKey key = slots(in);
    List<EscrowPublicKey> shares = in.list(MEMBERS_MAX, TierPolicy::slots);
    if (threshold == 0 || threshold > shares.size()) {
      throw new MalformedInput("threshold out of range");
    }
    return new EscrowThresholdKey(threshold, key, shares);
  }

  private static EscrowPublicKey slots(Decoder in) throws MalformedInput {
    if (in.u16() != TierRules.AUDIT_SLOTS) {
      throw new MalformedInput("a key has three slots");
    }
    return new EscrowPublicKey(
        List.of(G1.decodeInSubgroup(in), G1.decodeInSubgroup(in), G1.decodeInSubgroup(in)));
  }
}
