package org.specie.ledger.sbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.CommitWatch;
import org.specie.ledger.api.EngineStatus;
import org.specie.ledger.api.EngineStatus.Phase;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.chain.BlockAuditor;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;
import org.specie.ledger.sbft.link.FrameKind;
import org.specie.ledger.sbft.link.PeerLinks;
import org.specie.ledger.sbft.link.ReaderLine;
import org.specie.ledger.sbft.link.SideChannel;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;
import org.specie.ledger.sbft.metrics.Health.Level;
import org.specie.quality.requirements.Requirement;

@Timeout(240)
class SbftEngineTest {
  private static final int REQUESTS_MAX = 200;
  private static final int VIEWS_MAX = 20;
  private static final long OPEN_WORK_MS = SbftConfig.defaults().tuning().openWorkMs();

  @TempDir Path directory;
  private Cluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = Cluster.start(directory, SbftConfig.defaults(), 4);
  }

  @AfterEach
  void stop() throws IOException {
    cluster.close();
  }

  private void count(int from, int upTo, int... through) throws Exception {
    for (int number = from; number <= upTo; number++) {
      for (int replica : through) {
        CommitWatch.Inclusion inclusion =
            cluster.member(replica).execute(Tally.count("client" + replica, number));
        assertThat(inclusion.result().isApplied()).as(inclusion.result().toString()).isTrue();
        assertThat(inclusion.result().event().toUtf8())
            .isEqualTo("client" + replica + "=" + number);
        assertThat(inclusion.block().certificate()).isPresent();
      }
    }
  }

  private boolean haveAllDecidedFast() {
    return cluster.members.stream()
        .allMatch(member -> member.engine().metrics().of(Event.DECIDED_FAST) > 0);
  }

  /** All that run come to one height and have one chain, certified from its first block. */
  private void assertOneLedger() throws IOException {
    long height = cluster.running().mapToLong(Cluster.Member::height).max().orElseThrow();
    cluster.awaitHeight(height);
    Set<ByteString> blocks = new HashSet<>();
    for (Cluster.Member member : cluster.running().toList()) {
      verify(member, height);
      blocks.add(member.engine().blocks().block(height).orElseThrow());
    }
    assertThat(blocks).as("blocks at height %d", height).hasSize(1);
    cluster
        .running()
        .forEach(each -> assertThat(each.engine().status().phase()).isEqualTo(Phase.RUNNING));
  }

  /** Up to {@code height}, because the chain may grow meanwhile and a certificate may trail. */
  private void verify(Cluster.Member member, long height) throws IOException {
    BlockSource all = member.engine().blocks();
    BlockSource part =
        new BlockSource() {
          @Override
          public long height() {
            return height;
          }

          @Override
          public Optional<ByteString> block(long at) throws IOException {
            return all.block(at);
          }

          @Override
          public Optional<ByteString> certificate(long at) throws IOException {
            return all.certificate(at);
          }
        };
    assertThat(new ChainVerifier(cluster.genesis()).verify(part, BlockAuditor.none()))
        .as(member.name)
        .isInstanceOf(ChainVerdict.Sound.class);
  }

  @Test
  @Requirement("E6")
  void ordersWhatAnyReplicaIsGivenAndComesToOneLedger() throws Exception {
    count(1, 5, 0, 1, 2, 3);
    assertOneLedger();
    for (Cluster.Member member : cluster.members) {
      assertThat(member.application().of("client2")).isEqualTo(5);
      Cluster.await(
          member.name + " sees that nothing is wrong",
          () -> member.engine().replicaStatus().health().level() == Level.HEALTHY);
    }
    int number = 6;
    while (!haveAllDecidedFast() && number < REQUESTS_MAX) {
      count(number, number, 0);
      number++;
    }
    assertThat(haveAllDecidedFast()).as("the fast path is taken").isTrue();
  }

  @Test
  @Requirement("E4")
  void goesOnWithoutOneReplicaWhichCatchesUpWhenItIsBack() throws Exception {
    count(1, 2, 0, 3);
    cluster.member(3).down();
    count(3, 6, 0);
    assertThat(cluster.member(0).engine().replicaStatus().health().level())
        .isEqualTo(Level.AT_RISK);
    cluster.member(3).up();
    count(7, 8, 0);
    count(3, 4, 3);
    assertOneLedger();
  }

  @Test
  @Requirement("E4")
  void goesOnWithoutThePrimary() throws Exception {
    count(1, 2, 1);
    cluster.member(0).down();
    count(3, 5, 1);
    assertThat(cluster.member(1).engine().replicaStatus().replica().orElseThrow().view().number())
        .isPositive();
    cluster.member(0).up();
    count(1, 2, 0);
    assertOneLedger();
  }

  @Test
  @Requirement("E4")
  void continuesWhereAllReplicasWereStopped() throws Exception {
    count(1, 3, 0, 1);
    for (Cluster.Member member : cluster.members) {
      member.down();
    }
    for (Cluster.Member member : cluster.members) {
      member.up();
    }
    count(4, 5, 0, 1);
    count(1, 1, 2);
    assertOneLedger();
  }

  @Test
  @Requirement("E4")
  void replicasStoppedBeforeTheirFirstTransactionKnowThatTheyForgotNothing() throws Exception {
    for (Cluster.Member member : cluster.members) {
      member.down();
    }
    for (Cluster.Member member : cluster.members) {
      member.up();
    }
    for (Cluster.Member member : cluster.members) {
      assertThat(isVoting(member)).as(member.name).isTrue();
      assertThat(member.engine().metrics().of(Event.REJOINED)).as(member.name).isZero();
    }
    count(1, 1, 0, 1);
    assertOneLedger();
  }

  @Test
  @Requirement("E4")
  void aReplicaWithEmptyDisksFetchesTheLedgerAndVotesAgainOnlyWhenItIsSafe() throws Exception {
    count(1, 3, 0, 1);
    Cluster.Member emptied = cluster.member(3);
    emptied.down();
    emptied.wipe();
    emptied.up();
    count(4, 4, 0);
    Cluster.await(
        "rejoined", () -> emptied.engine().metrics().of(Event.REJOINED) > 0 && isVoting(emptied));
    assertThat(emptied.application().of("client1")).isEqualTo(3);
    assertThat(emptied.height()).isGreaterThanOrEqualTo(256);
    cluster.member(2).down();
    count(5, 6, 0);
    count(1, 1, 3);
    cluster.member(2).up();
    assertOneLedger();
  }

  @Test
  @Requirement({"E4", "E9"})
  void makesTheHeightsThatOpenWorkWaitsForAlsoWithoutThePrimaryAndNoOthers() throws Exception {
    long awaited = cluster.member(1).execute(Tally.await(4)).block().block().height() + 4;
    cluster.member(0).down();
    cluster.awaitHeight(awaited);
    cluster.member(0).up();
    cluster.awaitHeight(awaited);
    assertOneLedger();
    for (int views = 0; !makesNoEmptyBlockInOneView(); views++) {
      assertThat(views).as("views changed while nothing was wrong").isLessThan(VIEWS_MAX);
    }
  }

  /**
   * What a view change lost is an empty block in the next view, whatever is open; so heights are
   * looked at that were made between two requests of one view. False if the view changed meanwhile.
   */
  private boolean makesNoEmptyBlockInOneView() throws Exception {
    Set<View> before = views();
    int next = cluster.member(2).application().of("client2") + 1;
    count(next, next, 2);
    long from = cluster.member(2).height();
    // Long enough for a primary that goes on making empty blocks to make some.
    TimeUnit.MILLISECONDS.sleep(3 * OPEN_WORK_MS);
    count(next + 1, next + 1, 2);
    assertOneLedger();
    if (before.size() > 1 || !views().equals(before)) {
      return false;
    }
    BlockSource blocks = cluster.member(2).engine().blocks();
    for (long height = from + 1; height <= cluster.member(2).height(); height++) {
      assertThat(Block.decode(blocks.block(height).orElseThrow()).transactions())
          .as("nothing is open at %d", height)
          .isNotEmpty();
    }
    return true;
  }

  private Set<View> views() {
    return cluster
        .running()
        .map(each -> each.engine().replicaStatus().replica().orElseThrow().view())
        .collect(Collectors.toSet());
  }

  @Test
  @Requirement("E9")
  void aReplicaThatStartsWhileWorkIsOpenKnowsIt() throws Exception {
    long awaited = cluster.member(1).execute(Tally.await(12)).block().block().height() + 12;
    for (Cluster.Member member : cluster.members) {
      member.down();
    }
    for (Cluster.Member member : cluster.members) {
      member.up();
    }
    cluster.awaitHeight(awaited);
    assertOneLedger();
  }

  private static boolean isVoting(Cluster.Member member) {
    return member.engine().replicaStatus().replica().filter(each -> each.isVoting()).isPresent();
  }

  @Test
  @Requirement("E4")
  void aReplicaWithoutItsLogFollowsAndDoesNotVote() throws Exception {
    count(1, 2, 0);
    Cluster.Member forgetful = cluster.member(2);
    forgetful.down();
    forgetful.loseLog();
    cluster.member(1).down();
    forgetful.up();
    assertThat(isVoting(forgetful)).isFalse();
    long height = cluster.member(0).height();
    cluster.member(0).engine().submit(Tally.count("client0", 3));
    Cluster.await(
        "its word", () -> cluster.member(0).engine().replicaStatus().health().margin() < 0);
    assertThat(cluster.member(0).height()).isEqualTo(height);
    cluster.member(1).up();
    count(4, 4, 0);
    assertOneLedger();
  }

  @Test
  @Requirement("E4")
  void aBugInTheApplicationStopsTheReplicaWithAReason() throws Exception {
    cluster.member(1).engine().submit(Tally.bug());
    // Whoever stops first may take with it what the last one needs to decide the block.
    Cluster.await(
        "failure",
        () -> cluster.running().anyMatch(each -> each.engine().status().phase() == Phase.FAILED));
    for (Cluster.Member member : cluster.members) {
      assertThat(member.height()).isZero();
      EngineStatus status = member.engine().status();
      if (status.phase() == Phase.FAILED) {
        assertThat(status.failure()).hasValueSatisfying(why -> assertThat(why).contains("bug"));
      }
    }
  }

  @Test
  @Requirement("E4")
  void aConnectedLiarIsCountedAndStopsNobody() throws Exception {
    Cluster.Member liar = cluster.member(3);
    liar.down();
    try (PeerLinks links =
        liar.links().open(cluster.genesis().operators().operators(), new Deaf())) {
      for (int to = 0; to < 3; to++) {
        String name = cluster.member(to).name;
        Cluster.await("link", () -> links.offer(name, FrameKind.SIDE.frame(ByteString.EMPTY)));
      }
      for (int i = 0; i < 100; i++) {
        for (int to = 0; to < 3; to++) {
          lie(links, cluster.member(to).name, i);
        }
      }
      count(1, 3, 0, 1);
      EngineMetrics metrics = cluster.member(0).engine().metrics();
      assertThat(metrics.of(Event.FRAME_MALFORMED)).isPositive();
      assertThat(metrics.of(ConsensusReason.OTHER_EPOCH)).isPositive();
      assertThat(metrics.of(ConsensusReason.BAD_SIGNATURE)).isPositive();
    }
    assertOneLedger();
  }

  private static void lie(PeerLinks links, String to, int number) {
    ByteString nonsense = ByteString.utf8("nonsense " + number);
    for (FrameKind kind : FrameKind.values()) {
      links.offer(to, kind.frame(nonsense));
    }
    links.offer(to, ByteString.hex("ff"));
    Batch batch = new Batch(1_000 + number, List.of(Tally.count("liar", number)));
    ByteString forged = ByteString.copyOf(new byte[64]);
    SequenceNumber slot = new SequenceNumber(1 + number);
    Proposal of = new Proposal(View.FIRST, slot, batch.digest());
    for (Message each :
        List.of(
            new Message.PrePrepare(View.FIRST, slot, batch, forged),
            new Message.SignShare(of, forged),
            new Message.CommitShare(of, forged),
            new Message.Complaint(View.FIRST, forged),
            new Message.SignState(new Execution(slot, batch.digest()), forged))) {
      links.offer(to, FrameKind.CONSENSUS.frame(MessageCodec.encode(0, each)));
      links.offer(to, FrameKind.CONSENSUS.frame(MessageCodec.encode(1, each)));
    }
  }

  private static final class Deaf implements PeerLinks.Handler {
    @Override
    public void connected(String operator) {}

    @Override
    public void received(String operator, ByteString frame) {}

    @Override
    public void disconnected(String operator) {}

    @Override
    public void read(ReaderLine reader, ByteString frame) {}
  }

  @Test
  void theSideChannelCarriesFramesBetweenOperators() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    SideChannel receiving = cluster.member(2).engine().sideChannel();
    receiving.receive(
        (operator, payload) -> {
          if (operator.equals("operator 1") && payload.equals(ByteString.utf8("share"))) {
            heard.countDown();
          }
        });
    SideChannel sending = cluster.member(1).engine().sideChannel();
    Cluster.await("link", () -> sending.send("operator 2", ByteString.utf8("share")));
    assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void refusesWhatTheApplicationRefusesAndSaysItIsClosed() throws Exception {
    SbftEngine engine = cluster.member(0).engine();
    assertThat(engine.submit(Tally.unacceptable()).toCompletableFuture().get())
        .isEqualTo(new Admission.Refused(LedgerRefusal.PROOF_INVALID));
    engine.close();
    engine.close();
    assertThat(engine.status().phase()).isEqualTo(Phase.CLOSED);
    assertThat(engine.submit(Tally.count("late", 1)).toCompletableFuture().get())
        .isEqualTo(new Admission.Refused(LedgerRefusal.ENGINE_STOPPED));
  }
}
