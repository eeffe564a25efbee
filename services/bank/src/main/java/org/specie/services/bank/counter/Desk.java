package org.specie.services.bank.counter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.api.Refusal;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.Days;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.book.Movement;
import org.specie.services.bank.book.MovementKind;
import org.specie.services.bank.book.Transactions;
import org.specie.services.bank.vault.Reconciliation;
import org.specie.services.bank.vault.Vault;
import org.specie.services.bank.vault.Vaults;

/** What the bank's own people do. Spec: docs/spec/59-bank-service.md 6.2. */
public final class Desk {
  /** The desk among customers; accounts have numbers above it. */
  public static final long NUMBER = 0;

  /** Somebody gets an account. */
  public record Opening(
      @Described(value = "The customer's Ed25519 key, in hexadecimal.", max = 64) String key,
      @Described(
              value =
                  "The account's address on the ledger, in hexadecimal, at a bank whose accounts"
                      + " are there.",
              max = 40)
          Optional<String> address) {
    /** At a bank with accounts of its own. */
    public Opening(String key) {
      this(key, Optional.empty());
    }
  }

  /** An account that was opened. */
  public record Opened(
      @Described("Its number.") long account,
      @Described("What the customer shows as Authorization: Bearer, told once.") String access) {}

  /** Money that comes from elsewhere. */
  public record PayingIn(
      @Described(value = "Under which it is booked once: 8 to 64 of a-z, 0-9, '-'.", max = 64)
          String reference,
      @Described("Whose.") long account,
      @Described("In hundredths.") long amountMinor) {}

  /** A vault that was loaded. */
  public record Stocking(
      @Described(value = "Under which it is booked once: 8 to 64 of a-z, 0-9, '-'.", max = 64)
          String reference,
      @Described("Which.") String vault,
      @Described("In hundredths.") long amountMinor) {}

  /** A token for a vault. */
  public record Stocked(
      @Described("Whose.") String vault,
      @Described(
              value = "The token as the factory made it, in hexadecimal.",
              max = Words.MESSAGE_DIGITS_MAX)
          String token) {}

  /** One vault. */
  public record VaultLine(
      @Described("Its name.") String name,
      @Described("Whether it answered last time.") boolean up,
      @Described("What it holds by the book.") long bookMinor,
      @Described("What it holds by its own word.") long heldMinor) {}

  /** Whether everything is there. */
  public record Report(
      @Described("Whether everything is there, to the last unit.") boolean balanced,
      @Described("What customers are owed.") long customersMinor,
      @Described("What is on its way, by the book.") long pendingMinor,
      @Described("What is on its way, by what is open.") long waitingMinor,
      @Described("What the bank has elsewhere.") long reserveMinor,
      @Described("What the ledger's float holds of what crossed this bank's border.")
          long floatMinor,
      @Described("What customers paid for tokens.") long feesMinor,
      @Described(value = "Each vault.", max = Vaults.VAULTS_MAX) List<VaultLine> vaults) {}

  private static final int CONFLICT = 409;
  private static final ByteString PAID_IN = ByteString.utf8("specie/bank/paid-in");
  private static final ByteString LOADED = ByteString.utf8("specie/bank/stocked");

  private final Transactions transactions;
  private final Book book;
  private final Customers customers;
  private final Vaults vaults;
  private final Clock clock;

  public Desk(
      Transactions transactions, Book book, Customers customers, Vaults vaults, Clock clock) {
    this.transactions = transactions;
    this.book = book;
    this.customers = customers;
    this.vaults = vaults;
    this.clock = clock;
  }

  /** What can be asked. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        post(
            "/v1/desk/accounts",
            "openAccount",
            "Opens an account for the holder of a key.",
            Opening.class,
            Opened.class,
            List.of(
                BankReason.REQUEST_MALFORMED,
                BankReason.ACCOUNT_REFUSED,
                BankReason.OTHER_ACCOUNTS),
            call -> open(call.input())),
        post(
            "/v1/desk/payments-in",
            "payIn",
            "Books money that a customer brought; the same again does nothing.",
            PayingIn.class,
            Nothing.class,
            List.of(
                BankReason.REQUEST_MALFORMED,
                BankReason.UNKNOWN,
                BankReason.OTHER_MOVEMENT,
                BankReason.OTHER_ACCOUNTS),
            call -> payIn(call.input())),
        post(
            "/v1/desk/loads",
            "stock",
            "Books what managers loaded into a vault; the same again does nothing.",
            Stocking.class,
            Nothing.class,
            List.of(BankReason.REQUEST_MALFORMED, BankReason.UNKNOWN, BankReason.OTHER_MOVEMENT),
            call -> load(call.input())),
        post(
            "/v1/desk/tokens",
            "addToken",
            "Gives a vault a token that a factory made for it.",
            Stocked.class,
            Nothing.class,
            List.of(
                BankReason.REQUEST_MALFORMED,
                BankReason.UNKNOWN,
                Refusal.Explanation.of(TokenReason.NOT_THE_OWNER, CONFLICT)),
            call -> addToken(call.input())),
        new Operation<>(
            Method.GET,
            "/v1/desk/reconciliation",
            "reconciliation",
            "Tells whether customers, vaults and reserve agree.",
            Access.CUSTOMER,
            Nothing.class,
            Report.class,
            List.of(BankReason.DESK_ONLY),
            Operation.CONTENT_MAX,
            only(this::report)));
  }

  private static <I extends Record, O extends Record> Operation<I, O> post(
      String path,
      String name,
      String summary,
      Class<I> input,
      Class<O> output,
      List<Refusal> refusals,
      Operation.Handler<I, O> handler) {
    List<Refusal> all = new ArrayList<>(refusals);
    all.add(BankReason.DESK_ONLY);
    return new Operation<>(
        Method.POST,
        path,
        name,
        summary,
        Access.CUSTOMER,
        input,
        output,
        all,
        2 * Words.MESSAGE_DIGITS_MAX,
        only(handler));
  }

  /** {@code handler}, for the desk alone. */
  static <I extends Record, O extends Record> Operation.Handler<I, O> only(
      Operation.Handler<I, O> handler) {
    return call ->
        call.customer() == NUMBER ? handler.handle(call) : Answer.refused(BankReason.DESK_ONLY);
  }

  /** Opens an account for the holder of a key. */
  public Answer<Opened> open(Opening input) throws IOException {
    Optional<ByteString> bytes = Hex.bytes(input.key());
    Optional<ByteString> address = input.address().flatMap(Hex::bytes).filter(Desk::isOfLedger);
    if (bytes.isEmpty() || address.isPresent() != input.address().isPresent()) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
    if (address.isPresent() != customers.isOnLedger()) {
      return Answer.refused(BankReason.OTHER_ACCOUNTS);
    }
    try {
      return customers
          .add(Ed25519PublicKey.decode(bytes.get()), address.map(Address::new))
          .map(made -> Answer.done(new Opened(made.number(), made.access().toHex())))
          .orElseGet(() -> Answer.refused(BankReason.ACCOUNT_REFUSED));
    } catch (MalformedInput _) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
  }

  /** No digest begins like a name of the bank's own accounts (12.1). */
  private static boolean isOfLedger(ByteString address) {
    return address.size() == Address.SIZE && Customers.number(address).isEmpty();
  }

  /** Books money that a customer brought. */
  public Answer<Nothing> payIn(PayingIn input) throws IOException {
    if (customers.isOnLedger()) {
      return Answer.refused(BankReason.OTHER_ACCOUNTS);
    }
    return customers.has(input.account())
        ? book(
            MovementKind.PAID_IN,
            PAID_IN,
            input.reference(),
            input.amountMinor(),
            book.reserve(),
            input.account())
        : Answer.refused(BankReason.UNKNOWN);
  }

  /** Books what managers loaded into a vault. */
  public Answer<Nothing> load(Stocking input) throws IOException {
    Optional<Vault> vault = vaults.named(input.vault());
    vault.ifPresent(Vault::wake);
    return vault.isPresent()
        ? book(
            MovementKind.STOCKED,
            LOADED,
            input.reference(),
            input.amountMinor(),
            vault.get().shadow(),
            book.reserve())
        : Answer.refused(BankReason.UNKNOWN);
  }

  private Answer<Nothing> book(
      MovementKind kind, ByteString domain, String name, long minor, long from, long to)
      throws IOException {
    if (!Words.isId(name) || minor <= 0 || !Amount.isValid(minor)) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
    Hash32 reference = Hash32.sha256(domain, ByteString.utf8(name));
    Movement movement = new Movement(kind, reference, Amount.ofMinor(minor), from, to);
    return transactions.transact(
        connection -> {
          Optional<Movement> known = book.find(connection, reference);
          if (known.isPresent() && !known.get().equals(movement)) {
            return Answer.refused(BankReason.OTHER_MOVEMENT);
          }
          boolean _ = book.post(connection, movement);
          return Answer.done(Nothing.NOTHING);
        });
  }

  /** Gives a vault a token that a factory made for it. */
  public Answer<Nothing> addToken(Stocked input) throws IOException {
    Optional<Vault> vault = vaults.named(input.vault());
    Optional<ByteString> bytes = Hex.bytes(input.token());
    if (vault.isEmpty()) {
      return Answer.refused(BankReason.UNKNOWN);
    }
    Configuration made;
    try {
      Token token = Token.decode(bytes.orElse(ByteString.EMPTY));
      made = token.configuration();
      if (token.last().isPresent()) {
        return Answer.refused(BankReason.REQUEST_MALFORMED);
      }
    } catch (MalformedInput _) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
    return vault.get().stock(made, Days.minutes(clock)) instanceof Verdict.Refused(Reason reason)
        ? Answer.refused(Refusal.Explanation.of(reason, CONFLICT))
        : Answer.done(Nothing.NOTHING);
  }

  private Answer<Report> report(Call<Nothing> call) throws IOException {
    Reconciliation now = Reconciliation.of(transactions, book, vaults);
    return Answer.done(
        new Report(
            now.isBalanced(),
            now.customersMinor(),
            now.pendingMinor(),
            now.waitingMinor(),
            now.reserveMinor(),
            now.floatMinor(),
            now.feesMinor(),
            now.vaults().stream()
                .map(
                    each ->
                        new VaultLine(each.name(), each.isUp(), each.bookMinor(), each.heldMinor()))
                .toList()));
  }
}
