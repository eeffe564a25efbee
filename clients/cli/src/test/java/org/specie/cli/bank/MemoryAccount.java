package org.specie.cli.bank;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;

/** An account of a ledger that takes one load under a reference, as the ledger does. */
final class MemoryAccount implements FloatLoading.LoadingAccount {
  private final Map<Hash32, Amount> loads = new LinkedHashMap<>();
  private Amount balance;
  private Optional<Reason> refusal = Optional.empty();
  private boolean isCut;

  MemoryAccount(Amount balance) {
    this.balance = balance;
  }

  /** Refuses every load, or no longer. */
  void refuses(Optional<Reason> reason) {
    refusal = reason;
  }

  /** The program ends right after a load has left. */
  void cutAfterLoading(boolean cut) {
    isCut = cut;
  }

  /** How often something left it. */
  int loads() {
    return loads.size();
  }

  @Override
  public Amount balance() {
    return balance;
  }

  @Override
  public boolean isLoaded(Hash32 reference) {
    return loads.containsKey(reference);
  }

  @Override
  public Answer<Hash32> load(Hash32 reference, Amount amount) throws IOException {
    if (refusal.isPresent()) {
      return Answer.refused(refusal.get());
    }
    if (loads.containsKey(reference) || !balance.covers(amount)) {
      return Answer.refused(WalletReason.ORDINARY_INSUFFICIENT);
    }
    balance = balance.minus(amount);
    loads.put(reference, amount);
    if (isCut) {
      throw new IOException("the power is gone");
    }
    return Answer.done(reference);
  }
}
