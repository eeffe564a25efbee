package org.specie.quality.bench.offline;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.specie.cli.town.offline.Holder;
import org.specie.cli.town.offline.Issuer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.state.rocksdb.RocksStorage;
import org.specie.offline.agents.inspection.Inspection;
import org.specie.offline.purse.journal.Supplies;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.simulator.CountedCryptography;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.qr.QrCode;

/** One payer pays one payee by card; what the payee and inspection do with it is timed. */
final class OfflineBench {
  static final int PAYMENTS = 24;
  private static final int KEYS_PAYEE = 2;
  private static final Amount LOADED = Amount.parse("900.00");
  private static final Amount PRICE = Amount.parse("1.50");
  private static final int ROUNDS = 40;
  private static final int WARM_UP_ROUNDS = 20;
  private static final int INSPECTION_ROUNDS = 10;
  private static final int MODULES_OF_NO_VERSION = 17;
  private static final int MODULES_A_VERSION = 4;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Entropy entropy;
  private final Minutes now;
  private final String machine;
  private final Consumer<String> progress;

  OfflineBench(Entropy entropy, Minutes now, String machine, Consumer<String> progress) {
    this.entropy = entropy;
    this.now = now;
    this.machine = machine;
    this.progress = progress;
  }

  /** A request and its answer. */
  private record Made(Request request, Response response) {}

  /** What is timed. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  OfflineResult run(Path folder, int cardMillis) throws IOException {
    progress.accept("an issuer, two cards, " + PAYMENTS + " payments");
    try (Issuer issuer = Issuer.found(folder.resolve("issuer"), now, entropy)) {
      Holder.Prepared first = Holder.prepare("Ana", PAYMENTS + 1, issuer, entropy);
      Holder.Prepared second = Holder.prepare("Ben", KEYS_PAYEE, issuer, entropy);
      issuer.register(first.record().owner(), "Ana", false, false);
      issuer.register(second.record().owner(), "Ben", false, false);
      issuer.openClass();
      try (Holder payer = Holder.of(first, issuer, folder.resolve("ana"), now, entropy);
          Holder payee = Holder.of(second, issuer, folder.resolve("ben"), now, entropy)) {
        Issuer.require(issuer.station().load(payer.card(), payer.record().id(), 1, LOADED));
        payer.refill(PAYMENTS + 1, 1);
        payee.refill(1, PAYMENTS + 1);
        AgentLoad agents = agentLoad(issuer, folder);
        return measure(issuer, payer, payee, agents, folder, cardMillis);
      }
    }
  }

  /** Those before have warmed the agents up. */
  private AgentLoad agentLoad(Issuer issuer, Path folder) throws IOException {
    progress.accept("certifying keys, making tokens");
    Holder.Prepared third = Holder.prepare("Cora", PAYMENTS, issuer, entropy);
    issuer.register(third.record().owner(), "Cora", false, false);
    try (Holder cora = Holder.of(third, issuer, folder.resolve("cora"), now, entropy)) {
      return TimedAgents.load(issuer, cora, Supplies.of(PAYMENTS, PAYMENTS), now, entropy);
    }
  }

  private OfflineResult measure(
      Issuer issuer, Holder payer, Holder payee, AgentLoad agents, Path folder, int cardMillis)
      throws IOException {
    Map<String, Map<String, Integer>> operations = new LinkedHashMap<>();
    Made counted = count(payer, payee, operations);
    List<Made> made = new ArrayList<>();
    long before = System.nanoTime();
    for (int i = 0; i < PAYMENTS; i++) {
      made.add(pay(payer, payee));
    }
    double payMillis = (System.nanoTime() - before) / 1e6 / PAYMENTS;
    progress.accept("accepting");
    OfflineFloor floor = new OfflineFloor();
    OfflineResult.Acceptance known =
        new OfflineResult.Acceptance(
            acceptance(made, same(issuer.verifier())), micros(made.size(), floor::ofPayment));
    OfflineResult.Acceptance fresh =
        new OfflineResult.Acceptance(
            acceptance(made, forgetful(issuer)), micros(made.size(), floor::ofTokenAndPayment));
    List<AcceptanceBench.Rate> workers =
        new AcceptanceBench(() -> new TokenVerifier(issuer.knownKeys(), Issuer.CURRENCY), now)
            .run(
                made.stream()
                    .map(each -> new AcceptanceBench.Answered(each.request(), each.response()))
                    .toList());
    progress.accept("inspecting");
    double inspect = inspection(issuer, made, folder);
    List<WithdrawalBench.Rate> withdrawals =
        new WithdrawalBench(issuer, entropy, now, progress).run(folder, cardMillis);
    return new OfflineResult(
        known,
        fresh,
        workers,
        inspect,
        agents,
        payMillis,
        operations,
        sizes(issuer, counted),
        withdrawals,
        cardMillis,
        machine);
  }

  private static Made pay(Holder payer, Holder payee) throws IOException {
    Request request = payee.ask(PRICE);
    return new Made(request, payer.payWell(request, PRICE));
  }

  /** Counts what the cards do in a payment and in its redemption. */
  private static Made count(
      Holder payer, Holder payee, Map<String, Map<String, Integer>> operations) throws IOException {
    Request request = payee.ask(PRICE);
    CountedCryptography.begin();
    Made made = new Made(request, payer.payWell(request, PRICE));
    operations.put("paying", counts());
    CountedCryptography.begin();
    if (!payee.take(made.response())) {
      throw new InvariantViolation("an honest payment is taken");
    }
    operations.put("redeeming", counts());
    return made;
  }

  private static Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    CountedCryptography.counts()
        .forEach(
            (operation, times) -> counts.put(operation.name().toLowerCase(Locale.ROOT), times));
    return counts;
  }

  /** Who has seen the tokens before, like the payee whose they are. */
  private static Supplier<TokenVerifier> same(TokenVerifier verifier) {
    return () -> verifier;
  }

  /** Who knows the keys and sees every token for the first time. */
  private static Supplier<TokenVerifier> forgetful(Issuer issuer) {
    KnownKeys keys = issuer.knownKeys();
    return () -> new TokenVerifier(keys, Issuer.CURRENCY);
  }

  private double acceptance(List<Made> made, Supplier<TokenVerifier> verifiers) throws IOException {
    return micros(
            1,
            () -> {
              TokenVerifier verifier = verifiers.get();
              for (Made each : made) {
                if (!verifier.accept(each.request(), each.response(), now).isAccepted()) {
                  throw new InvariantViolation("an honest payment is accepted");
                }
              }
            })
        / made.size();
  }

  /** CPU time of this thread for one run of {@code work}, after warming up. */
  private static double micros(int times, Work work) throws IOException {
    for (int i = 0; i < WARM_UP_ROUNDS * times; i++) {
      work.run();
    }
    long before = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < ROUNDS * times; i++) {
      work.run();
    }
    return (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / ROUNDS / times;
  }

  private static double inspection(Issuer issuer, List<Made> made, Path folder) throws IOException {
    long spent = 0;
    for (int round = 0; round < INSPECTION_ROUNDS; round++) {
      Path disk = Files.createDirectories(folder.resolve("inspection-" + round));
      try (RocksStorage storage = RocksStorage.open(disk)) {
        Inspection inspection = issuer.freshInspection(storage);
        long before = THREADS.getCurrentThreadCpuTime();
        for (Made each : made) {
          if (!Issuer.require(inspection.submit(proof(issuer, each))).isEmpty()) {
            throw new InvariantViolation("an honest payment raises no alarm");
          }
        }
        spent += THREADS.getCurrentThreadCpuTime() - before;
      }
    }
    return spent / 1e3 / INSPECTION_ROUNDS / made.size();
  }

  private static Proof proof(Issuer issuer, Made made) {
    return new Proof(
        made.request().token().configuration(), made.response().payment(), issuer.chain());
  }

  private static List<OfflineResult.Size> sizes(Issuer issuer, Made made) {
    Request request = made.request();
    Request bare =
        new Request(Optional.of(PRICE), request.reference(), request.token(), Chain.NONE);
    Request second =
        new Request(
            Optional.of(PRICE),
            request.reference(),
            request.token().with(made.response().payment()),
            Chain.NONE);
    return List.of(
        size("request, fresh token", bare),
        size("request, token with a payment", second),
        size("request with its certificates", request),
        size("answer", made.response()),
        size("proof with its certificates", proof(issuer, made)));
  }

  private static OfflineResult.Size size(String name, Message message) {
    List<String> codes = TokenText.codes(message);
    int version =
        codes.stream()
            .mapToInt(code -> (QrCode.of(code).size() - MODULES_OF_NO_VERSION) / MODULES_A_VERSION)
            .max()
            .orElse(0);
    return new OfflineResult.Size(
        name, message.encode().size(), TokenText.write(message).length(), codes.size(), version);
  }
}
