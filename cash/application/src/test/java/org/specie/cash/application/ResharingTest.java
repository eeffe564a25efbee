package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.membership.MembershipReason;
import org.specie.cash.application.membership.Resharing;
import org.specie.cash.application.membership.ResharingMessages;
import org.specie.cash.application.state.IssuingKey;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.state.ResharingPlan.Stage;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.ResharingPost;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.Dealing;
import org.specie.kernel.crypto.dkg.DkgFault;
import org.specie.kernel.crypto.dkg.ResharingMessage.Redealing;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.ledger.api.Activation;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.OperatorSet.Operator;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** The issuing key goes from operators to operators. docs/spec/27-membership.md, 5 to 7. */
final class ResharingTest {
  private Bank bank;
  private Handover handover;

  @BeforeEach
  void open() throws IOException {
    bank = new Bank(33);
    handover = new Handover(bank);
  }

  /** The bank's operators but for the last, and {@code newcomer}. */
  private OperatorSet oneReplacedBy(String newcomer) throws IOException {
    List<Operator> seats = new ArrayList<>(handover.now().operators().subList(0, 3));
    seats.add(Handover.operator(newcomer));
    return OperatorSet.replicated(handover.now().epoch() + 1, seats, 1, 0);
  }

  private void refuses(Reason reason, CashTransaction post) throws IOException {
    assertThat(bank.application.check(post.toLedger())).isEqualTo(new Admission.Refused(reason));
    ResharingPlan before = handover.plan();
    assertThat(bank.block(post)).containsExactly(reason.code());
    assertThat(handover.plan()).isEqualTo(before);
  }

  private Aggregation<PsSignature> signed(PsThresholdKey key, List<PsKeyShare> by) {
    SigningRequest request = SigningRequests.dummy(bank.suite);
    return new PsAggregator(key)
        .obtain(
            request,
            bank.suite.dummyMessage(),
            List.of(),
            by.stream().map(share -> share.sign(request)).toList());
  }

  @Test
  @Requirement({"E24", "D5", "U14"})
  @Property("P26")
  void theSameKeyGoesOnInOtherHands() throws IOException {
    Customer ana = bank.open("ana", "20.00");
    final List<PsKeyShare> old = handover.shares;
    assertThat(bank.application.awaitedHeight()).isEmpty();
    handover.decide(new Act.ChangeOperators(oneReplacedBy("eve"), false));
    assertThat(bank.application.awaitedHeight()).hasValue(handover.plan().closesAt());
    handover.handOn();
    assertThat(handover.plan().stage()).isEqualTo(Stage.COMPLETE);
    assertThat(handover.plan().faults()).isEqualTo(ResharingPlan.Faults.NONE);
    long last = Activation.lastHeight(bank.height());
    assertThat(bank.application.awaitedHeight()).hasValue(last);
    handover.takeEffect();
    assertThat(bank.application.awaitedHeight()).isEmpty();
    assertThat(bank.height()).isEqualTo(last);
    IssuingKey before = handover.resharing.keyAt(handover.view(), last);
    IssuingKey after = handover.resharing.keyAt(handover.view(), last + 1);
    assertThat(before.key()).isEqualTo(bank.ledger.key());
    assertThat(handover.view().escrowKey(1)).as("there are no tiers here").isEmpty();
    assertThat(after.fromHeight()).isEqualTo(last + 1);
    assertThat(after.key().key()).isEqualTo(bank.ledger.key().key());
    assertThat(after.key().shares()).doesNotContainAnyElementsOf(before.key().shares());
    // Any two of the new ones sign. An old one beside a new one makes nothing; two old ones still
    // do, which is why holders erase them.
    List<PsKeyShare> fresh = handover.shares;
    assertThat(signed(after.key(), fresh.subList(2, 4))).isInstanceOf(Aggregation.Complete.class);
    assertThat(after.key().shares()).doesNotContain(old.get(1).verificationKey());
    assertThat(signed(after.key(), List.of(fresh.get(0), old.get(1))))
        .isInstanceOf(Aggregation.TooFew.class);
    assertThat(signed(after.key(), fresh.subList(0, 1))).isInstanceOf(Aggregation.TooFew.class);
    // Ana's state, signed before, is spent for one that is signed after.
    Customer loaded = bank.load(ana, "5.00");
    bank.apply(loaded, bank.prove(loaded, bank.payment(loaded, "1.00")));
  }

  @Test
  @Requirement({"E24", "D5"})
  void growsFromFourToSevenAndShrinksAgain() throws IOException {
    List<Operator> seats = new ArrayList<>(handover.now().operators());
    for (String newcomer : List.of("eve", "finn", "gail")) {
      seats.add(Handover.operator(newcomer));
    }
    handover.complete(new Act.ChangeOperators(OperatorSet.replicated(1, seats, 2, 0), false));
    IssuingKey seven = handover.resharing.keyAt(handover.view(), bank.height() + 1);
    assertThat(seven.key().threshold()).isEqualTo(3);
    assertThat(signed(seven.key(), handover.shares.subList(4, 7)))
        .isInstanceOf(Aggregation.Complete.class);
    assertThat(signed(seven.key(), handover.shares.subList(4, 6)))
        .isInstanceOf(Aggregation.TooFew.class);
    handover.complete(
        new Act.ChangeOperators(OperatorSet.replicated(2, seats.subList(3, 7), 1, 0), true));
    IssuingKey four = handover.resharing.keyAt(handover.view(), bank.height() + 1);
    assertThat(signed(four.key(), handover.shares.subList(1, 3)))
        .isInstanceOf(Aggregation.Complete.class);
  }

  private static Redealing withWrongRowForTheFirst(Redealing sound) {
    Dealing dealing = sound.dealing();
    List<List<Scalar>> sealed = new ArrayList<>(dealing.sealed());
    List<Scalar> row = new ArrayList<>(sealed.getFirst());
    row.set(0, row.getFirst().plus(Scalar.ONE));
    sealed.set(0, row);
    return new Redealing(
        new Dealing(dealing.vectors(), dealing.sealingPoint(), dealing.proof(), sealed));
  }

  @Test
  @Requirement({"D5", "E24"})
  void namesWhoDealsWronglyAndDoesWithoutIt() throws IOException {
    handover.decide(new Act.ChangeOperators(oneReplacedBy("eve"), false));
    handover.all(4, handover::recipientKey);
    CashTransaction wrongRow =
        handover.post(1, List.of(withWrongRowForTheFirst(handover.dealt(1))));
    // The second deals what the third holds, which is another secret.
    CashTransaction another = handover.post(2, List.of(handover.dealt(3)));
    Bank.requireApplied(bank.block(wrongRow, another, handover.dealing(3), handover.dealing(4)));
    handover.all(4, handover::examination);
    assertThat(handover.plan().stage()).isEqualTo(Stage.COMPLETE);
    assertThat(handover.plan().faults().holders())
        .containsEntry(1, DkgFault.WRONG_SHARE)
        .containsKey(2)
        .hasSize(2);
    assertThat(handover.received()).hasSize(4);
  }

  @Test
  @Requirement({"D5", "E24"})
  void failsWithoutEnoughDealersAndNamesThem() throws IOException {
    Membership first = bank.application.membership();
    handover.decide(new Act.ChangeOperators(oneReplacedBy("eve"), false));
    handover.all(4, handover::recipientKey);
    Bank.requireApplied(bank.block(handover.dealing(3)));
    handover.runTo(handover.plan().closesAt());
    assertThat(handover.plan().stage()).isEqualTo(Stage.EXAMINATION);
    handover.all(4, handover::examination);
    assertThat(handover.plan().stage()).isEqualTo(Stage.FAILED);
    assertThat(handover.plan().faults().holders())
        .containsOnlyKeys(1, 2, 4)
        .containsValue(DkgFault.NO_DEALING);
    assertThat(bank.application.membership()).isEqualTo(first);
    assertThat(handover.resharing.keyAt(handover.view(), 10_000).key())
        .isEqualTo(bank.ledger.key());
    handover.complete(new Act.ChangeOperators(oneReplacedBy("eve"), false));
    assertThat(handover.now().epoch()).isEqualTo(1);
  }

  @Test
  void failsIfTooFewConfirmThatTheirSharesAreRight() throws IOException {
    handover.decide(new Act.ChangeOperators(oneReplacedBy("eve"), false));
    Bank.requireApplied(
        bank.block(handover.recipientKey(1), handover.recipientKey(2), handover.recipientKey(3)));
    handover.runTo(handover.plan().closesAt());
    assertThat(handover.plan().stage()).isEqualTo(Stage.DEALINGS);
    handover.all(4, handover::dealing);
    handover.all(2, handover::examination);
    handover.runTo(handover.plan().closesAt());
    assertThat(handover.plan().stage()).isEqualTo(Stage.FAILED);
    assertThat(handover.plan().faults().operators())
        .containsOnly(Map.entry(4, DkgFault.NO_ANNOUNCEMENT));
    assertThat(handover.plan().faults().silent()).containsExactly(3);
    assertThat(bank.application.membership().pending()).isEmpty();
  }

  @Test
  void theCommitteeCancelsWhatIsPlannedAndNothingElse() throws IOException {
    Act change = new Act.ChangeOperators(oneReplacedBy("eve"), false);
    handover.decide(change);
    handover.all(4, handover::recipientKey);
    Hash32 plan = handover.plan().id();
    refuses(MembershipReason.CHANGE_PENDING, bank.act(change));
    refuses(MembershipReason.NO_PLAN, bank.act(new Act.CancelChange(Hash32.ZERO)));
    refuses(
        OrdinaryReason.COMMITTEE_SIGNATURES,
        bank.signed(bank.statement(new Act.CancelChange(plan)), 1));
    CashTransaction late = handover.dealing(1);
    Bank.requireApplied(bank.block(bank.act(new Act.CancelChange(plan))));
    assertThat(handover.plan().stage()).isEqualTo(Stage.CANCELLED);
    assertThat(bank.application.awaitedHeight()).isEmpty();
    refuses(MembershipReason.NO_PLAN, late);
    refuses(MembershipReason.NO_PLAN, bank.act(new Act.CancelChange(plan)));
    handover.decide(change);
    handover.handOn();
    refuses(MembershipReason.NO_PLAN, bank.act(new Act.CancelChange(handover.plan().id())));
  }

  private ResharingPost sign(ResharingPost.Statement statement, int key) {
    return statement.sign(bank.ledger.ledgerId(), bank.operators.key(key));
  }

  private void refuses(Reason reason, ResharingPost post) throws IOException {
    refuses(reason, CashTransaction.of(post));
  }

  @Test
  void refusesForgedRepeatedAndMisplacedPosts() throws IOException {
    handover.decide(new Act.ChangeOperators(oneReplacedBy("eve"), false));
    CashTransaction sound = handover.recipientKey(1);
    ResharingPost.Statement said = ((CashTransaction.Resharing) sound).post().statement();
    ByteString key = said.messages();
    Hash32 plan = said.plan();
    refuses(MembershipReason.NO_PLAN, sign(new ResharingPost.Statement(Hash32.ZERO, 1, 1, key), 0));
    for (int round : new int[] {0, 2, 3, 4}) {
      refuses(
          MembershipReason.OTHER_ROUND, sign(new ResharingPost.Statement(plan, round, 1, key), 0));
    }
    for (int place : new int[] {0, 5}) {
      refuses(MembershipReason.NOT_DUE, sign(new ResharingPost.Statement(plan, 1, place, key), 0));
    }
    refuses(MembershipReason.POST_SIGNATURE, sign(said, 1));
    // Who leaves receives nothing.
    refuses(MembershipReason.POST_SIGNATURE, sign(new ResharingPost.Statement(plan, 1, 4, key), 3));
    refuses(MembershipReason.POST_SIGNATURE, said.sign(Hash32.ZERO, bank.operators.key(0)));
    ByteString signature = ((CashTransaction.Resharing) sound).post().signature();
    refuses(
        MembershipReason.POST_SIGNATURE,
        new ResharingPost(new ResharingPost.Statement(plan, 1, 2, key), signature));
    for (ByteString bad :
        List.of(
            ByteString.EMPTY,
            ResharingMessages.encode(List.of()),
            key.slice(0, key.size() - 1),
            ByteString.concat(key, ByteString.hex("00")))) {
      refuses(MembershipReason.POST_FORM, sign(new ResharingPost.Statement(plan, 1, 1, bad), 0));
    }
    Bank.requireApplied(bank.block(sound));
    refuses(MembershipReason.POSTED, handover.recipientKey(1));
    assertThat(bank.block(sound)).containsExactly(MembershipReason.POSTED.code());
    Bank.requireApplied(
        bank.block(handover.recipientKey(2), handover.recipientKey(3), handover.recipientKey(4)));
    assertThat(bank.block(sound)).containsExactly(MembershipReason.OTHER_ROUND.code());
    refuses(MembershipReason.POST_FORM, sign(new ResharingPost.Statement(plan, 2, 1, key), 0));
    CashTransaction dealing = handover.dealing(1);
    Bank.requireApplied(bank.block(dealing));
    refuses(MembershipReason.POSTED, handover.dealing(1));
  }

  @Test
  void theKeysGoToNinetySixAtMost() throws IOException {
    assertThat(Resharing.RECIPIENTS_MAX).isEqualTo(96);
    List<Operator> seats = new ArrayList<>();
    for (int i = 0; i < 97; i++) {
      seats.add(Handover.operator("person " + i));
    }
    CashTransaction act =
        bank.act(new Act.ChangeOperators(OperatorSet.replicated(1, seats, 32, 0), true));
    assertThat(bank.block(act)).containsExactly(MembershipReason.TOO_MANY.code());
    assertThat(handover.view().resharing()).isEqualTo(Optional.empty());
  }

  @Test
  void aReplicaGoesOnInTheMiddleOfAPlan() throws IOException {
    handover.decide(new Act.ChangeOperators(oneReplacedBy("eve"), false));
    handover.all(4, handover::recipientKey);
    bank.restart();
    Bank.requireApplied(bank.block(handover.dealing(1)));
    bank.restart();
    Bank.requireApplied(bank.block(handover.dealing(2), handover.dealing(3), handover.dealing(4)));
    bank.restart();
    handover.all(4, handover::examination);
    assertThat(handover.received()).hasSize(4);
  }
}
