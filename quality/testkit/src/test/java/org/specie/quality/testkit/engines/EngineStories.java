package org.specie.quality.testkit.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.quality.testkit.engines.StoryApplication.say;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.Activation;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.Capabilities;
import org.specie.ledger.api.Capabilities.FaultModel;
import org.specie.ledger.api.Capabilities.ProofKind;
import org.specie.ledger.api.CommitWatch;
import org.specie.ledger.api.EngineStatus;
import org.specie.ledger.api.EngineStatus.Phase;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockAuditor;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.ChainArchive;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.ledger.api.chain.Receipt;
import org.specie.quality.requirements.Requirement;

/**
 * What every engine promises to applications and their users, told once: a class for each engine
 * and kind of disk says how its ledger is made. docs/spec/20-ledger.md, section 9.
 */
@Timeout(300)
@Requirement("E2")
abstract class EngineStories {
  @TempDir Path directory;
  private Ledger ledger;

  abstract Founding founding() throws IOException;

  abstract Disks.Kind disks();

  @BeforeEach
  void start() throws IOException {
    ledger = new Ledger(founding(), directory, disks());
    ledger.start();
  }

  @AfterEach
  void stop() throws Exception {
    ledger.close();
  }

  // --- from submission to proof

  @Test
  @Requirement("E6")
  void whatIsCommittedIsVerifiedFromBytesAloneAndNothingElseIs() throws Exception {
    for (int i = 0; i < 3; i++) {
      CommitWatch.Inclusion inclusion = ledger.first().execute(say("word " + i));
      assertThat(inclusion.result().isApplied()).isTrue();
    }
    long height = ledger.first().height();
    ledger.awaitCertified(height);
    for (Ledger.Member each : ledger.processes()) {
      byte[] archive = archive(each);
      assertThat(verify(archive)).isInstanceOf(ChainVerdict.Sound.class);
      assertThat(((ChainVerdict.Sound) verify(archive)).head().height())
          .isGreaterThanOrEqualTo(height);
    }
    byte[] archive = archive(ledger.first());
    int header = 16;
    int steps = 40;
    for (int i = 0; i < steps; i++) {
      byte[] tampered = archive.clone();
      int at = header + (int) ((long) i * (archive.length - header) / steps);
      tampered[at] ^= 1;
      assertThat(verify(tampered)).as("byte %d", at).isInstanceOf(ChainVerdict.Broken.class);
    }
  }

  private static byte[] archive(Ledger.Member process) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ChainArchive.write(process.engine().blocks(), out);
    return out.toByteArray();
  }

  private ChainVerdict verify(byte[] archive) throws IOException {
    return new ChainVerifier(ledger.genesis())
        .verify(ChainArchive.read(new ByteArrayInputStream(archive)), BlockAuditor.none());
  }

  @Test
  @Requirement("E6")
  void aReceiptAndAProofOfStateShowWhatATransactionCameTo() throws Exception {
    Transaction transaction = say("receipt");
    CommitWatch.Inclusion inclusion = ledger.first().execute(transaction);
    Block block = inclusion.block().block();
    ledger.awaitCertified(block.height());
    CommitCertificate certificate =
        ledger.first().engine().certificate(block.height()).orElseThrow();
    Receipt receipt = Receipt.of(block, certificate, inclusion.index());
    CertificateVerifier verifier = new CertificateVerifier(ledger.genesis());
    assertThat(receipt.verify(verifier, transaction.id()).isAccepted()).isTrue();
    assertThat(receipt.verify(verifier, say("another").id()).isAccepted()).isFalse();
    TransactionResult other =
        new TransactionResult(
            transaction.id(), StoryApplication.REPEATED, receipt.result().event());
    Receipt forged =
        new Receipt(
            receipt.header(),
            receipt.certificate(),
            other,
            receipt.transactionProof(),
            receipt.resultProof());
    assertThat(forged.verify(verifier, transaction.id()).isAccepted()).isFalse();

    ByteString key = StoryApplication.key(transaction);
    var proof = ledger.first().application().state().prove(block.height(), key);
    assertThat(
            proof
                .verifyPresent(block.header().stateRoot(), key, ByteString.utf8("once"))
                .isAccepted())
        .isTrue();
    assertThat(
            proof
                .verifyPresent(block.header().stateRoot(), key, ByteString.utf8("twice"))
                .isAccepted())
        .isFalse();
  }

  @Test
  void certificatesMayTrailAndAllCome() throws Exception {
    ledger.first().execute(say("certified"));
    ledger.first().execute(say("certified too"));
    long height = ledger.first().height();
    ledger.awaitCertified(height);
    CertificateVerifier verifier = new CertificateVerifier(ledger.genesis());
    for (Ledger.Member each : ledger.processes()) {
      long time = ledger.genesis().epochSeconds();
      for (long at = 0; at <= height; at++) {
        Block block = block(each, at);
        assertThat(block.header().epochSeconds()).isGreaterThanOrEqualTo(time);
        time = block.header().epochSeconds();
        assertThat(
                verifier
                    .verify(block.header(), each.engine().certificate(at).orElseThrow())
                    .isAccepted())
            .isTrue();
      }
      assertThat(each.engine().certificate(each.height() + 1_000)).isEmpty();
    }
  }

  private static Block block(Ledger.Member process, long height) throws Exception {
    return Block.decode(process.engine().blocks().block(height).orElseThrow());
  }

  // --- submissions

  @Test
  void whatTheApplicationRefusesIsRefusedAndNeverOrdered() throws Exception {
    Transaction refused = StoryApplication.unspeakable();
    for (Ledger.Member each : ledger.processes()) {
      assertThat(each.submit(refused))
          .isEqualTo(new Admission.Refused(LedgerRefusal.PROOF_INVALID));
    }
    ledger.first().execute(say("after"));
    assertThat(results(ledger.first(), refused)).isEmpty();
  }

  /** What {@code transaction} came to, as often as it stands in the chain. */
  private static List<Integer> results(Ledger.Member process, Transaction transaction)
      throws Exception {
    List<Integer> codes = new ArrayList<>();
    for (long height = 1; height <= process.height(); height++) {
      for (TransactionResult result : block(process, height).results()) {
        if (result.transactionId().equals(transaction.id())) {
          codes.add(result.code());
        }
      }
    }
    return codes;
  }

  @Test
  void aTransactionThatFailsIsAResultAndTheLedgerGoesOn() throws Exception {
    assertThat(ledger.first().execute(say("it")).result().isApplied()).isTrue();
    TransactionResult again = ledger.first().execute(say("it")).result();
    assertThat(again.isApplied()).isFalse();
    assertThat(again.code()).isEqualTo(StoryApplication.REPEATED);
    assertThat(ledger.first().execute(say("more")).result().isApplied()).isTrue();
  }

  @Test
  void whatIsSubmittedTwiceTakesEffectOnce() throws Exception {
    Transaction transaction = say("once");
    for (Ledger.Member each : ledger.processes()) {
      each.submit(transaction);
      each.submit(transaction);
    }
    ledger.first().execute(say("marker"));
    ledger.first().execute(transaction);
    long height = ledger.first().height();
    ledger.awaitCertified(height);
    for (Ledger.Member each : ledger.processes()) {
      List<Integer> codes = results(each, transaction);
      assertThat(codes).hasSizeGreaterThanOrEqualTo(2).startsWith(TransactionResult.APPLIED);
      assertThat(codes.subList(1, codes.size())).containsOnly(StoryApplication.REPEATED);
      assertThat(each.application().wasSaid(transaction)).isTrue();
    }
  }

  @Test
  void takesNothingBeforeItsStartAndAfterItsEnd() throws Exception {
    Ledger.Member first = ledger.first();
    first.execute(say("in time"));
    long height = first.height();
    first.engine().close();
    first.engine().close();
    assertThat(first.engine().status().phase()).isEqualTo(Phase.CLOSED);
    assertThat(first.submit(say("late"))).isEqualTo(refusedAsStopped());
    assertThat(first.height()).isEqualTo(height);
    ledger.stop();

    for (Ledger.Member each : ledger.processes()) {
      each.create();
    }
    assertThat(first.engine().status().phase()).isEqualTo(Phase.NEW);
    assertThat(first.height()).isEqualTo(height);
    assertThat(first.submit(say("early"))).isEqualTo(refusedAsStopped());
    ledger.start();
    assertThat(first.execute(say("in time again")).result().isApplied()).isTrue();
    assertThat(results(first, say("late"))).isEmpty();
    assertThat(results(first, say("early"))).isEmpty();
  }

  private static Admission refusedAsStopped() {
    return new Admission.Refused(LedgerRefusal.ENGINE_STOPPED);
  }

  // --- listeners

  @Test
  void listenersHearEachBlockOnceInOrderOnOneThreadUntilTheyClose() throws Exception {
    Heard staying = new Heard();
    Heard leaving = new Heard();
    Ledger.Member first = ledger.first();
    first.engine().onCommit(staying);
    var subscription = first.engine().onCommit(leaving);
    for (int i = 0; i < 5; i++) {
      first.execute(say("heard " + i));
    }
    Ledger.until("the fifth word", () -> staying.said() >= 5 && leaving.said() >= 5);
    subscription.close();
    subscription.close();
    int heard = leaving.blocks().size();
    for (int i = 0; i < 5; i++) {
      first.execute(say("unheard " + i));
    }
    Ledger.until("the tenth word", () -> staying.said() >= 10);
    assertThat(leaving.blocks()).hasSize(heard);
    List<Block> blocks = staying.blocks();
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).height()).isEqualTo(blocks.get(i - 1).height() + 1);
      assertThat(blocks.get(i).header().parentHash()).isEqualTo(blocks.get(i - 1).header().hash());
    }
    for (Block each : blocks) {
      assertThat(first.engine().blocks().block(each.height())).hasValue(each.encode());
    }
    assertThat(staying.threads()).hasSize(1);
  }

  // --- restarts and disks

  @Test
  @Requirement("E9")
  void aCommittedBlockNeverChanges() throws Exception {
    for (int i = 0; i < 3; i++) {
      ledger.first().execute(say("before " + i));
    }
    long height = ledger.first().height();
    ledger.awaitCertified(height);
    List<ByteString> before = chain(ledger.first().engine().blocks(), height);
    ledger.stop();
    ledger.start();
    assertThat(ledger.first().height()).isGreaterThanOrEqualTo(height);
    for (int i = 0; i < 3; i++) {
      assertThat(ledger.first().execute(say("after " + i)).block().block().height())
          .isGreaterThan(height);
    }
    assertThat(ledger.first().application().wasSaid(say("before 2"))).isTrue();
    ledger.awaitCertified(ledger.first().height());
    for (Ledger.Member each : ledger.processes()) {
      assertThat(chain(each.engine().blocks(), height)).isEqualTo(before);
    }
  }

  private static List<ByteString> chain(BlockSource blocks, long height) throws IOException {
    List<ByteString> chain = new ArrayList<>();
    for (long at = 0; at <= height; at++) {
      chain.add(blocks.block(at).orElseThrow());
    }
    return chain;
  }

  @Test
  void anApplicationThatForgotIsBroughtToTheEndOfTheChain() throws Exception {
    for (int i = 0; i < 3; i++) {
      ledger.first().execute(say("word " + i));
    }
    long height = ledger.first().height();
    ledger.awaitCertified(height);
    Hash32 root = block(ledger.first(), height).header().stateRoot().hash();
    ledger.stop();
    ledger.loseStates();
    ledger.start();
    for (Ledger.Member each : ledger.processes()) {
      var state = each.application().state();
      assertThat(state.root(height).orElseThrow().hash()).isEqualTo(root);
      assertThat(each.application().wasSaid(say("word 2"))).isTrue();
    }
    ledger.first().execute(say("more"));
  }

  @Test
  void chainAndStateMoveToAnotherKindOfDisk() throws Exception {
    ledger.first().execute(say("here"));
    long height = ledger.first().height();
    ledger.awaitCertified(height);
    ledger.stop();
    ledger.swapDisks();
    ledger.start();
    assertThat(ledger.first().application().wasSaid(say("here"))).isTrue();
    ledger.first().execute(say("there"));
    ledger.awaitCertified(ledger.first().height());
    assertThat(verify(archive(ledger.first()))).isInstanceOf(ChainVerdict.Sound.class);
  }

  // --- failure

  @Test
  void aThrowingApplicationStopsTheReplicaWhichSaysSo() throws Exception {
    ledger.first().execute(say("before"));
    long height = ledger.first().height();
    ledger.awaitCertified(height);
    ledger.first().submit(StoryApplication.bug());
    // Whoever stops first may take with it what another one needs to decide the block.
    Ledger.until("failure", () -> ledger.processes().stream().anyMatch(EngineStories::hasFailed));
    for (Ledger.Member each : ledger.processes()) {
      EngineStatus status = each.engine().status();
      assertThat(status.height()).isEqualTo(height);
      if (status.phase() == Phase.FAILED) {
        assertThat(status.failure()).hasValueSatisfying(why -> assertThat(why).contains("a bug"));
        assertThat(each.submit(say("next"))).isEqualTo(refusedAsStopped());
      }
    }
  }

  private static boolean hasFailed(Ledger.Member process) {
    return process.engine().status().phase() == Phase.FAILED;
  }

  // --- what it says of itself

  @Test
  void whatItSaysItCanDoIsTrue() throws Exception {
    Capabilities says = ledger.first().engine().capabilities();
    assertThat(says).isEqualTo(ledger.founding().promised());
    ledger.first().execute(say("capable"));
    long height = ledger.first().height();
    ledger.awaitCertified(height);
    QuorumCertificate proof = ledger.first().engine().certificate(height).orElseThrow().quorum();
    assertThat(
            switch (proof) {
              case QuorumCertificate.MultiSignature _ -> ProofKind.ED25519_MULTI_SIGNATURE;
              case QuorumCertificate.ThresholdSignature _ -> ProofKind.THRESHOLD_BLS;
            })
        .isEqualTo(says.proofKind());
    long judged = ledger.processes().stream().mapToLong(each -> each.application().judged()).sum();
    assertThat(judged > 0).isEqualTo(says.hasProposalPhase());
    if (says.faultModel() == FaultModel.BYZANTINE) {
      ledger.processes().getLast().stop();
      assertThat(ledger.first().execute(say("without one")).result().isApplied()).isTrue();
      ledger.processes().getLast().start();
    }
    ledger.awaitCertified(height);
  }

  @Test
  @Requirement("E8")
  void changesItsOperatorsWhileNobodySubmitsAnything() throws Exception {
    OperatorSet now = ledger.genesis().operators();
    OperatorSet next =
        new OperatorSet(
            now.epoch() + 1, now.operators(), now.faults(), now.slow(), now.quorum(), now.scheme());
    long decided = ledger.first().execute(StoryApplication.handOver(next)).block().block().height();
    long last = Activation.lastHeight(decided);
    ledger.awaitCertified(last);
    ledger.first().execute(say("under the next"));
    requireNothingEmptyAfter(last);
    ledger.awaitCertified(ledger.first().height());
    for (Ledger.Member each : ledger.processes()) {
      assertThat(each.application().membership()).isEqualTo(Membership.unchanged(next));
      assertThat(block(each, last).newOperators()).isEqualTo(Optional.of(next));
      assertThat(verify(archive(each))).isInstanceOf(ChainVerdict.Sound.class);
    }
  }

  @Test
  void makesTheHeightsThatOpenWorkWaitsForAndNoOthers() throws Exception {
    long awaited = ledger.first().execute(StoryApplication.await(4)).block().block().height() + 4;
    ledger.awaitCertified(awaited);
    ledger.first().execute(say("next"));
    requireNothingEmptyAfter(awaited);
  }

  /** Somebody asked for each block beyond {@code height}. */
  private void requireNothingEmptyAfter(long height) throws Exception {
    for (long at = height + 1; at <= ledger.first().height(); at++) {
      assertThat(block(ledger.first(), at).transactions()).as("block %d", at).isNotEmpty();
    }
  }
}
