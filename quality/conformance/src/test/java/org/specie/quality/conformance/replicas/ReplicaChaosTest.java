package org.specie.quality.conformance.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.network.RemoteAccess;
import org.specie.cli.network.ReplicaFleet;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.node.NetworkPlan;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicatedFounding;
import org.specie.node.verification.ChainVerification;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.history.Entry;
import org.specie.wallet.network.Network;
import org.specie.wallet.storage.FileStore;

/**
 * Four replicas as processes are killed, paused, restarted and wiped while people pay, openly and
 * privately. In the end every payment that was acknowledged stands in the chain exactly once, in an
 * order that explains what people saw; the chain verifies, the money adds up, and all replicas have
 * the same state.
 *
 * <p>{@code -Dspecie.chaos.seconds=N} goes on for longer, {@code -Dspecie.chaos.seed=S} replays
 * what happened to whom; what the processes make of it is theirs.
 */
final class ReplicaChaosTest {
  private static final long SECONDS = Long.getLong("specie.chaos.seconds", 10);
  private static final long SEED = Long.getLong("specie.chaos.seed", 6);
  private static final int PEOPLE = 4;

  /** Longer than a ledger needs whose replicas share two busy cores with everything else. */
  private static final Patience PATIENT = new Patience(1_500, 200, 180_000);

  private static final PassphraseKey.Cost QUICK = new PassphraseKey.Cost(1024, 1, 1);
  private static final Amount SMALL = Amount.parse("0.01");

  @TempDir private Path directory;
  private final Entropy entropy = new SecureRandom()::nextBytes;
  private final Clock clock = () -> Instant.now().getEpochSecond();
  private final AtomicBoolean isOver = new AtomicBoolean();

  @Test
  @Timeout(900)
  @Requirement({"D1", "D3", "D19", "E7"})
  void nothingAcknowledgedIsLostAndNothingHappensTwice() throws Exception {
    String again =
        ("./specie test -pl quality/conformance -am -Dtest=ReplicaChaosTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dspecie.chaos.seed=%d -Dspecie.chaos.seconds=%d")
            .formatted(SEED, SECONDS);
    System.err.println("chaos among people who pay, seed " + SEED + "; again: " + again);
    Path place = directory.resolve("network");
    NetworkDescription description =
        new ReplicatedFounding(place, NetworkPlan.standard(clock.epochSeconds()), clock, entropy)
            .found("127.0.0.1", 0);
    try (ReplicaFleet fleet = ReplicaFleet.in(place, clock, entropy)) {
      try {
        fleet.startAll();
        fleet.awaitServing((_, _) -> {});
        live(fleet, description, place, again);
      } finally {
        fleet.stopAll();
      }
    }
  }

  private void live(ReplicaFleet fleet, NetworkDescription description, Path place, String again)
      throws Exception {
    try (OpenNetwork network =
        OpenNetwork.over(
            RemoteAccess.to(description, clock, entropy, PATIENT),
            DirectoryHome.at(place),
            entropy)) {
      List<Wallet> people = people(network);
      Mischief mischief = new Mischief(fleet, SEED);
      List<Diary> diaries = payWhile(network.gateway(), people, mischief);
      String story = mischief.done() + "; again: " + again;
      judge(network, diaries, story);
      areAlike(fleet, network.gateway().tip().height(), story);
      for (Wallet each : people) {
        each.close();
      }
    }
  }

  private List<Diary> payWhile(LedgerGateway gateway, List<Wallet> people, Mischief mischief)
      throws Exception {
    List<Diary> diaries = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Diary>> lives = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        Wallet from = people.get(i);
        Wallet to = people.get((i + 1) % PEOPLE);
        boolean isPrivate = i == 0;
        Callable<Diary> paying = () -> pay(gateway, from, to, isPrivate);
        lives.add(threads.submit(paying));
      }
      try {
        mischief.rage(SECONDS);
      } finally {
        isOver.set(true);
      }
      for (Future<Diary> each : lives) {
        diaries.add(each.get());
      }
    }
    return diaries;
  }

  private List<Wallet> people(OpenNetwork network) throws IOException {
    Wallets wallets = new Wallets(Network.connect(network.gateway()).orThrow(), entropy, QUICK);
    List<Wallet> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      FileStore store = FileStore.open(directory.resolve("wallet-" + i)).orThrow();
      Wallet wallet = wallets.create(store, "chaos".toCharArray()).orThrow().wallet();
      network.decide(new Act.IssueOrdinary(wallet.account(), Amount.parse("100000.00"))).orThrow();
      wallet.enrol(network.registrars("person " + i), 0).orThrow();
      people.add(wallet);
    }
    people.getFirst().load(Amount.parse("900.00")).orThrow();
    return people;
  }

  private Diary pay(LedgerGateway gateway, Wallet from, Wallet to, boolean isPrivate)
      throws IOException {
    Diary diary = new Diary();
    long nonce = gateway.account(from.account()).nonce();
    while (!isOver.get()) {
      long begun = System.nanoTime();
      Answer<Entry> answer =
          isPrivate
              ? from.payPrivately(to.paymentAddress(), SMALL, "chaos")
              : from.payOrdinary(to.account(), SMALL);
      switch (answer) {
        case Answer.Done<Entry>(Entry entry) -> diary.paid(entry.transactionId(), begun);
        case Answer.Refused<Entry>(var refusal) -> diary.complain(refusal.toString());
      }
      long now = gateway.account(from.account()).nonce();
      long least = isPrivate ? nonce : nonce + 1;
      if (now < least) {
        diary.complain("read nonce " + now + " after " + least);
      }
      nonce = now;
    }
    return diary;
  }

  private void judge(OpenNetwork network, List<Diary> diaries, String story) throws IOException {
    for (Diary diary : diaries) {
      assertThat(diary.complaints()).as(story).isEmpty();
      assertThat(diary.payments()).as(story).isNotEmpty();
    }
    Map<Hash32, Integer> applied = new HashMap<>();
    Map<Hash32, Long> place = new HashMap<>();
    for (Recorded each : network.gateway().blocks(0, network.gateway().tip().height())) {
      if (each.code() == 0) {
        applied.merge(each.id(), 1, Integer::sum);
        place.putIfAbsent(each.id(), (long) place.size());
      }
    }
    assertThat(applied.values()).as(story).allMatch(times -> times == 1);
    for (Diary diary : diaries) {
      assertThat(diary.payments()).as(story).allMatch(each -> applied.containsKey(each.id()));
      assertThat(diary.payments().stream().map(Diary.Payment::id))
          .as(story)
          .doesNotHaveDuplicates();
    }
    assertThat(Diary.disorder(diaries, place)).as(story).isEmpty();
    var outcome =
        new ChainVerification(network.ledger().genesis(), entropy, (_, _) -> {})
            .verify(network.blocks(), new MemoryStorage());
    assertThat(outcome).as(story).isInstanceOf(ChainVerification.Outcome.Sound.class);
    assertThat(network.supply().isConserved(network.pool())).as(story).isTrue();
    int payments = diaries.stream().mapToInt(each -> each.payments().size()).sum();
    System.err.println("chaos: " + payments + " payments acknowledged");
  }

  private static void areAlike(ReplicaFleet fleet, long height, String story) throws IOException {
    for (var folder : fleet.folders()) {
      fleet.awaitHeight(folder.name(), height, (_, _) -> {});
    }
    var roots = fleet.stateRoots(height);
    assertThat(roots.values()).as(story).allMatch(Optional::isPresent);
    assertThat(roots.values().stream().distinct()).as(story).hasSize(1);
  }
}
