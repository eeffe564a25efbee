package org.specie.ledger.api.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.quality.requirements.Requirement;

@Requirement({"E4", "E6"})
class ChainVerifierTest {
  private static final List<Integer> QUORUM = List.of(0, 1, 3);

  private final TestChain chain = new TestChain("test ledger");

  @BeforeEach
  void growChain() {
    chain.append(1_010, 3);
    chain.append(1_010, 1);
    chain.append(1_020, 0);
    chain.append(1_030, 2);
  }

  private ChainVerdict verify() throws IOException {
    return new ChainVerifier(chain.genesis()).verify(chain, BlockAuditor.none());
  }

  private void assertBroken(long height, LedgerRefusal reason) throws IOException {
    assertThat(verify()).isEqualTo(new ChainVerdict.Broken(height, reason));
  }

  private Block blockAt(int height) throws MalformedInput {
    return Block.decode(chain.blocks().get(height));
  }

  @Test
  void acceptsASoundChainAndNamesItsHead() throws IOException, MalformedInput {
    assertThat(verify()).isEqualTo(new ChainVerdict.Sound(blockAt(4).header()));
  }

  @Test
  void namesTheBlockInWhichAnyByteWasChanged() throws IOException {
    assertNamesEveryChange(TestChain::blocks);
  }

  @Test
  void namesTheBlockWhoseCertificateHasAnyByteChanged() throws IOException {
    assertNamesEveryChange(TestChain::certificates);
  }

  private static void assertNamesEveryChange(Function<TestChain, List<ByteString>> part)
      throws IOException {
    TestChain small = new TestChain("one operator", 1, 1);
    small.append(1_010, List.of(0), 2);
    small.append(1_020, List.of(0), 1);
    ChainVerifier verifier = new ChainVerifier(small.genesis());
    List<ByteString> stored = part.apply(small);
    for (int height = 0; height < stored.size(); height++) {
      ByteString sound = stored.get(height);
      for (int i = 0; i < sound.size(); i++) {
        stored.set(height, flipped(sound, i));
        ChainVerdict verdict = verifier.verify(small, BlockAuditor.none());
        assertThat(verdict instanceof ChainVerdict.Broken broken ? broken.height() : -1)
            .as("byte %d of height %d", i, height)
            .isEqualTo(height);
      }
      stored.set(height, sound);
    }
    assertThat(verifier.verify(small, BlockAuditor.none())).isInstanceOf(ChainVerdict.Sound.class);
  }

  private static ByteString flipped(ByteString bytes, int at) {
    byte[] changed = bytes.toByteArray();
    changed[at] ^= 0x01;
    return ByteString.copyOf(changed);
  }

  @Test
  void refusesMissingTruncatedAndExtendedParts() throws IOException {
    ByteString block = chain.blocks().get(1);
    ByteString certificate = chain.certificates().get(1);
    chain.blocks().set(1, ByteString.EMPTY);
    assertBroken(1, LedgerRefusal.BLOCK_MISSING);
    chain.blocks().set(1, block.slice(0, block.size() - 1));
    assertBroken(1, LedgerRefusal.BLOCK_MALFORMED);
    chain.blocks().set(1, ByteString.concat(block, ByteString.hex("00")));
    assertBroken(1, LedgerRefusal.BLOCK_MALFORMED);
    chain.blocks().set(1, block);
    chain.certificates().set(1, ByteString.EMPTY);
    assertBroken(1, LedgerRefusal.CERTIFICATE_MISSING);
    chain.certificates().set(1, ByteString.concat(certificate, ByteString.hex("00")));
    assertBroken(1, LedgerRefusal.CERTIFICATE_MALFORMED);
    chain.blocks().clear();
    assertBroken(0, LedgerRefusal.BLOCK_MISSING);
  }

  @Test
  void refusesABlockOrCertificateFromAnotherPlace() throws IOException {
    ByteString second = chain.blocks().get(2);
    chain.blocks().set(2, chain.blocks().get(3));
    assertBroken(2, LedgerRefusal.HEIGHT_DIFFERS);
    chain.blocks().set(2, second);
    chain.certificates().set(2, chain.certificates().get(3));
    assertBroken(2, LedgerRefusal.CERTIFICATE_INVALID);
  }

  @Test
  void refusesTheChainOfAnotherLedger() throws IOException {
    ChainVerdict verdict =
        new ChainVerifier(new TestChain("other ledger").genesis())
            .verify(chain, BlockAuditor.none());
    assertThat(verdict).isEqualTo(new ChainVerdict.Broken(0, LedgerRefusal.LEDGER_DIFFERS));
  }

  @Test
  void refusesASignedBlockThatDoesNotContinueItsPredecessor() throws IOException, MalformedInput {
    BlockHeader head = blockAt(4).header();
    chain.append(new Block(empty(head, 5, Hash32.ZERO, 1_040), List.of(), List.of()), QUORUM);
    assertBroken(5, LedgerRefusal.PARENT_DIFFERS);
  }

  @Test
  void refusesASignedBlockOlderThanItsPredecessor() throws IOException {
    chain.append(1_029, 1);
    assertBroken(5, LedgerRefusal.TIME_RUNS_BACK);
  }

  private static BlockHeader empty(BlockHeader like, long height, Hash32 parent, long time) {
    return new BlockHeader(
        like.ledgerId(),
        height,
        parent,
        time,
        0,
        Block.transactionsRoot(List.of()),
        Block.resultsRoot(List.of()),
        StateRoot.EMPTY,
        Hash32.ZERO,
        like.nextOperators());
  }

  @Test
  void refusesTransactionsAndResultsThatAreNotTheHeaders() throws IOException, MalformedInput {
    Block block = blockAt(1);
    List<Transaction> transactions = new ArrayList<>(block.transactions());
    transactions.set(0, new Transaction(ByteString.utf8("pay me")));
    chain.blocks().set(1, new Block(block.header(), transactions, block.results()).encode());
    assertBroken(1, LedgerRefusal.TRANSACTIONS_ROOT_DIFFERS);

    List<TransactionResult> results = new ArrayList<>(block.results());
    results.set(1, new TransactionResult(results.get(1).transactionId(), 0, ByteString.EMPTY));
    chain.blocks().set(1, new Block(block.header(), block.transactions(), results).encode());
    assertBroken(1, LedgerRefusal.RESULTS_ROOT_DIFFERS);
  }

  @Test
  void refusesASignedBlockWhoseResultsBelongElsewhere() throws IOException {
    Transaction transaction = new Transaction(ByteString.utf8("pay"));
    TransactionResult stray = new TransactionResult(Hash32.ZERO, 0, ByteString.EMPTY);
    chain.append(1_040, List.of(transaction), List.of(stray), QUORUM);
    assertBroken(5, LedgerRefusal.RESULT_MISPLACED);
  }

  @Test
  @Requirement("E5")
  void refusesABlockWithoutAQuorumOfItsOwnOperators() throws IOException, MalformedInput {
    BlockHeader header = blockAt(3).header();
    chain.certificates().set(3, chain.certify(header, List.of(1, 2)).encode());
    assertBroken(3, LedgerRefusal.CERTIFICATE_INVALID);
    chain.certificates().set(3, new TestChain("x").certify(header, QUORUM).encode());
    assertBroken(3, LedgerRefusal.CERTIFICATE_INVALID);
    chain.certificates().set(3, chain.certify(header, List.of(0, 1, 2, 3)).encode());
    assertThat(verify()).isInstanceOf(ChainVerdict.Sound.class);
  }

  @Test
  void refusesAStartThatIsNotTheGenesis() throws IOException, MalformedInput {
    BlockHeader start = blockAt(0).header();
    BlockHeader late = empty(start, 0, Hash32.ZERO, 1_001);
    chain.blocks().set(0, new Block(late, List.of(), List.of()).encode());
    assertBroken(0, LedgerRefusal.GENESIS_DIFFERS);
  }

  @Test
  @Requirement("U10")
  void letsAnAuditorRecomputeAndNameTheFirstBlockItRefuses() throws IOException {
    List<Long> seen = new ArrayList<>();
    BlockAuditor auditor =
        block -> {
          seen.add(block.height());
          return block.height() == 3
              ? LedgerRefusal.RESULT_DIVERGES.refused()
              : org.specie.kernel.core.Verdict.accepted();
        };
    assertThat(new ChainVerifier(chain.genesis()).verify(chain, auditor))
        .isEqualTo(new ChainVerdict.Broken(3, LedgerRefusal.RESULT_DIVERGES));
    assertThat(seen).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void everyRefusalHasItsOwnNumberInTheLedgersRange() {
    assertThat(LedgerRefusal.values())
        .extracting(Reason::code)
        .doesNotHaveDuplicates()
        .allSatisfy(code -> assertThat(code).isBetween(4000, 4999));
  }

  @Test
  void aGenesisWithAnyByteChangedIsAnotherLedgerOrNone() {
    ByteString sound = chain.genesis().encode();
    for (int i = 0; i < sound.size(); i++) {
      try {
        Genesis changed = Genesis.decode(flipped(sound, i));
        assertThat(changed.ledgerId()).isNotEqualTo(chain.genesis().ledgerId());
      } catch (MalformedInput e) {
        assertThat(e).hasMessageMatching("[A-Za-z0-9 '-]+");
      }
    }
  }

  @Test
  void refusesOperatorsThatCountTwice() throws MalformedInput {
    OperatorKey key = OperatorKey.fromSeed(new byte[32]);
    Genesis genesis =
        new Genesis("x", 0, new OperatorSet(List.of(key.operator("a")), 1), ByteString.EMPTY);
    ByteString encoded = genesis.encode();
    assertThat(Genesis.decode(encoded)).isEqualTo(genesis);
    String twice =
        encoded.toHex().replaceFirst("00000001(0000000161.{64}00000000.{64})", "00000002$1$1");
    assertThat(twice).isNotEqualTo(encoded.toHex());
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> Genesis.decode(ByteString.hex(twice)))
        .isInstanceOf(MalformedInput.class);
  }
}
