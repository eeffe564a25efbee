package org.specie.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.cash.application.OrdinaryReason;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.client.RemoteGateway;
import org.specie.cash.gateway.client.ReplicaLine;
import org.specie.cash.gateway.message.MessageCodec;
import org.specie.cash.gateway.message.MessageCodec.Answered;
import org.specie.cash.gateway.message.MessageCodec.Asked;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.node.home.MemoryHome;
import org.specie.quality.requirements.Requirement;

/** A wallet's gateway among replicas of which one lies, is silent, or lives in the past. */
@Timeout(180)
final class RemoteGatewayTest {
  private static final Address SHOP = new Address(ByteString.hex("11".repeat(20)));
  private static final Address NOBODY = new Address(ByteString.hex("77".repeat(20)));
  private static final Patience PATIENCE = new Patience(400, 20, 20_000);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private TestNetwork world;
  private Recorded paid;

  @BeforeEach
  void makeAHistory() throws IOException {
    world = new TestNetwork(11, new MemoryHome());
    Person ana = new Person(world, "ana");
    ana.settleIn("100.00");
    ana.load("70.00");
    paid = ana.submit(ana.payment(ana, "5.00"));
    world.issue(SHOP, "12.00");
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

    private Line(Temper temper) {
      this.temper = temper;
    }

    @Override
    public String name() {
      return "replica";
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
        world.network.ledger(), List.of(first, honest(), honest(), honest()), 1, PATIENCE);
  }

  private void answersLikeTheLedger(RemoteGateway remote) throws IOException {
    LedgerGateway local = world.gateway();
    assertThat(remote.tip()).isEqualTo(local.tip());
    assertThat(remote.account(SHOP)).isEqualTo(local.account(SHOP));
    assertThat(remote.account(NOBODY)).isEqualTo(local.account(NOBODY));
    assertThat(remote.find(paid.id())).contains(paid);
    assertThat(remote.find(Hash32.ZERO)).isEmpty();
    long height = local.tip().height();
    assertThat(remote.blocks(0, height + 5)).isEqualTo(local.blocks(0, height));
    var everything = new LedgerGateway.Bucket(0, 0);
    assertThat(remote.bucket(everything)).isEqualTo(local.bucket(everything)).isNotEmpty();
    assertThat(remote.operators()).isEqualTo(local.operators());
    assertThat(remote.policy()).isEqualTo(world.network.reader().policy());
    assertThat(remote.totals().supply()).isEqualTo(world.network.reader().supply());
    assertThat(remote.totals().pool()).isEqualTo(world.network.reader().pool());
    assertThat(remote.parameters()).isEqualTo(local.parameters());
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

  /** One byte is another, somewhere in an answer that says anything. */
  @Test
  @Requirement("D1")
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

  @Test
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
            world.network.ledger(), List.of(silent(), silent(), silent(), honest()), 1, PATIENCE);
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
            new Patience(20, 10, 200));
    assertThatThrownBy(remote::tip)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("200 ms")
        .hasMessageContaining("network status");
  }
}
