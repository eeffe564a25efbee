package org.specie.quality.testkit.simulation.workload.cash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.specie.cash.application.CashGenesis;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.operators.OperatorKeys;
import org.specie.quality.testkit.simulation.time.MachineClock;

/**
 * A currency of simulated operators: the issuing key they made together and their shares of it, the
 * committee and the registrars. For each size there is one, because making it is dear.
 */
final class Mint {
  private static final Domain DOMAIN = new Domain("simulation", "ILS", 1);
  private static final int MEMBERS = 3;
  private static final int REQUIRED = 2;

  /** Longer than anything waits. */
  private static final long EPOCH_SECONDS = 1_000_000_000;

  /** What a person may pay privately; the epoch of a run does not end. */
  static final Amount BUDGET = Amount.parse("40.00");

  /** How far ahead of the ledger decisions and transfers are good. */
  static final long HEIGHTS_AHEAD = 100;

  private static final Map<Quorums, Mint> MINTS = new ConcurrentHashMap<>();

  private final List<Ed25519SecretKey> committee = members("committee");
  private final List<Ed25519SecretKey> registrars = members("registrar");
  private final List<PsKeyShare> shares;
  private final PsAggregator aggregator;
  private final LedgerConstants ledger;
  private final Rules rules;

  private Mint(Quorums quorums) {
    LocalCeremony ceremony =
        LocalCeremony.run(
            DkgParameters.forSignatures(
                Hash32.sha256(ByteString.utf8("simulated issuing key")),
                quorums.replicas(),
                quorums.faults() + 1,
                Suite.ATTRIBUTES),
            entropy(new Chance(quorums.replicas()).named("issuing key")));
    PsThresholdKey key = ceremony.key().signatureKey();
    this.shares =
        ceremony.shares().stream()
            .limit(quorums.faults() + 1L)
            .map(share -> share.signatureShare())
            .toList();
    this.aggregator = new PsAggregator(key);
    Suite suite = new Suite(DOMAIN);
    PsSignature dummy = sign(SigningRequests.dummy(suite), suite.dummyMessage(), List.of());
    Policy policy =
        new Policy(
            List.of(new WalletClass("person", BUDGET)),
            Amount.parse("500.00"),
            new EpochRule.FixedLength(1, MachineClock.EPOCH_SECONDS, EPOCH_SECONDS),
            Amount.parse("1000000000.00"),
            quorum(committee),
            quorum(registrars));
    this.rules = policy.rules(policy.epochs().epochAt(MachineClock.EPOCH_SECONDS));
    try {
      this.ledger =
          LedgerConstants.of(
              new Genesis(
                  DOMAIN.ledger(),
                  MachineClock.EPOCH_SECONDS,
                  OperatorKeys.founders(quorums),
                  new CashGenesis(DOMAIN, key, dummy, policy).encode()));
    } catch (MalformedInput e) {
      throw new InvariantViolation("the genesis of simulated money is one", e);
    }
  }

  /** The currency of ledgers of this size. */
  static Mint of(Quorums quorums) {
    return MINTS.computeIfAbsent(quorums, Mint::new);
  }

  /** Bytes that follow from a seed, as everything does in a simulation. */
  static Entropy entropy(Chance chance) {
    return target -> {
      for (int i = 0; i < target.length; i++) {
        target[i] = (byte) chance.below(256);
      }
    };
  }

  private static List<Ed25519SecretKey> members(String name) {
    List<Ed25519SecretKey> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      Hash32 seed = Hash32.sha256(ByteString.utf8("simulated " + name + " " + i));
      members.add(new Ed25519SecretKey(Secret.copyOf(seed.bytes().toByteArray())));
    }
    return members;
  }

  private static KeyQuorum quorum(List<Ed25519SecretKey> members) {
    return new KeyQuorum(members.stream().map(Ed25519SecretKey::publicKey).toList(), REQUIRED);
  }

  LedgerConstants ledger() {
    return ledger;
  }

  /** What every transaction is checked by; neither policy nor epoch changes in a run. */
  Rules rules() {
    return rules;
  }

  /** The committee decides {@code act}. */
  CashTransaction decide(Act act, String record, long height) {
    CommitteeAct.Statement statement =
        new CommitteeAct.Statement(
            Hash32.sha256(ByteString.utf8(record)), height + HEIGHTS_AHEAD, act);
    List<KeyQuorum.Signature> signatures = new ArrayList<>();
    for (int member = 0; member < REQUIRED; member++) {
      signatures.add(statement.sign(ledger.ledgerId(), member, committee.get(member)));
    }
    return CashTransaction.of(statement.with(signatures));
  }

  /** The registrars let somebody in. */
  List<Enrolment.Approval> approve(Enrolment.Statement statement) {
    List<Enrolment.Approval> approvals = new ArrayList<>();
    for (int member = 0; member < REQUIRED; member++) {
      approvals.add(new Enrolment.Approval(member, registrars.get(member).sign(statement.bytes())));
    }
    return approvals;
  }

  /** What the owner of the openings makes of f + 1 operators' shares. */
  PsSignature sign(SigningRequest request, List<Scalar> message, List<Scalar> blindings) {
    List<PartialSignature> signed = shares.stream().map(share -> share.sign(request)).toList();
    if (aggregator.obtain(request, message, blindings, signed)
        instanceof Aggregation.Complete<PsSignature>(var signature, var _)) {
      return signature;
    }
    throw new InvariantViolation("f + 1 good shares make a signature");
  }
}
