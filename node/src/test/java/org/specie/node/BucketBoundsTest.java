package org.specie.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.client.RemoteGateway;
import org.specie.cash.gateway.client.ReplicaLine;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;
import org.specie.kernel.core.ByteString;
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
}
