package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.purse.border.FloatLedger;
import org.specie.offline.purse.card.IssuedCard;
import org.specie.offline.purse.device.DeviceState;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Caller;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.book.Transactions;
import org.specie.services.bank.counter.Accounts;
import org.specie.services.bank.counter.Deposits;
import org.specie.services.bank.counter.Desk;
import org.specie.services.bank.counter.Withdrawals;
import org.specie.services.bank.counter.Words;
import org.specie.services.bank.vault.Equipment;
import org.specie.services.bank.vault.Reconciliation;
import org.specie.services.database.Database;
import org.specie.services.database.Place;
import org.specie.services.database.Work;

/**
 * A bank of its own accounts: a real PostgreSQL, two vaults that are cards with the real applet,
 * and a counter at which its operations are asked as the server asks them. The power can fail after
 * each transaction, and each vault can be cut off.
 */
final class Branch implements AutoCloseable {
  static final String NAME = "north.example";
  static final long STOCK = 90_000;
  static final int TIMES = 1_000;
  static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final Secret SECRET = Secret.copyOf(new byte[32]);

  /**
   * The database with a plug: it fails once a chosen transaction has happened, and from then on.
   */
  static final class Plug implements Transactions {
    private final Database database;
    private int left = Integer.MAX_VALUE;

    Plug(Database database) {
      this.database = database;
    }

    /** Fails after transaction {@code number} from now, counted from 1, which happens. */
    void failAfter(int number) {
      left = number;
    }

    /** Power is there again; whether it was gone. */
    boolean plugIn() {
      boolean wasOff = left <= 0;
      left = Integer.MAX_VALUE;
      return wasOff;
    }

    @Override
    public <T> T transact(Work<T> work) throws IOException {
      left--;
      if (left > 0) {
        return database.transact(work);
      }
      if (left == 0) {
        var _ = database.transact(work);
      }
      throw new IOException("the power failed");
    }
  }

  /** A vault's line: while it is cut, nobody knows what the vault did. */
  static final class Line implements SecureDevice {
    private final SecureDevice device;
    private boolean isCut;
    private boolean losesAnswers;
    private Optional<Reason> refusal = Optional.empty();
    private OptionalInt payments = OptionalInt.empty();
    private int refusals;
    private Optional<CyclicBarrier> meeting = Optional.empty();
    private volatile Optional<Hanging> hanging = Optional.empty();

    /** Somebody has asked a vault that hangs, and is let go. */
    private record Hanging(CountDownLatch asked, CountDownLatch letGo) {}

    Line(SecureDevice device) {
      this.device = device;
    }

    void cut(boolean cut) {
      isCut = cut;
    }

    /** The vault hears what it is told to pay, and its answer is lost. */
    void loseAnswers(boolean loses) {
      losesAnswers = loses;
    }

    /** The vault refuses to pay, until it is told that nothing speaks against it. */
    void refuse(Optional<Reason> reason) {
      refusal = reason;
      refusals = 0;
    }

    /** The vault has keys for so many payments, or does not say. */
    void says(OptionalInt further) {
      payments = further;
    }

    @Override
    public OptionalInt payments(Minutes now) {
      return payments;
    }

    /** How often it refused since. */
    int refusals() {
      return refusals;
    }

    /** No payment is made before as many vaults are to pay as {@code others} says. */
    void waitsFor(CyclicBarrier others) {
      meeting = Optional.of(others);
    }

    void waitsForNobody() {
      meeting = Optional.empty();
    }

    private void meet() throws IOException {
      if (meeting.isPresent()) {
        try {
          meeting.get().await(2, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
          throw new IOException("the other vaults do not come", e);
        }
      }
    }

    /** Nothing comes back from the vault, and nothing fails, until it is let go. */
    void hang() {
      hanging = Optional.of(new Hanging(new CountDownLatch(1), new CountDownLatch(1)));
    }

    /** Waits until somebody waits for the vault that hangs. */
    void awaitHanging() throws InterruptedException {
      assertThat(hanging.orElseThrow().asked().await(2, TimeUnit.MINUTES)).isTrue();
    }

    void letGo() {
      Optional<Hanging> before = hanging;
      hanging = Optional.empty();
      before.ifPresent(each -> each.letGo().countDown());
    }

    private void waitWhileItHangs() throws IOException {
      Optional<Hanging> now = hanging;
      if (now.isPresent()) {
        now.get().asked().countDown();
        try {
          if (!now.get().letGo().await(5, TimeUnit.MINUTES)) {
            throw new IOException("nobody lets the vault go");
          }
        } catch (InterruptedException e) {
          throw new IOException("interrupted", e);
        }
      }
    }

    private SecureDevice reached() throws IOException {
      waitWhileItHangs();
      if (isCut) {
        throw new IOException("the vault does not answer");
      }
      return device;
    }

    @Override
    public DeviceState state() throws IOException {
      return reached().state();
    }

    @Override
    public PayAnswer pay(PayOrder order) throws IOException {
      meet();
      if (refusal.isPresent()) {
        refusals++;
        return new PayAnswer.Refused(refusal.get());
      }
      PayAnswer answer = reached().pay(order);
      if (losesAnswers) {
        throw new IOException("the answer is lost");
      }
      return answer;
    }

    @Override
    public Result result(Token token) throws IOException {
      Result result = reached().result(token);
      if (losesAnswers) {
        throw new IOException("the answer is lost");
      }
      return result;
    }

    @Override
    public RedeemAnswer redeem(Token token) throws IOException {
      return reached().redeem(token);
    }

    @Override
    public Verdict learn(Certificate certificate) throws IOException {
      return reached().learn(certificate);
    }
  }

  final RootAndAgents issuer;
  private final String name;
  final Map<String, Line> vaults = new TreeMap<>();
  private final Optional<FloatLedger> ledger;
  private final Database database;
  final Plug plug;
  private BankLimits limits = limits(50_000, 90_000, 100);
  private Tariff tariff = Tariff.FREE;
  private BankService service;
  private int later;
  private int deposits;

  /** Opens in {@code folder}, with vaults of these names, each loaded and booked. */
  Branch(Path folder, String... names) throws IOException {
    this(NAME, new RootAndAgents(), folder, names);
  }

  /** A bank called {@code name}, whose cash is {@code issuer}'s. */
  Branch(String name, RootAndAgents issuer, Path folder, String... names) throws IOException {
    this(name, issuer, Optional.empty(), folder, names);
  }

  /** The same, of accounts of {@code ledger} if there is one. */
  Branch(
      String name, RootAndAgents issuer, Optional<FloatLedger> ledger, Path folder, String... names)
      throws IOException {
    this.name = name;
    this.issuer = issuer;
    this.ledger = ledger;
    database = BankService.database(new Place.Embedded(folder));
    plug = new Plug(database);
    for (String each : names) {
      SecureDevice card = IssuedCard.with(issuer, owner(each), Amount.ofMinor(STOCK)).device();
      vaults.put(each, new Line(card));
    }
    service = opened();
    for (String each : names) {
      done("stock", Desk.NUMBER, new Desk.Stocking("load-" + each, each, STOCK));
    }
    service.work();
  }

  static OwnerId owner(String name) {
    return Person.owner(name);
  }

  /** The line to the vault of this name. */
  Line vault(String name) {
    return Optional.ofNullable(vaults.get(name)).orElseThrow();
  }

  private BankService opened() throws IOException {
    return opened(ledger);
  }

  /** The books as a bank opens them whose accounts are on {@code beyond}, or its own. */
  BankService opened(Optional<FloatLedger> beyond) throws IOException {
    List<Equipment> equipment =
        vaults.entrySet().stream()
            .map(
                each ->
                    new Equipment(
                        each.getKey(),
                        each.getValue(),
                        issuer.verifier(),
                        issuer.credentials(),
                        SECRET))
            .toList();
    return BankService.open(
        name,
        plug,
        equipment,
        beyond,
        limits,
        tariff,
        () -> (RootAndAgents.NOW.sinceEpoch() + later) * 60L,
        ENTROPY);
  }

  /** It is so many minutes after the time at which everything else happens. */
  void itIs(int minutesLater) {
    later = minutesLater;
  }

  /** The program ends, wherever it is, and starts again. */
  void restart() throws IOException {
    service = opened();
  }

  BankService service() {
    return service;
  }

  void limit(long withdrawal, long daily, int waiting) throws IOException {
    limits = limits(withdrawal, daily, waiting);
    restart();
    service.work();
  }

  /** From now on tokens cost what {@code costs} says. */
  void charge(Tariff costs) throws IOException {
    tariff = costs;
    restart();
    service.work();
  }

  private static BankLimits limits(long withdrawal, long daily, int waiting) {
    return new BankLimits(
        Amount.ofMinor(1),
        Amount.ofMinor(withdrawal),
        Amount.ofMinor(daily),
        TIMES,
        waiting,
        BankLimits.RECORDS);
  }

  /** Other bounds of what is small, until {@link #limit} sets the usual ones again. */
  void bound(long least, int times, int records) throws IOException {
    limits =
        new BankLimits(
            Amount.ofMinor(least),
            limits.withdrawal(),
            limits.daily(),
            times,
            limits.waiting(),
            records);
    restart();
    service.work();
  }

  /** Works until nothing more can be done now. */
  void work() {
    for (int i = 0; i < 3; i++) {
      var _ = service.work();
    }
  }

  /** Whatever was under way comes to its end, and everything is there. */
  void assertSettled() throws IOException {
    work();
    Reconciliation found = service.reconcile();
    assertThat(found.isBalanced()).as("%s", found).isTrue();
    assertThat(found.pendingMinor()).isZero();
  }

  /** Asks for an operation as the server does. */
  Answer<? extends Record> ask(String name, long customer, Record input, String... places)
      throws IOException {
    for (Operation<?, ?> each : service.operations(_ -> {}).all()) {
      if (each.name().equals(name)) {
        return handle(each, customer, input, places);
      }
    }
    throw new AssertionError("no operation " + name);
  }

  private static <I extends Record, O extends Record> Answer<O> handle(
      Operation<I, O> operation, long customer, Record input, String... places) throws IOException {
    Map<String, String> stands = new TreeMap<>();
    for (int i = 0; i < places.length; i++) {
      stands.put(operation.places().get(i), places[i]);
    }
    Caller caller =
        operation.access() == Access.ANYBODY ? new Caller.Anybody() : new Caller.Customer(customer);
    return operation.handler().handle(new Call<>(caller, stands, operation.input().cast(input)));
  }

  Record done(String name, long customer, Record input, String... places) throws IOException {
    if (ask(name, customer, input, places) instanceof Answer.Done<? extends Record> done) {
      return done.output();
    }
    throw new AssertionError(name + " is refused: " + ask(name, customer, input, places));
  }

  int refused(String name, long customer, Record input, String... places) throws IOException {
    if (ask(name, customer, input, places) instanceof Answer.Refused<? extends Record> refused) {
      return refused.refusal().code();
    }
    throw new AssertionError(name + " is done");
  }

  /** Somebody with an account, and a purse on a card. */
  final class Holder {
    final Ed25519SecretKey key = Ed25519SecretKey.generate(ENTROPY);
    final Person person;
    final long account;
    final ByteString access;

    Holder(String name, long inAccount) throws IOException {
      this(Person.alone(issuer, name, ENTROPY), inAccount, Optional.empty());
    }

    /** With the account of the person's wallet. */
    Holder(Person person) throws IOException {
      this(person, 0, Optional.of(person.wallet().account().bytes().toHex()));
    }

    private Holder(Person person, long inAccount, Optional<String> address) throws IOException {
      this.person = person;
      Desk.Opened opened =
          (Desk.Opened)
              done(
                  "openAccount",
                  Desk.NUMBER,
                  new Desk.Opening(key.publicKey().bytes().toHex(), address));
      account = opened.account();
      access = ByteString.hex(opened.access());
      if (inAccount > 0) {
        done("payIn", Desk.NUMBER, new Desk.PayingIn("opening-" + account, account, inAccount));
      }
    }

    Withdrawals.Asking asking(String id, Request request) {
      ByteString bytes = request.encode();
      return new Withdrawals.Asking(
          id, bytes.toHex(), key.sign(Words.toSign(name, account, id, bytes)).toHex());
    }

    Withdrawals.WithdrawalState withdraw(String id, Request request) throws IOException {
      return (Withdrawals.WithdrawalState) done("withdraw", account, asking(id, request));
    }

    Withdrawals.WithdrawalState look(String id) throws IOException {
      return (Withdrawals.WithdrawalState) done("withdrawal", account, Nothing.NOTHING, id);
    }

    /** What came of a withdrawal that is paid. */
    Response fetched(String id) throws IOException {
      return Bytes.response(look(id).response().orElseThrow());
    }

    long balance() throws IOException {
      return ((Accounts.Balance) done("account", account, Nothing.NOTHING)).balanceMinor();
    }
  }

  /** Gives {@code vault} a token for one deposit into the account. */
  Token takeDepositsFor(String vault, long account) throws IOException {
    Token made = Token.fresh(issuer.deposits(owner(vault), Customers.reference(account)));
    done("addToken", Desk.NUMBER, new Desk.Stocked(vault, made.encode().toHex()));
    return made;
  }

  /** The token that the bank gives for the deposit that the account calls {@code id}. */
  Deposits.DepositToken depositToken(long account, String id) throws IOException {
    return (Deposits.DepositToken) done("depositToken", account, new Deposits.Depositing(id));
  }

  /** The request with which a deposit is paid on {@code token}. */
  static Request requestOn(Token token) {
    return new Request(Optional.empty(), Person.REFERENCE, token, Chain.NONE);
  }

  /** The request with which one deposit into the account is paid, on a token of its own. */
  Request depositRequest(long account) throws IOException {
    // In turn: a card has places for so many tokens of its own, and each deposit takes one.
    List<String> names = List.copyOf(vaults.keySet());
    var _ = takeDepositsFor(names.get(deposits % names.size()), account);
    deposits++;
    return requestOn(Bytes.token(depositToken(account, "deposit-" + deposits).token()));
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
