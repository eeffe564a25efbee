package org.specie.cli.network;

import java.io.IOException;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.home.NetworkHome;
import org.specie.node.role.Committee;
import org.specie.node.role.Registration;
import org.specie.wallet.Answer;
import org.specie.wallet.Registrars;
import org.specie.wallet.network.Reasons;

/** A running network with the people who sit at its tables. */
public final class OpenNetwork implements AutoCloseable {
  private final LocalNetwork network;
  private final Committee committee;
  private final org.specie.node.role.Registrars registrars;

  private OpenNetwork(
      LocalNetwork network, Committee committee, org.specie.node.role.Registrars registrars) {
    this.network = network;
    this.committee = committee;
    this.registrars = registrars;
  }

  /** Founds a network in {@code home} and opens it. */
  public static OpenNetwork create(NetworkHome home, NetworkPlan plan, Clock clock, Entropy entropy)
      throws IOException {
    return around(LocalNetwork.create(home, plan, clock, entropy), home, entropy);
  }

  /**
   * Opens the network in {@code home}. If the epoch ended while it was closed, a block is made so
   * that everybody sees the new one.
   */
  public static OpenNetwork open(NetworkHome home, Clock clock, Entropy entropy)
      throws IOException {
    OpenNetwork opened = around(LocalNetwork.open(home, clock, entropy), home, entropy);
    if (clock.epochSeconds() >= opened.gateway().tip().epochEndsAtSeconds()) {
      opened.network.passTime();
    }
    return opened;
  }

  private static OpenNetwork around(LocalNetwork network, NetworkHome home, Entropy entropy)
      throws IOException {
    try {
      Policy policy = network.reader().policy();
      return new OpenNetwork(
          network,
          Committee.open(home, network.ledger().ledgerId(), policy.committee(), entropy),
          org.specie.node.role.Registrars.open(
              home, network.ledger().suite().domain(), policy.registrars()));
    } catch (IOException e) {
      network.close();
      throw e;
    }
  }

  public LocalNetwork network() {
    return network;
  }

  public LedgerGateway gateway() {
    return network.gateway();
  }

  /** The way to the registrars for whoever shows {@code evidence}. */
  public Registrars registrars(String evidence) {
    return (key, classId, validUntil) ->
        switch (registrars.register(ByteString.utf8(evidence), key, classId, validUntil)) {
          case Registration.Approved(var statement, var approvals) ->
              Answer.done(new Registrars.Approved(statement, approvals));
          case Registration.Refused(Reason reason) -> Answer.refused(reason);
        };
  }

  /** Lets as many members of the committee as it takes sign {@code act}, and submits it. */
  public Answer<Recorded> decide(Act act) throws IOException {
    Tip tip = gateway().tip();
    CashTransaction decided =
        CashTransaction.of(committee.decide(act, Header.validUntilFrom(tip.height())));
    return switch (gateway().submit(decided.encode())) {
      case Outcome.Final(Recorded recorded) ->
          recorded.code() == 0
              ? Answer.done(recorded)
              : Answer.refused(Reasons.of(recorded.code()));
      case Outcome.NotAdmitted(Reason reason) -> Answer.refused(reason);
    };
  }

  @Override
  public void close() throws IOException {
    try {
      registrars.close();
    } finally {
      network.close();
    }
  }
}
