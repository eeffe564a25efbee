package org.specie.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.signer.CertifiedHeader;
import org.specie.cash.application.signer.OperatorSigner;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.cash.application.signer.OutputSigner;
import org.specie.cash.application.signer.SignerAnswer;
import org.specie.cash.application.signer.SignerReason;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.node.home.MemoryHome;
import org.specie.node.signing.BlockSigning;
import org.specie.node.signing.SignatureArchive;
import org.specie.node.signing.SigningStalled;
import org.specie.quality.requirements.Requirement;

/** The chain of a short history, signed again by operators who are not all what they should be. */
@Timeout(120)
final class SigningTurnsTest {
  private final MemoryHome home = new MemoryHome();
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private LedgerConstants ledger;
  private SignatureArchive honest;
  private TestNetwork world;

  @BeforeEach
  void makeAHistory() throws IOException {
    NetworkPlan plan = NetworkPlan.standard(TestNetwork.START).withOperators(7);
    world = new TestNetwork(4, home, plan);
    Person ana = new Person(world, "ana");
    ana.settleIn("100.00");
    ana.load("70.00");
    ana.submit(ana.payment(ana, "5.00"));
    ana.submit(ana.payment(ana, "5.00"));
    ledger = world.network.ledger();
    world.close();
    honest = SignatureArchive.open(home.database("signatures"));
  }

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  private OutputSigner signer(int index) throws IOException {
    return signer(index, new MemoryStorage());
  }

  private OperatorSigner signer(int index, Storage log) throws IOException {
    return OperatorSigner.open(
        ledger.genesis(),
        Operators.share(home, index, ledger.key().key().hash(), ledger.generation()),
        LocalNetwork.outputs(ledger),
        log);
  }

  private BlockSigning signing(SignatureArchive archive, List<OutputSigner> signers)
      throws IOException {
    return new BlockSigning(
        ledger.key(),
        LocalNetwork.outputs(ledger),
        signers,
        BlockLog.open(home.database("chain")),
        archive,
        BatchVerifier.onOneCore(ledger.suite().bases(), world.entropy),
        workers);
  }

  /** All operators, of whom {@code faulty} are replaced by what {@code fault} makes of them. */
  private List<OutputSigner> withFaults(Set<Integer> faulty, Fault fault) throws IOException {
    List<OutputSigner> signers = new ArrayList<>();
    for (int index = 1; index <= ledger.key().operators(); index++) {
      OutputSigner sound = signer(index);
      signers.add(faulty.contains(index) ? new Faulty(sound, fault) : sound);
    }
    return signers;
  }

  private void signsEverythingAlike(List<OutputSigner> signers) throws IOException {
    SignatureArchive archive = SignatureArchive.open(new MemoryStorage());
    BlockSigning signing = signing(archive, signers);
    boolean isMore = true;
    while (isMore) {
      isMore = signing.signNext();
    }
    assertThat(archive.height()).isEqualTo(honest.height()).isPositive();
    int outputs = 0;
    for (long height = 0; height <= honest.height(); height++) {
      List<BlindSignature> expected = honest.of(height, 0);
      assertThat(archive.of(height, 0)).isEqualTo(expected);
      outputs += expected.size();
    }
    assertThat(outputs).isEqualTo(6);
  }

  @Test
  @Requirement("D5")
  void anyOperatorsMakeTheSameSignatures() throws IOException {
    List<OutputSigner> reversed = new ArrayList<>(withFaults(Set.of(), Fault.SILENT).reversed());
    signsEverythingAlike(reversed);
  }

  @Test
  void operatorsThatAreSilentRefuseOrLieOnlyCostTime() throws IOException {
    for (Fault fault : Fault.values()) {
      signsEverythingAlike(withFaults(Set.of(2, 3), fault));
    }
  }

  @Test
  @Requirement("D5")
  void stallsWithoutFPlusOneAndGoesOnWithThem() throws IOException {
    SignatureArchive archive = SignatureArchive.open(new MemoryStorage());
    BlockSigning alone = signing(archive, withFaults(Set.of(1, 2, 3, 4, 5), Fault.LIES));
    assertThatThrownBy(
            () -> {
              while (alone.signNext()) {
                assertThat(archive.height()).isLessThan(honest.height());
              }
            })
        .isInstanceOf(SigningStalled.class)
        .hasMessageContaining("1=sent a share that does not verify");
    long stalledAt = archive.height();
    assertThat(stalledAt).isLessThan(honest.height());
    BlockSigning repaired = signing(archive, withFaults(Set.of(), Fault.LIES));
    assertThat(repaired.signNext()).isTrue();
    assertThat(archive.height()).isEqualTo(stalledAt + 1);
  }

  /** What may be wrong with an operator. */
  private enum Fault {
    SILENT,
    REFUSES,
    LIES,
    SENDS_ANOTHERS_SHARE,
    ANSWERS_IN_PART
  }

  private record Faulty(OutputSigner sound, Fault fault) implements OutputSigner {
    @Override
    public int index() {
      return sound.index();
    }

    @Override
    public long height() {
      return sound.height();
    }

    @Override
    public Verdict follow(List<CertifiedHeader> next) throws IOException {
      return sound.follow(next);
    }

    @Override
    public List<SignerAnswer> sign(Block block, List<OutputPlace> wanted) throws IOException {
      if (fault == Fault.SILENT) {
        throw new IOException("no connection");
      }
      List<SignerAnswer> answers = new ArrayList<>();
      for (SignerAnswer answer : sound.sign(block, wanted)) {
        PartialSignature share = ((SignerAnswer.Signed) answer).share();
        switch (fault) {
          case SILENT, ANSWERS_IN_PART -> {}
          case REFUSES -> answers.add(new SignerAnswer.Refused(SignerReason.NOT_FINAL));
          case LIES -> answers.add(signed(share.index(), share.value().plus(G1.GENERATOR)));
          case SENDS_ANOTHERS_SHARE -> answers.add(signed(share.index() + 3, share.value()));
        }
      }
      return answers;
    }

    private static SignerAnswer signed(int index, G1 value) {
      return new SignerAnswer.Signed(new PartialSignature(index, value));
    }
  }

  @Test
  void anArchiveThatIsDamagedSaysSo() throws IOException {
    Storage storage = home.database("signatures");
    storage.write(new Storage.Batch().put(ByteString.hex("49"), ByteString.hex("00")));
    assertThatThrownBy(() -> SignatureArchive.open(storage))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("made again");
  }
}
