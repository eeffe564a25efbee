package org.specie.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.CashGenesis;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.DkgShare;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.node.home.NetworkHome;
import org.specie.node.role.Body;
import org.specie.node.role.Members;
import org.specie.node.role.Registrars;

/**
 * Makes a network: everybody's keys, where there are tiers the escrow keys, the operators'
 * threshold key from a ceremony without a dealer, their signature on the dummy coin, and last of
 * all the genesis. A founding that is interrupted leaves no genesis and is done again from the
 * beginning.
 */
public final class Founding {
  /** Where each operator keeps its secrets, from 1. */
  @FunctionalInterface
  public interface OperatorHomes {
    NetworkHome of(int index) throws IOException;
  }

  /** Who operates the ledger of that name; makes and keeps the operators' keys. */
  @FunctionalInterface
  public interface OperatorKeys {
    OperatorSet found(Domain domain) throws IOException;
  }

  private static final int GENERATION = 1;
  private static final int SUFFIX_SIZE = 4;

  private final NetworkHome home;
  private final OperatorHomes homes;
  private final NetworkPlan plan;
  private final Entropy entropy;

  Founding(NetworkHome home, NetworkPlan plan, Entropy entropy) {
    this(home, _ -> home, plan, entropy);
  }

  /**
   * @param home of committee and registrars
   * @param homes of the operators
   */
  public Founding(NetworkHome home, OperatorHomes homes, NetworkPlan plan, Entropy entropy) {
    this.home = home;
    this.homes = homes;
    this.plan = plan;
    this.entropy = entropy;
  }

  /** Publishes the genesis of a ledger in one process that starts at {@code epochSeconds}. */
  Genesis found(long epochSeconds) throws IOException {
    Genesis genesis = found(epochSeconds, _ -> operators());
    home.publish(LocalNetwork.GENESIS, genesis.encode());
    return genesis;
  }

  /** The genesis of a ledger that starts at {@code epochSeconds}, which its caller publishes. */
  public Genesis found(long epochSeconds, OperatorKeys keys) throws IOException {
    String suffix = ByteString.copyOf(entropy.bytes(SUFFIX_SIZE)).toHex();
    Domain domain = new Domain(plan.name() + "-" + suffix, plan.currency(), GENERATION);
    OperatorSet operators = keys.found(domain);
    for (int index = 1; index <= plan.operators(); index++) {
      Operators.foundShareSecret(homes.of(index), index, entropy);
    }
    CashGenesis cash = issuingKey(domain, policy());
    return new Genesis(domain.ledger(), epochSeconds, operators, cash.encode());
  }

  private Policy policy() throws IOException {
    KeyQuorum committee =
        Members.found(
            home, Body.COMMITTEE, plan.committee().members(), plan.committee().required(), entropy);
    KeyQuorum registrars =
        Registrars.found(home, plan.registrars().members(), plan.registrars().required(), entropy);
    Optional<TierPolicy> tiers =
        plan.tiers().isPresent()
            ? Optional.of(new TierFounding(home, homes, plan, entropy).found(plan.tiers().get()))
            : Optional.empty();
    return new Policy(
        plan.classes(),
        plan.tierOneLimit(),
        plan.epochs(),
        plan.supplyCap(),
        committee,
        registrars,
        tiers);
  }

  private OperatorSet operators() throws IOException {
    List<OperatorSet.Operator> operators = new ArrayList<>();
    for (OperatorKey key : Operators.foundBlockKeys(home, plan.operators(), entropy)) {
      operators.add(key.operator("operator " + (operators.size() + 1)));
      key.destroy();
    }
    return new OperatorSet(operators, plan.operators() - plan.faults());
  }

  private CashGenesis issuingKey(Domain domain, Policy policy) throws IOException {
    Hash32 name =
        Hash32.sha256(
            ByteString.utf8("SPECIE issuing key v1"),
            ByteString.utf8(domain.ledger()),
            ByteString.copyOf(entropy.bytes(Hash32.SIZE)));
    LocalCeremony ceremony =
        LocalCeremony.run(
            DkgParameters.forSignatures(
                name, plan.operators(), plan.faults() + 1, Suite.ATTRIBUTES),
            entropy);
    PsThresholdKey key = ceremony.key().signatureKey();
    SigningRequest request = SigningRequests.dummy(new Suite(domain));
    List<PartialSignature> onDummy = new ArrayList<>();
    for (DkgShare dealt : ceremony.shares()) {
      PsKeyShare share = dealt.signatureShare();
      Operators.keepShare(homes.of(share.index()), share, key.key().hash(), GENERATION, entropy);
      onDummy.add(share.sign(request));
      share.destroy();
      dealt.destroy();
    }
    return new CashGenesis(domain, key, dummy(domain, key, request, onDummy), policy);
  }

  private static PsSignature dummy(
      Domain domain, PsThresholdKey key, SigningRequest request, List<PartialSignature> shares) {
    Aggregation<PsSignature> obtained =
        new PsAggregator(key).obtain(request, new Suite(domain).dummyMessage(), List.of(), shares);
    if (obtained instanceof Aggregation.Complete<PsSignature>(var signature, var _)) {
      return signature;
    }
    throw new InvariantViolation("operators with fresh shares sign the dummy coin");
  }
}
