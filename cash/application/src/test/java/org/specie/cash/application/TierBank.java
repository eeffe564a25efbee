package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.state.Entry;
import org.specie.cash.application.state.Warrant;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.proof.EntrySecrets;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.RefundNotice;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.StateRoot;

/** What people, auditors and authorities do above the budget, at a bank of one profile. */
final class TierBank {
  private static final long SEED = 200;
  private static final Map<PolicyProfile, TierBank> BANKS = new HashMap<>();

  final Bank bank;
  final PolicyProfile profile;
  private int customers;

  TierBank(long seed, PolicyProfile profile) throws IOException {
    this.bank = Bank.of(seed, profile);
    this.profile = profile;
  }

  /** The one of this profile, whoever asks: each test leaves it as it found it. */
  static TierBank of(PolicyProfile profile) throws IOException {
    if (!BANKS.containsKey(profile)) {
      BANKS.put(profile, new TierBank(SEED, profile));
    }
    return Objects.requireNonNull(BANKS.get(profile));
  }

  /** As below. */
  void refuses(Reason reason, PrivateTransaction transaction) throws IOException {
    refuses(reason, CashTransaction.of(transaction));
  }

  /** Admission and execution refuse alike, and nothing changes. */
  void refuses(Reason reason, CashTransaction submitted) throws IOException {
    assertThat(bank.application.check(submitted.toLedger()))
        .isEqualTo(new Admission.Refused(reason));
    StateRoot before = bank.stateWithoutTime();
    assertThat(bank.block(submitted)).containsExactly(reason.code());
    assertThat(bank.stateWithoutTime()).isEqualTo(before);
    assertThat(AppliedOutputs.of(bank.ledger, bank.blocks.getLast(), 0)).isEmpty();
  }

  void applies(CashTransaction transaction) throws IOException {
    assertThat(bank.application.check(transaction.toLedger()).isAdmitted()).isTrue();
    Bank.requireApplied(bank.block(transaction));
  }

  Customer applied(Customer payer, StateTransaction transaction, StateProver.Made made)
      throws IOException {
    applies(CashTransaction.of(transaction));
    return payer.with(bank.credential(made.successor()));
  }

  TierPolicy tiers() {
    return bank.application.next().policy().tiers().orElseThrow();
  }

  static Amount cent(Amount of, int more) {
    return Amount.ofMinor(of.minor() + more);
  }

  /** The least amount above T1. */
  Amount aboveOne() {
    return cent(profile.tierOneLimit(), 1);
  }

  /** The least amount of tier 3. */
  Amount aboveTwo() {
    return cent(profile.tierTwoLimit(), 1);
  }

  /** Somebody enrolled who holds three times T2 privately. */
  Customer rich() throws IOException {
    String amount = Amount.ofMinor(3 * profile.tierTwoLimit().minor()).toDecimal();
    return bank.load(bank.open("rich " + customers++, amount), amount);
  }

  Customer poor() throws IOException {
    return bank.enrol("poor " + customers++);
  }

  Intent.Payment to(Customer payee, Amount amount) {
    return new Intent.Payment(
        PaymentAddress.of(bank.suite, payee.keys(), bank.entropy),
        amount,
        ByteString.utf8("a boat"));
  }

  StateProver.Made pay(Kind kind, Customer payer, Customer payee, Amount amount) {
    return bank.prove(payer, Intent.pay(kind, to(payee, amount)));
  }

  /** {@code made} with the approvals of as many auditors as it takes. */
  StateTransaction approved(StateProver.Made made) {
    return approvedBy(made.transaction(), enough());
  }

  int[] enough() {
    int[] members = new int[tiers().auditors().required()];
    for (int i = 0; i < members.length; i++) {
      members[i] = i;
    }
    return members;
  }

  StateTransaction approvedBy(StateTransaction transaction, int... auditors) {
    Approval.Statement statement = transaction.approval(bank.suite);
    List<Approval> approvals = new ArrayList<>();
    for (int auditor : auditors) {
      approvals.add(statement.sign(auditor, AuditQuorums.KEYS.auditors.get(auditor)));
    }
    return transaction.approvedBy(approvals);
  }

  /** Applies the payment {@code made} into an entry. */
  Customer applied(Customer payer, StateProver.Made made) throws IOException {
    return bank.apply(payer, made);
  }

  private Outputs outputs(StateTransaction made, Block block) {
    return Outputs.of(bank.suite, made.kind().code(), Bank.nullifiers(block, 0));
  }

  /** The block whose first transaction {@code made} is. */
  private Block blockOf(StateTransaction made) {
    Hash32 id = CashTransaction.of(made).toLedger().id();
    return bank.blocks.stream()
        .filter(block -> !block.transactions().isEmpty())
        .filter(block -> block.transactions().getFirst().id().equals(id))
        .filter(block -> block.results().getFirst().isApplied())
        .findFirst()
        .orElseThrow();
  }

  EntryOpening acceptance(Customer payee, StateTransaction made) {
    return EntrySecrets.accept(bank.suite, payee.keys(), outputs(made, blockOf(made)), made)
        .orElseThrow();
  }

  EntryOpening takeBack(Customer payer, StateTransaction made, Amount amount) {
    ByteString nullifier = Bank.nullifiers(blockOf(made), 0).getFirst();
    return EntrySecrets.takeBack(bank.suite, payer.keys(), nullifier, made, amount).orElseThrow();
  }

  /** Gives {@code back} of {@code entry}, which {@code who} accepted. */
  StateProver.Made refund(Customer who, EntryOpening entry, Amount back) {
    return bank.prove(
        who,
        Intent.refund(
            false, Optional.empty(), entry, new Intent.Refund(back, ByteString.utf8("sorry"))));
  }

  /** What returns the refund {@code made} to who would have been returned {@code paid}. */
  EntryOpening refunded(EntryOpening paid, StateTransaction made) {
    return RefundNotice.open(bank.suite, paid, outputs(made, blockOf(made)), made)
        .orElseThrow()
        .opening();
  }

  StateProver.Made end(Kind kind, Customer who, EntryOpening entry) {
    return bank.prove(who, Intent.end(kind, entry));
  }

  CashTransaction veto(Hash32 entry, int... members) {
    return bank.signed(
        bank.statement(new Act.VetoEntry(entry)), AuditQuorums.KEYS.auditors, members);
  }

  CashTransaction clear(Hash32 entry, int... members) {
    return bank.signed(
        bank.statement(new Act.ClearEntry(entry)), AuditQuorums.KEYS.auditors, members);
  }

  CashTransaction order(Hash32 core, int... members) {
    CommitteeAct.Statement statement =
        bank.statement(new Act.OrderOpening(core, Hash32.sha256(ByteString.utf8("file 17/26"))));
    return bank.signed(statement, AuditQuorums.KEYS.authorities, members);
  }

  /** Makes empty blocks until the next one is at {@code height}. */
  void untilHeight(long height) throws IOException {
    while (bank.height() + 1 < height) {
      bank.block();
    }
  }

  /** Lets time pass until {@code seconds}, and makes a block then. */
  void until(long seconds) throws IOException {
    bank.now = Math.max(bank.now, seconds);
    bank.block();
  }

  Entry entry(Hash32 name) throws IOException {
    return bank.application.view().entry(name).orElseThrow();
  }

  /** What the entry is now. */
  Entry.Phase phase(Hash32 name) throws IOException {
    return entry(name).phaseAt(bank.now);
  }

  /** Lets the entry's time pass, with the clearance that the profile may ask for. */
  void release(Hash32 name) throws IOException {
    if (entry(name).needsClearance()) {
      Bank.requireApplied(bank.block(clear(name, enough())));
    }
    until(entry(name).release());
  }

  Optional<Warrant> warrant(Hash32 core) throws IOException {
    return bank.application.view().warrant(core);
  }
}
