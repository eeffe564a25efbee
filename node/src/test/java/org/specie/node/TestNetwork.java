package org.specie.node;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Address;
import org.specie.node.home.NetworkHome;
import org.specie.node.role.Body;
import org.specie.node.role.Committee;
import org.specie.node.role.Registrars;

/** A network founded from a seed, with a clock that stands still until told otherwise. */
final class TestNetwork implements AutoCloseable {
  static final long START = 1_000_000;

  final NetworkHome home;
  final Entropy entropy;
  final AtomicLong now = new AtomicLong(START);
  LocalNetwork network;
  Committee committee;
  Registrars registrars;

  TestNetwork(long seed, NetworkHome home) throws IOException {
    this(seed, home, NetworkPlan.standard(START));
  }

  TestNetwork(long seed, NetworkHome home, NetworkPlan plan) throws IOException {
    Random random = new Random(seed);
    this.home = home;
    this.entropy = random::nextBytes;
    this.network = LocalNetwork.create(home, plan, now::get, entropy);
    openRoles();
  }

  /** Limits of {@code profile}, three auditors and authorities, and times somebody can wait for. */
  static NetworkPlan tiered(PolicyProfile profile, long delaySeconds, long claimSeconds) {
    NetworkPlan plan = NetworkPlan.standard(START).withProfile(profile);
    return plan.withTiers(plan.tiers().orElseThrow().lasting(delaySeconds, claimSeconds));
  }

  private void openRoles() throws IOException {
    var policy = network.ledger().firstPolicy();
    committee = Committee.open(home, network.ledger().ledgerId(), policy.committee(), entropy);
    registrars = Registrars.open(home, network.ledger().suite().domain(), policy.registrars());
  }

  void restart() throws IOException {
    close();
    network = LocalNetwork.open(home, now::get, entropy);
    openRoles();
  }

  LedgerGateway gateway() {
    return network.gateway();
  }

  long validUntil() throws IOException {
    return Header.validUntilFrom(gateway().tip().height());
  }

  Recorded submit(CashTransaction transaction) throws IOException {
    return switch (gateway().submit(transaction.encode())) {
      case Outcome.Final(Recorded recorded) -> recorded;
      case Outcome.NotAdmitted(var reason) -> throw new AssertionError("not admitted: " + reason);
    };
  }

  Recorded apply(CashTransaction transaction) throws IOException {
    Recorded recorded = submit(transaction);
    if (recorded.code() != 0) {
      throw new AssertionError("refused: " + recorded.code());
    }
    return recorded;
  }

  Recorded decide(Act act) throws IOException {
    return apply(CashTransaction.of(committee.decide(act, validUntil())));
  }

  /** Everybody of {@code body} at one table. */
  Committee table(Body body) throws IOException {
    Policy policy = network.ledger().firstPolicy();
    TierPolicy tiers = policy.tiers().orElseThrow();
    KeyQuorum quorum =
        switch (body) {
          case COMMITTEE -> policy.committee();
          case REGISTRARS -> policy.registrars();
          case AUDITORS -> tiers.auditors();
          case AUTHORITIES -> tiers.authorities();
        };
    return Committee.open(home, body, network.ledger().ledgerId(), quorum, entropy);
  }

  void issue(Address to, String amount) throws IOException {
    decide(new Act.IssueOrdinary(to, Amount.parse(amount)));
  }

  void nextEpoch() throws IOException {
    now.set(gateway().tip().epochEndsAtSeconds());
    network.passTime();
  }

  @Override
  public void close() throws IOException {
    registrars.close();
    network.close();
  }
}
