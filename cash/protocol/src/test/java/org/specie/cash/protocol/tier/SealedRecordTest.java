package org.specie.cash.protocol.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.AuditKeys;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.Decryption;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.escrow.EscrowCiphertext;
import org.specie.kernel.crypto.escrow.EscrowPublicKey;
import org.specie.kernel.crypto.escrow.SmallLogarithm;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** What is in a sealed record, who can open it, and how it is shown. docs/spec/12-tiers.md. */
final class SealedRecordTest {
  private final World world = new World(141);
  private final AuditKeys keys = AuditKeys.get();
  private final EscrowPublicKey key = keys.key();
  private final Holder ana = world.withBalance(world.enrol("ana", 0), Amount.parse("9000.00"));
  private final Holder ben = world.enrol("ben", 0);

  private StateProver.Made pay(Kind kind, String amount) {
    return world.prove(
        Intent.pay(
            kind,
            new Intent.Payment(
                world.address(ben), Amount.parse(amount), ByteString.utf8("a flat"))),
        ana);
  }

  private static EscrowCiphertext sealed(StateTransaction transaction) {
    return transaction.body().audit().orElseThrow();
  }

  private List<DecryptionShare> shares(
      AuditKeys.Quorum quorum, EscrowCiphertext record, Hash32 label, int... members) {
    List<DecryptionShare> shares = new ArrayList<>();
    for (int member : members) {
      shares.add(
          quorum
              .shares()
              .get(member)
              .decrypt(quorum.key(), record, label, world.entropy)
              .orElseThrow());
    }
    return shares;
  }

  private Decryption combine(
      AuditKeys.Quorum quorum, EscrowCiphertext record, Hash32 label, int... members) {
    return Decryption.combine(quorum.key(), record, label, shares(quorum, record, label, members));
  }

  /** 12.4: any two auditors and any two operators find exactly who paid whom how much. */
  @Test
  @Requirement("D31")
  @Property("P12")
  void aQuorumOfEachFindsPayerPayeeAndAmount() {
    SmallLogarithm table = new SmallLogarithm(world.suite.auditAmount(), 12);
    for (StateProver.Made made :
        List.of(pay(Kind.APPROVED_PAY, "700.00"), pay(Kind.DELAYED_PAY, "5000.01"))) {
      StateTransaction paid = made.transaction();
      assertThat(world.accepts(paid)).isTrue();
      EscrowCiphertext record = sealed(paid);
      Decryption auditors = combine(keys.auditors(), record, paid.core(), 0, 2);
      Decryption operators = combine(keys.operators(), record, paid.core(), 3, 1);
      OpenedRecord opened =
          OpenedRecord.of(record, (Decryption.Complete) auditors, (Decryption.Complete) operators);
      assertThat(opened.payerKey()).isEqualTo(ana.keys().publicSpendKey());
      assertThat(opened.isPaidTo(world.suite, ben.keys().pid())).isTrue();
      assertThat(opened.isPaidTo(world.suite, ana.keys().pid())).isFalse();
      assertThat(opened.amount(table, 24)).contains(made.audit().orElseThrow().amount());
      assertThat(opened.toString()).isEqualTo("OpenedRecord[redacted]");
    }
  }

  /** 12.29: with all of one quorum and one too few of the other the record stays shut. */
  @Test
  @Requirement({"D31", "D5"})
  @Property("P13")
  void neitherQuorumOpensWithoutTheOther() {
    StateTransaction paid = pay(Kind.APPROVED_PAY, "700.00").transaction();
    EscrowCiphertext record = sealed(paid);
    Decryption.Complete auditors =
        (Decryption.Complete) combine(keys.auditors(), record, paid.core(), 0, 1, 2);
    Decryption.Complete operators =
        (Decryption.Complete) combine(keys.operators(), record, paid.core(), 0, 1, 2, 3);
    for (Decryption.Complete alone : List.of(auditors, operators)) {
      assertThat(record.open(List.of(alone.masks()))).doesNotContain(ana.keys().publicSpendKey());
    }
    assertThat(combine(keys.operators(), record, paid.core(), 2))
        .isInstanceOf(Decryption.TooFew.class);
    assertThat(combine(keys.auditors(), record, paid.core(), 1))
        .isInstanceOf(Decryption.TooFew.class);
  }

  /** 65: a share made for one payment opens no other, and a liar is named. */
  @Test
  @Requirement("D31")
  @Property("P13")
  void sharesForAnotherPaymentAreWorthNothing() {
    StateTransaction one = pay(Kind.APPROVED_PAY, "700.00").transaction();
    StateTransaction other = pay(Kind.APPROVED_PAY, "700.00").transaction();
    List<DecryptionShare> wrongLabel = shares(keys.auditors(), sealed(one), other.core(), 0, 1);
    assertThat(Decryption.combine(keys.auditors().key(), sealed(one), one.core(), wrongLabel))
        .isInstanceOf(Decryption.TooFew.class);
    List<DecryptionShare> mixed =
        new ArrayList<>(shares(keys.auditors(), sealed(one), one.core(), 0, 2));
    mixed.add(shares(keys.auditors(), sealed(other), one.core(), 1).getFirst());
    Decryption.Complete complete =
        (Decryption.Complete)
            Decryption.combine(keys.auditors().key(), sealed(one), one.core(), mixed);
    assertThat(complete.liars()).containsExactly(2);
  }

  /** 12.5: what a payer shows is what is sealed, and nothing else can be shown. */
  @Test
  @Requirement("D12")
  @Property("P10")
  void aPayerCanShowNothingButWhatIsSealed() throws MalformedInput {
    StateProver.Made made = pay(Kind.APPROVED_PAY, "700.00");
    EscrowCiphertext record = sealed(made.transaction());
    AuditOpening shown = made.audit().orElseThrow();
    assertThat(shown.payerKey()).isEqualTo(ana.keys().publicSpendKey());
    assertThat(shown.payeePid()).isEqualTo(ben.keys().pid());
    assertThat(shown.amount()).isEqualTo(Amount.parse("700.00"));
    assertThat(AuditOpening.decode(shown.encode()).opens(world.suite, key, record)).isTrue();
    List<AuditOpening> lies =
        List.of(
            new AuditOpening(
                shown.t(), ben.keys().publicSpendKey(), shown.payeePid(), shown.amount()),
            new AuditOpening(shown.t(), shown.payerKey(), ana.keys().pid(), shown.amount()),
            new AuditOpening(shown.t(), shown.payerKey(), shown.payeePid(), Amount.parse("70.00")),
            new AuditOpening(
                shown.t().plus(Scalar.ONE), shown.payerKey(), shown.payeePid(), shown.amount()),
            new AuditOpening(Scalar.ZERO, shown.payerKey(), shown.payeePid(), shown.amount()),
            new AuditOpening(
                shown.t(),
                key.slots().getFirst().times(shown.t().negate()),
                shown.payeePid(),
                shown.amount()));
    for (AuditOpening lie : lies) {
      assertThat(lie.opens(world.suite, key, record)).isFalse();
    }
    EscrowCiphertext other = sealed(pay(Kind.APPROVED_PAY, "700.00").transaction());
    assertThat(shown.opens(world.suite, key, other)).isFalse();
    assertThat(shown.toString()).isEqualTo("AuditOpening[redacted]");
  }

  /** Two payments of the same to the same have nothing in common, and no point shows anybody. */
  @Test
  @Requirement("D12")
  @Property("P10")
  void recordsOfEqualPaymentsShareNothing() {
    List<G1> seen = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      EscrowCiphertext record = sealed(pay(Kind.APPROVED_PAY, "700.00").transaction());
      seen.add(record.ephemeral());
      seen.addAll(record.sealed());
    }
    assertThat(seen)
        .doesNotHaveDuplicates()
        .doesNotContain(
            ana.keys().publicSpendKey(), world.suite.auditPayee().times(ben.keys().pid()));
  }

  /** 12.22: nothing of a payment within the budget is under any of these keys. */
  @Test
  @Requirement({"D10", "D31"})
  @Property("P7")
  void withinTheBudgetThereIsNothingToOpen() {
    for (Kind kind : List.of(Kind.PAY, Kind.ENTRY_PAY)) {
      StateProver.Made made = pay(kind, "20.00");
      assertThat(made.transaction().body().audit()).isEmpty();
      assertThat(made.audit()).isEqualTo(Optional.empty());
      assertThat(made.transaction().encode().toHex())
          .doesNotContain(ByteString.copyOf(ana.keys().publicSpendKey().toByteArray()).toHex());
    }
  }
}
