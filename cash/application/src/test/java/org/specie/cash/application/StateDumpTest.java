package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.Proofs;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.ledger.api.block.Transaction;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** What the ledger keeps about private money, looked at byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StateDumpTest {
  private Bank bank;
  private Customer paid;
  private StateProver.Made payment;
  private Transaction enrolment;

  @BeforeAll
  void payPrivately() throws IOException {
    bank = new Bank(97);
    Customer ana = bank.open("ana", "900.00");
    enrolment = bank.blocks.get(1).transactions().getFirst();
    Customer ben = bank.enrol("ben");
    Customer loaded = bank.load(ana, "811.13");
    payment = bank.prove(loaded, bank.payment(ben, "123.45"));
    paid = bank.apply(loaded, payment);
  }

  private static ByteString amount(String decimal) {
    return new Encoder().u64(Amount.parse(decimal).minor()).toByteString();
  }

  private static boolean contains(ByteString where, ByteString what) {
    for (int at = 0; at + what.size() <= where.size(); at++) {
      if (where.slice(at, at + what.size()).equals(what)) {
        return true;
      }
    }
    return false;
  }

  @Test
  @Requirement("D11")
  @Property("P7")
  void noEntryOfTheStateSaysWhatIsLeftOfABudgetOrWhatWasPaid() throws IOException {
    assertThat(paid.state().state().budget()).isEqualTo(Amount.parse("876.55"));
    List<String> found = new ArrayList<>();
    for (Map.Entry<ByteString, ByteString> entry : bank.entries().entrySet()) {
      // Budget left, budget used and paid, private balance before and after.
      for (String secret : List.of("876.55", "123.45", "687.68")) {
        if (contains(entry.getKey(), amount(secret))
            || contains(entry.getValue(), amount(secret))) {
          found.add(secret + " in table " + entry.getKey().at(0));
        }
      }
    }
    assertThat(found).isEmpty();
    // The search finds what is public: the account after loading 811.13 of 900.00.
    assertThat(bank.entries().values()).anyMatch(value -> contains(value, amount("88.87")));
  }

  @Test
  @Requirement("D11")
  void thePaymentInItsBlockSaysNeitherAmountNorBudget() {
    ByteString block = bank.blocks.getLast().encode();
    for (String secret : List.of("876.55", "123.45", "687.68", "811.13", "1000.00")) {
      assertThat(contains(block, amount(secret))).as(secret).isFalse();
    }
  }

  @Test
  @Requirement("D11")
  void aPaymentWhoseBudgetProofIsChangedIsRefused() throws IOException {
    Customer ben = bank.enrol("dump ben");
    StateTransaction sound = bank.prove(paid, bank.payment(ben, "1.00")).transaction();
    byte[] range = sound.proofs().range().toByteArray();
    range[range.length / 2] ^= 1;
    CashTransaction forged =
        CashTransaction.of(
            new StateTransaction(
                sound.body(),
                new Proofs(sound.proofs().sigma(), ByteString.copyOf(range)),
                Optional.empty()));
    int code = bank.block(forged).getFirst();
    assertThat(code).isIn(PrivateReason.PROOF_INVALID.code(), 1001);
    Bank.requireApplied(bank.block(CashTransaction.of(sound)));
  }

  @Test
  @Requirement({"D11", "D36"})
  @Property("P8")
  void noFieldOfAPaymentEqualsAFieldOfTheEnrolment() throws Exception {
    CashTransaction decoded = CashTransaction.decode(bank.suite, enrolment.bytes());
    if (!(decoded instanceof CashTransaction.Private(Enrolment enrolled))) {
      throw new AssertionError("the first transaction enrols");
    }
    ByteString policy = bank.rules().policyHash().bytes();
    Set<ByteString> named = windows(enrolment.bytes());
    named.addAll(windows(paid.keys().pid().toByteString()));
    named.addAll(windows(enrolled.body().statement().uniqueness().bytes()));
    named.removeIf(window -> contains(policy, window) || isFlat(window));
    Set<ByteString> shared = windows(CashTransaction.of(payment.transaction()).encode());
    shared.retainAll(named);
    assertThat(shared).isEmpty();
  }

  private static final int WINDOW = 12;

  private static Set<ByteString> windows(ByteString bytes) {
    Set<ByteString> windows = new TreeSet<>();
    for (int at = 0; at + WINDOW <= bytes.size(); at++) {
      windows.add(bytes.slice(at, at + WINDOW));
    }
    return windows;
  }

  /** Counters and small numbers: mostly zeros. */
  private static boolean isFlat(ByteString window) {
    int zeros = 0;
    for (int i = 0; i < window.size(); i++) {
      zeros += window.at(i) == 0 ? 1 : 0;
    }
    return zeros >= WINDOW / 2;
  }
}
