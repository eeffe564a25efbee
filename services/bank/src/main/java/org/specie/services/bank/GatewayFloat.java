package org.specie.services.bank;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.Reasons;
import org.specie.cash.application.state.Crossing;
import org.specie.cash.application.state.FloatAccount;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.purse.border.CannotRedeem;
import org.specie.offline.purse.border.FloatLedger;
import org.specie.offline.token.certificate.KeyCert;

/**
 * The float of one issuer, through a gateway. Whatever it answers is final, because a gateway
 * answers from states that the operators certified. A replica that is behind can make it know less
 * than before; then a redemption is submitted once more, and refused by its reference. Safe for as
 * many threads as its gateway is. Spec: docs/spec/53-float.md sections 2, 3 and 6.4.
 */
public final class GatewayFloat implements FloatLedger {
  private final LedgerGateway gateway;
  private final Hash32 issuer;
  private final RedeemerKeys keys;
  private volatile Optional<Reason> refusal = Optional.empty();

  /**
   * @param issuer the {@link #issuerName name} of the issuer
   */
  public GatewayFloat(LedgerGateway gateway, Hash32 issuer, RedeemerKeys keys) {
    this.gateway = gateway;
    this.issuer = issuer;
    this.keys = keys;
  }

  /** What the ledger calls the issuer with this root. Spec: docs/spec/53-float.md 1.1. */
  public static Hash32 issuerName(KeyCert root) {
    return Hash32.sha256(root.encode());
  }

  @Override
  public long height() throws IOException {
    return gateway.tip().height();
  }

  @Override
  public Optional<Crossed> loaded(Address from, Hash32 reference) throws IOException {
    return gateway.loaded(issuer, from, reference).map(GatewayFloat::crossed);
  }

  @Override
  public Optional<Crossed> redeemed(Hash32 reference, Address to, Amount amount)
      throws IOException {
    return gateway.redeemed(issuer, reference).map(GatewayFloat::crossed);
  }

  private static Crossed crossed(Crossing crossing) {
    return new Crossed(crossing.height(), crossing.account(), crossing.amount());
  }

  /** The redeemers are asked for each time: the committee may have named others meanwhile. */
  @Override
  public ByteString redemption(Hash32 reference, Address to, Amount amount, long validUntil)
      throws IOException {
    KeyQuorum redeemers = account().redeemers();
    RedeemFloat.Statement statement =
        new RedeemFloat.Statement(issuer, reference, to, amount, validUntil);
    RedeemFloat signed =
        keys.sign(statement, gateway.parameters().genesis(), redeemers)
            .orElseThrow(
                () ->
                    new CannotRedeem(
                        "%d of the %d redeemers that it takes are here; bring the keys of others, or let the committee name this bank's: 'specie act propose float'"
                            .formatted(keys.among(redeemers), redeemers.required())));
    return CashTransaction.of(signed).encode();
  }

  /** The float as it stands. */
  public FloatAccount account() throws IOException {
    return gateway
        .offlineFloat(issuer)
        .orElseThrow(
            () ->
                new IOException(
                    "the ledger has no float of the issuer "
                        + issuer.toHex()
                        + "; the committee names it: 'specie act propose float'"));
  }

  /** Waits until the ledger has said what became of it; {@link #refusal} tells. */
  @Override
  public void submit(ByteString transaction) throws IOException {
    refusal =
        switch (gateway.submit(transaction)) {
          case Outcome.Final(Recorded recorded) ->
              recorded.code() == 0 ? Optional.empty() : Optional.of(Reasons.of(recorded.code()));
          case Outcome.NotAdmitted(Reason reason) -> Optional.of(reason);
        };
  }

  /** Why the ledger refused what was submitted last, if it did. */
  public Optional<Reason> refusal() {
    return refusal;
  }
}
