package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.membership.MembershipReason;
import org.specie.cash.application.query.LedgerReader;
import org.specie.cash.application.query.OutputSignatures;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.ResharingPost;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.Activation;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.PendingChange;
import org.specie.ledger.api.Proposal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.OperatorSet.Operator;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.Equivocation;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.certificate.SignedStatement;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Requirement;

/** Changes of the operators by the committee. docs/spec/27-membership.md. */
final class MembershipTest {
  private Bank bank;
  private Handover handover;

  @BeforeEach
  void open() throws IOException {
    bank = new Bank(21);
    handover = new Handover(bank);
  }

  private OperatorSet now() throws IOException {
    return handover.now();
  }

  private OperatorSet next(int faults, String... people) throws IOException {
    return handover.next(faults, people);
  }

  private CashTransaction change(OperatorSet operators) {
    return bank.act(new Act.ChangeOperators(operators, false));
  }

  private void refuses(Reason reason, CashTransaction act) throws IOException {
    assertThat(bank.application.check(act.toLedger())).isEqualTo(new Admission.Refused(reason));
    StateRoot before = bank.stateWithoutTime();
    assertThat(bank.block(act)).containsExactly(reason.code());
    assertThat(bank.stateWithoutTime()).isEqualTo(before);
  }

  /** Has {@code operators} take over, whoever they are, and waits until they have. */
  private void seat(OperatorSet operators) throws IOException {
    handover.complete(new Act.ChangeOperators(operators, true));
    assertThat(now()).isEqualTo(operators);
  }

  private static SignedStatement vote(OperatorKey key, Hash32 ledgerId, long epoch, String batch) {
    ByteString bytes =
        new DomainTag("specie/consensus/vote/1")
            .frame(
                new Encoder()
                    .hash(ledgerId)
                    .u64(epoch)
                    .u64(0)
                    .u64(5)
                    .hash(Hash32.sha256(ByteString.utf8(batch)))
                    .toByteString());
    return new SignedStatement(bytes, key.share(bytes));
  }

  private Equivocation lie(int operator, String person) throws IOException {
    Hash32 ledgerId = bank.ledger.ledgerId();
    return new Equivocation(
        operator,
        now().epoch(),
        vote(Handover.key(person), ledgerId, now().epoch(), "a"),
        vote(Handover.key(person), ledgerId, now().epoch(), "b"));
  }

  @Test
  @Requirement({"D6", "E12"})
  void theListOfOperatorsIsARecordOfTheLedgerFromTheStart() throws IOException {
    OperatorSet first = bank.ledger.genesis().operators();
    LedgerReader reader =
        new LedgerReader(
            bank.application, BlockLog.open(new MemoryStorage()), OutputSignatures.none());
    assertThat(reader.operators().operators()).isEqualTo(first);
    assertThat(reader.operators().pending()).isEmpty();
    assertThat(reader.operators(0)).contains(first);
    assertThat(reader.operators(1)).isEmpty();
  }

  @Test
  @Requirement({"E24", "E12", "U14"})
  void aChangeIsAnnouncedAndTakesEffectWhenItIsDue() throws IOException {
    OperatorSet first = now();
    OperatorSet next = next(1, "ana", "ben", "carl", "dora");
    handover.decide(new Act.ChangeOperators(next, true));
    assertThat(bank.application.membership()).isEqualTo(Membership.unchanged(first));
    handover.handOn();
    long last = Activation.lastHeight(bank.height());
    Membership announced = new Membership(first, Optional.of(new PendingChange(last, next)));
    assertThat(bank.application.membership()).isEqualTo(announced);
    handover.runTo(last - 1);
    bank.restart();
    assertThat(bank.application.membership()).isEqualTo(announced);
    handover.runTo(last);
    assertThat(bank.application.membership()).isEqualTo(Membership.unchanged(next));
    assertThat(bank.blocks.get((int) last).header().nextOperators()).isEqualTo(next.hash());
    assertThat(bank.blocks.get((int) last - 1).header().nextOperators()).isEqualTo(first.hash());
    assertThat(bank.application.view().operators(0)).contains(first);
    assertThat(bank.application.view().operators(1)).contains(next);
  }

  @Test
  @Requirement("E24")
  void addsRemovesReplacesAndRotatesOneAfterTheOther() throws IOException {
    seat(next(1, "ana", "ben", "carl", "dora"));
    seat(next(1, "ana", "ben", "carl", "eve"));
    OperatorSet slower =
        new OperatorSet(
            3, next(1, "ana", "ben", "carl", "eve").operators(), 1, 0, 3, now().scheme());
    seat(slower);
    assertThat(handover.shares).hasSize(4);
    List<Operator> rotated = new ArrayList<>(now().operators());
    rotated.set(
        0,
        new Operator("ana", Handover.key("ana's new key").publicKey(), "elsewhere:1", Hash32.ZERO));
    Bank.requireApplied(bank.block(change(OperatorSet.replicated(4, rotated, 1, 0))));
  }

  @Test
  void refusesAnotherChangeWhileOneIsPending() throws IOException {
    Bank.requireApplied(
        bank.block(bank.act(new Act.ChangeOperators(next(1, "a", "b", "c", "d"), true))));
    refuses(MembershipReason.CHANGE_PENDING, change(next(1, "a", "b", "c", "e")));
  }

  @Test
  void refusesSetsThatDoNotFollow() throws IOException {
    seat(next(1, "ana", "ben", "carl", "dora"));
    List<Operator> seats = next(1, "ana", "ben", "carl", "eve").operators();
    for (long epoch : new long[] {0, 1, 3}) {
      refuses(MembershipReason.OTHER_EPOCH, change(OperatorSet.replicated(epoch, seats, 1, 0)));
    }
    OperatorSet numbers = new OperatorSet(2, seats, 0, 0, 3, now().scheme());
    refuses(MembershipReason.NUMBERS, change(numbers));
    OperatorSet same = OperatorSet.replicated(2, now().operators(), 1, 0);
    refuses(MembershipReason.NOTHING_CHANGES, change(same));
  }

  @Test
  void replacesMostOperatorsOnlyIfTheActSaysSo() throws IOException {
    seat(next(1, "ana", "ben", "carl", "dora"));
    OperatorSet most = next(1, "ana", "ben", "eve", "finn");
    refuses(MembershipReason.TOO_FEW_STAY, change(most));
    Bank.requireApplied(bank.block(bank.act(new Act.ChangeOperators(most, true))));
  }

  @Test
  @Requirement("E13")
  void expelsWhoIsConvictedAndBarsItsKeys() throws IOException {
    seat(next(1, "ana", "ben", "carl", "dora"));
    OperatorSet without = next(1, "ana", "ben", "carl", "eve");
    handover.decide(new Act.ExpelOperator(lie(3, "dora"), without));
    handover.all(4, handover::recipientKey);
    handover.all(3, handover::dealing);
    handover.all(4, handover::examination);
    handover.takeEffect();
    assertThat(now()).isEqualTo(without);
    refuses(MembershipReason.EXPELLED, change(next(1, "ana", "ben", "carl", "dora")));
    List<Operator> disguised = new ArrayList<>(without.operators().subList(0, 3));
    disguised.add(new Operator("nora", Handover.key("dora").publicKey()));
    refuses(MembershipReason.EXPELLED, change(OperatorSet.replicated(3, disguised, 1, 0)));
  }

  @Test
  @Requirement("E13")
  void evidenceOfAnEarlierEpochStillConvicts() throws IOException {
    seat(next(1, "ana", "ben", "carl", "dora"));
    Equivocation old = lie(3, "dora");
    seat(next(1, "dora", "ben", "carl", "eve"));
    Bank.requireApplied(
        bank.block(bank.act(new Act.ExpelOperator(old, next(1, "ana", "ben", "carl", "eve")))));
  }

  @Test
  @Requirement("E13")
  void expelsNobodyWithoutEvidence() throws IOException {
    seat(next(1, "ana", "ben", "carl", "dora"));
    OperatorSet without = next(1, "ana", "ben", "carl", "eve");
    Equivocation wrongOne = lie(2, "dora");
    refuses(MembershipReason.EVIDENCE, bank.act(new Act.ExpelOperator(wrongOne, without)));
    Equivocation sound = lie(3, "dora");
    Equivocation once = new Equivocation(3, 1, sound.first(), sound.first());
    refuses(MembershipReason.EVIDENCE, bank.act(new Act.ExpelOperator(once, without)));
    Equivocation future = new Equivocation(3, 2, sound.first(), sound.second());
    refuses(MembershipReason.EVIDENCE, bank.act(new Act.ExpelOperator(future, without)));
    refuses(
        MembershipReason.STILL_A_MEMBER,
        bank.act(new Act.ExpelOperator(sound, next(1, "ana", "ben", "eve", "dora"))));
    refuses(
        OrdinaryReason.COMMITTEE_SIGNATURES,
        bank.signed(bank.statement(new Act.ExpelOperator(sound, without)), 1));
    seat(without);
    refuses(
        MembershipReason.NOT_A_MEMBER,
        bank.act(new Act.ExpelOperator(sound, next(1, "ana", "ben", "carl", "finn"))));
  }

  @Test
  void aProposalHasTransactionsInFormAndNoneTwice() throws IOException {
    Transaction one = change(next(1, "a", "b", "c", "d")).toLedger();
    Transaction two = change(next(1, "a", "b", "c", "e")).toLedger();
    Transaction garbage = new Transaction(ByteString.hex("ff00"));
    assertThat(bank.application.acceptable(new Proposal(1, List.of()))).isTrue();
    assertThat(bank.application.acceptable(new Proposal(1, List.of(one, two)))).isTrue();
    assertThat(bank.application.acceptable(new Proposal(1, List.of(one, two, one)))).isFalse();
    assertThat(bank.application.acceptable(new Proposal(1, List.of(one, garbage)))).isFalse();
  }

  /** What a lying primary could make for nothing: posts that say nothing, in any number. */
  @Test
  void aProposalHasNoMoreBytesThanABlock() throws IOException {
    List<Transaction> posts = new ArrayList<>();
    long bytes = 0;
    while (bytes <= Block.TRANSACTIONS_BYTES_MAX) {
      assertThat(bank.application.acceptable(new Proposal(1, posts))).isTrue();
      posts.add(post(posts.size()));
      bytes += posts.getLast().bytes().size();
    }
    assertThat(bank.application.acceptable(new Proposal(1, posts))).isFalse();
  }

  private static Transaction post(int place) {
    ByteString messages = ByteString.copyOf(new byte[ResharingPost.Statement.MESSAGES_BYTES_MAX]);
    ByteString signature = ByteString.copyOf(new byte[Ed25519PublicKey.SIGNATURE_SIZE]);
    var statement = new ResharingPost.Statement(Hash32.ZERO, 1, place, messages);
    return CashTransaction.of(new ResharingPost(statement, signature)).toLedger();
  }
}
