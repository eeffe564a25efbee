package org.specie.cli.bank;

import java.io.IOException;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.wallet.PayingWallet;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Address;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;

/**
 * An account of the ledger behind an account at a bank's counter: its wallet is opened when money
 * is to leave it, and not before.
 *
 * @param issuer the name of whose float is loaded
 */
record LedgerAccount(
    Hash32 issuer,
    Address address,
    OpenNetwork network,
    PayingWallet wallet,
    Surroundings surroundings,
    Progress progress)
    implements FloatLoading.LoadingAccount {
  @Override
  public Amount balance() throws IOException {
    return network.gateway().account(address).balance();
  }

  @Override
  public boolean isLoaded(Hash32 reference) throws IOException {
    return network.gateway().loaded(issuer, address, reference).isPresent();
  }

  @Override
  public Answer<Hash32> load(Hash32 reference, Amount amount) throws IOException {
    return wallet.with(
        surroundings,
        network,
        progress,
        opened -> {
          Wallet owned = owned(opened);
          // What this wallet had sent before it was cut off is final by now, or over.
          return isLoaded(reference)
              ? Answer.done(reference)
              : owned.takeOffline(issuer, reference, amount).map(_ -> reference);
        });
  }

  private Wallet owned(Wallet opened) {
    if (!opened.account().equals(address)) {
      throw new UsageMistake(
          "The account at the bank is "
              + address
              + ", and the wallet's is "
              + opened.account()
              + ".",
          "name the wallet of that account with --wallet");
    }
    return opened;
  }
}
