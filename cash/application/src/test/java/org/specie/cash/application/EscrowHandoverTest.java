package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.access.AccessReason;
import org.specie.cash.application.access.ExceptionalAccess;
import org.specie.cash.application.access.Opening;
import org.specie.cash.application.access.OrderedPayment;
import org.specie.cash.application.membership.MembershipReason;
import org.specie.cash.application.membership.Resharing;
import org.specie.cash.application.membership.ResharingMessages;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.state.EscrowKey;
import org.specie.cash.application.state.OfficeKeys;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.state.ResharingPlan.Stage;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.ResharingPost;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.tier.OpenedRecord;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.Dealing;
import org.specie.kernel.crypto.dkg.DkgFault;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.ResharingBoard;
import org.specie.kernel.crypto.dkg.ResharingDealer;
import org.specie.kernel.crypto.dkg.ResharingMessage.Redealing;
import org.specie.kernel.crypto.dkg.ResharingParameters;
import org.specie.kernel.crypto.dkg.ResharingRecipient;
import org.specie.kernel.crypto.dkg.SharedKey;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.OperatorSet.Operator;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** The operators' escrow key goes with their office. docs/spec/27-membership.md, 5.8 to 5.10. */
final class EscrowHandoverTest {
  private TierBank tiers;
  private Bank bank;
  private Handover handover;
  private Customer ana;
  private Customer ben;
  private StateTransaction paid;

  /** A payment is sealed, and the order to open it stands, before any operator changes. */
  @BeforeEach
  void payAndOrder() throws IOException {
    tiers = new TierBank(61, PolicyProfile.BOI);
    bank = tiers.bank;
    handover = new Handover(bank);
    ana = tiers.rich();
    ben = tiers.poor();
    StateProver.Made made = tiers.pay(Kind.DELAYED_PAY, ana, ben, tiers.aboveTwo());
    paid = made.transaction();
    ana = bank.apply(ana, made);
    Bank.requireApplied(bank.block(tiers.order(paid.core(), 0, 2)));
  }

  private OperatorSet replaced(int place, String newcomer) throws IOException {
    List<Operator> seats = new ArrayList<>(handover.now().operators());
    seats.set(place - 1, Handover.operator(newcomer));
    return OperatorSet.replicated(handover.now().epoch() + 1, seats, 1, 0);
  }

  private void plan(String newcomer) throws IOException {
    handover.decide(new Act.ChangeOperators(replaced(4, newcomer), false));
    handover.all(4, handover::recipientKey);
  }

  private EscrowThresholdKey held(long epoch) throws IOException {
    return handover.resharing.escrowKeyOf(handover.view(), epoch).orElseThrow().key();
  }

  private OrderedPayment ordered(EscrowThresholdKey operators) throws IOException {
    return new OrderedPayment(
        ExceptionalAccess.due(handover.view(), paid).orElseThrow(),
        bank.ledger.firstPolicy().tiers().orElseThrow(),
        operators,
        handover.view().sealedHeight(paid.core()).orElseThrow(),
        tiers.warrant(paid.core()).orElseThrow());
  }

  private DecryptionShare share(
      ExceptionalAccess.Due due, EscrowThresholdKey key, EscrowKeyShare by) {
    return due.share(key, by, bank.entropy).orElseThrow();
  }

  /** Two auditors, and whoever holds these shares of {@code key}. */
  private Opening opened(EscrowThresholdKey key, List<EscrowKeyShare> operators)
      throws IOException {
    OrderedPayment ordered = ordered(key);
    EscrowThresholdKey auditors = ordered.tiers().auditorsKey();
    return Opening.of(
        ordered,
        AuditQuorums.KEYS.auditorsKey.shares().subList(1, 3).stream()
            .map(each -> share(ordered.due(), auditors, each))
            .toList(),
        operators.stream().map(each -> share(ordered.due(), key, each)).toList());
  }

  private void assertOpens(EscrowThresholdKey key, List<EscrowKeyShare> operators)
      throws IOException {
    OpenedRecord record = ((Opening.Opened) opened(key, operators)).record();
    assertThat(record.payerKey()).isEqualTo(ana.keys().publicSpendKey());
    assertThat(record.isPaidTo(bank.suite, ben.keys().pid())).isTrue();
    assertThat(record.amount())
        .isEqualTo(bank.suite.auditAmount().times(Scalar.of(tiers.aboveTwo().minor())));
  }

  private static Opening tooFew(int given) {
    return new Opening.TooFew(AccessReason.TOO_FEW_OPERATORS, given, 2);
  }

  @Test
  @Requirement({"D5", "D31", "E24"})
  @Property("P26")
  void whenAllOperatorsWereReplacedTheNewOnesOpenWhatWasSealedBefore() throws IOException {
    final EscrowThresholdKey founded = held(0);
    List<String> founders = handover.now().operators().stream().map(Operator::name).toList();
    List<List<EscrowKeyShare>> epochs = new ArrayList<>(List.of(handover.escrow));
    List<String> newcomers = List.of("eve", "finn", "gail", "hal");
    for (int place = 1; place <= 4; place++) {
      Act change = new Act.ChangeOperators(replaced(place, newcomers.get(place - 1)), false);
      handover.complete(change);
      assertThat(handover.plan().faults()).isEqualTo(ResharingPlan.Faults.NONE);
      EscrowThresholdKey now = held(place);
      assertThat(now.key()).isEqualTo(founded.key());
      assertThat(now.isConsistent()).isTrue();
      epochs.add(handover.escrow);
      assertOpens(now, handover.escrow.subList(Math.min(place, 3) - 1, Math.min(place, 3) + 1));
      assertThat(opened(now, handover.escrow.subList(0, 1))).isEqualTo(tooFew(1));
    }
    assertThat(handover.now().operators().stream().map(Operator::name))
        .containsExactlyElementsOf(newcomers)
        .doesNotContainAnyElementsOf(founders);
    EscrowThresholdKey now = held(4);
    assertThat(new HashSet<>(now.shares())).doesNotContainAnyElementsOf(founded.shares());
    assertOpens(now, handover.escrow.subList(2, 4));
    // Everything that leavers kept, and one who is there: one right share.
    List<EscrowKeyShare> kept = new ArrayList<>();
    epochs.subList(0, 4).forEach(each -> kept.addAll(each.subList(1, 4)));
    kept.addAll(handover.escrow.subList(0, 1));
    assertThat(opened(now, kept)).isEqualTo(tooFew(1));
    // Nor do shares of one place each, of four epochs, for any of the epochs.
    List<EscrowKeyShare> mixed = new ArrayList<>();
    for (int place = 1; place <= 4; place++) {
      mixed.add(epochs.get(place - 1).get(place - 1));
    }
    for (int epoch = 0; epoch < 4; epoch++) {
      assertThat(opened(held(epoch), mixed)).isEqualTo(tooFew(1));
    }
  }

  @Test
  @Requirement({"D5", "E24"})
  void thresholdAndHoldersFollowTheOperators() throws IOException {
    List<Operator> seats = new ArrayList<>(handover.now().operators());
    for (String newcomer : List.of("eve", "finn", "gail")) {
      seats.add(Handover.operator(newcomer));
    }
    handover.complete(new Act.ChangeOperators(OperatorSet.replicated(1, seats, 2, 0), false));
    EscrowThresholdKey seven = held(1);
    assertThat(seven.threshold()).isEqualTo(3);
    assertThat(seven.members()).isEqualTo(7);
    assertOpens(seven, handover.escrow.subList(4, 7));
    assertThat(opened(seven, handover.escrow.subList(5, 7)))
        .isEqualTo(new Opening.TooFew(AccessReason.TOO_FEW_OPERATORS, 2, 3));
  }

  private static Redealing withRow(Redealing sound, int recipient, int secret) {
    Dealing dealing = sound.dealing();
    List<List<Scalar>> sealed = new ArrayList<>(dealing.sealed());
    List<Scalar> row = new ArrayList<>(sealed.get(recipient - 1));
    row.set(secret, row.get(secret).plus(Scalar.ONE));
    sealed.set(recipient - 1, row);
    return new Redealing(
        new Dealing(dealing.vectors(), dealing.sealingPoint(), dealing.proof(), sealed));
  }

  /** What the holder at {@code place} deals if it takes another's share of the escrow key. */
  private Redealing withEscrowOf(int place, int another) throws IOException {
    List<EscrowKeyShare> right = handover.escrow;
    List<EscrowKeyShare> swapped = new ArrayList<>(right);
    swapped.set(place - 1, right.get(another - 1));
    ResharingParameters real = handover.parameters();
    SharedKey pretended =
        new OfficeKeys(
                handover.resharing.keyOf(handover.view(), 0).orElseThrow(),
                Optional.of(
                    new EscrowKey(
                        0,
                        new EscrowThresholdKey(
                            2,
                            held(0).key(),
                            swapped.stream().map(EscrowKeyShare::publicShare).toList()))))
            .shared();
    ResharingParameters lying = new ResharingParameters(pretended, real.to());
    ResharingBoard board = new ResharingBoard(lying);
    for (int i = 1; i <= 4; i++) {
      ByteString posted = handover.view().posted(Stage.KEYS.code(), i).orElseThrow();
      try {
        board.post(i, ResharingMessages.decode(lying, Stage.KEYS, posted).getFirst());
      } catch (MalformedInput e) {
        throw new AssertionError(e);
      }
    }
    board.closeRound();
    List<Scalar> secrets = new ArrayList<>(handover.shares.get(place - 1).secrets());
    secrets.addAll(swapped.get(place - 1).secrets());
    return ResharingDealer.create(lying, place, secrets, bank.entropy).deal(board, bank.entropy);
  }

  private void assertSameKeyOpens() throws IOException {
    assertThat(handover.plan().stage()).isEqualTo(Stage.COMPLETE);
    assertThat(handover.received()).hasSize(4);
    List<EscrowKeyShare> fresh = handover.receivedEscrow();
    EscrowThresholdKey now = held(handover.plan().operators().epoch());
    assertThat(now.key()).isEqualTo(held(0).key());
    assertOpens(now, fresh.subList(0, 2));
    assertOpens(now, fresh.subList(2, 4));
  }

  @Test
  @Requirement({"D5", "E24"})
  void namesWhoDealsTheEscrowKeyWronglyAndDoesWithoutIt() throws IOException {
    plan("eve");
    int first = handover.shares.getFirst().secrets().size();
    CashTransaction wrongRow = handover.post(1, List.of(withRow(handover.dealt(1), 3, first + 1)));
    CashTransaction another = handover.post(2, List.of(withEscrowOf(2, 3)));
    Bank.requireApplied(bank.block(wrongRow, another, handover.dealing(3), handover.dealing(4)));
    handover.all(4, handover::examination);
    assertThat(handover.plan().faults().holders())
        .containsEntry(1, DkgFault.WRONG_SHARE)
        .containsEntry(2, DkgFault.OTHER_SECRET)
        .hasSize(2);
    assertSameKeyOpens();
  }

  @Test
  @Requirement({"D5", "E24"})
  void goesOnWithoutADealerThatIsAway() throws IOException {
    plan("eve");
    Bank.requireApplied(bank.block(handover.dealing(1), handover.dealing(3)));
    handover.runTo(handover.plan().closesAt());
    handover.all(4, handover::examination);
    assertThat(handover.plan().faults().holders())
        .containsOnlyKeys(2, 4)
        .containsValue(DkgFault.NO_DEALING);
    assertSameKeyOpens();
  }

  /** What a holder dealt in a plan that was cancelled is no dealing of the next one. */
  @Test
  @Requirement({"D5", "E24"})
  void aDealingOfAnotherPlanIsNone() throws IOException {
    plan("eve");
    Redealing before = handover.dealt(1);
    CashTransaction posted = handover.post(1, List.of(before));
    Bank.requireApplied(bank.block(bank.act(new Act.CancelChange(handover.plan().id()))));
    plan("eve");
    assertThat(bank.block(posted)).containsExactly(MembershipReason.NO_PLAN.code());
    Bank.requireApplied(bank.block(handover.post(1, List.of(before))));
    Bank.requireApplied(bank.block(handover.dealing(2), handover.dealing(3), handover.dealing(4)));
    handover.all(4, handover::examination);
    assertThat(handover.plan().faults().holders())
        .containsOnlyKeys(1)
        .containsEntry(1, DkgFault.UNPROVEN);
    assertSameKeyOpens();
  }

  /** And what it dealt of its shares of an epoch that is over is of another secret. */
  @Test
  @Requirement({"D5", "E24"})
  void aDealingOfAnEpochThatIsOverIsNone() throws IOException {
    plan("eve");
    Redealing before = handover.dealt(1);
    Bank.requireApplied(
        bank.block(
            handover.post(1, List.of(before)),
            handover.dealing(2),
            handover.dealing(3),
            handover.dealing(4)));
    handover.all(4, handover::examination);
    handover.takeEffect();
    plan("finn");
    Bank.requireApplied(bank.block(handover.post(1, List.of(before))));
    Bank.requireApplied(bank.block(handover.dealing(2), handover.dealing(3), handover.dealing(4)));
    handover.all(4, handover::examination);
    assertThat(handover.plan().faults().holders())
        .containsOnlyKeys(1)
        .containsEntry(1, DkgFault.OTHER_SECRET);
    assertSameKeyOpens();
  }

  /** One key without the other is no dealing in form: both arrive or neither. */
  @Test
  void aDealingOfTheIssuingKeyAloneIsRefused() throws IOException {
    plan("eve");
    int first = handover.shares.getFirst().secrets().size();
    Dealing whole = handover.dealt(1).dealing();
    Dealing part =
        new Dealing(
            whole.vectors().subList(0, first),
            whole.sealingPoint(),
            whole.proof(),
            whole.sealed().stream().map(row -> row.subList(0, first)).toList());
    CashTransaction post = handover.post(1, List.of(new Redealing(part)));
    assertThat(bank.block(post)).containsExactly(MembershipReason.POST_FORM.code());
  }

  @Test
  void aDealingToAsManyAsThereMayBeFitsATransaction() throws IOException {
    SharedKey from = handover.resharing.officeKeys(handover.view(), 0).shared();
    int most = Resharing.RECIPIENTS_MAX;
    int faults = (most - 1) / 3;
    ResharingParameters parameters =
        new ResharingParameters(
            from, new DkgParameters(Hash32.ZERO, most, faults + 1, faults, from.secrets()));
    ResharingBoard board = new ResharingBoard(parameters);
    for (int i = 1; i <= most; i++) {
      board.post(i, ResharingRecipient.create(parameters, i, bank.entropy).key());
    }
    board.closeRound();
    Redealing dealt =
        ResharingDealer.create(parameters, 1, handover.secrets(1), bank.entropy)
            .deal(board, bank.entropy);
    assertThat(ResharingMessages.encode(List.of(dealt)).size())
        .isGreaterThan(100_000)
        .isLessThanOrEqualTo(ResharingPost.Statement.MESSAGES_BYTES_MAX);
  }
}
