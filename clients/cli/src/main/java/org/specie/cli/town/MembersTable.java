package org.specie.cli.town;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.access.Opening;
import org.specie.cash.application.access.OrderedPayment;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.tier.OpenedRecord;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.node.home.NetworkHome;
import org.specie.node.role.Body;
import org.specie.node.role.Committee;
import org.specie.wallet.Answer;

/** Auditors and authorities of a network whose folders are all here still. */
public final class MembersTable {
  private final NetworkHome home;
  private final OpenNetwork opened;
  private final Entropy entropy;

  public MembersTable(NetworkHome home, OpenNetwork opened, Entropy entropy) {
    this.home = home;
    this.opened = opened;
    this.entropy = entropy;
  }

  /** Lets as many of {@code body} sign {@code act} as it takes, and submits it. */
  public Answer<Recorded> decide(Body body, Act act) throws IOException {
    KeyQuorum deciders = act.deciders(opened.policy()).orElseThrow();
    long validUntil = Header.validUntilFrom(opened.gateway().tip().height());
    return opened.submit(
        Committee.open(home, body, opened.ledger().ledgerId(), deciders, entropy)
            .decide(act, validUntil));
  }

  /**
   * What {@code auditors} of the auditors and the operators together read in the payment with
   * {@code core}; nothing while no warrant for it stands on the ledger, or if they are too few.
   */
  public Optional<OpenedRecord> open(Hash32 core, int auditors) throws IOException {
    if (!(OrderedPayment.seek(opened.gateway(), opened.ledger(), core)
        instanceof OrderedPayment.Sought.Found(OrderedPayment payment))) {
      return Optional.empty();
    }
    List<DecryptionShare> shares = new ArrayList<>();
    for (int i = 0; i < auditors; i++) {
      shares.add(Body.AUDITORS.member(home, i).openingShare(payment, entropy));
    }
    List<DecryptionShare> operators =
        opened.openingShares(payment.due().label(), payment.warrant().height());
    return Opening.of(payment, shares, operators) instanceof Opening.Opened(OpenedRecord record)
        ? Optional.of(record)
        : Optional.empty();
  }
}
