package org.specie.services.bank.vault;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.border.Border;
import org.specie.offline.purse.border.BorderJournal;
import org.specie.offline.purse.border.FloatLedger;
import org.specie.offline.purse.device.DeviceState;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Purpose;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.Reference;
import org.specie.offline.token.value.TokenId;
import org.specie.services.bank.BankLimits;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.Days;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.book.Movement;
import org.specie.services.bank.book.MovementKind;
import org.specie.services.bank.book.Transactions;
import org.specie.services.bank.vault.Turn.Open;
import org.specie.services.bank.vault.WithdrawalBook.Row;

/**
 * One vault: a device, its purse, its border, and what the book says of them. Whatever fails leaves
 * the rest to the next {@link #work}, which brings purse and border back from their journals first.
 * Safe for many threads, which take turns. Spec: docs/spec/59-bank-service.md sections 3 to 5.
 */
public final class Vault {
  /** Most withdrawals and deposits that are looked at in one round. */
  static final int ROUND_MAX = 1_000;

  private static final ByteString SOLD = ByteString.utf8("specie/bank/sold");

  private final Equipment equipment;
  private final RestingDevice device;
  private final Transactions transactions;
  private final Book book;
  private final Customers customers;
  private final Income income;
  private final WithdrawalRounds withdrawals;
  private final FloatLedger ledger;
  private final Entropy entropy;
  private final BankLimits limits;
  private final Room room;
  private final long shadow;
  private final Turn turn = new Turn(this::bringBack);
  private volatile VaultSays said;
  private volatile Optional<Set<TokenId>> tokens = Optional.empty();
  private volatile Optional<OwnerId> owner = Optional.empty();

  private Vault(
      Equipment equipment,
      Transactions transactions,
      Book book,
      Customers customers,
      FloatLedger ledger,
      BankLimits limits,
      Clock clock,
      Entropy entropy,
      long shadow) {
    this.equipment = equipment;
    this.device = new RestingDevice(equipment.device());
    this.transactions = transactions;
    this.book = book;
    this.customers = customers;
    this.income = new Income(transactions, book, customers, clock, equipment.name(), shadow);
    this.withdrawals =
        new WithdrawalRounds(
            transactions, book, customers, clock, equipment.name(), equipment.secret(), shadow);
    this.ledger = ledger;
    this.entropy = entropy;
    this.limits = limits;
    this.room = new Room(equipment.name(), limits);
    this.shadow = shadow;
    this.said = new VaultSays(equipment.name(), false, 0, OptionalInt.empty());
  }

  /**
   * The vault with its account; nothing is asked of the device yet.
   *
   * @param ledger with the float, if that is where customers have their accounts
   */
  public static Vault of(
      Equipment equipment,
      Transactions transactions,
      Book book,
      Customers customers,
      Optional<FloatLedger> ledger,
      BankLimits limits,
      Clock clock,
      Entropy entropy)
      throws IOException {
    long shadow = transactions.transact(connection -> book.shadow(connection, equipment.name()));
    FloatLedger beyond =
        ledger.isPresent()
            ? new LedgerFloat(ledger.get(), transactions, book)
            : new BookFloat(transactions, book);
    return new Vault(
        equipment, transactions, book, customers, beyond, limits, clock, entropy, shadow);
  }

  public String name() {
    return equipment.name();
  }

  /** Its account in the book. */
  public long shadow() {
    return shadow;
  }

  /** What it said last. */
  public VaultSays said() {
    return said;
  }

  private Open bringBack() throws IOException {
    Shelf shelf = new Shelf(transactions, name());
    Journal journal =
        Journal.open(shelf, equipment.secret(), entropy)
            .orElseThrow(() -> changed("the journal of the vault's purse"));
    BorderJournal crossings =
        BorderJournal.open(shelf, equipment.secret(), entropy)
            .orElseThrow(() -> changed("the journal of the vault's border"));
    Purse purse = Purse.open(journal, equipment.verifier(), device, equipment.credentials());
    Border border =
        Border.open(crossings, purse, ledger, customers::named, device, equipment.secret());
    Set<TokenId> known = ConcurrentHashMap.newKeySet();
    known.addAll(purse.receiving().ids());
    tokens = Optional.of(known);
    Open open = new Open(purse, border, () -> Math.max(journal.count(), crossings.count()));
    room.note(open.records().getAsInt());
    return open;
  }

  private IOException changed(String what) {
    return new IOException(
        what + " " + name() + " was changed, or its secret is another; bring back the database");
  }

  /** Whether somebody is at it now; one that hangs is always at work. */
  boolean isAtWork() {
    return turn.isTaken();
  }

  /** Whether its journals have room for one more withdrawal, deposit or transfer. */
  boolean hasRoom(Connection connection) throws SQLException {
    return room.isThere(connection);
  }

  /** Whether the vault would pay this, its balance aside; nothing if its turn does not come. */
  public Optional<Verdict> examine(Request request, Amount amount, Minutes now) throws IOException {
    return turn.soon(each -> each.purse().paying().examine(request, amount, now));
  }

  /** Whether a factory that is known made this, for now; nothing if the turn does not come. */
  public Optional<Verdict> examine(Configuration configuration, Minutes now) throws IOException {
    return turn.soon(_ -> equipment.verifier().examine(configuration, now));
  }

  /** Somebody loaded or changed the device: what it refused before may be tried again. */
  public void wake() {
    turn.without(device::wake);
  }

  /**
   * Takes a token that a factory made for this vault: what customers pay on any other is collected
   * by nobody. One for deposits into an account is written in the bank's table before the vault has
   * it, and offered after: a crash in between leaves none that is offered and not there, and the
   * same again offers it. What the vault had before there was a table is never offered, because
   * somebody may hold it.
   */
  public Verdict stock(Configuration configuration, Minutes now) throws IOException {
    Optional<Long> account = accountOf(configuration);
    return turn.alone(
        each -> {
          Verdict genuine = equipment.verifier().examine(configuration, now);
          if (!genuine.isAccepted()) {
            return genuine;
          }
          if (!configuration.owner().equals(owner())) {
            return Verdict.refused(TokenReason.NOT_THE_OWNER);
          }
          boolean isNew = each.purse().receiving().token(configuration.id()).isEmpty();
          if (account.isPresent() && isNew) {
            boolean _ =
                transactions.transact(
                    connection ->
                        DepositTokenBook.announce(
                            connection, configuration, account.get(), name()));
          }
          Verdict verdict = each.purse().receiving().stock(configuration);
          tokens.ifPresent(known -> known.add(configuration.id()));
          boolean isOffered =
              account.isPresent()
                  && transactions.transact(
                      connection -> DepositTokenBook.offer(connection, configuration.id(), name()));
          return isOffered ? Verdict.accepted() : verdict;
        });
  }

  /** Of its device, which has one for ever; asked once. */
  private OwnerId owner() throws IOException {
    OwnerId known = owner.isPresent() ? owner.get() : device.state().owner();
    owner = Optional.of(known);
    return known;
  }

  private Optional<Long> accountOf(Configuration configuration) {
    return configuration.purpose() == Purpose.DEPOSIT
        ? configuration.extensions().account().flatMap(customers::numbered)
        : Optional.empty();
  }

  /** False if the token is none of this vault's; it is not waited for. */
  public boolean mayHave(TokenId id) {
    return tokens.map(known -> known.contains(id)).orElse(true);
  }

  /** Takes a payment on a token of this vault. */
  public Taking deposit(Response response, Minutes now) throws IOException {
    return turn.<Taking>soon(
            each -> {
              Optional<Token> token = each.purse().receiving().token(response.id());
              if (token.isEmpty()) {
                return new Taking.NotOurs();
              }
              Optional<BankReason> later = laterThan(token.get(), response, now);
              if (later.isPresent()) {
                return new Taking.Later(later.get());
              }
              Verdict verdict = each.border().deposit(response, now);
              // It is the purse's from now on, until the next round asks for all of it.
              long minor = income.note(each.purse());
              said = said.plus(minor);
              room.note(each.records().getAsInt());
              return new Taking.Examined(verdict, minor > 0);
            })
        .orElseGet(() -> new Taking.Later(BankReason.VAULT_AT_WORK));
  }

  /** What keeps a payment that is not in the book from being looked at today. */
  private Optional<BankReason> laterThan(Token token, Response response, Minutes now)
      throws IOException {
    Optional<Long> account = accountOf(token.configuration());
    if (account.isEmpty()) {
      return Optional.empty();
    }
    return transactions.transact(
        connection -> {
          if (DepositBook.state(connection, response.payment().previous()).isPresent()) {
            return Optional.empty();
          }
          if (DepositBook.takenCount(connection, account.get(), Days.begin(now))
              >= limits.times()) {
            return Optional.of(BankReason.TOO_OFTEN);
          }
          return hasRoom(connection) ? Optional.empty() : Optional.of(BankReason.JOURNAL_FULL);
        });
  }

  /** Carries on everything that waits for this vault. */
  public void work(Minutes now) throws IOException {
    boolean isDone = false;
    try {
      boolean _ =
          turn.alone(
              each -> {
                var _ = income.note(each.purse());
                withdrawals.handOver(each.border(), now);
                try {
                  each.border().work(now);
                  withdrawals.lapse();
                  sellAll(each, now);
                } catch (IOException e) {
                  settled(each);
                  throw e;
                }
                // Asked before rows are closed: what waits and what is there never count a payment
                // less.
                said =
                    new VaultSays(name(), !device.isResting(now), held(each), device.payments(now));
                settled(each);
                room.note(each.records().getAsInt());
                return true;
              });
      isDone = true;
    } finally {
      if (!isDone) {
        said = said.down();
      }
    }
  }

  /** What the vault has paid and collected is told, also while the ledger lets a debt wait. */
  private void settled(Open each) throws IOException {
    withdrawals.settle(each.border());
    settleDeposits(each);
  }

  private long held(Open each) throws IOException {
    DeviceState state = device.state();
    owner = Optional.of(state.owner());
    return state.balance().minor() + each.purse().receiving().waiting().minor();
  }

  /** Asks for cash, for another bank to pay. */
  public Asking ask(Amount amount, Reference reference, Minutes now) throws IOException {
    return turn.alone(
        each -> each.purse().receiving().ask(Optional.of(amount), reference, now, Chain.NONE));
  }

  /** The token of this name as it stands, if it is one of this vault. */
  public Optional<Token> token(TokenId id) throws IOException {
    return turn.alone(each -> each.purse().receiving().token(id));
  }

  /**
   * Takes cash that another bank's vault paid; the same again is taken again. A deposit is none: it
   * is some customer's, and one for an account that is not here would be collected for nobody.
   */
  public Verdict buy(Response response, Minutes now) throws IOException {
    return turn.alone(
        each -> {
          if (each.purse()
              .receiving()
              .token(response.id())
              .filter(Vault::isForDeposits)
              .isPresent()) {
            return Verdict.refused(BankReason.MESSAGE_REFUSED);
          }
          Verdict verdict = each.purse().receiving().accept(response, now);
          said = said.plus(income.note(each.purse()));
          return verdict;
        });
  }

  private static boolean isForDeposits(Token token) {
    return token.configuration().purpose() == Purpose.DEPOSIT;
  }

  /** Pays another bank's vault if it can now; else it stays asked, or is refused for good. */
  public void sell(TransferBook.Row row, Minutes now) throws IOException {
    boolean _ =
        turn.alone(
            each -> {
              var _ = income.note(each.purse());
              // The border takes note of deposits before the vault collects what it needs to pay.
              each.border().work(now);
              sell(each, row, now);
              room.note(each.records().getAsInt());
              return true;
            });
  }

  private void sell(Open each, TransferBook.Row row, Minutes now) throws IOException {
    PayResult result =
        each.purse()
            .paying()
            .pay(WithdrawalRounds.request(row.request()), row.amount(), now, device);
    switch (result) {
      case PayResult.Paid(Response response) -> sold(row, response);
      case PayResult.Refused(Reason reason) -> {
        if (Border.isFinal(reason) && !Border.isOrdered(each.purse(), row.key())) {
          boolean _ = transactions.transact(connection -> TransferBook.refuse(connection, row));
        }
      }
    }
  }

  private void sold(TransferBook.Row row, Response response) throws IOException {
    Amount amount = response.payment().amount();
    boolean isNew =
        transactions.transact(
            connection ->
                TransferBook.pay(connection, row, response.encode())
                    && book.post(
                        connection,
                        new Movement(
                            MovementKind.SOLD,
                            Hash32.sha256(SOLD, row.key().bytes()),
                            amount,
                            book.reserve(),
                            shadow),
                        "transfer " + row.id()));
    said = isNew ? said.paid(amount.minor()) : said;
  }

  private void sellAll(Open each, Minutes now) throws IOException {
    List<TransferBook.Row> rows =
        transactions.transact(connection -> TransferBook.open(connection, name(), ROUND_MAX));
    for (TransferBook.Row row : rows) {
      sell(each, row, now);
    }
  }

  /** The border's name for the load of a withdrawal from this vault. */
  public Hash32 reference(Row row) {
    return withdrawals.reference(row);
  }

  private void settleDeposits(Open each) throws IOException {
    List<Hash32> keys =
        transactions.transact(connection -> DepositBook.open(connection, name(), ROUND_MAX));
    for (Hash32 key : keys) {
      Optional<Long> number = each.border().credited(key);
      if (number.isPresent()) {
        boolean _ =
            transactions.transact(
                connection -> {
                  Book.explainAs(connection, number.get(), Income.reference(key));
                  return DepositBook.credit(connection, key);
                });
      }
    }
  }
}
