package org.specie.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.query.BucketKeys;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.TransactionIndex.Filing;
import org.specie.cash.application.query.TransactionIndex.Place;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.client.RemoteGateway;
import org.specie.cash.gateway.client.ReplicaLine;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Storage;
import org.specie.node.home.MemoryHome;

/** How much of the ledger a bucket may be, and who says so. */
final class BucketBoundsTest {
  private static final Patience PATIENCE = new Patience(20_000, 20, 60_000);

  private TestNetwork world;

  @BeforeEach
  void found() throws IOException {
    world = new TestNetwork(12, new MemoryHome());
  }

  @AfterEach
  void stop() throws IOException {
    world.close();
  }

  private record Line(Function<Request, CompletionStage<Reply>> answers) implements ReplicaLine {
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
      return answers.apply(request);
    }

    @Override
    public void close() {}
  }

  private static ReplicaLine silent() {
    return new Line(_ -> new CompletableFuture<>());
  }

  private ReplicaLine advising(int bits) {
    Reply status =
        new Reply.Status(
            new ReplicaStatus("one", "1", 5, 1, 1, 1, 0, 3, "primary", "fast", 3, 4, 1, bits));
    return new Line(
        request -> {
          try {
            return CompletableFuture.completedFuture(
                request instanceof Request.Status
                    ? status
                    : world.network.answers().answer(request));
          } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
          }
        });
  }

  private int advice(int... bits) throws IOException {
    List<ReplicaLine> lines = IntStream.of(bits).mapToObj(this::advising).toList();
    return new RemoteGateway(world.network.ledger(), lines, 1, PATIENCE, world.entropy)
        .tip()
        .bucketBits();
  }

  /** Clause 3.3a of docs/spec/28-gateway.md. */
  @Test
  void noLiarSaysByHowManyBitsToAsk() throws IOException {
    assertThat(advice(0, 12, 12, 12)).isEqualTo(12);
    assertThat(advice(12, 0, 12, 12)).isEqualTo(12);
    assertThat(advice(16, 12, 12, 12)).isEqualTo(12);
    assertThat(advice(12, 11, 16, 11)).isBetween(11, 12);
    assertThat(advice(16, 12)).isEqualTo(12);
  }

  @Test
  void asksForBitsWhereTooFewReplicasAreUp() throws IOException {
    Patience some = new Patience(200, 20, 60_000);
    List<ReplicaLine> lines = List.of(silent(), advising(3), silent(), advising(4));
    assertThat(
            new RemoteGateway(world.network.ledger(), lines, 1, some, world.entropy)
                .tip()
                .bucketBits())
        .isEqualTo(3);
  }

  /** Clause 5.2a: a few bytes do not buy the whole ledger. */
  @Test
  void aReplicaHandsOutNoBucketThatIsMostOfTheLedger() throws IOException {
    Request.Bucket whole = new Request.Bucket(0, 0, Optional.empty());
    Request.Bucket part = new Request.Bucket(2, 0, Optional.empty());
    assertThat(world.network.answers().answer(whole)).isInstanceOf(Reply.Bucket.class);
    try (Storage state = world.home.database("state")) {
      ByteString count = new Encoder().u8(0x42).toByteString();
      state.write(new Storage.Batch().put(count, new Encoder().u64(16_000).toByteString()));
    }
    Reply refused = new Reply.Refused(GatewayReason.TOO_FEW_BITS);
    assertThat(world.network.answers().answer(whole)).isEqualTo(refused);
    assertThat(world.network.answers().answer(new Request.Bucket(1, 0, Optional.empty())))
        .isEqualTo(refused);
    assertThat(world.network.answers().answer(part)).isInstanceOf(Reply.Bucket.class);
  }

  /** Clause 5.2b: who has not seen every block says of none that it is not there. */
  @Test
  void aReplicaWhoseIndexHasGapsSaysOfNothingThatItIsNotThere() throws IOException {
    Request.Find unknown = new Request.Find(Hash32.sha256(ByteString.utf8("nothing")));
    Request.Bucket bucket = new Request.Bucket(2, 0, Optional.empty());
    assertThat(world.network.answers().answer(unknown)).isInstanceOf(Reply.Found.class);
    ByteString unseen = new Encoder().u8(0x43).toByteString();
    try (Storage state = world.home.database("state")) {
      ByteString range = new Encoder().u64(0).u64(1).toByteString();
      state.write(new Storage.Batch().put(unseen, range));
    }
    Reply fillingIn = new Reply.Refused(GatewayReason.FILLING_IN);
    assertThat(world.network.answers().answer(unknown)).isEqualTo(fillingIn);
    assertThat(world.network.answers().answer(bucket)).isEqualTo(fillingIn);
    try (Storage state = world.home.database("state")) {
      ByteString givenUp = new Encoder().u8(0x44).toByteString();
      state.write(new Storage.Batch().delete(unseen).put(givenUp, ByteString.EMPTY));
    }
    Reply notKept = new Reply.Refused(GatewayReason.NOT_KEPT);
    assertThat(world.network.answers().answer(unknown)).isEqualTo(notKept);
    assertThat(world.network.answers().answer(bucket)).isEqualTo(notKept);
  }

  /** Clause 3.1a: pages that make no headway, of a bucket that never ends. */
  @Test
  void aBucketThatNeverEndsIsLeftAndItsReplicaAskedLast() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    ReplicaLine endless =
        new Line(
            request -> {
              int page = asked.incrementAndGet();
              Filing next = new Filing(0, new Place(page, 0));
              return CompletableFuture.completedFuture(
                  new Reply.Bucket(1_000, List.of(), Optional.of(next)));
            });
    RemoteGateway gateway =
        new RemoteGateway(
            world.network.ledger(),
            List.of(advising(0), endless, advising(0), advising(0)),
            1,
            PATIENCE,
            world.entropy);
    gateway.bucket(new LedgerGateway.Bucket(0, 0));
    assertThat(asked).hasValueLessThanOrEqualTo(20);
    int before = asked.get();
    gateway.bucket(new LedgerGateway.Bucket(0, 0));
    assertThat(asked).hasValue(before);
  }

  /** Clause 3.1a: what belongs into another bucket is no answer. */
  @Test
  void aTransactionOfAnotherBucketIsNoAnswer() throws IOException {
    Person ana = new Person(world, "ana");
    ana.settleIn("100.00");
    ana.load("70.00");
    List<LedgerGateway.Recorded> all =
        new RemoteGateway(world.network.ledger(), List.of(advising(0)), 0, PATIENCE, world.entropy)
            .bucket(new LedgerGateway.Bucket(0, 0));
    assertThat(all).isNotEmpty();
    ReplicaLine pushing =
        new Line(
            request -> {
              try {
                Reply.Bucket whole =
                    (Reply.Bucket)
                        world.network.answers().answer(new Request.Bucket(0, 0, Optional.empty()));
                return CompletableFuture.completedFuture(whole);
              } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
              }
            });
    Patience some = new Patience(200, 20, 400);
    RemoteGateway gateway =
        new RemoteGateway(
            world.network.ledger(), List.of(pushing, advising(0)), 0, some, world.entropy);
    int elsewhere = 0;
    while (all.stream().anyMatch(isIn(new LedgerGateway.Bucket(3, elsewhere)))) {
      elsewhere++;
    }
    assertThat(gateway.bucket(new LedgerGateway.Bucket(3, elsewhere))).isEmpty();
  }

  private Predicate<LedgerGateway.Recorded> isIn(LedgerGateway.Bucket bucket) {
    return each -> new BucketKeys(world.network.ledger()).countIn(bucket, each) > 0;
  }
}
