package org.specie.cli.demo;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.wallet.Balance;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;

/** A customer: a name, a wallet, and the words on paper. Not a record: the words are the money. */
final class Customer {
  private final String name;
  private final Wallet wallet;
  private final List<String> words;

  Customer(String name, Wallet wallet, List<String> words) {
    this.name = name;
    this.wallet = wallet;
    this.words = List.copyOf(words);
  }

  String name() {
    return name;
  }

  Wallet wallet() {
    return wallet;
  }

  /** What the registrars are shown. */
  String evidence() {
    return "identity card of " + name;
  }

  /** The words, read back from the paper. */
  Mnemonic mnemonic() {
    if (Mnemonic.parse(String.join(" ", words)) instanceof Mnemonic.Parsed.Understood read) {
      return read.mnemonic();
    }
    throw new IllegalStateException("a wallet shows words that can be read");
  }

  /** The three numbers after reading what is new. */
  Balance upToDate() throws IOException {
    wallet.sync(Progress.none()).orThrow();
    return wallet.balance();
  }

  @Override
  public String toString() {
    return name;
  }
}
