package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.registration.RegistrarReason;
import org.specie.kernel.core.Amount;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Answer;
import org.specie.wallet.Balance;
import org.specie.wallet.history.Entry;

/** A provider that is lost with all it had, and one that is left. */
final class ProviderLossTest {
  private static final Amount ONE = Amount.parse("1.00");
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path folder;

  @Test
  @Requirement({"D20", "D23", "D34", "D36"})
  void anotherProviderServesEverybodyAfterOneIsLost() throws Exception {
    try (Village village = new Village(folder, Amount.parse("100.00"))) {
      Village.Provider north = village.provider("north");
      Path evidence = village.evidence("ana", village.join("ana", north));
      village.join("ben", north);
      Villager ana = Villager.create(folder.resolve("ana"));
      Villager ben = Villager.create(folder.resolve("ben"));
      ana.enrol(evidence).orThrow();
      ben.enrol(village.evidence("ben", village.join("ben", north))).orThrow();
      village.decide(new Act.IssueOrdinary(ana.wallet().account(), Amount.parse("80.00")));
      ana.wallet().load(Amount.parse("30.00")).orThrow();
      ana.wallet().payPrivately(ben.wallet().paymentAddress(), Amount.parse("7.25"), "").orThrow();
      ben.holds();
      ben.wallet().payPrivately(ana.wallet().paymentAddress(), Amount.parse("2.50"), "").orThrow();
      Balance anaHeld = ana.holds();
      Balance benHeld = ben.holds();
      assertThat(anaHeld.ordinary()).isEqualTo(Amount.parse("50.00"));
      assertThat(anaHeld.privately()).isEqualTo(Amount.parse("25.25"));
      assertThat(anaHeld.unclaimed()).isEqualTo(Amount.parse("2.50"));
      assertThat(anaHeld.budgetLeft()).isEqualTo(Amount.parse("92.75"));

      village.burn(north);
      ana.close();
      ben.close();
      Village.removeAll(folder.resolve("ana"));
      Village.Provider south = village.provider("south");

      // Ana's device burned as well: words, and a provider that never heard of her.
      village.join("ana", south);
      Villager again = Villager.restore(folder.resolve("ana"), ana.words());
      assertThat(again.holds()).isEqualTo(anaHeld);
      // Ben has his device still and moves.
      village.join("ben", south);
      Villager moved = Villager.open(folder.resolve("ben"), ben.words());
      assertThat(moved.holds()).isEqualTo(benHeld);

      again.wallet().payPrivately(moved.wallet().paymentAddress(), ONE, "").orThrow();
      assertThat(moved.holds().unclaimed()).isEqualTo(ONE);
      assertThat(again.holds().budgetLeft()).isEqualTo(Amount.parse("91.75"));

      // The person is known to the registrars, whatever became of the provider.
      village.join("ana2", south);
      try (Villager twin = Villager.create(folder.resolve("ana2"))) {
        Answer<Entry> refused = twin.enrol(village.evidence("ana", village.join("ana2", south)));
        assertThat(refused instanceof Answer.Refused<Entry>(var why) ? why.reason().code() : 0)
            .isEqualTo(RegistrarReason.REGISTERED_BEFORE.code());
      }
      isPaidByName(village, south, again);
      again.close();
      moved.close();
      assertThat(village.isConserved()).isTrue();
      village.stop(south);
    }
  }

  /** Somebody on the command line, from nothing to a payment to a name, with one address to ask. */
  private static void isPaidByName(Village village, Village.Provider provider, Villager payer)
      throws IOException {
    String[] wallet = {"--network", "cleo", "--wallet", "cleo.wallet"};
    String evidence = village.evidence("cleo", village.join("cleo", provider)).toString();
    village.run(with(wallet, "wallet", "new"));
    village.run(with(wallet, "wallet", "enrol", "--evidence-file", evidence));
    village.run(with(wallet, "wallet", "name", "cleo.village"));
    String address = payer.network().provider().addressOf("cleo.village").orThrow();
    payer.wallet().payPrivately(payer.wallet().readAddress(address).orThrow(), ONE, "").orThrow();
    assertThat(village.run(with(wallet, "wallet", "balance", "--json")).out())
        .contains("\"private\":\"1.00\"");
    village.run(with(wallet, "wallet", "pay", "@cleo.village", "0.40"));
    village.run(with(wallet, "wallet", "backup"));
    assertThat(payer.network().provider().addressOf("nobody.village"))
        .isInstanceOf(Answer.Refused.class);
  }

  private static String[] with(String[] options, String... words) {
    return Stream.of(words, options).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  @Requirement({"D23", "D1", "D36", "E25"})
  void twoProvidersRaceWithOneWallet() throws Exception {
    try (Village village = new Village(folder, Amount.parse("100.00"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Village.Provider north = village.provider("north");
      Village.Provider south = village.provider("south");
      Path evidence = village.evidence("ana", village.join("ana", north));
      Villager ana = Villager.create(folder.resolve("ana"));
      ana.enrol(evidence).orThrow();
      Path bens = village.evidence("ben", village.join("ben", south));
      Villager ben = Villager.create(folder.resolve("ben"));
      ben.enrol(bens).orThrow();
      village.decide(
          new Act.IssuePrivate(
              ana.wallet().paymentAddress().publicSpendKey(), Amount.parse("50.00")));
      ana.holds();
      village.join("twin", south);
      Villager twin = Villager.restore(folder.resolve("twin"), ana.words());
      var payee = ben.wallet().paymentAddress();

      Future<Answer<Entry>> first =
          threads.submit(() -> ana.wallet().payPrivately(payee, Amount.parse("3.00"), ""));
      Future<Answer<Entry>> second =
          threads.submit(() -> twin.wallet().payPrivately(payee, Amount.parse("5.00"), ""));
      first.get(PATIENCE_SECONDS, TimeUnit.SECONDS).orThrow();
      second.get(PATIENCE_SECONDS, TimeUnit.SECONDS).orThrow();

      assertThat(ben.holds().unclaimed()).isEqualTo(Amount.parse("8.00"));
      Balance held = ana.holds();
      assertThat(twin.holds()).isEqualTo(held);
      assertThat(held.budgetLeft()).isEqualTo(Amount.parse("92.00"));
      assertThat(village.isConserved()).isTrue();
      registrarsServeBoth(village, threads, north, south);
      new RegistrarsComeAndGo(village, north).happen();
      twin.close();
      ana.close();
      ben.close();
      village.stop(north, south);
    }
  }

  /** Four wallets at once, two of them of one person, who goes to both providers. */
  private void registrarsServeBoth(
      Village village, ExecutorService threads, Village.Provider north, Village.Provider south)
      throws Exception {
    Map<String, Village.Provider> where =
        Map.of("carl1", north, "carl2", south, "dora", north, "emil", south);
    Map<String, Future<Answer<Entry>>> asked = new TreeMap<>();
    List<Villager> people = new ArrayList<>();
    for (var each : where.entrySet()) {
      String device = each.getKey();
      String person = device.startsWith("carl") ? "carl" : device;
      Path told = village.evidence(person, village.join(device, each.getValue()));
      Path evidence = Files.move(told, told.resolveSibling(device + ".shown"));
      Villager villager = Villager.create(folder.resolve(device));
      people.add(villager);
      asked.put(device, threads.submit(() -> villager.enrol(evidence)));
    }
    Map<String, Integer> codes = new TreeMap<>();
    for (var each : asked.entrySet()) {
      Answer<Entry> answer = each.getValue().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      codes.put(
          each.getKey(),
          answer instanceof Answer.Refused<Entry>(var why) ? why.reason().code() : 0);
    }
    for (Villager each : people) {
      each.close();
    }
    assertThat(List.of(codes.get("dora"), codes.get("emil"))).containsOnly(0);
    assertThat(List.of(codes.get("carl1"), codes.get("carl2")))
        .containsExactlyInAnyOrder(0, RegistrarReason.REGISTERED_BEFORE.code());
  }
}
