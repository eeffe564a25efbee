package org.specie.cli.explain;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.LedgerGateway.Standing;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What became of a payment after its block, as the ledger's state has it for everybody: where its
 * entry is, and whether a warrant stands.
 */
final class Sequel {
  private final LedgerConstants ledger;
  private final LedgerGateway gateway;

  Sequel(LedgerConstants ledger, LedgerGateway gateway) {
    this.ledger = ledger;
    this.gateway = gateway;
  }

  /** Details by name; none of a transaction that made no entry and sealed nothing. */
  Map<String, String> of(Recorded recorded) throws IOException {
    Map<String, String> details = new LinkedHashMap<>();
    Optional<StateTransaction> payment =
        recorded.code() == 0 ? payment(recorded) : Optional.empty();
    if (payment.isPresent() && payment.get().body().entry().isPresent()) {
      details.put("entry name", payment.get().core().toHex());
      gateway
          .entry(payment.get().core())
          .ifPresent(standing -> details.put("entry now", now(standing)));
    }
    if (payment.isPresent() && payment.get().body().audit().isPresent()) {
      details.put("warrant", warrant(payment.get()));
    }
    return details;
  }

  private Optional<StateTransaction> payment(Recorded recorded) {
    try {
      return CashTransaction.decode(ledger.suite(), recorded.bytes())
                  instanceof CashTransaction.Private(var inner)
              && inner instanceof StateTransaction payment
          ? Optional.of(payment)
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private static String now(Standing standing) {
    return "%s at block %d; released %s, expires %s"
        .formatted(
            standing.phase(),
            standing.height(),
            Instant.ofEpochSecond(standing.entry().release()),
            Instant.ofEpochSecond(standing.entry().expiry()));
  }

  private String warrant(StateTransaction payment) throws IOException {
    return gateway
        .sealedPayment(payment.core())
        .flatMap(LedgerGateway.SealedPayment::warrant)
        .map(
            warrant ->
                "ordered at block "
                    + warrant.height()
                    + " by record "
                    + warrant.recordId().toShortHex()
                    + ", grounds "
                    + warrant.grounds().toHex())
        .orElse("none: nobody may open it");
  }
}
