package org.specie.quality.bench.offline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.specie.cli.town.offline.Holder;
import org.specie.cli.town.offline.Issuer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.token.value.Minutes;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Caller;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.bank.BankLimits;
import org.specie.services.bank.BankService;
import org.specie.services.bank.counter.Desk;
import org.specie.services.bank.counter.Withdrawals;
import org.specie.services.bank.counter.Words;
import org.specie.services.bank.vault.Equipment;
import org.specie.services.database.Database;
import org.specie.services.database.Place;

/**
 * Withdrawals at a bank with a PostgreSQL of its own and k vaults, from the first that is asked for
 * until the last is paid. Operations are asked as the server asks them; HTTP is not in it.
 */
final class WithdrawalBench {
  private static final List<Integer> VAULTS = List.of(1, 2, 4);
  private static final int WITHDRAWALS = 48;
  private static final String BANK = "bench.example";
  private static final Amount PRICE = Amount.parse("1.50");
  private static final Amount STOCK = Amount.parse("900.00");

  /**
   * What k vaults do.
   *
   * @param vaults k
   * @param perSecond as fast as cards of software are
   * @param pacedPerSecond with cards that take their time
   */
  record Rate(int vaults, double perSecond, double pacedPerSecond) {}

  private final Issuer issuer;
  private final Entropy entropy;
  private final Minutes now;
  private final Consumer<String> progress;

  WithdrawalBench(Issuer issuer, Entropy entropy, Minutes now, Consumer<String> progress) {
    this.issuer = issuer;
    this.entropy = entropy;
    this.now = now;
    this.progress = progress;
  }

  /**
   * @param cardMillis of a payment by a paced card
   */
  List<Rate> run(Path folder, int cardMillis) throws IOException {
    List<Rate> rates = new ArrayList<>();
    for (int vaults : VAULTS) {
      progress.accept("withdrawals, vaults: " + vaults);
      Path own = folder.resolve("bank-" + vaults);
      rates.add(
          new Rate(
              vaults,
              perSecond(own.resolve("fast"), vaults, 0),
              perSecond(own.resolve("paced"), vaults, cardMillis * 1_000_000L)));
    }
    return rates;
  }

  private double perSecond(Path folder, int vaults, long payNanos) throws IOException {
    List<Holder> holders = new ArrayList<>();
    try (Database database = BankService.database(new Place.Embedded(folder.resolve("database")))) {
      List<Equipment> equipment = new ArrayList<>();
      for (int i = 0; i < vaults; i++) {
        Holder vault = holder("vault-" + i, WITHDRAWALS, folder);
        holders.add(vault);
        Issuer.require(issuer.station().load(vault.card(), vault.record().id(), 1, STOCK));
        vault.refill(WITHDRAWALS, 0);
        equipment.add(
            new Equipment(
                vault.name(),
                new PacedDevice(vault.device(), payNanos),
                issuer.verifier(),
                issuer.credentials(),
                vault.secret()));
      }
      Holder customer = holder("customer", 1, folder);
      holders.add(customer);
      customer.refill(1, WITHDRAWALS);
      BankService bank =
          BankService.open(
              BANK,
              database::transact,
              equipment,
              new BankLimits(PRICE, STOCK, STOCK, WITHDRAWALS, WITHDRAWALS, BankLimits.RECORDS),
              () -> now.sinceEpoch() * 60L,
              entropy);
      for (Equipment each : equipment) {
        var _ =
            done(
                bank,
                "stock",
                Desk.NUMBER,
                new Desk.Stocking("stock-" + each.name(), each.name(), STOCK.minor()));
      }
      requireNothingFailed(bank);
      return measured(bank, customer);
    } finally {
      for (Holder each : holders) {
        each.close();
      }
    }
  }

  private Holder holder(String name, int keys, Path folder) throws IOException {
    Holder.Prepared prepared = Holder.prepare(name, keys, issuer, entropy);
    issuer.register(prepared.record().owner(), name, false, false);
    return Holder.of(prepared, issuer, folder.resolve(name), now, entropy);
  }

  private double measured(BankService bank, Holder customer) throws IOException {
    Ed25519SecretKey key = Ed25519SecretKey.generate(entropy);
    Desk.Opened opened =
        (Desk.Opened)
            done(
                bank,
                "openAccount",
                Desk.NUMBER,
                new Desk.Opening(key.publicKey().bytes().toHex()));
    long account = opened.account();
    var _ =
        done(
            bank,
            "payIn",
            Desk.NUMBER,
            new Desk.PayingIn("opening-balance", account, STOCK.minor()));
    List<Withdrawals.Asking> asked = new ArrayList<>();
    for (int i = 0; i < WITHDRAWALS; i++) {
      ByteString request = customer.ask(PRICE).encode();
      String id = "withdrawal-" + i;
      asked.add(
          new Withdrawals.Asking(
              id, request.toHex(), key.sign(Words.toSign(BANK, account, id, request)).toHex()));
    }
    long before = System.nanoTime();
    for (Withdrawals.Asking each : asked) {
      var _ = done(bank, "withdraw", account, each);
    }
    requireNothingFailed(bank);
    double seconds = (System.nanoTime() - before) / 1e9;
    for (Withdrawals.Asking each : asked) {
      Withdrawals.WithdrawalState standing =
          (Withdrawals.WithdrawalState)
              done(bank, "withdrawal", account, Nothing.NOTHING, each.id());
      if (!standing.state().equals("PAID")) {
        throw new InvariantViolation("a bank with money pays, and " + standing + " is not paid");
      }
    }
    return WITHDRAWALS / seconds;
  }

  private static void requireNothingFailed(BankService bank) throws IOException {
    List<IOException> failed = bank.work();
    if (!failed.isEmpty()) {
      throw failed.getFirst();
    }
  }

  /** Asks for an operation as the server does. */
  private static Record done(
      BankService bank, String name, long customer, Record input, String... places)
      throws IOException {
    Operation<?, ?> operation =
        bank.operations(_ -> {}).all().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new InvariantViolation("a bank offers " + name));
    return handled(operation, customer, input, places);
  }

  private static <I extends Record, O extends Record> O handled(
      Operation<I, O> operation, long customer, Record input, String... places) throws IOException {
    TreeMap<String, String> stands = new TreeMap<>();
    for (int i = 0; i < places.length; i++) {
      stands.put(operation.places().get(i), places[i]);
    }
    Call<I> call = new Call<>(new Caller.Customer(customer), stands, operation.input().cast(input));
    return switch (operation.handler().handle(call)) {
      case Answer.Done<O>(O output) -> output;
      case Answer.Refused<O> refused ->
          throw new InvariantViolation(
              operation.name() + " is refused: " + refused.refusal().sentence());
    };
  }
}
