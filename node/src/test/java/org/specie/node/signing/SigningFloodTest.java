package org.specie.node.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.ledger.state.memory.MemoryStorage;

/** What somebody who is linked can do to an operator's signing by sending. Spec 22, clause 6.8. */
@Timeout(300)
final class SigningFloodTest {
  private static final int ARCHIVED = 200;
  private static final int QUESTIONS = 10_000;

  private static final ByteString FULL = full();

  private final SigningWorld world = new SigningWorld(1);

  @AfterEach
  void stop() throws IOException {
    world.close();
  }

  private static SigningMessage decoded(ByteString frame) throws Exception {
    return SigningMessage.decode(frame);
  }

  /** Whether operator 1 signs one more block with operator 3 while somebody goes on sending. */
  private boolean signsAmong(LongConsumer sending, PeerSigning signing) throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    Thread flood =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (long i = QUESTIONS; !isOver.get(); i++) {
                    sending.accept(i);
                  }
                });
    try {
      world.append(1, 1);
      return signing.awaitSigned(world.height(), SigningWorld.DEADLINE_MS);
    } finally {
      isOver.set(true);
      flood.join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator 2", "guest"})
  void questionsAboutSignedBlocksNeitherSignNorStopSigning(String asker) throws Exception {
    for (int i = 0; i < ARCHIVED; i++) {
      world.append(1, 1);
    }
    PeerSigning signing = world.join(1, world.filled());
    PeerSigning _ = world.join(3, world.filled());
    LongConsumer asking =
        i -> signing.received(asker, new SigningMessage.AskShares(1 + i % ARCHIVED).encode());
    for (int i = 0; i < QUESTIONS; i++) {
      asking.accept(i);
    }
    assertThat(signsAmong(asking, signing)).as("%s", signing.failure()).isTrue();
    assertThat(world.signings).as("signed the fresh block and no other").hasValue(1);
  }

  @Test
  void sharesAreGivenToSeatsAloneAndMadeOnce() throws Exception {
    world.append(1, 1);
    SigningTable table = world.table(1, SignatureArchive.open(new MemoryStorage()));
    table.advance(0);
    world.letters("operator 2").clear();
    table.hear("guest", new SigningMessage.AskShares(1), 0);
    table.hear("operator 2", new SigningMessage.AskShares(1), 0);
    table.hear("operator 2", new SigningMessage.AskShares(1), 0);
    assertThat(world.letters("guest")).isEmpty();
    assertThat(world.letters("operator 2")).hasSize(1);
    table.hear("operator 2", new SigningMessage.AskShares(1), TimeUnit.SECONDS.toNanos(1));
    assertThat(world.letters("operator 2")).hasSize(2);
    assertThat(world.signings).as("remembered until it is archived").hasValue(1);
  }

  @Test
  void sharesOfBlocksThatDoNotExistAreKeptWithinABudgetAndOfSeatsAlone() throws Exception {
    SigningTable table = world.table(1, world.filled());
    for (int height = 256; height > 0; height--) {
      table.hear("guest", full(height), 0);
      table.hear("operator 2", full(height), 0);
    }
    assertThat(table.keptBytes("guest")).isZero();
    assertThat(table.keptBytes("operator 2"))
        .isPositive()
        .isLessThanOrEqualTo(KeptShares.BYTES_MAX);
    table.hear("operator 3", full(33), 0);
    assertThat(table.keptBytes("operator 3")).as("33 blocks ahead of the last one").isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator 2", "guest"})
  void sharesOfBlocksThatDoNotExistDoNotStopSigning(String liar) throws Exception {
    PeerSigning signing = world.join(1, world.filled());
    PeerSigning _ = world.join(3, world.filled());
    LongConsumer lying = i -> signing.received(liar, full(1 + i % 256).encode());
    for (int i = 0; i < 256; i++) {
      lying.accept(i);
    }
    assertThat(signsAmong(lying, signing)).as("%s", signing.failure()).isTrue();
  }

  /** The longest message of shares, all of them points. */
  private static SigningMessage.Shares full(long height) {
    return new SigningMessage.Shares(height, FULL);
  }

  private static ByteString full() {
    SortedMap<OutputPlace, G1> shares = new TreeMap<>();
    for (int i = 0; i < SigningMessage.SHARES_MAX; i++) {
      shares.put(new OutputPlace(i, 0), G1.GENERATOR);
    }
    return SigningMessage.Shares.of(0, shares).entries();
  }

  @Test
  void sharesOfOtherOutputsAreToldAndNotRead() throws Exception {
    PeerSigning signing = world.join(1, world.filled());
    signing.received("operator 2", full(1).encode());
    world.append(1, 1);
    PeerSigning _ = world.join(3, world.filled(0));
    assertThat(signing.awaitSigned(1, SigningWorld.DEADLINE_MS)).isTrue();
    assertThat(signing.faults())
        .containsExactly("operator 2 at block 1: sent what are no shares of these outputs");
  }

  @Test
  void aggregatesThatNobodyAskedForAreNotLookedAt() throws Exception {
    SigningTable table = world.table(1, world.filled());
    world.append(1, 1);
    BlindSignature none = new BlindSignature(G1.GENERATOR, G1.GENERATOR);
    SigningMessage lie =
        new SigningMessage.Aggregates(
            1, List.of(List.of(new SigningMessage.Signed(0, List.of(none)))));
    table.hear("operator 2", lie, 0);
    assertThat(table.faults()).isEmpty();
    table.advance(0);
    table.advance(TimeUnit.SECONDS.toNanos(1));
    table.hear("guest", lie, 0);
    assertThat(table.faults()).isEmpty();
    table.hear("operator 2", lie, 0);
    table.hear("operator 2", lie, 0);
    assertThat(table.faults())
        .containsExactly("operator 2 sent aggregates of block 1 that do not hold");
  }

  @Test
  void aBlockThatFitsIntoNoMessageIsAnsweredWithShares() throws Exception {
    world.append(2_800, 2);
    SigningTable table = world.table(1, world.filled());
    table.hear("operator 2", new SigningMessage.AskAggregates(1, 1), 0);
    assertThat(world.letters("operator 2")).isEmpty();
    table.hear("operator 2", new SigningMessage.AskShares(1), 0);
    SigningMessage.Shares sent =
        (SigningMessage.Shares) decoded(world.letters("operator 2").remove());
    assertThat(sent.count()).isEqualTo(5_600);
  }

  @Test
  void aBlockThatDoesNotFitBehindAnotherIsSentByItself() throws Exception {
    world.append(1_250, 1);
    world.append(4_096, 1);
    PeerSigning signing = world.join(1, world.filled());
    for (int height = 1; height <= 2; height++) {
      signing.received("operator 2", new SigningMessage.AskAggregates(height, 3 - height).encode());
      assertThat(aggregates(height)).isEqualTo(height == 1 ? 1_250 : 4_096);
    }
    assertThat(signing.failure()).isEmpty();
  }

  /** How many aggregates of this block, and of no other, operator 2 was sent. */
  private int aggregates(long height) throws Exception {
    ByteString frame =
        Objects.requireNonNull(
            world.letters("operator 2").poll(SigningWorld.DEADLINE_MS, TimeUnit.MILLISECONDS),
            "an answer");
    SigningMessage.Aggregates sent = (SigningMessage.Aggregates) decoded(frame);
    assertThat(sent.height()).isEqualTo(height);
    assertThat(sent.blocks()).hasSize(1);
    return sent.blocks().getFirst().stream().mapToInt(each -> each.signatures().size()).sum();
  }
}
