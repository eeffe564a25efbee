package org.specie.cash.application;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.cash.application.membership.Resharing;
import org.specie.cash.application.membership.ResharingMessages;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.OfficeKeys;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.state.ResharingPlan.Stage;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.ResharingPost;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgShare;
import org.specie.kernel.crypto.dkg.ResharingBoard;
import org.specie.kernel.crypto.dkg.ResharingDealer;
import org.specie.kernel.crypto.dkg.ResharingMessage;
import org.specie.kernel.crypto.dkg.ResharingParameters;
import org.specie.kernel.crypto.dkg.ResharingRecipient;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.OperatorSet.Operator;
import org.specie.ledger.api.certificate.OperatorKey;

/** What operators do when the keys of their office are handed on, at a {@link Bank}. */
final class Handover {
  final Bank bank;
  final Resharing resharing;

  /** The shares of the operators in force, each at its place. */
  List<PsKeyShare> shares;

  /** Their shares of the escrow key, where the ledger has one. */
  List<EscrowKeyShare> escrow;

  private final SortedMap<Integer, ResharingRecipient> recipients = new TreeMap<>();

  Handover(Bank bank) {
    this.bank = bank;
    this.resharing = new Resharing(bank.ledger);
    this.shares = bank.operators.shares;
    this.escrow =
        bank.ledger.escrowKey().isPresent() ? AuditQuorums.KEYS.operatorsKey.shares() : List.of();
  }

  static OperatorKey key(String person) {
    return OperatorKey.fromSeed(Hash32.sha256(ByteString.utf8(person)).bytes().toByteArray());
  }

  static Operator operator(String person) {
    return new Operator(
        person,
        key(person).publicKey(),
        person + ".example:4100",
        Hash32.sha256(ByteString.utf8("transport of " + person)));
  }

  /** The key behind {@code operator}, whether the bank's or a person's. */
  private OperatorKey keyOf(Operator operator) {
    for (int i = 0; i < 4; i++) {
      if (bank.operators.key(i).publicKey().equals(operator.publicKey())) {
        return bank.operators.key(i);
      }
    }
    for (String alias : List.of(operator.name(), operator.name() + "'s new key")) {
      if (key(alias).publicKey().equals(operator.publicKey())) {
        return key(alias);
      }
    }
    throw new AssertionError("nobody has the key of " + operator.name());
  }

  OperatorSet now() throws IOException {
    return bank.application.membership().operators();
  }

  /** These people in the next epoch, of whom {@code faults} may lie. */
  OperatorSet next(int faults, String... people) throws IOException {
    List<Operator> seats = new ArrayList<>();
    for (String person : people) {
      seats.add(operator(person));
    }
    return OperatorSet.replicated(now().epoch() + 1, seats, faults, 0);
  }

  CashView view() {
    return bank.application.view();
  }

  ResharingPlan plan() throws IOException {
    return view().resharing().orElseThrow();
  }

  ResharingParameters parameters() throws IOException {
    return resharing.parameters(view(), plan());
  }

  /** Has the committee decide on {@code act}. */
  void decide(Act act) throws IOException {
    Bank.requireApplied(bank.block(bank.act(act)));
    recipients.clear();
  }

  ResharingPost.Statement statement(int place, ByteString messages) throws IOException {
    return new ResharingPost.Statement(plan().id(), plan().stage().code(), place, messages);
  }

  /** A post of the round there is. */
  CashTransaction post(int place, List<? extends ResharingMessage> messages) throws IOException {
    OperatorSet seats = plan().stage() == Stage.DEALINGS ? now() : plan().operators();
    return CashTransaction.of(
        statement(place, ResharingMessages.encode(messages))
            .sign(bank.ledger.ledgerId(), keyOf(seats.operators().get(place - 1))));
  }

  CashTransaction recipientKey(int place) throws IOException {
    ResharingRecipient recipient = ResharingRecipient.create(parameters(), place, bank.entropy);
    recipients.put(place, recipient);
    return post(place, List.of(recipient.key()));
  }

  private ResharingRecipient recipient(int place) {
    ResharingRecipient recipient = recipients.get(place);
    if (recipient == null) {
      throw new AssertionError("operator " + place + " posted no key");
    }
    return recipient;
  }

  /** What the operator in force at {@code place} holds of all keys of its office. */
  List<Scalar> secrets(int place) {
    List<Scalar> secrets = new ArrayList<>(shares.get(place - 1).secrets());
    if (!escrow.isEmpty()) {
      secrets.addAll(escrow.get(place - 1).secrets());
    }
    return secrets;
  }

  ResharingMessage.Redealing dealt(int place) throws IOException {
    ResharingBoard board = resharing.board(view(), plan(), Stage.DEALINGS);
    return ResharingDealer.create(parameters(), place, secrets(place), bank.entropy)
        .deal(board, bank.entropy);
  }

  CashTransaction dealing(int place) throws IOException {
    return post(place, List.of(dealt(place)));
  }

  CashTransaction examination(int place) throws IOException {
    ResharingBoard board = resharing.board(view(), plan(), Stage.EXAMINATION);
    return post(place, recipient(place).complaints(board, bank.entropy));
  }

  /** One of the three things an operator posts. */
  interface Part {
    CashTransaction of(int place) throws IOException;
  }

  /** Has everybody from 1 to {@code last} do its part, in one block. */
  void all(int last, Part part) throws IOException {
    CashTransaction[] posts = new CashTransaction[last];
    for (int place = 1; place <= last; place++) {
      posts[place - 1] = part.of(place);
    }
    Bank.requireApplied(bank.block(posts));
  }

  /** All three rounds, with nobody missing. */
  void handOn() throws IOException {
    all(plan().operators().size(), this::recipientKey);
    all(plan().holders(), this::dealing);
    all(plan().operators().size(), this::examination);
  }

  /** The new operators' shares, once the plan is complete; those that have none are left out. */
  List<PsKeyShare> received() throws IOException {
    int to = keysAfter().escrowFrom();
    return outcomes().stream().map(share -> share.part(0, to).signatureShare()).toList();
  }

  /** Their shares of the escrow key. */
  List<EscrowKeyShare> receivedEscrow() throws IOException {
    int from = keysAfter().escrowFrom();
    return outcomes().stream()
        .filter(share -> share.secrets().size() > from)
        .map(share -> EscrowKeyShare.of(share.part(from, share.secrets().size())))
        .toList();
  }

  private List<DkgShare> outcomes() throws IOException {
    ResharingBoard board = resharing.board(view(), plan(), Stage.COMPLETE);
    return recipients.values().stream().flatMap(each -> each.finish(board).stream()).toList();
  }

  /** The keys as the plan, which is complete, hands them on. */
  OfficeKeys keysAfter() throws IOException {
    return resharing.officeKeys(view(), plan().operators().epoch());
  }

  void runTo(long height) throws IOException {
    while (bank.height() < height) {
      bank.block();
    }
  }

  /** Runs until the change that is announced has taken effect; the new shares are in force. */
  void takeEffect() throws IOException {
    shares = received();
    escrow = receivedEscrow();
    runTo(bank.application.membership().pending().orElseThrow().lastHeight());
    bank.operators.handOver(resharing.keyAt(view(), bank.height() + 1).key(), shares);
  }

  /** Has {@code act} decided, and everybody do all that follows from it. */
  void complete(Act act) throws IOException {
    decide(act);
    handOn();
    takeEffect();
  }
}
