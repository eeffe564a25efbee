package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cli.bank.AccountFolder.OnLedger;
import org.specie.cli.purse.KeptCard;
import org.specie.cli.town.offline.CardIssuer;
import org.specie.cli.town.offline.Holder;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.purse.border.FloatLedger;
import org.specie.offline.token.receipt.Token;
import org.specie.services.api.Answer;
import org.specie.services.bank.BankService;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.counter.Desk;
import org.specie.services.bank.vault.Equipment;
import org.specie.services.database.Database;
import org.specie.wallet.storage.FileStore;

/**
 * A bank before it opens: its books are open in this process, and the cards of its vaults are with
 * whoever had them prepared, who can still get tokens for them. At the end the cards go into the
 * bank's folder.
 */
final class Furnishing {
  private static final int SECRET_SIZE = 32;

  private final BankFolder bank;
  private final List<Holder> vaults;
  private final Entropy entropy;
  private final Desk desk;

  private Furnishing(BankFolder bank, List<Holder> vaults, Entropy entropy, Desk desk) {
    this.bank = bank;
    this.vaults = vaults;
    this.entropy = entropy;
    this.desk = desk;
  }

  /** What is done before a bank opens. */
  @FunctionalInterface
  interface Work {
    void at(Furnishing bank) throws IOException;
  }

  /**
   * Books {@code loaded} for each vault, has {@code work} done, and puts the cards into the folder.
   *
   * @param vaults as many as the bank has, in their order
   * @param ledger with the float, if accounts are there
   */
  static void of(
      BankFolder bank,
      List<Holder> vaults,
      Amount loaded,
      CardIssuer issuer,
      Optional<FloatLedger> ledger,
      Clock clock,
      Entropy entropy,
      Work work)
      throws IOException {
    List<Equipment> equipment = new ArrayList<>();
    for (int i = 0; i < vaults.size(); i++) {
      String name = bank.vaultNames().get(i);
      equipment.add(
          new Equipment(
              name,
              vaults.get(i).device(),
              issuer.verifier(),
              issuer.credentials(),
              bank.vaultSecret(name)));
    }
    try (Database database = BankService.database(bank.database())) {
      Desk desk =
          BankService.open(
                  bank.name(),
                  database::transact,
                  equipment,
                  ledger,
                  OpenBank.LIMITS,
                  clock,
                  entropy)
              .desk();
      for (String each : bank.vaultNames()) {
        var _ = done(desk.load(new Desk.Stocking("load-" + each, each, loaded.minor())));
      }
      Furnishing furnishing = new Furnishing(bank, vaults, entropy, desk);
      work.at(furnishing);
      furnishing.keep();
    }
  }

  Desk desk() {
    return desk;
  }

  /**
   * Opens an account whose key and word go into {@code place}, with tokens for so many deposits.
   *
   * @param onLedger where its money is, at a bank of accounts of the ledger
   */
  AccountFolder customer(Path place, Optional<OnLedger> onLedger, int deposits) throws IOException {
    Secret key = Secret.random(SECRET_SIZE, entropy);
    Desk.Opened opened =
        done(
            desk.open(
                new Desk.Opening(
                    new Ed25519SecretKey(key).publicKey().bytes().toHex(),
                    onLedger.map(each -> each.address().bytes().toHex()))));
    takeDeposits(opened.account(), deposits);
    AccountFolder folder =
        new AccountFolder(place, bank.url(), bank.name(), opened.account(), onLedger);
    folder.write(key, ByteString.hex(opened.access()));
    return folder;
  }

  /** Gives each vault so many tokens for deposits into the account. */
  private void takeDeposits(long account, int count) throws IOException {
    for (int i = 0; i < vaults.size(); i++) {
      Holder vault = vaults.get(i);
      for (int token = 0; token < count; token++) {
        vault.addDepositToken(Customers.reference(account));
      }
      for (Token each : vault.purse().receiving().depositTokens(Customers.reference(account))) {
        var _ =
            done(desk.addToken(new Desk.Stocked(bank.vaultNames().get(i), each.encode().toHex())));
      }
    }
  }

  private void keep() throws IOException {
    for (int i = 0; i < vaults.size(); i++) {
      String name = bank.vaultNames().get(i);
      Path place = bank.root().resolve(name);
      switch (FileStore.open(place)) {
        case org.specie.wallet.Answer.Done<FileStore>(FileStore file) -> {
          try (file) {
            KeptCard.write(file, vaults.get(i).card(), bank.vaultSecret(name), 0, entropy);
          }
        }
        case org.specie.wallet.Answer.Refused<FileStore> _ ->
            throw new IOException(place + " is in use");
      }
    }
  }

  /** What a bank says to whoever founds it. */
  static <O> O done(Answer<O> answer) throws IOException {
    return switch (answer) {
      case Answer.Done<O>(var output) -> output;
      case Answer.Refused<O>(var refusal) ->
          throw new IOException(
              "the database is not empty: " + refusal.code() + " " + refusal.sentence());
    };
  }
}
