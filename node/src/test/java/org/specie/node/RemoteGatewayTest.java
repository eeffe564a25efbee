package org.specie.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.cash.application.OrdinaryReason;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Listing;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.state.StateKeys;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.client.RemoteGateway;
import org.specie.cash.gateway.client.ReplicaLine;
import org.specie.cash.gateway.message.FinalBlock;
import org.specie.cash.gateway.message.FinalTransaction;
import org.specie.cash.gateway.message.MessageCodec;
import org.specie.cash.gateway.message.MessageCodec.Answered;
import org.specie.cash.gateway.message.MessageCodec.Asked;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.MemoryHome;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** A wallet's gateway among replicas of which one lies, is silent, or lives in the past. */
@Timeout(180)
final class RemoteGatewayTest {
  private static final Address SHOP = new Address(ByteString.hex("11".repeat(20)));
  private static final Address NOBODY = new Address(ByteString.hex("77".repeat(20)));
  private static final Hash32 ISSUER = Hash32.sha256(ByteString.utf8("a root"));
  private static final Hash32 REFERENCE = Hash32.sha256(ByteString.utf8("a payment"));
  private static final Patience PATIENCE = new Patience(2_000, 20, 60_000);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private TestNetwork world;
  private Recorded paid;
  private Scalar pid = Scalar.ONE;
  private Address payer = NOBODY;

  @BeforeEach
  void makeAHistory() throws IOException {
    world = new TestNetwork(11, new MemoryHome());
    Person ana = new Person(world, "ana");
    ana.settleIn("100.00");
    ana.load("70.00");
    pid = ana.keys().pid();
    paid = ana.submit(ana.payment(ana, "5.00"));
    world.issue(SHOP, "12.00");
    payer = ana.address();
    goOfflineAndBack(ana);
  }

  private void goOfflineAndBack(Person ana) throws IOException {
    Ed25519SecretKey redeemer = Ed25519SecretKey.generate(world.entropy);
    KeyQuorum redeemers = new KeyQuorum(List.of(redeemer.publicKey()), 1);
    world.decide(new Act.NameFloat(ISSUER, redeemers, Amount.parse("50.00")));
    ana.takeOffline(ISSUER, REFERENCE, "9.00");
    RedeemFloat.Statement back =
        new RedeemFloat.Statement(
            ISSUER, REFERENCE, payer, Amount.parse("4.00"), world.validUntil());
    KeyQuorum.Signature signature = back.sign(world.network.ledger().ledgerId(), 0, redeemer);
    world.apply(CashTransaction.of(back.with(List.of(signature))));
  }

  @AfterEach
  void stop() throws IOException {
    threads.shutdownNow();
    world.close();
  }

  /** What a replica does with an answer it should give; nothing means it keeps silent. */
  private interface Temper {
    Optional<Reply> change(Request request, Reply honest);
  }

  /** A line that carries bytes, so that nothing reaches the asker but what has an encoding. */
  private final class Line implements ReplicaLine {
    private final Temper temper;
    private final String name;

    private Line(Temper temper) {
      this(temper, "replica");
    }

    private Line(Temper temper, String name) {
      this.temper = temper;
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean isOperator() {
      return true;
    }

    @Override
    public CompletionStage<Reply> ask(Request request) {
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      threads.execute(
          () -> {
            try {
              Asked asked = MessageCodec.decodeRequest(MessageCodec.encode(new Asked(1, request)));
              Reply honest = world.network.answers().answer(asked.request());
              Optional<Reply> said = temper.change(request, honest);
              if (said.isPresent()) {
                reply.complete(
                    MessageCodec.decodeReply(MessageCodec.encode(new Answered(1, said.get())))
                        .reply());
              }
            } catch (IOException | MalformedInput e) {
              reply.completeExceptionally(new IOException(e));
            }
          });
      return reply;
    }

    @Override
    public void close() {}
  }

  private Line honest() {
    return new Line((_, reply) -> Optional.of(reply));
  }

  private Line silent() {
    return new Line((_, _) -> Optional.empty());
  }

  private RemoteGateway among(Line first) {
    return new RemoteGateway(
        world.network.ledger(),
        List.of(first, honest(), honest(), honest()),
        1,
        PATIENCE,
        world.entropy);
  }

  private void answersLikeTheLedger(RemoteGateway remote) throws IOException {
    LedgerGateway local = world.gateway();
    assertThat(remote.tip()).isEqualTo(local.tip());
    assertThat(remote.account(SHOP)).isEqualTo(local.account(SHOP));
    assertThat(remote.account(NOBODY)).isEqualTo(local.account(NOBODY));
    assertThat(remote.find(paid.id())).contains(paid);
    assertThat(remote.find(Hash32.ZERO)).isEmpty();
    assertThat(remote.prove(paid.id(), paid.height()))
        .isEqualTo(local.prove(paid.id(), paid.height()))
        .hasValueSatisfying(
            proof ->
                assertThat(proof.verify(world.network.ledger().genesis()).isAccepted()).isTrue());
    assertThat(remote.prove(Hash32.ZERO, paid.height())).isEmpty();
    assertThat(remote.prove(paid.id(), paid.height() + 1_000)).isEmpty();
    long height = local.tip().height();
    assertThat(remote.blocks(0, height + 5)).isEqualTo(local.blocks(0, height));
    var everything = new LedgerGateway.Bucket(0, 0);
    assertThat(remote.bucket(everything)).isEqualTo(local.bucket(everything)).isNotEmpty();
    assertThat(remote.operators()).isEqualTo(local.operators());
    assertThat(remote.policy()).isEqualTo(world.network.reader().policy());
    assertThat(remote.totals().supply()).isEqualTo(world.network.reader().supply());
    assertThat(remote.totals().pool()).isEqualTo(world.network.reader().pool());
    assertThat(remote.classOf(pid))
        .isEqualTo(world.network.reader().classOf(pid))
        .hasValueSatisfying(standing -> assertThat(standing.number()).isZero());
    assertThat(remote.classOf(Scalar.ONE)).isEmpty();
    assertThat(remote.parameters()).isEqualTo(local.parameters());
    knowsWhatCrossedTheBorder(remote, local);
  }

  private void knowsWhatCrossedTheBorder(RemoteGateway remote, LedgerGateway local)
      throws IOException {
    assertThat(remote.offlineFloat(ISSUER)).isEqualTo(local.offlineFloat(ISSUER)).isPresent();
    assertThat(remote.offlineFloat(REFERENCE)).isEmpty();
    assertThat(remote.loaded(ISSUER, payer, REFERENCE))
        .isEqualTo(local.loaded(ISSUER, payer, REFERENCE))
        .isPresent();
    assertThat(remote.loaded(ISSUER, SHOP, REFERENCE)).isEmpty();
    assertThat(remote.redeemed(ISSUER, REFERENCE))
        .isEqualTo(local.redeemed(ISSUER, REFERENCE))
        .isPresent();
    assertThat(remote.redeemed(ISSUER, ISSUER)).isEmpty();
  }

  @Test
  void answersLikeTheLedgerItself() throws IOException {
    answersLikeTheLedger(among(honest()));
  }

  @Test
  @Requirement("D1")
  void goesOnToTheOthersWhereOneIsSilentOrRefuses() throws IOException {
    answersLikeTheLedger(among(silent()));
    answersLikeTheLedger(
        among(new Line((_, _) -> Optional.of(new Reply.Refused(GatewayReason.UNAVAILABLE)))));
  }

  /** Clause 3.1 of docs/spec/28-gateway.md: who hangs costs one question a wait, and no more. */
  @Test
  void asksWhoKeptSilentLast() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Line hanging =
        new Line(
            (_, _) -> {
              asked.incrementAndGet();
              return Optional.empty();
            });
    RemoteGateway remote = among(hanging);
    remote.tip();
    int before = asked.get();
    assertThat(before).isPositive();
    int questions = 5;
    for (int i = 0; i < questions; i++) {
      remote.tip();
    }
    assertThat(asked).hasValueLessThan(before + questions);
  }

  /** One byte is another, somewhere in an answer that says anything. */
  @Test
  @Requirement("D1")
  @Property("P20")
  void believesNoAnswerWithAChangedByte() throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 6; round++) {
      answersLikeTheLedger(
          among(
              new Line(
                  (request, reply) -> {
                    if (request instanceof Request.Status) {
                      return Optional.of(reply);
                    }
                    byte[] bytes = MessageCodec.encode(new Answered(1, reply)).toByteArray();
                    int at = 10 + random.nextInt(Math.max(1, bytes.length - 10));
                    bytes[Math.min(at, bytes.length - 1)] ^= (byte) (1 << random.nextInt(8));
                    try {
                      return Optional.of(
                          MessageCodec.decodeReply(ByteString.copyOf(bytes)).reply());
                    } catch (MalformedInput e) {
                      return Optional.empty();
                    }
                  })));
    }
  }

  /** {@code reply} with what {@code forge} makes of all its signatures. */
  private static Reply signed(Reply reply, UnaryOperator<List<BlindSignature>> forge) {
    List<BlindSignature> honest =
        switch (reply) {
          case Reply.Bucket bucket ->
              bucket.transactions().stream().flatMap(each -> each.signatures().stream()).toList();
          case Reply.Blocks blocks ->
              blocks.blocks().stream()
                  .flatMap(each -> each.signatures().stream().flatMap(List::stream))
                  .toList();
          default -> List.of();
        };
    Deque<BlindSignature> forged = new ArrayDeque<>(forge.apply(honest));
    UnaryOperator<List<BlindSignature>> next =
        old -> old.stream().map(_ -> forged.removeFirst()).toList();
    return switch (reply) {
      case Reply.Bucket(long height, var transactions, var rest) ->
          new Reply.Bucket(
              height,
              transactions.stream()
                  .map(
                      each ->
                          new FinalTransaction(
                              each.transaction(), each.receipt(), next.apply(each.signatures())))
                  .toList(),
              rest);
      case Reply.Blocks(var blocks) ->
          new Reply.Blocks(
              blocks.stream()
                  .map(
                      each ->
                          new FinalBlock(
                              each.block(),
                              each.certificate(),
                              each.signatures().stream().map(next).toList()))
                  .toList());
      default -> reply;
    };
  }

  private static BlindSignature moved(BlindSignature signature, G1 shift) {
    return new BlindSignature(signature.base(), signature.value().plus(shift));
  }

  /** One signature among many is not the operators'; or two, wrong by as much in sum as none. */
  @Test
  @Requirement("D1")
  void believesNoPageWithOneForgedSignature() throws IOException {
    List<UnaryOperator<List<BlindSignature>>> forgeries =
        List.of(
            honest -> {
              List<BlindSignature> forged = new ArrayList<>(honest);
              forged.set(1, moved(honest.get(1), G1.GENERATOR));
              return forged;
            },
            honest -> {
              List<BlindSignature> forged = new ArrayList<>(honest);
              forged.set(0, moved(honest.getFirst(), G1.GENERATOR));
              int last = honest.size() - 1;
              forged.set(last, moved(honest.getLast(), G1.GENERATOR.negate()));
              return forged;
            });
    for (var forgery : forgeries) {
      AtomicInteger told = new AtomicInteger();
      Line liar =
          new Line(
              (request, reply) -> {
                if (!(request instanceof Request.Bucket || request instanceof Request.Blocks)) {
                  return Optional.of(reply);
                }
                told.incrementAndGet();
                return Optional.of(
                    signed(reply, honest -> honest.size() < 2 ? honest : forgery.apply(honest)));
              });
      answersLikeTheLedger(among(liar));
      assertThat(told.get()).isPositive();
      RemoteGateway lost =
          new RemoteGateway(
              world.network.ledger(),
              List.of(liar, liar),
              1,
              new Patience(2_000, 20, 4_000),
              world.entropy);
      assertThatThrownBy(() -> lost.bucket(new LedgerGateway.Bucket(0, 0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("its answer does not hold");
      assertThatThrownBy(() -> lost.blocks(0, paid.height()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("its answer does not hold");
    }
  }

  /** A reply costs one batch, and what was found sound is not verified for another replica. */
  @Test
  void verifiesTheSignaturesOfAReplyTogetherAndOnce() throws IOException {
    AtomicInteger batches = new AtomicInteger();
    Entropy counting =
        target -> {
          batches.incrementAndGet();
          world.entropy.fill(target);
        };
    RemoteGateway remote =
        new RemoteGateway(
            world.network.ledger(), List.of(honest(), honest()), 1, PATIENCE, counting);
    assertThat(remote.blocks(0, paid.height()))
        .filteredOn(each -> !each.signatures().isEmpty())
        .hasSizeGreaterThan(2);
    assertThat(batches).hasValue(1);
    remote.bucket(new LedgerGateway.Bucket(0, 0));
    assertThat(batches).hasValueLessThanOrEqualTo(2);
    RemoteGateway other =
        new RemoteGateway(
            world.network.ledger(), List.of(honest(), honest()), 1, PATIENCE, counting);
    batches.set(0);
    assertThat(other.bucket(new LedgerGateway.Bucket(0, 0))).hasSizeGreaterThan(2);
    assertThat(batches).hasValue(1);
  }

  @Test
  @Property("P20")
  void isNotLedBackIntoThePast() throws IOException {
    List<Reply> old = new ArrayList<>();
    RemoteGateway remote =
        among(
            new Line(
                (request, reply) -> {
                  if (!(request instanceof Request.Entries)) {
                    return Optional.of(reply);
                  }
                  if (old.isEmpty()) {
                    old.add(reply);
                  }
                  return Optional.of(old.getFirst());
                }));
    assertThat(remote.account(SHOP).balance()).isEqualTo(Amount.parse("12.00"));
    world.issue(SHOP, "3.00");
    assertThat(remote.tip().height()).isEqualTo(world.gateway().tip().height());
    assertThat(remote.account(SHOP).balance()).isEqualTo(Amount.parse("15.00"));
  }

  @Test
  void findsWhatOneReplicaHides() throws IOException {
    RemoteGateway remote =
        among(
            new Line(
                (request, reply) ->
                    Optional.of(
                        switch (reply) {
                          case Reply.Bucket(long height, var _, var _) ->
                              new Reply.Bucket(height, List.of(), Optional.empty());
                          case Reply.Found(long height, var _) ->
                              new Reply.Found(height, Optional.empty());
                          default -> reply;
                        })));
    answersLikeTheLedger(remote);
  }

  private CashTransaction issue(String amount) throws IOException {
    return CashTransaction.of(
        world.committee.decide(
            new Act.IssueOrdinary(SHOP, Amount.parse(amount)), world.validUntil()));
  }

  @Test
  @Requirement("D1")
  void oneReceiptIsEnough() throws IOException {
    RemoteGateway remote =
        new RemoteGateway(
            world.network.ledger(),
            List.of(silent(), silent(), silent(), honest()),
            1,
            PATIENCE,
            world.entropy);
    Outcome outcome = remote.submit(issue("1.00").encode());
    assertThat(outcome).isInstanceOf(Outcome.Final.class);
    assertThat(remote.submit(issue("1.00").encode())).isInstanceOf(Outcome.Final.class);
  }

  @Test
  @Requirement("D1")
  void oneReplicaCannotRefuseAPayment() throws IOException {
    RemoteGateway remote =
        among(
            new Line(
                (request, reply) ->
                    Optional.of(
                        request instanceof Request.Submit
                            ? new Reply.NotAdmitted(OrdinaryReason.INSUFFICIENT.code())
                            : reply)));
    assertThat(remote.submit(issue("1.00").encode())).isInstanceOf(Outcome.Final.class);
  }

  @Test
  void aRefusalCountsWhenEnoughReplicasGiveIt() throws IOException {
    RemoteGateway remote =
        among(
            new Line(
                (request, reply) ->
                    Optional.of(
                        request instanceof Request.Submit ? new Reply.NotAdmitted(3002) : reply)));
    CashTransaction tooMuch = issue("1000000000.00");
    assertThat(remote.submit(tooMuch.encode()))
        .isEqualTo(new Outcome.NotAdmitted(OrdinaryReason.SUPPLY_CAP));
  }

  @Test
  void saysWhoDoesNotAnswerWhenTooFewDo() {
    RemoteGateway remote =
        new RemoteGateway(
            world.network.ledger(),
            List.of(silent(), silent(), silent(), silent()),
            1,
            new Patience(200, 10, 2_000),
            world.entropy);
    assertThatThrownBy(remote::tip)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2000 ms")
        .hasMessageContaining("no answer within 200 ms")
        .hasMessageContaining("network status");
  }

  private static final ProviderName NORTH = new ProviderName("north");
  private static final ProviderName SOUTH = new ProviderName("south");

  private Reply saidOf(ProviderName name) throws IOException {
    List<ByteString> keys =
        List.of(
            StateKeys.providers(),
            StateKeys.provider(name),
            StateKeys.time(),
            StateKeys.operators(),
            StateKeys.pendingOperators());
    return world.network.answers().answer(new Request.Entries(keys, 0));
  }

  private Line says(Reply entries) {
    return new Line(
        (request, honest) -> Optional.of(request instanceof Request.Entries ? entries : honest));
  }

  private Optional<Listing> north(long notBefore, Patience patience, Line... lines)
      throws IOException {
    List<Line> named = new ArrayList<>();
    for (Line line : lines) {
      named.add(new Line(line.temper, "operator " + (named.size() + 1)));
    }
    try (RemoteGateway remote =
        new RemoteGateway(world.network.ledger(), named, 1, patience, world.entropy)) {
      return remote.provider(NORTH, notBefore);
    }
  }

  /** Section 3 of docs/spec/44-provider-register.md: what a customer believes of its provider. */
  @Test
  void nobodyKeepsQuietAboutAProviderThatWasStruckOff() throws IOException {
    Ed25519PublicKey key = Ed25519SecretKey.generate(world.entropy).publicKey();
    assertThat(north(0, PATIENCE, honest(), honest(), honest(), honest()))
        .hasValueSatisfying(listing -> assertThat(listing.isMarketOpen()).isTrue());
    world.decide(new Act.ListProvider(NORTH, key));
    world.decide(new Act.ListProvider(SOUTH, key));
    Reply past = saidOf(NORTH);
    long then = world.network.reader().provider(NORTH).epochSeconds();
    world.now.addAndGet(5_000);
    world.decide(new Act.StrikeOffProvider(NORTH));
    Listing truth = world.network.reader().provider(NORTH);
    assertThat(truth.provider().orElseThrow().isListed()).isFalse();

    // A proof of before, and one of another's entry, from a replica that lies.
    assertThat(north(0, PATIENCE, says(past), honest(), honest(), honest())).contains(truth);
    assertThat(north(0, PATIENCE, says(saidOf(SOUTH)), honest(), honest(), honest()))
        .contains(truth);
    // A quiet ledger: no block is younger, and all but f say so.
    long later = truth.epochSeconds() + 100_000;
    assertThat(north(later, PATIENCE, silent(), honest(), honest(), honest())).contains(truth);
    assertThat(north(later, PATIENCE, says(past), honest(), honest(), honest())).contains(truth);

    // Two live in the past, and the provider lets nobody else through: the time tells.
    Patience little = new Patience(300, 20, 8_000);
    Line[] old = {says(past), says(past), silent(), silent()};
    assertThat(north(then, PATIENCE, old))
        .hasValueSatisfying(
            listing -> assertThat(listing.provider().orElseThrow().isListed()).isTrue());
    assertThat(north(then + 1, little, old)).isEmpty();
    // One alone is not even asked to the end.
    Patience least = new Patience(300, 20, 1_000);
    assertThatThrownBy(() -> north(then, least, says(past), silent(), silent(), silent()))
        .isInstanceOf(IOException.class);
  }
}
