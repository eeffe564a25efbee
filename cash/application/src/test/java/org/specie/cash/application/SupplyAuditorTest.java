package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.audit.AuditReason;
import org.specie.cash.application.audit.SupplyAuditor;
import org.specie.cash.application.audit.SupplyReport;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** What a stranger finds out from blocks alone. docs/spec/21-application.md, section 10. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SupplyAuditorTest {
  private Bank bank;
  private int paymentHeight;

  @BeforeAll
  void writeAHistory() throws IOException {
    bank = new Bank(71);
    Customer ana = bank.open("ana", "300.00");
    Customer ben = bank.open("ben", "50.00");
    Customer loaded = bank.load(ana, "200.00");
    StateProver.Made payment = bank.prove(loaded, bank.payment(ben, "120.00"));
    Customer paid = bank.apply(loaded, payment);
    paymentHeight = bank.blocks.size() - 1;
    Coin coin = bank.received(ben, payment.transaction()).orElseThrow();
    Customer richer = bank.apply(ben, bank.prove(ben, Intent.claim(false, Optional.of(coin))));
    bank.apply(richer, bank.prove(richer, bank.move(Kind.UNLOAD, ben, "20.00")));
    CommitteeAct.Statement issue =
        bank.statement(new Act.IssuePrivate(ana.keys().publicSpendKey(), Amount.parse("9.00")));
    Bank.requireApplied(
        bank.block(
            bank.signed(issue, 0, 2),
            bank.transfer(ben, bank.ledger.treasury(), "15.00"),
            bank.act(new Act.DestroyOrdinary(Amount.parse("14.00")))));
    assertThat(bank.block(CashTransaction.of(payment.transaction())))
        .containsExactly(PrivateReason.NULLIFIER_SPENT.code());
    bank.nextEpoch();
    bank.apply(paid, bank.prove(paid, Intent.claim(true, Optional.empty())));
  }

  private SupplyAuditor auditor() throws IOException {
    return SupplyAuditor.create(
        bank.ledger,
        new MemoryStorage(),
        BatchVerifier.onOneCore(bank.suite.bases(), bank.entropy));
  }

  /** Audits the history with the block at {@code height} replaced, and all before it. */
  private void finds(Reason reason, int height, Block forged) throws IOException {
    SupplyAuditor auditor = auditor();
    for (int i = 0; i < height; i++) {
      assertThat(auditor.audit(bank.blocks.get(i)).isAccepted()).as("block %d", i).isTrue();
    }
    assertThat(auditor.audit(forged)).isEqualTo(Verdict.refused(reason));
  }

  @Test
  @Requirement({"D2", "U10", "D21"})
  @Property("P24")
  void addsTheSupplyUpFromPublicDataAlone() throws IOException {
    SupplyAuditor auditor = auditor();
    for (Block block : bank.blocks) {
      assertThat(auditor.audit(block)).isEqualTo(Verdict.accepted());
    }
    SupplyReport report = auditor.report();
    assertThat(report.isConserved()).isTrue();
    assertThat(report.issuedMinor()).isEqualTo(35_900);
    assertThat(report.destroyedMinor()).isEqualTo(1_400);
    assertThat(report.poolMinor()).isEqualTo(18_900);
    assertThat(report.ordinaryMinor()).isEqualTo(10_000 + 5_500 + 100);
    assertThat(report.enrolled()).isEqualTo(2);
    assertThat(report.accounts()).isEqualTo(3);
    assertThat(report.nullifiers()).isEqualTo(10);
    assertThat(report.height()).isEqualTo(bank.blocks.size() - 1L);
  }

  @Test
  @Requirement("U10")
  @Property("P24")
  void findsAResultThatIsNotWhatExecutionComesTo() throws IOException {
    for (int height = 0; height < bank.blocks.size(); height++) {
      Block block = bank.blocks.get(height);
      for (int i = 0; i < block.results().size(); i++) {
        TransactionResult result = block.results().get(i);
        finds(
            AuditReason.RESULTS_DIFFER,
            height,
            with(block, i, new TransactionResult(result.transactionId(), 2003, ByteString.EMPTY)));
      }
    }
  }

  private static Block with(Block block, int index, TransactionResult result) {
    List<TransactionResult> results = new ArrayList<>(block.results());
    results.set(index, result);
    return new Block(block.header(), block.transactions(), results);
  }

  @Test
  @Requirement("U10")
  @Property("P24")
  void findsAnAppliedDoubleSpend() throws IOException {
    int height = paymentHeight + 3;
    Transaction spent = bank.blocks.get(paymentHeight).transactions().getFirst();
    TransactionResult claimed = bank.blocks.get(paymentHeight).results().getFirst();
    Block honest = bank.blocks.get(height);
    Block forged =
        new Block(
            header(honest.header(), honest.header().stateRoot(), 1),
            List.of(spent),
            List.of(claimed));
    finds(AuditReason.RESULTS_DIFFER, height, forged);
  }

  @Test
  @Requirement("U10")
  @Property("P24")
  void findsAnAppliedTransactionWithoutAProof() throws IOException {
    Block honest = bank.blocks.get(paymentHeight);
    byte[] bytes = honest.transactions().getFirst().bytes().toByteArray();
    bytes[bytes.length - 1] ^= 1;
    Transaction unproven = new Transaction(ByteString.copyOf(bytes));
    TransactionResult claimed =
        new TransactionResult(unproven.id(), 0, honest.results().getFirst().event());
    finds(
        AuditReason.RESULTS_DIFFER,
        paymentHeight,
        new Block(honest.header(), List.of(unproven), List.of(claimed)));
  }

  @Test
  @Requirement("U10")
  @Property("P24")
  void findsAnEventThatNamesOtherNullifiers() throws IOException {
    Block honest = bank.blocks.get(paymentHeight);
    List<ByteString> swapped = new ArrayList<>(Bank.nullifiers(honest, 0)).reversed();
    ByteString event = new AppliedEvent.Consumed(1, swapped).encode();
    Hash32 id = honest.results().getFirst().transactionId();
    finds(
        AuditReason.RESULTS_DIFFER,
        paymentHeight,
        with(honest, 0, new TransactionResult(id, 0, event)));
  }

  @Test
  @Requirement("U10")
  @Property("P24")
  void findsAnotherStateAndAnotherDigest() throws IOException {
    for (int height = 0; height < bank.blocks.size(); height += 4) {
      Block block = bank.blocks.get(height);
      StateRoot other = new StateRoot(Hash32.sha256(block.header().stateRoot().hash().bytes()));
      finds(
          AuditReason.STATE_DIFFERS,
          height,
          new Block(
              header(block.header(), other, block.transactions().size()),
              block.transactions(),
              block.results()));
      finds(AuditReason.DIGEST_DIFFERS, height, digest(block));
    }
  }

  private static BlockHeader header(BlockHeader from, StateRoot root, int count) {
    return new BlockHeader(
        from.ledgerId(),
        from.height(),
        from.parentHash(),
        from.epochSeconds(),
        count,
        from.transactionsRoot(),
        from.resultsRoot(),
        root,
        from.applicationDigest(),
        from.nextOperators());
  }

  private static Block digest(Block block) {
    BlockHeader from = block.header();
    return new Block(
        new BlockHeader(
            from.ledgerId(),
            from.height(),
            from.parentHash(),
            from.epochSeconds(),
            from.transactionCount(),
            from.transactionsRoot(),
            from.resultsRoot(),
            from.stateRoot(),
            Hash32.ZERO,
            from.nextOperators()),
        block.transactions(),
        block.results());
  }
}
