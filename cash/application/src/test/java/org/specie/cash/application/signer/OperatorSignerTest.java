package org.specie.cash.application.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.cash.application.signer.SignerWorld.GENERATION;
import static org.specie.cash.application.signer.SignerWorld.transaction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.signer.SignerWorld.Wish;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** The six conditions of docs/spec/10-private-cash.md, clause 10.10, each violated in turn. */
final class OperatorSignerTest {
  private static final ByteString NOTHING = ByteString.EMPTY;
  private final SignerWorld world = new SignerWorld(11);
  private final MemoryStorage storage = new MemoryStorage();
  private final Wish state = world.wish("state");
  private final Wish coin = world.wish("coin");
  private final Transaction payment = transaction(GENERATION, state, coin);
  private OperatorSigner signer;
  private Block block;

  @BeforeEach
  void commitAPayment() throws IOException {
    signer = world.signer(1, storage);
    block = world.append(payment);
  }

  private void followAll() throws IOException {
    follow(signer);
  }

  private void follow(OperatorSigner each) throws IOException {
    List<CertifiedHeader> all = world.certified();
    assertThat(each.follow(all.subList((int) each.height() + 1, all.size())).isAccepted()).isTrue();
  }

  private static SignerAnswer ask(OperatorSigner signer, Block block, int transaction, int output)
      throws IOException {
    return signer.sign(block, List.of(new OutputPlace(transaction, output))).getFirst();
  }

  private void refuses(Reason reason, Block asked, int transaction, int output) throws IOException {
    assertThat(ask(signer, asked, transaction, output)).isEqualTo(new SignerAnswer.Refused(reason));
  }

  private static PartialSignature share(SignerAnswer answer) {
    assertThat(answer).isInstanceOf(SignerAnswer.Signed.class);
    return ((SignerAnswer.Signed) answer).share();
  }

  private SigningRequest request(Transaction transaction, int output) {
    return SignerWorld.outputs(transaction, new TransactionResult(transaction.id(), 0, NOTHING))
        .get(output)
        .request();
  }

  @Test
  @Requirement("D5")
  void signsEveryOutputOfAnAppliedTransaction() throws IOException {
    followAll();
    for (int output = 0; output < 2; output++) {
      PartialSignature share = share(ask(signer, block, 0, output));
      assertThat(world.key.share(1).verifies(request(payment, output), share)).isTrue();
    }
  }

  @Test
  @Property("P19")
  void refusesWhatNoCertificateItVerifiedCommits() throws IOException {
    refuses(SignerReason.NOT_FINAL, block, 0, 0);
    follow(signer);
    Block pending =
        world.block(List.of(transaction(GENERATION, world.wish("pending"))), block.results());
    refuses(SignerReason.NOT_FINAL, pending, 0, 0);
  }

  @Test
  void followsNoHeaderWithoutAQuorum() throws IOException {
    List<CertifiedHeader> all = new ArrayList<>(world.certified());
    all.set(1, world.certify(block.header(), 2));
    assertThat(signer.follow(all)).isEqualTo(Verdict.refused(LedgerRefusal.CERTIFICATE_INVALID));
    assertThat(signer.height()).isZero();
    refuses(SignerReason.NOT_FINAL, block, 0, 0);
  }

  @Test
  void followsNoHeaderThatDoesNotContinueTheOneBefore() throws IOException {
    List<CertifiedHeader> all = world.certified();
    assertThat(signer.follow(all.subList(1, 2)))
        .isEqualTo(Verdict.refused(LedgerRefusal.HEIGHT_DIFFERS));
    follow(signer);
    BlockHeader sound = world.append().header();
    BlockHeader fork =
        new BlockHeader(
            sound.ledgerId(),
            sound.height(),
            world.blocks.getFirst().header().hash(),
            sound.epochSeconds(),
            0,
            sound.transactionsRoot(),
            sound.resultsRoot(),
            sound.stateRoot(),
            sound.applicationDigest(),
            sound.nextOperators());
    assertThat(signer.follow(List.of(world.certify(fork, 4))))
        .isEqualTo(Verdict.refused(LedgerRefusal.PARENT_DIFFERS));
  }

  @Test
  void followsNoChainOfAnotherLedger() throws IOException {
    SignerWorld foreign = new SignerWorld(12);
    assertThat(signer.follow(foreign.certified()))
        .isEqualTo(Verdict.refused(LedgerRefusal.LEDGER_DIFFERS));
  }

  @Test
  void refusesAnotherBlockThanTheOneItVerified() throws IOException {
    Transaction other = transaction(GENERATION, world.wish("other"));
    SignerWorld twin = new SignerWorld(11);
    Block forged = twin.append(other);
    followAll();
    refuses(SignerReason.OTHER_BLOCK, forged, 0, 0);
  }

  @Test
  void refusesContentsThatTheHeaderDoesNotCommitTo() throws IOException {
    followAll();
    Transaction other = transaction(GENERATION, world.wish("other"));
    refuses(
        LedgerRefusal.TRANSACTIONS_ROOT_DIFFERS,
        new Block(block.header(), List.of(other), block.results()),
        0,
        0);
    refuses(
        LedgerRefusal.RESULTS_ROOT_DIFFERS,
        new Block(
            block.header(),
            block.transactions(),
            List.of(new TransactionResult(payment.id(), 0, ByteString.utf8("more budget")))),
        0,
        0);
  }

  @Test
  @Property("P19")
  void refusesTheOutputsOfARefusedTransaction() throws IOException {
    Transaction refused = transaction(GENERATION, world.wish("refused"));
    Block next =
        world.append(List.of(refused), List.of(new TransactionResult(refused.id(), 3001, NOTHING)));
    followAll();
    refuses(SignerReason.NOT_APPLIED, next, 0, 0);
    Block relabelled =
        new Block(
            next.header(),
            next.transactions(),
            List.of(new TransactionResult(refused.id(), 0, NOTHING)));
    refuses(LedgerRefusal.RESULTS_ROOT_DIFFERS, relabelled, 0, 0);
  }

  @Test
  void refusesOutputsThatDoNotExist() throws IOException {
    Block next = world.append(new Transaction(ByteString.utf8("no outputs at all")));
    followAll();
    refuses(SignerReason.NO_SUCH_OUTPUT, block, 0, 2);
    refuses(SignerReason.NO_SUCH_OUTPUT, block, 0, -1);
    refuses(SignerReason.NOT_APPLIED, block, 1, 0);
    refuses(SignerReason.NOT_APPLIED, block, -1, 0);
    refuses(SignerReason.NO_SUCH_OUTPUT, next, 0, 0);
  }

  @Test
  void refusesAnotherGeneration() throws IOException {
    Block next = world.append(transaction(GENERATION + 1, world.wish("next generation")));
    followAll();
    refuses(SignerReason.OTHER_GENERATION, next, 0, 0);
    OperatorSigner successor = world.signer(1, GENERATION + 1, new MemoryStorage());
    follow(successor);
    assertThat(ask(successor, block, 0, 0))
        .isEqualTo(new SignerAnswer.Refused(SignerReason.OTHER_GENERATION));
  }

  @Test
  void answersTwiceWithTheSameBytes() throws IOException {
    followAll();
    PartialSignature first = share(ask(signer, block, 0, 1));
    Block again = world.append(payment);
    followAll();
    assertThat(share(ask(signer, again, 0, 1))).isEqualTo(first);
    OperatorSigner restarted = world.signer(1, storage);
    assertThat(restarted.height()).isEqualTo(2);
    assertThat(share(ask(restarted, block, 0, 1))).isEqualTo(first);
  }

  @Test
  @Requirement("D2")
  @Property("P19")
  void signsOneMessageAloneUnderOneBase() throws IOException {
    Wish second = new Wish(coin.base(), Scalar.of(1_000_000), Scalar.random(world.entropy));
    Block next = world.append(transaction(GENERATION, second));
    followAll();
    share(ask(signer, block, 0, 1));
    refuses(SignerReason.BASE_USED, next, 0, 0);
    signer = world.signer(1, storage);
    refuses(SignerReason.BASE_USED, next, 0, 0);
    share(ask(signer, block, 0, 1));
  }

  @Test
  void signsOneMessageAloneUnderOneBaseWithinACall() throws IOException {
    Wish second = new Wish(state.base(), Scalar.ONE, Scalar.ONE);
    Block next = world.append(transaction(GENERATION, world.wish("fresh"), state, second));
    followAll();
    List<SignerAnswer> answers =
        signer.sign(
            next, List.of(new OutputPlace(0, 0), new OutputPlace(0, 1), new OutputPlace(0, 2)));
    share(answers.get(0));
    share(answers.get(1));
    assertThat(answers.get(2)).isEqualTo(new SignerAnswer.Refused(SignerReason.BASE_USED));
  }

  @Test
  void aTorsionBearingCommitmentLearnsNothingOfTheShare() throws IOException {
    G1 commitment = state.commitment().plus(pointOfOrderThree());
    Block clean = world.append(transaction(state.base(), state.commitment()));
    Block dirty = world.append(transaction(state.base(), commitment));
    followAll();
    PartialSignature share = share(ask(signer, dirty, 0, 0));
    assertThat(share.value().isInSubgroup()).isTrue();
    refuses(SignerReason.BASE_USED, clean, 0, 0);
    OperatorSigner fresh = world.signer(1, new MemoryStorage());
    follow(fresh);
    assertThat(share(ask(fresh, clean, 0, 0))).isEqualTo(share);
  }

  /** (0, 2), which does not decode, as the difference of two points that do. */
  private static G1 pointOfOrderThree() {
    try {
      G1 sum =
          G1.decode(
              new Decoder(
                  ByteString.hex(
                      "09b96d54160529994690f11ce97b5c89f01ff1445f19290b47a5d0eb1c9fb879"
                          + "01aa8a6663d823aa6433e1cd5bd0b4ea165a7b508498cd0e09cd974c06758320"
                          + "606b53dff80c2666b12162dac0494a5d7bc1149ca1bd5de3b3e9b487530d56f6")));
      G1 part =
          G1.decode(
              new Decoder(
                  ByteString.hex(
                      "18ea79bb54fcc48d4e731f21f56ca1d2ad7ef8b7d9ce34aef24fd4a11beba81c"
                          + "8d5b33163be249ba2848989fc7a316bc05c2459331079495aba224a15b1685b5"
                          + "87b75e89bc4a0a84a6a4653f246a049b0bd086eaf1c5894c40b5a69805788bde")));
      G1 three = sum.minus(part);
      assertThat(three.isInSubgroup()).isFalse();
      assertThat(three.plus(three).plus(three).isInfinity()).isTrue();
      return three;
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Requirement("D5")
  void aLyingOperatorIsFoundAndTheHolderStillGetsTheCredential() throws IOException {
    List<PartialSignature> shares = new ArrayList<>();
    for (int index = 1; index <= 3; index++) {
      OperatorSigner each = world.signer(index, new MemoryStorage());
      follow(each);
      shares.add(share(ask(each, block, 0, 1)));
    }
    PartialSignature lie = new PartialSignature(1, shares.get(1).value());
    SigningRequest request = request(payment, 1);
    Aggregation<PsSignature> obtained =
        new PsAggregator(world.key)
            .obtain(
                request,
                List.of(coin.attribute(), SignerWorld.SECOND),
                List.of(coin.blinding()),
                List.of(lie, shares.get(1), shares.get(2)));
    assertThat(obtained).isInstanceOf(Aggregation.Complete.class);
    assertThat(((Aggregation.Complete<PsSignature>) obtained).liars()).containsExactly(1);
  }

  @Test
  void aCrashBetweenLogAndAnswerLosesNothing() throws IOException {
    followAll();
    PartialSignature expected = share(ask(signer, block, 0, 0));
    for (boolean isWritten : List.of(false, true)) {
      MemoryStorage disk = new MemoryStorage();
      follow(world.signer(1, disk));
      OperatorSigner crashing = world.signer(1, new CrashingStorage(disk, isWritten));
      assertThat(crashes(crashing)).isTrue();
      OperatorSigner restarted = world.signer(1, disk);
      assertThat(share(ask(restarted, block, 0, 0))).isEqualTo(expected);
    }
  }

  private boolean crashes(OperatorSigner crashing) {
    try {
      ask(crashing, block, 0, 0);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aCrashWhileFollowingContinuesWhereTheLogEnds() throws IOException {
    for (boolean isWritten : List.of(false, true)) {
      MemoryStorage disk = new MemoryStorage();
      OperatorSigner crashing = world.signer(1, new CrashingStorage(disk, isWritten));
      List<CertifiedHeader> all = world.certified();
      assertThat(follows(crashing, all)).isFalse();
      OperatorSigner restarted = world.signer(1, disk);
      assertThat(restarted.height()).isEqualTo(isWritten ? 1 : -1);
      follow(restarted);
      share(ask(restarted, block, 0, 0));
    }
  }

  private static boolean follows(OperatorSigner each, List<CertifiedHeader> headers) {
    try {
      return each.follow(headers).isAccepted();
    } catch (IOException e) {
      return false;
    }
  }
}
