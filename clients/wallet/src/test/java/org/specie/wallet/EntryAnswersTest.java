package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.state.Entry.Phase;
import org.specie.cash.application.state.StateKeys;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.client.RemoteGateway;
import org.specie.cash.gateway.client.ReplicaLine;
import org.specie.cash.gateway.message.MessageCodec;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;
import org.specie.cash.gateway.message.StateEntry;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Town.Person;

/**
 * What replicas say of money that waits, one of which lies. docs/spec/28-gateway.md, clause 3.6.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EntryAnswersTest {
  private static final long DELAY = 3_600;
  private static final long CLAIM = 7_200;
  private static final Patience PATIENCE = new Patience(5_000, 20, 60_000);

  private Town town;
  private Person ana;
  private Person ben;
  private final List<Hash32> names = new ArrayList<>();

  @BeforeAll
  void build() throws IOException {
    town = new Town(31);
    town.offerTiers(DELAY, CLAIM, true);
    ana = town.person("ana", "400.00");
    ana.wallet().load(Amount.parse("400.00")).orThrow();
    ben = town.person("ben", "1.00");
    for (int i = 0; i < 3; i++) {
      ana.wallet().payWithDelay(ben.wallet().paymentAddress(), Amount.parse("90.00"), "").orThrow();
      names.add(ana.wallet().entries().getLast().name());
    }
    town.veto(names.get(1));
    town.order(names.get(2));
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  /** What a replica says instead of an honest answer. */
  private interface Temper {
    Reply change(Request request, Reply honest) throws IOException;
  }

  /** A line that carries bytes, so that nothing reaches the asker but what has an encoding. */
  private record Line(Town town, Temper temper) implements ReplicaLine {
    @Override
    public String name() {
      return "replica";
    }

    @Override
    public boolean isOperator() {
      return true;
    }

    @Override
    public CompletionStage<Reply> ask(Request request) {
      try {
        Reply said = temper.change(request, town.network().answers().answer(request));
        ByteString bytes = MessageCodec.encode(new MessageCodec.Answered(1, said));
        return CompletableFuture.completedFuture(MessageCodec.decodeReply(bytes).reply());
      } catch (IOException | MalformedInput e) {
        return CompletableFuture.failedFuture(new IOException(e));
      }
    }

    @Override
    public void close() {}
  }

  private RemoteGateway among(Temper liar) {
    Temper honest = (_, reply) -> reply;
    return new RemoteGateway(
        town.network().ledger(),
        List.of(
            new Line(town, liar),
            new Line(town, honest),
            new Line(town, honest),
            new Line(town, honest)),
        1,
        PATIENCE,
        town.entropy());
  }

  /** Asked anew each time, so that the liar is asked first each time. */
  private void answersLikeTheLedger(Temper liar) throws IOException {
    LedgerGateway local = town.gateway();
    for (Hash32 name : names) {
      assertThat(among(liar).entry(name)).isEqualTo(local.entry(name)).isPresent();
      assertThat(among(liar).sealedPayment(name)).isEqualTo(local.sealedPayment(name)).isPresent();
    }
    assertThat(among(liar).entry(Hash32.ZERO)).isEmpty();
    assertThat(among(liar).sealedPayment(Hash32.ZERO)).isEmpty();
    assertThat(among(liar).policy()).isEqualTo(local.policy());
  }

  @Test
  @Requirement({"D13", "D31"})
  void saysWhereAnEntryIsAndWhetherAWarrantStands() throws IOException {
    RemoteGateway remote = among((_, reply) -> reply);
    answersLikeTheLedger((_, reply) -> reply);
    assertThat(names.stream().map(name -> phase(remote, name)))
        .containsExactly(Phase.PENDING, Phase.VETOED, Phase.PENDING);
    assertThat(remote.sealedPayment(names.get(0)).orElseThrow().warrant()).isEmpty();
    assertThat(remote.sealedPayment(names.get(2)).orElseThrow().warrant()).isPresent();
  }

  private static Phase phase(LedgerGateway gateway, Hash32 name) {
    try {
      return gateway.entry(name).orElseThrow().phase();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Reply honest(Request request) throws IOException {
    return town.network().answers().answer(request);
  }

  /** Another entry's, under the name that was asked for; and the same for warrants. */
  @Test
  @Requirement("D1")
  void isNotShownTheEntryOfAnotherName() throws IOException {
    List<ByteString> others =
        List.of(
            StateKeys.entry(names.get(1)),
            StateKeys.sealedPayment(names.get(2)),
            StateKeys.warrant(names.get(2)));
    answersLikeTheLedger(
        (request, reply) ->
            request instanceof Request.Entries(var keys, long minHeight)
                ? honest(
                    new Request.Entries(
                        keys.stream().map(key -> sameTable(others, key)).toList(), minHeight))
                : reply);
  }

  private static ByteString sameTable(List<ByteString> others, ByteString key) {
    return others.stream().filter(other -> other.at(0) == key.at(0)).findFirst().orElse(key);
  }

  private interface Forgery {
    Optional<ByteString> forge(Optional<ByteString> value);
  }

  /** Each byte of an entry once; and that nothing is there; and something where nothing is. */
  @Test
  @Requirement("D1")
  @Property("P9")
  void believesNoForgedEntry() throws IOException {
    ByteString real = town.gateway().entry(names.get(0)).orElseThrow().entry().encode();
    List<Forgery> forgeries = new ArrayList<>();
    forgeries.add(_ -> Optional.empty());
    forgeries.add(_ -> Optional.of(real));
    for (int at = 0; at < real.size(); at += 37) {
      int place = at;
      forgeries.add(value -> value.map(bytes -> flipped(bytes, place)));
    }
    for (Forgery forgery : forgeries) {
      answersLikeTheLedger(
          (_, reply) ->
              reply instanceof Reply.Entries(var head, var entries)
                  ? new Reply.Entries(head, forged(entries, forgery))
                  : reply);
    }
  }

  private static ByteString flipped(ByteString bytes, int at) {
    byte[] changed = bytes.toByteArray();
    changed[at % changed.length] ^= 1;
    return ByteString.copyOf(changed);
  }

  /** The first value is another one, with the proof of the true one. */
  private static List<StateEntry> forged(List<StateEntry> entries, Forgery forgery) {
    List<StateEntry> forged = new ArrayList<>(entries);
    forged.set(0, new StateEntry(forgery.forge(entries.get(0).value()), entries.get(0).proof()));
    return forged;
  }

  /** A state from before the veto, which once was true and is proven. */
  @Test
  @Requirement("D1")
  void isNotLedBackToBeforeAVeto() throws IOException {
    ana.wallet().payWithDelay(ben.wallet().paymentAddress(), Amount.parse("81.00"), "").orThrow();
    Hash32 name = ana.wallet().entries().getLast().name();
    Request.Entries question =
        new Request.Entries(List.of(StateKeys.entry(name), StateKeys.time()), 0);
    Reply before = honest(question);
    town.veto(name);
    RemoteGateway remote =
        among((request, reply) -> request instanceof Request.Entries ? before : reply);
    assertThat(remote.entry(name).orElseThrow().phase()).isEqualTo(Phase.VETOED);
  }

  /** A whole wallet over such lines: it pays, is promised, accepts, and restores. */
  @Test
  @Requirement({"D13", "U7"})
  void aWalletLivesWithALiar() throws IOException {
    RemoteGateway remote =
        among(
            (_, reply) ->
                reply instanceof Reply.Entries(var head, var entries)
                    ? new Reply.Entries(head, forged(entries, _ -> Optional.empty()))
                    : reply);
    Wallet cleo =
        town.wallets(remote).create(new MemoryStore(), Town.PASSPHRASE).orThrow().wallet();
    cleo.enrol(town.registrars("id of cleo"), 0).orThrow();
    ana.wallet().payReturnably(cleo.paymentAddress(), Amount.parse("7.00"), "").orThrow();
    cleo.sync(Progress.none()).orThrow();
    cleo.accept(cleo.entries().getFirst().name(), town.now()).orThrow();
    assertThat(cleo.balance().privately()).isEqualTo(Amount.parse("7.00"));
  }
}
