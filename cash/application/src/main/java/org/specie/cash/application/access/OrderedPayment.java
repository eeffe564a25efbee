package org.specie.cash.application.access;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.LedgerGateway.SealedPayment;
import org.specie.cash.application.state.Warrant;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;

/**
 * A payment whose opening the authorities ordered, as whoever has no replica finds it: payment and
 * warrant are final by what the gateway proves, and nothing is believed. Auditors make their shares
 * of this and of nothing else. Source: docs/spec/12-tiers.md, clause 12.21.
 *
 * @param due what shares are made of
 * @param tiers the rules it was sealed under
 * @param operatorsKey the operators' half of its key, as those who hold it now do
 * @param height at which it was applied
 * @param warrant the order
 */
public record OrderedPayment(
    ExceptionalAccess.Due due,
    TierPolicy tiers,
    EscrowThresholdKey operatorsKey,
    long height,
    Warrant warrant) {
  private static final long BLOCKS_AT_ONCE = 256;

  /** What came of looking for it. */
  public sealed interface Sought {
    /** Its opening is due. */
    record Found(OrderedPayment payment) implements Sought {}

    /** It is not, for a numbered reason. */
    record Refused(Reason reason) implements Sought {}
  }

  /** Looks for the payment with {@code core} on {@code ledger}, asking {@code gateway}. */
  public static Sought seek(LedgerGateway gateway, LedgerConstants ledger, Hash32 core)
      throws IOException {
    Optional<SealedPayment> sealed = gateway.sealedPayment(core);
    if (sealed.isEmpty()) {
      return new Sought.Refused(PrivateReason.NOT_SEALED);
    }
    Optional<Warrant> warrant = sealed.get().warrant();
    if (warrant.isEmpty()) {
      return new Sought.Refused(AccessReason.NOT_ORDERED);
    }
    long height = sealed.get().height();
    StateTransaction payment = payment(gateway, ledger, core, height);
    Optional<TierPolicy> tiers =
        policy(gateway, ledger, payment.body().header().policyHash(), height)
            .flatMap(Policy::tiers);
    if (tiers.isEmpty()) {
      return new Sought.Refused(AccessReason.POLICY_UNKNOWN);
    }
    ExceptionalAccess.Due due =
        new ExceptionalAccess.Due(core, payment.body().audit().orElseThrow());
    return new Sought.Found(
        new OrderedPayment(due, tiers.get(), held(gateway, tiers.get()), height, warrant.get()));
  }

  /** The key of the office is handed on; one that another policy names stays where it was made. */
  private static EscrowThresholdKey held(LedgerGateway gateway, TierPolicy tiers)
      throws IOException {
    EscrowThresholdKey named = tiers.operatorsKey();
    return gateway.escrowKey().filter(held -> held.key().equals(named.key())).orElse(named);
  }

  private static StateTransaction payment(
      LedgerGateway gateway, LedgerConstants ledger, Hash32 core, long height) throws IOException {
    for (Recorded each : gateway.blocks(height, height)) {
      Optional<StateTransaction> payment =
          ExceptionalAccess.payment(ledger.suite(), each.bytes(), core);
      if (payment.isPresent()) {
        return payment.get();
      }
    }
    throw new IOException(
        "block " + height + " does not hold the payment that the state says; ask other replicas");
  }

  /** The policy named {@code hash}: the first one, the one in force, or one decided before. */
  private static Optional<Policy> policy(
      LedgerGateway gateway, LedgerConstants ledger, Hash32 hash, long height) throws IOException {
    for (Policy known : List.of(ledger.firstPolicy(), gateway.policy())) {
      if (known.hash().equals(hash)) {
        return Optional.of(known);
      }
    }
    for (long from = 1; from <= height; from += BLOCKS_AT_ONCE) {
      for (Recorded each : gateway.blocks(from, Math.min(height, from + BLOCKS_AT_ONCE - 1))) {
        Optional<Policy> decided = decided(ledger, each).filter(it -> it.hash().equals(hash));
        if (decided.isPresent()) {
          return decided;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Policy> decided(LedgerConstants ledger, Recorded recorded) {
    try {
      return recorded.code() == 0
              && CashTransaction.decode(ledger.suite(), recorded.bytes())
                  instanceof
                  CashTransaction.Committee(
                      CommitteeAct(
                          CommitteeAct.Statement(var _, var _, Act.SetPolicy(Policy policy, var _)),
                          var _))
          ? Optional.of(policy)
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }
}
