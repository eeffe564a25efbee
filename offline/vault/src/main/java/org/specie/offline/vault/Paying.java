package org.specie.offline.vault;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.Result;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.vault.state.Books;
import org.specie.offline.vault.state.Facts;
import org.specie.offline.vault.state.PaymentKeys.Ready;
import org.specie.offline.vault.state.Stage;
import org.specie.offline.vault.state.VaultRecord;

/**
 * Pays once for a token, in the order of checks that a card has; the signature leaves when the step
 * is the last of the log. Spec: docs/spec/55-vault.md 4.1 and 4.2.
 */
final class Paying {
  /** Most approvals that wait for their payment; the first one makes room. */
  private static final int APPROVALS_MAX = 64;

  private static final P256Signature UNSIGNED =
      new P256Signature(ByteString.copyOf(new byte[ArtLayout.SIGNATURE_SIZE]));

  private final Core core;
  private final SequencedMap<Hash32, Amount> approvals = new LinkedHashMap<>();

  Paying(Core core) {
    this.core = core;
  }

  /** Takes the approver's word for one payment. */
  Verdict approve(Hash32 token, Amount amount, P256Signature signature) throws IOException {
    core.requireCurrent();
    if (core.state.stage() != Stage.OPERATIONAL) {
      return Verdict.refused(VaultReason.WRONG_STAGE);
    }
    if (!OfflineAmount.fits(amount)) {
      return Verdict.refused(TokenReason.MALFORMED);
    }
    Facts facts = core.state.facts();
    if (!facts
        .approver()
        .verify(Domain.APPROVAL, signature, facts.device(), approvedBytes(token, amount))) {
      return Verdict.refused(TokenReason.BAD_SIGNATURE);
    }
    approvals.putLast(token, amount);
    if (approvals.size() > APPROVALS_MAX) {
      approvals.pollFirstEntry();
    }
    return Verdict.accepted();
  }

  /** What an approver signs behind the device's id. */
  static ByteString approvedBytes(Hash32 token, Amount amount) {
    Encoder out = new Encoder().hash(token);
    OfflineAmount.encode(out, amount);
    return out.toByteString();
  }

  Result result(Token token) throws IOException {
    core.requireCurrent();
    return switch (core.state.books().order(token.digest())) {
      case Books.Order.Unpaid _ -> new Result.Unpaid();
      case Books.Order.Paid(Payment payment) -> new Result.Paid(payment);
      case Books.Order.NotKept _ -> new Result.NotKept();
    };
  }

  PayAnswer pay(PayOrder order, Amount hostLimit) throws IOException {
    core.requireCurrent();
    if (core.state.stage() != Stage.OPERATIONAL) {
      return new PayAnswer.Refused(VaultReason.WRONG_STAGE);
    }
    if (!hostLimit.covers(order.amount())) {
      return new PayAnswer.Refused(DeviceReason.ABOVE_BINDING_LIMIT);
    }
    return switch (core.state.books().order(order.key())) {
      case Books.Order.Paid(Payment payment) -> new PayAnswer.Paid(payment);
      case Books.Order.NotKept _ -> new PayAnswer.Refused(TokenReason.PAID_NOT_KEPT);
      case Books.Order.Unpaid _ -> payNew(order);
    };
  }

  private PayAnswer payNew(PayOrder order) throws IOException {
    boolean approved = order.amount().equals(approvals.get(order.key()));
    Optional<Ready> key = core.state.payerKey(order.time(), order.amount());
    Optional<Reason> refusal =
        unapproved(order, approved).or(() -> onToken(order, key)).or(() -> onMoney(order, key));
    if (refusal.isPresent()) {
      return new PayAnswer.Refused(refusal.get());
    }
    Ready ready = key.orElseThrow();
    Payment payment = sign(order, ready);
    core.commit(
        new VaultRecord.Paid(
            order.token().configuration().id(),
            order.token().configuration().terms().validity(),
            approved,
            payment));
    approvals.remove(order.key());
    if (ready.isLastUse()) {
      core.hsm.destroy(ready.name());
    }
    return new PayAnswer.Paid(payment);
  }

  /** From the limit on, and above the sum, an approval is needed. */
  private Optional<Reason> unapproved(PayOrder order, boolean approved) {
    if (approved) {
      return Optional.empty();
    }
    if (order.amount().covers(core.state.approvalFrom())) {
      return Optional.of(DeviceReason.BUTTON_REQUIRED);
    }
    return core.state.facts().limits().sum().covers(core.state.unapproved().plus(order.amount()))
        ? Optional.empty()
        : Optional.of(DeviceReason.PRESS_OVERDUE);
  }

  /** Time, token, amount and class, as page 50, 5.3 orders them. */
  private Optional<Reason> onToken(PayOrder order, Optional<Ready> key) {
    if (order.time().compareTo(core.state.floor()) < 0) {
      return Optional.of(DeviceReason.BEFORE_TIME_FLOOR);
    }
    Optional<ClassCert> payer = key.map(Ready::payerClass);
    if (payer.isEmpty()) {
      return Optional.of(DeviceReason.NO_PAYMENT_KEY);
    }
    Verdict verdict =
        core.state
            .verifier()
            .mayPay(
                new Request(Optional.empty(), order.reference(), order.token(), Chain.NONE),
                order.amount(),
                payer.get(),
                order.time());
    return switch (verdict) {
      case Verdict.Accepted _ -> Optional.empty();
      case Verdict.Refused(Reason reason) -> Optional.of(reason);
    };
  }

  private Optional<Reason> onMoney(PayOrder order, Optional<Ready> key) {
    if (key.isEmpty()) {
      return Optional.of(DeviceReason.NO_PAYMENT_KEY);
    }
    if (!core.state.sums().balance().covers(order.amount())) {
      return Optional.of(DeviceReason.INSUFFICIENT_BALANCE);
    }
    return core.hasRoomForPayment() ? Optional.empty() : Optional.of(DeviceReason.PAID_LOG_FULL);
  }

  private Payment sign(PayOrder order, Ready key) throws IOException {
    Payment unsigned = payment(order, key, UNSIGNED);
    return payment(
        order,
        key,
        core.hsm.sign(
            key.name(),
            Domain.PAYMENT.prefix(),
            order.token().configuration().digest().bytes(),
            unsigned.signedBytes()));
  }

  private static Payment payment(PayOrder order, Ready key, P256Signature signature) {
    Token token = order.token();
    return new Payment(
        token.sequence() + 1,
        token.aggregate().plus(order.amount()),
        order.amount(),
        order.time(),
        token.digest(),
        order.reference(),
        key.use(),
        key.certificate(),
        signature);
  }
}
