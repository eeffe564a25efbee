package org.specie.cash.application.access;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.escrow.EscrowCiphertext;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;

/**
 * Whether a sealed record may be opened, decided by a member of a quorum from its own committed
 * state: the payment was applied, which means that its proof holds, and a warrant for exactly it
 * stands on the ledger. Nobody makes a share of anything else. Source: docs/spec/12-tiers.md,
 * clause 12.21.
 */
public final class ExceptionalAccess {
  /**
   * A sealed record whose opening is due.
   *
   * @param label what every share of it is bound to: the core of the payment
   */
  public record Due(Hash32 label, EscrowCiphertext sealed) {
    /** This member's part of opening it. */
    public Optional<DecryptionShare> share(
        EscrowThresholdKey quorum, EscrowKeyShare member, Entropy entropy) {
      return member.decrypt(quorum, sealed, label, entropy);
    }
  }

  private ExceptionalAccess() {}

  /** The payment with {@code core}, if {@code bytes}, a transaction in a block, are that one. */
  public static Optional<StateTransaction> payment(Suite suite, ByteString bytes, Hash32 core) {
    try {
      return CashTransaction.decode(suite, bytes)
                  instanceof CashTransaction.Private(StateTransaction payment)
              && payment.body().audit().isPresent()
              && payment.core().equals(core)
          ? Optional.of(payment)
          : Optional.empty();
    } catch (MalformedInput e) {
      // Blocks hold what was refused as well.
      return Optional.empty();
    }
  }

  /** What is due of {@code transaction}, by the committed state {@code view}. */
  public static Optional<Due> due(CashView view, PrivateTransaction transaction)
      throws IOException {
    Hash32 core = transaction.core();
    boolean isOrdered = view.sealedHeight(core).isPresent() && view.warrant(core).isPresent();
    return isOrdered && transaction instanceof StateTransaction state
        ? state.body().audit().map(record -> new Due(core, record))
        : Optional.empty();
  }
}
