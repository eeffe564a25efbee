package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.cash.application.audit.SupplyAuditor;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.Supply;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.Amount;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * Property: whatever people do, in whatever order, with restarts in between, no money appears or
 * disappears: issued − destroyed is the sum of all accounts, of all private wallets, which the test
 * can see because it holds their keys, and of what people took offline. A failure names the seed.
 */
final class ConservationTest {
  private static final int STEPS = 40;

  /** What customers hold offline. */
  private final List<Long> offline = new ArrayList<>();

  private int crossings;
  private final List<Customer> customers = new ArrayList<>();

  /** Coins received and not yet claimed, by customer. */
  private final List<List<Coin>> coins = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  @Requirement("D2")
  @Property({"P1", "P25"})
  void noHistoryMakesOrLosesMoney(long seed) throws IOException {
    Random random = new Random(seed);
    Bank bank = new Bank(1000 + seed, "history-" + seed);
    for (String name : List.of("ana", "ben", "carl")) {
      customers.add(bank.open(name, "200.00"));
      coins.add(new ArrayList<>());
      offline.add(0L);
    }
    OfflineIssuer issuer = new OfflineIssuer(bank);
    Bank.requireApplied(bank.block(issuer.named("150.00")));
    for (int step = 0; step < STEPS; step++) {
      step(bank, issuer, random);
      assertConserved(bank, seed, step);
      if (random.nextInt(8) == 0) {
        bank.restart();
      }
    }
    SupplyAuditor auditor =
        SupplyAuditor.create(
            bank.ledger,
            new MemoryStorage(),
            BatchVerifier.onOneCore(bank.suite.bases(), bank.entropy));
    for (Block block : bank.blocks) {
      assertThat(auditor.audit(block).isAccepted()).as("seed %d", seed).isTrue();
    }
    assertThat(auditor.report().isConserved()).isTrue();
  }

  private void step(Bank bank, OfflineIssuer issuer, Random random) throws IOException {
    int who = random.nextInt(customers.size());
    int whom = random.nextInt(customers.size());
    Customer payer = customers.get(who);
    switch (random.nextInt(12)) {
      case 0 -> bank.block(bank.transfer(payer, customers.get(whom).address(), any(random, 80)));
      case 1 -> bank.block(bank.issue(payer.address(), any(random, 30)));
      case 2 ->
          bank.block(
              bank.transfer(payer, bank.ledger.treasury(), any(random, 30)),
              bank.act(new Act.DestroyOrdinary(Amount.parse(any(random, 30)))));
      case 3 -> load(bank, who, any(random, 120));
      case 4 -> unload(bank, who, random);
      case 5, 6 -> pay(bank, who, whom, random);
      case 7 -> claim(bank, who);
      case 8 -> takeOffline(bank, issuer, who, any(random, 60));
      case 9 -> bringBack(bank, issuer, who, whom, any(random, 60));
      case 10 -> decideOffline(bank, who, random);
      default -> repeatAnything(bank, random);
    }
  }

  private static String any(Random random, int most) {
    return Amount.ofMinor(1 + random.nextInt(most * 100)).toDecimal();
  }

  /** The largest amount up to {@code most} that {@code of} covers. */
  private static String within(Random random, Amount of, int most) {
    return Amount.ofMinor(random.nextInt((int) Math.min(of.minor(), most * 100L) + 1)).toDecimal();
  }

  private void load(Bank bank, int who, String amount) throws IOException {
    Customer customer = customers.get(who);
    StateProver.Made made = bank.prove(customer, bank.move(Kind.LOAD, customer, amount));
    if (bank.block(CashTransaction.of(Bank.signedBy(customer, made))).getFirst() == 0) {
      customers.set(who, customer.with(bank.credential(made.successor())));
    }
  }

  private void unload(Bank bank, int who, Random random) throws IOException {
    Customer customer = customers.get(who);
    String amount = within(random, customer.state().state().balance(), 100);
    StateProver.Made made = bank.prove(customer, bank.move(Kind.UNLOAD, customer, amount));
    customers.set(who, bank.apply(customer, made));
  }

  private void pay(Bank bank, int who, int whom, Random random) throws IOException {
    Customer payer = customers.get(who);
    Customer payee = customers.get(whom);
    Amount most = payer.state().state().balance();
    if (!payer.state().state().budget().covers(most)) {
      most = payer.state().state().budget();
    }
    StateProver.Made made = bank.prove(payer, bank.payment(payee, within(random, most, 60)));
    customers.set(who, bank.apply(payer, made));
    coins.get(whom).add(bank.received(payee, made.transaction()).orElseThrow());
  }

  private void claim(Bank bank, int who) throws IOException {
    Customer customer = customers.get(who);
    List<Coin> claimed = new ArrayList<>(coins.get(who));
    Collections.reverse(claimed);
    Intent all =
        new Intent(
            Kind.BULK,
            false,
            claimed.subList(0, Math.min(16, claimed.size())),
            Optional.empty(),
            Optional.empty());
    customers.set(who, bank.apply(customer, bank.prove(customer, all)));
    coins.get(who).removeAll(all.coins());
  }

  private void takeOffline(Bank bank, OfflineIssuer issuer, int who, String amount)
      throws IOException {
    String reference = "out " + crossings++;
    if (bank.block(issuer.load(customers.get(who), reference, amount)).getFirst() == 0) {
      offline.set(who, offline.get(who) + Amount.parse(amount).minor());
    }
  }

  /** {@code who} holds it and pays it to a vault; {@code whom} gets it in its account. */
  private void bringBack(Bank bank, OfflineIssuer issuer, int who, int whom, String amount)
      throws IOException {
    long minor = Amount.parse(amount).minor();
    if (offline.get(who) >= minor) {
      String reference = "in " + crossings++;
      Bank.requireApplied(bank.block(issuer.redemption(reference, customers.get(whom), amount)));
      offline.set(who, offline.get(who) - minor);
    }
  }

  private void decideOffline(Bank bank, int who, Random random) throws IOException {
    Amount amount = Amount.parse(any(random, 20));
    boolean isIssue = random.nextBoolean();
    if (!isIssue && offline.get(who) < amount.minor()) {
      return;
    }
    Act act =
        isIssue
            ? new Act.IssueOffline(OfflineIssuer.NAME, amount)
            : new Act.DestroyOffline(OfflineIssuer.NAME, amount);
    if (bank.block(bank.act(act)).getFirst() == 0) {
      offline.set(who, offline.get(who) + (isIssue ? amount.minor() : -amount.minor()));
    }
  }

  /** Some transaction of the past comes once more. */
  private static void repeatAnything(Bank bank, Random random) throws IOException {
    List<Transaction> past = bank.blocks.get(random.nextInt(bank.blocks.size())).transactions();
    if (!past.isEmpty()) {
      bank.block(List.of(past.get(random.nextInt(past.size()))));
    }
  }

  private void assertConserved(Bank bank, long seed, int step) throws IOException {
    Supply supply = bank.application.view().supply();
    Pool pool = bank.application.view().pool(1);
    long held = 0;
    for (int i = 0; i < customers.size(); i++) {
      held += customers.get(i).state().state().balance().minor();
      held += coins.get(i).stream().mapToLong(coin -> coin.value().minor()).sum();
    }
    long accounts = bank.application.view().account(bank.ledger.treasury()).balance().minor();
    for (Customer customer : customers) {
      accounts += bank.balance(customer).minor();
    }
    assertThat(pool.inside().minor()).as("private, seed %d, step %d", seed, step).isEqualTo(held);
    assertThat(supply.ordinary().minor())
        .as("ordinary, seed %d, step %d", seed, step)
        .isEqualTo(accounts);
    long out = offline.stream().mapToLong(Long::longValue).sum();
    assertThat(supply.offline().minor()).as("offline, seed %d, step %d", seed, step).isEqualTo(out);
    assertThat(supply.circulating().minor())
        .as("all, seed %d, step %d", seed, step)
        .isEqualTo(held + accounts + out);
  }
}
