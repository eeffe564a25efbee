package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cli.bank.AccountFolder.OnLedger;
import org.specie.cli.purse.KeptPurse;
import org.specie.cli.purse.SealedFolder;
import org.specie.cli.town.Folders;
import org.specie.cli.town.offline.Holder;
import org.specie.cli.town.offline.Issuer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.purse.border.FloatLedger;
import org.specie.services.bank.Days;
import org.specie.services.bank.counter.Desk;

/**
 * A bank of play money: an issuer that prepares cards of software for two vaults and the customers,
 * loads the vaults, and is gone afterwards with all its keys. It runs the station, the certifier
 * and the factory that a real one does.
 */
final class PlayBank {
  /** Who has an account and a purse at a bank with accounts of its own. */
  static final List<Customer> CUSTOMERS =
      List.of(new Customer("Ana", Optional.empty()), new Customer("Ben", Optional.empty()));

  static final int VAULTS = 2;

  /** What managers load into each vault. */
  static final Amount LOADED = Amount.parse("500.00");

  /** What each customer brings. */
  static final Amount PAID_IN = Amount.parse("300.00");

  /** How many payments a vault makes: there is nobody to certify further keys. */
  static final int VAULT_KEYS = 24;

  /** How many deposits into each account each vault takes: a purse pays no more often. */
  static final int DEPOSITS = 8;

  private static final int KEYS = 16;
  private static final int TOKENS = 16;

  private final BankFolder bank;
  private final Path people;
  private final List<Customer> customers;
  private final Optional<LedgerGateway> ledger;
  private final Clock clock;
  private final Entropy entropy;

  /**
   * Somebody with an account and a purse.
   *
   * @param onLedger the account, at a bank that keeps none
   */
  record Customer(String name, Optional<Address> onLedger) {}

  /**
   * @param bank to be made
   * @param people folder in which each customer gets one
   * @param ledger that has the customers' accounts, if the bank keeps none
   */
  PlayBank(
      BankFolder bank,
      Path people,
      List<Customer> customers,
      Optional<LedgerGateway> ledger,
      Clock clock,
      Entropy entropy) {
    this.bank = bank;
    this.people = people;
    this.customers = customers;
    this.ledger = ledger;
    this.clock = clock;
    this.entropy = entropy;
  }

  /** The folder of a customer. */
  static Path folderOf(Path people, Customer customer) {
    return people.resolve(customer.name().toLowerCase(Locale.ROOT));
  }

  /** What the managers load into all its vaults: the most there is of its issuer's cash. */
  static Amount loaded() {
    return Amount.ofMinor(VAULTS * LOADED.minor());
  }

  /** Makes all of it; the bank's own file is written last. */
  void make(char[] passphrase, PassphraseKey.Cost cost) throws IOException {
    Path books = bank.root().resolve("issuing");
    try (Issuer issuer = Issuer.found(books, Days.minutes(clock), entropy)) {
      List<Holder.Prepared> vaults = new ArrayList<>();
      for (String each : bank.vaultNames()) {
        vaults.add(prepared(each, VAULT_KEYS, true, issuer));
      }
      Map<Customer, Holder.Prepared> cards = new LinkedHashMap<>();
      for (Customer each : customers) {
        cards.put(each, prepared(each.name(), KEYS, false, issuer));
      }
      issuer.openClass();
      settle(vaults, cards, issuer, books, passphrase, cost);
      bank.write(issuer.document());
    }
    Folders.remove(books);
  }

  private Holder.Prepared prepared(String name, int keys, boolean institution, Issuer issuer)
      throws IOException {
    Holder.Prepared card = Holder.prepare(name, keys, issuer, entropy);
    issuer.register(card.record().owner(), name, false, institution);
    return card;
  }

  private void settle(
      List<Holder.Prepared> ofVaults,
      Map<Customer, Holder.Prepared> cards,
      Issuer issuer,
      Path books,
      char[] passphrase,
      PassphraseKey.Cost cost)
      throws IOException {
    List<Holder> vaults = new ArrayList<>();
    try {
      for (Holder.Prepared each : ofVaults) {
        vaults.add(vault(each, issuer, books.resolve(each.name())));
      }
      Furnishing.of(
          bank,
          vaults,
          LOADED,
          issuer,
          floatLedger(issuer),
          clock,
          entropy,
          furnishing -> {
            for (Map.Entry<Customer, Holder.Prepared> each : cards.entrySet()) {
              settle(each.getKey(), each.getValue(), issuer, furnishing, passphrase, cost);
            }
          });
    } finally {
      for (Holder each : vaults) {
        each.close();
      }
    }
  }

  private Optional<FloatLedger> floatLedger(Issuer issuer) throws IOException {
    return ledger.isEmpty()
        ? Optional.empty()
        : Optional.of(bank.floatLedger(issuer.document(), ledger.get()));
  }

  private Holder vault(Holder.Prepared card, Issuer issuer, Path folder) throws IOException {
    Holder vault = Holder.of(card, issuer, folder, Days.minutes(clock), entropy);
    Issuer.require(issuer.station().load(vault.card(), vault.record().id(), 1, LOADED));
    vault.refill(VAULT_KEYS, 0);
    return vault;
  }

  private Optional<OnLedger> onLedger(Customer customer) {
    return customer
        .onLedger()
        .map(address -> new OnLedger(address, ledger.orElseThrow().parameters().genesis()));
  }

  private void settle(
      Customer customer,
      Holder.Prepared card,
      Issuer issuer,
      Furnishing furnishing,
      char[] passphrase,
      PassphraseKey.Cost cost)
      throws IOException {
    Path place = folderOf(people, customer);
    AccountFolder account = furnishing.customer(place, onLedger(customer), DEPOSITS);
    if (customer.onLedger().isEmpty()) {
      var _ =
          Furnishing.done(
              furnishing
                  .desk()
                  .payIn(
                      new Desk.PayingIn(
                          "first-" + place.getFileName(), account.number(), PAID_IN.minor())));
    }
    try (Holder holder =
        Holder.of(card, issuer, SealedFolder.journalOf(place), Days.minutes(clock), entropy)) {
      holder.refill(KEYS, TOKENS);
      KeptPurse.write(
          place,
          holder.card(),
          new SealedFolder.Contents(holder.secret(), issuer.document(), ByteString.EMPTY),
          passphrase,
          cost,
          entropy);
    }
  }
}
