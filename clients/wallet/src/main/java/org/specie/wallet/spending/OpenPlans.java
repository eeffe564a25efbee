package org.specie.wallet.spending;

import java.io.IOException;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.Transfer;
import org.specie.cash.protocol.proof.EnrolProver;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.Header;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Address;
import org.specie.wallet.Answer;
import org.specie.wallet.Registrars;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.network.Network;
import org.specie.wallet.spending.Prepared.Line;

/**
 * Plans of what everybody may see: ordinary payments, loads of offline cash, and the enrolment of a
 * person.
 */
public final class OpenPlans {
  private final Network network;
  private final WalletKeys keys;
  private final Entropy entropy;

  public OpenPlans(Network network, WalletKeys keys, Entropy entropy) {
    this.network = network;
    this.keys = keys;
    this.entropy = entropy;
  }

  /** Pays {@code amount} from the account to {@code payee}, openly. */
  public Plan payOrdinary(Address payee, Amount amount) {
    return (tip, holdings) ->
        fromAccount(amount)
            .map(
                account -> {
                  Transfer transfer =
                      new Transfer.Body(
                              account.nonce(), payee, amount, Header.validUntilFrom(tip.height()))
                          .sign(network.id().genesis(), keys.account());
                  return Prepared.of(
                      CashTransaction.of(transfer),
                      tip,
                      new Line(EntryKind.PAID_ORDINARILY, amount, payee.toString(), ""));
                });
  }

  /**
   * Loads {@code amount} from the account into the float of the offline issuer {@code issuer}, for
   * what {@code reference} names. Source: docs/spec/53-float.md, clause 3.1.
   */
  public Plan takeOffline(Hash32 issuer, Hash32 reference, Amount amount) {
    return (tip, holdings) ->
        fromAccount(amount)
            .map(
                account -> {
                  LoadFloat load =
                      new LoadFloat.Body(
                              account.nonce(),
                              issuer,
                              reference,
                              amount,
                              Header.validUntilFrom(tip.height()))
                          .sign(network.id().genesis(), keys.account());
                  return Prepared.of(
                      CashTransaction.of(load), tip, Line.of(EntryKind.TAKEN_OFFLINE, amount));
                });
  }

  /** The account, if it can pay {@code amount}. */
  private Answer<LedgerGateway.Account> fromAccount(Amount amount) throws IOException {
    if (amount.equals(Amount.ZERO)) {
      return Answer.refused(WalletReason.AMOUNT_ZERO);
    }
    LedgerGateway.Account account = network.gateway().account(keys.address());
    return account.balance().covers(amount)
        ? Answer.done(account)
        : Answer.refused(
            WalletReason.ORDINARY_INSUFFICIENT,
            "Asked: " + amount + ", there: " + account.balance() + ".");
  }

  /** Enrols the owner of the keys in {@code classId} with what the registrars sign. */
  public Plan enrol(Registrars registrars, int classId) {
    return (tip, holdings) -> {
      if (holdings.live().isPresent()) {
        return Answer.refused(WalletReason.ALREADY_ENROLLED);
      }
      if (!tip.rules().hasClass(classId)) {
        return Answer.refused(WalletReason.CLASS_UNKNOWN, String.valueOf(classId));
      }
      long validUntil = Header.validUntilFrom(tip.height());
      return registrars
          .approve(keys.holder().publicSpendKey(), classId, validUntil)
          .map(
              approved -> {
                Enrolment enrolment =
                    new EnrolProver(network.suite(), network.key(), tip.rules())
                        .prove(approved.statement(), approved.approvals(), keys.holder(), entropy)
                        .enrolment();
                return Prepared.of(
                    CashTransaction.of(enrolment), tip, Line.of(EntryKind.ENROLLED, Amount.ZERO));
              });
    };
  }
}
