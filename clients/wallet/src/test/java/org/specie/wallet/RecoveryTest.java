package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.kernel.core.Amount;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Town.Person;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;

/** Wallets out of words, and many payments at once. docs/spec/30-wallet.md, 30.8 and 30.10. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecoveryTest {
  private static final int PEOPLE = 3;

  private Town town;

  @BeforeAll
  void build() throws IOException {
    town = new Town(4);
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  private List<Person> people(String names) throws IOException {
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      Person person = town.person(names + i, "100.00");
      person.wallet().load(Amount.parse("50.00")).orThrow();
      people.add(person);
    }
    return people;
  }

  @Test
  @Requirement({"U1", "D22"})
  @Property("P18")
  void wordsGiveTheSameWalletAfterRandomDealings() throws IOException {
    Random random = new Random(44);
    List<Person> people = people("a");
    for (int i = 0; i < 40; i++) {
      Person from = people.get(random.nextInt(PEOPLE));
      Person to = people.get(random.nextInt(PEOPLE));
      Amount amount = Amount.ofMinor(1 + random.nextInt(900));
      from.wallet().sync(Progress.none()).orThrow();
      switch (random.nextInt(7)) {
        case 0 -> from.wallet().load(amount);
        case 1 -> from.wallet().unload(amount);
        case 2 -> from.wallet().claim();
        case 3 -> from.wallet().fold();
        default -> from.wallet().payPrivately(to.wallet().paymentAddress(), amount, "n" + i);
      }
      if (i == 20) {
        town.nextEpoch();
      }
    }
    long together = 0;
    for (Person person : people) {
      person.wallet().sync(Progress.none()).orThrow();
      Wallet restored = person.restored();
      assertThat(Town.substance(restored.holdings()))
          .isEqualTo(Town.substance(person.wallet().holdings()));
      assertThat(restored.balance()).isEqualTo(person.wallet().balance());
      assertThat(told(restored)).isEqualTo(told(person.wallet()));
      Balance balance = restored.balance();
      together += balance.ordinary().minor() + balance.privately().minor();
    }
    assertThat(together).isEqualTo(PEOPLE * 100_00L);
  }

  /** The history but for what never reached the ledger: notes of payments made, refusals. */
  private static List<String> told(Wallet wallet) {
    return wallet.history().stream()
        .filter(entry -> entry.kind() != EntryKind.ISSUED_ORDINARILY)
        .map(
            entry ->
                entry.kind()
                    + " "
                    + entry.amount()
                    + " "
                    + entry.counterparty()
                    + " "
                    + entry.state()
                    + " "
                    + entry.transactionId())
        .sorted()
        .toList();
  }

  @Test
  @Property("P8")
  void asksForBucketsAndNeverForItsOwnNullifiers() throws IOException {
    Person ana = people("b").getFirst();
    ana.wallet().idle().orThrow();
    FaultyGateway watched = new FaultyGateway(town.gateway());
    town.wallets(watched)
        .restore(new MemoryStore(), Town.PASSPHRASE, ana.mnemonic(), Progress.none())
        .orThrow();
    assertThat(watched.lookedUp()).isEmpty();
    assertThat(watched.submitted()).isEmpty();
    int bits = town.gateway().tip().bucketBits();
    assertThat(watched.buckets()).isNotEmpty().allMatch(bucket -> bucket.bits() == bits);
    assertThat(watched.buckets()).as("a bucket is fetched once").doesNotHaveDuplicates();
  }

  @Test
  @Requirement("U17")
  void saysHowFarItHasCome() throws IOException {
    Person ana = people("c").getFirst();
    List<String> seen = new ArrayList<>();
    town.wallets(town.gateway())
        .restore(
            new MemoryStore(),
            Town.PASSPHRASE,
            ana.mnemonic(),
            (what, done, total) -> seen.add(what + " " + done + "/" + total))
        .orThrow();
    assertThat(seen).contains("looking for the enrolment 0/0", "walking own transactions 1/0");
    assertThat(seen).anyMatch(line -> line.startsWith("reading blocks"));
  }

  /** After every fetch it would cost the square of the history to bring a long one back. */
  @Test
  void writesTheFileOnceForManyFetchesThatBringNothing() throws IOException {
    Person ana = people("e").getFirst();
    ana.wallet().sync(Progress.none()).orThrow();
    for (int i = 0; i < 200; i++) {
      town.network().passTime();
    }
    ana.store().failAt(Integer.MAX_VALUE, false);
    ana.wallet().sync(Progress.none()).orThrow();
    assertThat(ana.store().writes()).isEqualTo(1);
    assertThat(ana.wallet().holdings().scannedTo()).isEqualTo(town.gateway().tip().height());
  }

  @Test
  void refusesWordsThatNeverMetThisLedger() throws IOException {
    Mnemonic strange = Mnemonic.generate(24, town.entropy());
    MemoryStore store = new MemoryStore();
    assertThat(
            town.wallets(town.gateway()).restore(store, Town.PASSPHRASE, strange, Progress.none()))
        .isEqualTo(Answer.refused(WalletReason.WORDS_UNKNOWN));
    assertThat(store.read()).isEmpty();
  }

  @Test
  @Requirement("U9")
  void paymentsOfOneWalletAtTheSameTimeNeverFailEachOther()
      throws IOException, InterruptedException, ExecutionException {
    List<Person> people = people("d");
    Person ana = people.getFirst();
    int count = 12;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer<Entry>>> answers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Wallet to = people.get(1 + i % 2).wallet();
        answers.add(
            i % 3 == 2
                ? threads.submit(() -> ana.wallet().payOrdinary(to.account(), Amount.parse("1.00")))
                : threads.submit(
                    () ->
                        ana.wallet().payPrivately(to.paymentAddress(), Amount.parse("1.00"), "")));
      }
      for (Future<Answer<Entry>> answer : answers) {
        answer.get().orThrow();
      }
    }
    assertThat(ana.wallet().balance().privately()).isEqualTo(Amount.parse("42.00"));
    assertThat(ana.wallet().balance().ordinary()).isEqualTo(Amount.parse("46.00"));
    assertThat(Town.substance(ana.restored().holdings()))
        .isEqualTo(Town.substance(ana.wallet().holdings()));
  }
}
