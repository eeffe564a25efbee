package org.specie.node;

import java.io.IOException;
import org.specie.cash.application.access.EscrowMember;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.protocol.TierRules;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.DkgShare;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.node.home.NetworkHome;
import org.specie.node.role.Body;
import org.specie.node.role.MemberFolder;
import org.specie.node.role.Members;

/**
 * What a network with tiers has besides: auditors and authorities with a folder each, and two
 * escrow keys, the auditors' and the operators', each from a ceremony without a dealer among its
 * members. Neither key is ever in one place. Source: docs/spec/22-node.md, clause 1.3.
 */
final class TierFounding {
  private final NetworkHome home;
  private final Founding.OperatorHomes homes;
  private final NetworkPlan plan;
  private final Entropy entropy;

  TierFounding(NetworkHome home, Founding.OperatorHomes homes, NetworkPlan plan, Entropy entropy) {
    this.home = home;
    this.homes = homes;
    this.plan = plan;
    this.entropy = entropy;
  }

  /** Takes a member's share to where it belongs. */
  private interface Keeper {
    void keep(EscrowMember share) throws IOException;
  }

  /** The rules of {@code tiers}; the operators have what opens their boxes. */
  TierPolicy found(NetworkPlan.Tiers tiers) throws IOException {
    KeyQuorum auditors = members(Body.AUDITORS, tiers.auditors());
    KeyQuorum authorities = members(Body.AUTHORITIES, tiers.authorities());
    NetworkPlan.Quorum opening = NetworkPlan.Quorum.majority(tiers.auditors().members());
    EscrowThresholdKey auditorsKey =
        key(
            opening,
            share -> {
              MemberFolder folder = Body.AUDITORS.member(home, share.index() - 1);
              folder.keepShare(share, entropy);
            });
    EscrowThresholdKey operatorsKey =
        key(
            new NetworkPlan.Quorum(plan.faults() + 1, plan.operators()),
            share -> Operators.keepEscrowShare(homes.of(share.index()), share, entropy));
    return new TierPolicy(
        tiers.limit(),
        tiers.delaySeconds(),
        tiers.claimSeconds(),
        tiers.silenceReleases(),
        auditors,
        authorities,
        auditorsKey,
        operatorsKey);
  }

  private KeyQuorum members(Body body, NetworkPlan.Quorum quorum) throws IOException {
    return Members.found(home, body, quorum.members(), quorum.required(), entropy);
  }

  private EscrowThresholdKey key(NetworkPlan.Quorum quorum, Keeper keeper) throws IOException {
    LocalCeremony ceremony =
        LocalCeremony.run(
            DkgParameters.forDecryption(
                Hash32.of(entropy.bytes(Hash32.SIZE)),
                quorum.members(),
                quorum.required(),
                TierRules.AUDIT_SLOTS),
            entropy);
    EscrowThresholdKey key = EscrowThresholdKey.of(ceremony.key());
    for (DkgShare dealt : ceremony.shares()) {
      EscrowMember share = new EscrowMember(key, EscrowKeyShare.of(dealt));
      keeper.keep(share);
      share.destroy();
      dealt.destroy();
    }
    return key;
  }
}
