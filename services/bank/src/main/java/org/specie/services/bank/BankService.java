package org.specie.services.bank;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.border.FloatLedger;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiRefusal;
import org.specie.services.api.ApiServer;
import org.specie.services.api.Caller;
import org.specie.services.api.Listener;
import org.specie.services.api.Operation;
import org.specie.services.api.Operations;
import org.specie.services.api.Relay;
import org.specie.services.api.ServerLimits;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.book.People;
import org.specie.services.bank.book.Tenure;
import org.specie.services.bank.book.Transactions;
import org.specie.services.bank.counter.Accounts;
import org.specie.services.bank.counter.CustomerDesk;
import org.specie.services.bank.counter.Deposits;
import org.specie.services.bank.counter.Desk;
import org.specie.services.bank.counter.Statements;
import org.specie.services.bank.counter.Wholesale;
import org.specie.services.bank.counter.WithdrawalTokens;
import org.specie.services.bank.counter.Withdrawals;
import org.specie.services.bank.vault.Equipment;
import org.specie.services.bank.vault.Reconciliation;
import org.specie.services.bank.vault.Vault;
import org.specie.services.bank.vault.Vaults;
import org.specie.services.database.Database;
import org.specie.services.database.Place;

/** A bank that runs: its books, its vaults, and what it offers. Spec: 59-bank-service.md. */
public final class BankService {
  /** Of the API. */
  public static final String VERSION = "1";

  private static final String SCHEMA = "bank";
  private static final String BEARER = "Bearer ";
  private static final int WORD_SIZE = 32;

  private final String name;
  private final Tenure books;
  private final Book book;
  private final Customers customers;
  private final Vaults vaults;
  private final BankLimits limits;
  private final Tariff tariff;
  private final String currency;
  private final Clock clock;

  private BankService(
      String name,
      Tenure books,
      Book book,
      Customers customers,
      Vaults vaults,
      BankLimits limits,
      Tariff tariff,
      String currency,
      Clock clock) {
    this.tariff = tariff;
    this.name = name;
    this.books = books;
    this.book = book;
    this.customers = customers;
    this.vaults = vaults;
    this.limits = limits;
    this.currency = currency;
    this.clock = clock;
  }

  /** The database of a bank. */
  public static Database database(Place place) throws IOException {
    return Database.open(place, SCHEMA);
  }

  /** Opens the books of a bank with accounts of its own. */
  public static BankService open(
      String name,
      Transactions database,
      List<Equipment> equipment,
      BankLimits limits,
      Clock clock,
      Entropy entropy)
      throws IOException {
    return open(name, database, equipment, Optional.empty(), limits, clock, entropy);
  }

  /**
   * Opens the books; whoever had them open before writes nothing more. Vaults and the ledger are
   * not asked.
   *
   * @param ledger with the float, if customers have their accounts there and none here; it is asked
   *     by as many threads as there are vaults
   */
  public static BankService open(
      String name,
      Transactions database,
      List<Equipment> equipment,
      Optional<FloatLedger> ledger,
      BankLimits limits,
      Clock clock,
      Entropy entropy)
      throws IOException {
    return open(name, database, equipment, ledger, limits, Tariff.FREE, clock, entropy);
  }

  /**
   * The same, where tokens cost what {@code tariff} says: at a bank with accounts of its own, for
   * one of the ledger's has nothing of its customers' to take it from.
   */
  public static BankService open(
      String name,
      Transactions database,
      List<Equipment> equipment,
      Optional<FloatLedger> ledger,
      BankLimits limits,
      Tariff tariff,
      Clock clock,
      Entropy entropy)
      throws IOException {
    Check.that(ledger.isEmpty() || tariff.isFree(), "a bank of the ledger's accounts has no fees");
    Tenure books = Tenure.begin(database);
    Book book = Book.open(books, clock);
    Customers customers = Customers.open(books, ledger.isPresent(), entropy);
    List<Vault> vaults = new ArrayList<>();
    for (Equipment each : equipment) {
      vaults.add(Vault.of(each, books, book, customers, ledger, limits, clock, entropy));
    }
    return new BankService(
        name,
        books,
        book,
        customers,
        new Vaults(vaults, limits.waiting()),
        limits,
        tariff,
        Currencies.letters(equipment.getFirst().currencyNumber()),
        clock);
  }

  /** Carries on what waits at each vault; what failed is in the answer, and waits. */
  public List<IOException> work() {
    return vaults.work(Days.minutes(clock));
  }

  /** Its vaults, by name. */
  public List<String> vaultNames() {
    return vaults.all().stream().map(Vault::name).toList();
  }

  /** Carries on what waits at one vault, whatever the others do. */
  public Optional<IOException> work(String vault) {
    return Vaults.work(vaults.named(vault).orElseThrow(), Days.minutes(clock));
  }

  /** Whether everything is there, by what vaults said last. */
  public Reconciliation reconcile() throws IOException {
    return Reconciliation.of(books, book, vaults);
  }

  /**
   * All it offers.
   *
   * @param nudge told the name of a vault for which something waits
   */
  public Operations operations(Consumer<String> nudge) {
    List<Operation<?, ?>> all = new ArrayList<>();
    all.addAll(new Accounts(name, VERSION, tariff, books).operations());
    Withdrawals withdrawals =
        new Withdrawals(name, books, book, customers, vaults, limits, clock, nudge);
    all.addAll(withdrawals.operations());
    all.addAll(
        new WithdrawalTokens(name, books, book, vaults, tariff, withdrawals, clock).operations());
    all.addAll(new Deposits(books, book, vaults, tariff, clock, nudge).operations());
    all.addAll(desk().operations());
    all.addAll(new CustomerDesk(new People(books)).operations());
    all.addAll(new Statements(name, currency, books, book, clock).operations());
    all.addAll(new Wholesale(name, books, vaults, clock).operations());
    return new Operations(name, VERSION, all);
  }

  /** What the bank's own people do, for whoever has its keys. */
  public Desk desk() {
    return new Desk(books, book, customers, vaults, clock);
  }

  /** Who a word belongs to: the desk's own, or that of an account. */
  public Answer<Caller> admit(Secret desk, Access access, Optional<String> authorization)
      throws IOException {
    if (access == Access.ANYBODY) {
      return Answer.done(new Caller.Anybody());
    }
    Optional<ByteString> word =
        authorization
            .filter(header -> header.matches(BEARER + "[0-9a-f]{" + 2 * WORD_SIZE + "}"))
            .map(header -> ByteString.hex(header.substring(BEARER.length())));
    if (access == Access.ADMITTED || word.isEmpty()) {
      return Answer.refused(ApiRefusal.UNAUTHENTICATED);
    }
    if (desk.lend(bytes -> MessageDigest.isEqual(bytes, word.get().toByteArray()))) {
      return Answer.done(new Caller.Customer(Desk.NUMBER));
    }
    return customers
        .admit(word.get())
        .map(number -> Answer.<Caller>done(new Caller.Customer(number)))
        .orElseGet(() -> Answer.refused(ApiRefusal.UNAUTHENTICATED));
  }

  /** Answers over HTTP until the server is closed. */
  public ApiServer serve(
      Secret desk, Consumer<String> nudge, ServerLimits server, Listener listener)
      throws IOException {
    return ApiServer.start(
        operations(nudge),
        (access, authorization) -> admit(desk, access, authorization),
        Relay.none(),
        server,
        listener);
  }
}
