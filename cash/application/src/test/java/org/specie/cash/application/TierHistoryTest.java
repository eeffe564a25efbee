package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.cash.application.audit.SupplyAuditor;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.state.Entry;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * Invariants 3 and 6 over random histories: whatever people and auditors do above the budget, in
 * whatever order, with restarts, the private pool holds what wallets, unclaimed coins and open
 * entries hold, which the test can see because it has all keys; and no entry is accepted before its
 * time. A failure names the profile and the step.
 */
@Requirement({"D2", "D13"})
final class TierHistoryTest {
  private static final int STEPS = 40;
  private static final Kind[] PAYMENTS = {
    Kind.PAY, Kind.ENTRY_PAY, Kind.APPROVED_PAY, Kind.DELAYED_PAY
  };

  /** An entry as those who made it know it. */
  private record Open(int payer, int payee, Amount amount, StateTransaction made) {}

  private final List<Customer> people = new ArrayList<>();
  private final List<List<Coin>> coins = new ArrayList<>();
  private final Map<Hash32, Open> entries = new LinkedHashMap<>();

  static List<PolicyProfile> profiles() {
    return PolicyProfile.SHIPPED;
  }

  @ParameterizedTest
  @MethodSource("profiles")
  @Property({"P1", "P11"})
  void noHistoryMakesOrLosesMoney(PolicyProfile profile) throws IOException {
    Random random = new Random(profile.name().hashCode());
    TierBank tiers = new TierBank(300, profile);
    for (int i = 0; i < 3; i++) {
      people.add(tiers.rich());
      coins.add(new ArrayList<>());
    }
    for (int step = 0; step < STEPS; step++) {
      step(tiers, random);
      assertConserved(tiers, profile, step);
      if (random.nextInt(10) == 0) {
        tiers.bank.restart();
      }
    }
    audit(tiers);
  }

  private void step(TierBank tiers, Random random) throws IOException {
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> pay(tiers, random);
      case 3 -> claim(tiers, random.nextInt(people.size()));
      case 4 -> decide(tiers, random);
      case 5 -> tiers.until(tiers.bank.now + random.nextInt(60 * 3_600));
      default -> end(tiers, random);
    }
  }

  /** A payment of any kind, which may be refused for the budget's sake before it is made. */
  private void pay(TierBank tiers, Random random) throws IOException {
    int who = random.nextInt(people.size());
    int whom = random.nextInt(people.size());
    Customer payer = people.get(who);
    Kind kind = PAYMENTS[random.nextInt(PAYMENTS.length)];
    Amount amount =
        kind == Kind.DELAYED_PAY ? tiers.aboveTwo() : Amount.ofMinor(1 + random.nextInt(5000));
    boolean isWithin = kind == Kind.APPROVED_PAY || kind == Kind.DELAYED_PAY;
    if (!payer.state().state().balance().covers(amount)
        || !(isWithin || payer.state().state().budget().covers(amount))) {
      return;
    }
    StateProver.Made made = tiers.pay(kind, payer, people.get(whom), amount);
    StateTransaction sent = kind == Kind.APPROVED_PAY ? tiers.approved(made) : made.transaction();
    Bank.requireApplied(tiers.bank.block(CashTransaction.of(sent)));
    people.set(who, payer.with(tiers.bank.credential(made.successor())));
    if (made.transaction().body().coin().isPresent()) {
      coins.get(whom).add(tiers.bank.received(people.get(whom), sent).orElseThrow());
    } else {
      entries.put(sent.core(), new Open(who, whom, amount, sent));
    }
  }

  private void claim(TierBank tiers, int who) throws IOException {
    if (!coins.get(who).isEmpty()) {
      Coin coin = coins.get(who).removeLast();
      Customer customer = people.get(who);
      StateProver.Made made = tiers.bank.prove(customer, Intent.claim(false, Optional.of(coin)));
      people.set(who, tiers.bank.apply(customer, made));
    }
  }

  private Optional<Hash32> any(Random random) {
    List<Hash32> names = List.copyOf(entries.keySet());
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(names.get(random.nextInt(names.size())));
  }

  private void decide(TierBank tiers, Random random) throws IOException {
    Optional<Hash32> name = any(random);
    if (name.isPresent()) {
      tiers.bank.block(
          random.nextBoolean()
              ? tiers.veto(name.get(), tiers.enough())
              : tiers.clear(name.get(), tiers.enough()));
    }
  }

  /** Payee or payer tries to end an entry, in time or not. */
  private void end(TierBank tiers, Random random) throws IOException {
    Optional<Hash32> name = any(random);
    if (name.isEmpty()) {
      return;
    }
    Open open = Objects.requireNonNull(entries.get(name.get()));
    boolean accepts = random.nextBoolean();
    int who = accepts ? open.payee() : open.payer();
    Customer customer = people.get(who);
    StateProver.Made made =
        tiers.end(
            accepts ? Kind.ACCEPT : Kind.RETURN,
            customer,
            accepts
                ? tiers.acceptance(customer, open.made())
                : tiers.takeBack(customer, open.made(), open.amount()));
    Entry.Phase phase = tiers.phase(name.get());
    Entry entry = tiers.entry(name.get());
    boolean applied = tiers.bank.block(CashTransaction.of(made.transaction())).getFirst() == 0;
    assertThat(applied).isEqualTo((phase == Entry.Phase.RELEASED) == accepts);
    if (applied) {
      assertThat(!accepts || tiers.bank.now >= entry.release()).isTrue();
      people.set(who, customer.with(tiers.bank.credential(made.successor())));
      entries.remove(name.get());
    }
  }

  private void assertConserved(TierBank tiers, PolicyProfile profile, int step) throws IOException {
    long held = 0;
    for (int i = 0; i < people.size(); i++) {
      held += people.get(i).state().state().balance().minor();
      held += coins.get(i).stream().mapToLong(coin -> coin.value().minor()).sum();
    }
    held += entries.values().stream().mapToLong(open -> open.amount().minor()).sum();
    assertThat(tiers.bank.application.view().pool(1).inside().minor())
        .as("%s, step %d", profile.name(), step)
        .isEqualTo(held);
  }

  private void audit(TierBank tiers) throws IOException {
    Bank bank = tiers.bank;
    SupplyAuditor auditor =
        SupplyAuditor.create(
            bank.ledger,
            new MemoryStorage(),
            BatchVerifier.onOneCore(bank.suite.bases(), bank.entropy));
    for (Block block : bank.blocks) {
      assertThat(auditor.audit(block).isAccepted()).as("block %d", block.height()).isTrue();
    }
    assertThat(auditor.report().entries()).isEqualTo(entries.size());
  }
}
