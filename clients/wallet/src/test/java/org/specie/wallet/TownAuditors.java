package org.specie.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.TierRules;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/** Three auditors of whom two decide, and the rules about payments above the budget they serve. */
final class TownAuditors {
  private static final int MEMBERS = 3;
  private static final int REQUIRED = 2;

  private final Hash32 ledgerId;
  private final Entropy entropy;
  private final List<Ed25519SecretKey> members = new ArrayList<>();
  private final EscrowThresholdKey auditorsKey;
  private final EscrowThresholdKey operatorsKey;

  TownAuditors(Hash32 ledgerId, Entropy entropy) {
    this.ledgerId = ledgerId;
    this.entropy = entropy;
    for (int i = 0; i < MEMBERS; i++) {
      members.add(Ed25519SecretKey.generate(entropy));
    }
    this.auditorsKey = key("auditors");
    this.operatorsKey = key("operators");
  }

  private EscrowThresholdKey key(String name) {
    return EscrowThresholdKey.of(
        LocalCeremony.run(
                DkgParameters.forDecryption(
                    Hash32.sha256(ByteString.utf8(name)), MEMBERS, REQUIRED, TierRules.AUDIT_SLOTS),
                entropy)
            .key());
  }

  private KeyQuorum quorum() {
    return new KeyQuorum(members.stream().map(Ed25519SecretKey::publicKey).toList(), REQUIRED);
  }

  /** {@code policy} with tiers: delay and claim window in seconds. */
  Policy offering(
      Policy policy, Amount tierTwoLimit, long delay, long claim, boolean silenceReleases) {
    return new Policy(
        policy.classes(),
        policy.tierOneLimit(),
        policy.epochs(),
        policy.supplyCap(),
        policy.committee(),
        policy.registrars(),
        Optional.of(
            new TierPolicy(
                tierTwoLimit,
                delay,
                claim,
                silenceReleases,
                quorum(),
                quorum(),
                auditorsKey,
                operatorsKey)));
  }

  /** The act, signed by as many auditors as it takes. */
  CashTransaction decide(Act act, long validUntil) {
    var statement =
        new CommitteeAct.Statement(Hash32.of(entropy.bytes(Hash32.SIZE)), validUntil, act);
    List<KeyQuorum.Signature> signatures = new ArrayList<>();
    for (int i = 0; i < REQUIRED; i++) {
      signatures.add(statement.sign(ledgerId, i, members.get(i)));
    }
    return CashTransaction.of(statement.with(signatures));
  }
}
