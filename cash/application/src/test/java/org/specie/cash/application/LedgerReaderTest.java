package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.query.BucketKey;
import org.specie.cash.application.query.LedgerGateway.Bucket;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.application.query.LedgerReader;
import org.specie.cash.application.query.OutputSignatures;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.chain.BlockSource;

/** What anybody may ask. docs/spec/21-application.md, section 9. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LedgerReaderTest {
  private Bank bank;
  private Customer ana;
  private StateProver.Made payment;
  private CashTransaction transfer;
  private CashTransaction issue;

  @BeforeAll
  void writeAHistory() throws IOException {
    bank = new Bank(83);
    ana = bank.open("ana", "20.00");
    Customer ben = bank.open("ben", "20.00");
    Customer loaded = bank.load(ana, "10.00");
    payment = bank.prove(loaded, bank.payment(ben, "3.00"));
    transfer = bank.transfer(ana, ben.address(), "5.00", 3);
    // Refused first, because another transfer comes before it, then applied.
    bank.block(transfer);
    bank.apply(loaded, payment);
    Bank.requireApplied(bank.block(bank.transfer(ana, ben.address(), "1.00", 2), transfer));
    bank.block(transfer);
    CommitteeAct.Statement statement =
        bank.statement(new Act.IssuePrivate(ana.keys().publicSpendKey(), Amount.parse("2.00")));
    issue = bank.signed(statement, 0, 1);
    Bank.requireApplied(bank.block(issue));
  }

  private LedgerReader reader() {
    return new LedgerReader(bank.application, new Chain(bank.blocks), OutputSignatures.none());
  }

  private record Chain(List<Block> blocks) implements BlockSource {
    @Override
    public long height() {
      return blocks.size() - 1L;
    }

    @Override
    public Optional<ByteString> block(long height) {
      return height < blocks.size()
          ? Optional.of(blocks.get((int) height).encode())
          : Optional.empty();
    }

    @Override
    public Optional<ByteString> certificate(long height) {
      return Optional.empty();
    }
  }

  @Test
  void saysWhereTheLedgerIs() throws IOException {
    Tip tip = reader().tip();
    assertThat(tip.height()).isEqualTo(bank.blocks.size() - 1L);
    assertThat(tip.rules()).isEqualTo(bank.rules());
    assertThat(tip.epochEndsAtSeconds()).isEqualTo(Bank.START + Bank.EPOCH_SECONDS);
    assertThat(tip.bucketBits()).isZero();
    assertThat(reader().parameters().genesis()).isEqualTo(bank.ledger.ledgerId());
    assertThat(reader().account(ana.address()).balance()).isEqualTo(Amount.parse("4.00"));
    assertThat(reader().account(ana.address()).nonce()).isEqualTo(4);
    assertThat(reader().account(ana.address()).link())
        .contains(ana.keys().link(ana.address().bytes()));
    assertThat(reader().account(bank.stranger("nobody").address()).nonce()).isZero();
    assertThat(reader().supply().issuedMinor()).isEqualTo(4200);
    assertThat(reader().pool().inside()).isEqualTo(Amount.parse("12.00"));
  }

  @Test
  void findsATransactionWhereItWasAppliedAndNotWhereItWasRefused() throws IOException {
    Recorded found = reader().find(transfer.toLedger().id()).orElseThrow();
    assertThat(found.code()).isZero();
    assertThat(found.index()).isEqualTo(1);
    assertThat(found.bytes()).isEqualTo(transfer.encode());
    assertThat(reader().find(Hash32.ZERO)).isEmpty();
  }

  @Test
  void aBucketHoldsWhatItsNameSaysAndWhatOthersPutThere() throws IOException {
    Hash32 paid = CashTransaction.of(payment.transaction()).toLedger().id();
    ByteString nullifier = Bank.nullifiers(block(paid), 0).getFirst();
    for (int bits : new int[] {0, 1, 7, 8, 9, 16}) {
      Bucket bucket = BucketKey.ofNullifier(nullifier).bucket(bits);
      assertThat(ids(bucket)).as("%d bits", bits).contains(paid).doesNotHaveDuplicates();
    }
    Bucket own = BucketKey.ofNullifier(nullifier).bucket(16);
    assertThat(ids(new Bucket(16, own.prefix() ^ 1))).doesNotContain(paid);
    assertThat(ids(new Bucket(0, 0))).doesNotContain(transfer.toLedger().id());
    assertThat(ids(new Bucket(17, 0))).isEmpty();
    assertThat(ids(new Bucket(4, 16))).isEmpty();
  }

  @Test
  void aBucketHoldsEnrolmentsAndIssuesOfAPerson() throws IOException {
    List<Hash32> mine = ids(BucketKey.ofPid(ana.keys().pid()).bucket(16));
    assertThat(mine)
        .contains(issue.toLedger().id())
        .contains(bank.blocks.get(1).transactions().getFirst().id());
  }

  @Test
  void listsBlocksInTheirOrder() throws IOException {
    List<Hash32> all = new ArrayList<>();
    bank.blocks.forEach(block -> block.transactions().forEach(each -> all.add(each.id())));
    assertThat(reader().blocks(0, Long.MAX_VALUE).stream().map(Recorded::id)).isEqualTo(all);
    assertThat(reader().blocks(1, 1)).hasSize(1);
    assertThat(reader().blocks(5, 4)).isEmpty();
  }

  private List<Hash32> ids(Bucket bucket) throws IOException {
    return reader().bucket(bucket).stream().map(Recorded::id).toList();
  }

  private Block block(Hash32 id) throws IOException {
    return bank.blocks.get((int) reader().find(id).orElseThrow().height());
  }

  @Test
  void theIndexIsThereAgainAfterARestart() throws IOException {
    bank.restart();
    assertThat(reader().find(transfer.toLedger().id())).isPresent();
    Customer carl = bank.enrol("carl");
    bank.apply(carl, bank.prove(carl, Intent.claim(false, Optional.empty())));
    assertThat(reader().find(bank.blocks.getLast().transactions().getFirst().id())).isPresent();
  }
}
