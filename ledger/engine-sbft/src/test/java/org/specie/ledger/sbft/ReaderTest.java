package org.specie.ledger.sbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.chain.BlockAuditor;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.value.View;
import org.specie.ledger.sbft.link.FrameKind;
import org.specie.ledger.sbft.link.PeerLinks;
import org.specie.ledger.sbft.link.ReaderLine;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;
import org.specie.ledger.sbft.transfer.Retention;
import org.specie.ledger.sbft.transfer.TransferMessage;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.quality.requirements.Requirement;

/** docs/spec/25-sbft-engine.md, section 9. */
@Timeout(240)
class ReaderTest {
  @TempDir Path directory;

  @Test
  @Requirement({"E12", "D6"})
  void aReaderFollowsEveryBlockWithItsCertificateAndIsNobodysPeer() throws Exception {
    try (Cluster cluster = Cluster.start(directory, SbftConfig.defaults(), 4);
        Cluster.Reader reader = cluster.reader("operator 0")) {
      cluster.member(0).execute(Tally.count("ana", 1));
      reader.up();
      cluster.member(1).execute(Tally.count("ana", 2));
      long height = cluster.member(1).height();
      Cluster.await("the reader", () -> reader.certifiedHeight() >= height);
      assertThat(reader.application().of("ana")).isEqualTo(2);

      reader.down();
      cluster.member(2).execute(Tally.count("ana", 3));
      reader.up();
      long later = cluster.member(2).height();
      Cluster.await("the reader again", () -> reader.certifiedHeight() >= later);
      assertThat(reader.application().of("ana")).isEqualTo(3);
      assertThat(
              new ChainVerifier(cluster.genesis())
                  .verify(reader.engine().blocks(), BlockAuditor.none()))
          .isInstanceOf(ChainVerdict.Sound.class);
      assertThat(reader.engine().replicaStatus().replica()).as("no state machine").isEmpty();
      assertThat(reader.engine().submit(Tally.count("ben", 1)).toCompletableFuture().get())
          .isEqualTo(new Admission.Refused(LedgerRefusal.READ_ONLY));
      for (Cluster.Member member : cluster.members) {
        assertThat(member.engine().replicaStatus().connected()).hasSize(3);
        assertThat(member.engine().metrics().of(Event.READER_REFUSED)).isZero();
      }
    }
  }

  @Test
  @Requirement({"E12", "D19"})
  void aReaderTakesTheStateOfALedgerWhoseBlocksAreForgotten() throws Exception {
    Retention little = new Retention(1, 64, Optional.of(1L));
    try (Cluster cluster = Cluster.start(directory, SbftConfig.defaults().with(little), 4);
        Cluster.Reader reader = cluster.reader("audit")) {
      int next = 1;
      while (cluster.running().anyMatch(each -> first(each.engine()) <= 8)) {
        cluster.member(0).execute(Tally.count("ana", next++));
      }
      reader.up();
      cluster.member(0).execute(Tally.count("ana", next));
      long height = cluster.member(0).height();
      Cluster.await("the reader", () -> reader.certifiedHeight() >= height);
      assertThat(first(reader.engine())).isGreaterThan(8);
      assertThat(reader.application().of("ana")).isEqualTo(next);
    }
  }

  private static long first(SbftEngine engine) {
    return ((BlockLog) engine.blocks()).firstHeight();
  }

  @Test
  @Requirement({"E12", "E4"})
  void whatAReaderSaysOfConsensusIsRefusedAndCounted() throws Exception {
    try (Cluster cluster = Cluster.start(directory, SbftConfig.defaults(), 4)) {
      cluster.member(0).execute(Tally.count("ana", 1));
      Cluster.Member target = cluster.member(3);
      EngineMetrics metrics = target.engine().metrics();
      AtomicInteger answers = new AtomicInteger();
      try (PeerLinks links =
          cluster
              .reader("operator 0")
              .links()
              .open(cluster.genesis().operators().operators(), new Counting(answers))) {
        List<ByteString> lies = lies();
        long view = viewOf(target);
        for (ByteString lie : lies) {
          Cluster.await("a lie is sent", () -> links.offer(target.name, lie));
        }
        Cluster.await("refusals", () -> metrics.of(Event.READER_REFUSED) == lies.size());
        assertThat(answers).hasValue(0);
        Cluster.await("a question", () -> links.offer(target.name, question()));
        Cluster.await("an answer", () -> answers.get() == 1);
        assertThat(viewOf(target)).as("no complaint was heard").isEqualTo(view);
      }
      assertThat(metrics.of(Event.SIDE_DROPPED)).isZero();
      assertThat(metrics.of(Event.FRAME_MALFORMED)).isZero();
      cluster.member(0).execute(Tally.count("ana", 2));
    }
  }

  private static long viewOf(Cluster.Member member) {
    return member.engine().replicaStatus().replica().orElseThrow().view().number();
  }

  private static ByteString question() {
    return FrameKind.TRANSFER.frame(new TransferMessage.AskCheckpoint().encode());
  }

  /** Everything an operator may say, and nonsense. */
  private static List<ByteString> lies() {
    ByteString nonsense = ByteString.utf8("nonsense");
    ByteString complaint =
        MessageCodec.encode(0, new Message.Complaint(View.FIRST, ByteString.copyOf(new byte[64])));
    ByteString request =
        MessageCodec.encode(0, new Message.Request(List.of(Tally.count("reader", 1))));
    return List.of(
        FrameKind.CONSENSUS.frame(complaint),
        FrameKind.CONSENSUS.frame(request),
        FrameKind.SIDE.frame(nonsense),
        FrameKind.START.frame(nonsense),
        FrameKind.START.frame(ByteString.hex("0100")),
        FrameKind.TRANSFER.frame(nonsense),
        ByteString.hex("ff"));
  }

  private record Counting(AtomicInteger answers) implements PeerLinks.Handler {
    @Override
    public void connected(String operator) {}

    @Override
    public void received(String operator, ByteString frame) {
      answers.incrementAndGet();
    }

    @Override
    public void disconnected(String operator) {}

    @Override
    public void read(ReaderLine reader, ByteString frame) {}
  }
}
