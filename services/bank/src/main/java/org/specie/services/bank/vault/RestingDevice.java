package org.specie.services.bank.vault;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.DeviceState;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.paying.Approver;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;

/**
 * A vault's device that is left alone for a while after it refused to pay. Every refusal by the
 * device itself costs two records of the vault's journal, which has a limit; a device that was
 * asked again in every round, for everything that waits, would fill it within days. So what was
 * refused is not approved again before the pause is over, and nothing is written for it. Not
 * thread-safe. Spec: docs/spec/59-bank-service.md 5.4.
 */
final class RestingDevice implements SecureDevice, Approver {
  /** How long a device rests that would refuse whatever it is told to pay. */
  static final int REST_MINUTES = 60;

  /** How long one payment waits that the device refused while it may make others. */
  static final int ROW_REST_MINUTES = 24 * 60;

  /** Most payments that are remembered; the one refused first is forgotten first. */
  static final int ROWS_MAX = 10_000;

  private final SecureDevice device;
  private Optional<Minutes> refused = Optional.empty();
  private final LinkedHashMap<Hash32, Minutes> rows = new LinkedHashMap<>();

  RestingDevice(SecureDevice device) {
    this.device = device;
  }

  /** Whether it is not told to pay anything now. */
  boolean isResting(Minutes now) {
    return refused.filter(since -> !now.isBeyond(since, REST_MINUTES)).isPresent();
  }

  /** Somebody was there and changed something: everything may be tried again. */
  void wake() {
    refused = Optional.empty();
    rows.clear();
  }

  @Override
  public boolean approves(PayOrder order) {
    return !isResting(order.time())
        && Optional.ofNullable(rows.get(order.key()))
            .filter(since -> !order.time().isBeyond(since, ROW_REST_MINUTES))
            .isEmpty();
  }

  @Override
  public PayAnswer pay(PayOrder order) throws IOException {
    PayAnswer answer = device.pay(order);
    if (answer instanceof PayAnswer.Refused(Reason reason)) {
      if (reason instanceof DeviceReason own && isOfAll(own)) {
        refused = Optional.of(order.time());
      } else {
        if (rows.size() >= ROWS_MAX) {
          var _ = rows.pollFirstEntry();
        }
        rows.put(order.key(), order.time());
      }
    }
    return answer;
  }

  /** Whether the next payment would be refused for the same reason. */
  private static boolean isOfAll(DeviceReason reason) {
    return switch (reason) {
      case PRESS_OVERDUE,
          BEFORE_TIME_FLOOR,
          NO_PAYMENT_KEY,
          PAID_LOG_FULL,
          REDEEM_TABLE_FULL,
          BALANCE_OVERFLOW,
          WRONG_SERIAL,
          WRONG_MEDIUM,
          LIMIT_ONLY_LOWER,
          BALANCE_BROKEN ->
          true;
      case INSUFFICIENT_BALANCE,
          ABOVE_BINDING_LIMIT,
          BUTTON_REQUIRED,
          ABOVE_TAP_LIMIT,
          PAID_OTHER_AMOUNT,
          SECRET_REQUIRED,
          SECRET_WRONG,
          SECRET_LOCKED,
          NOT_ASKED ->
          false;
    };
  }

  @Override
  public DeviceState state() throws IOException {
    return device.state();
  }

  @Override
  public OptionalInt payments(Minutes now) throws IOException {
    return device.payments(now);
  }

  @Override
  public Result result(Token token) throws IOException {
    return device.result(token);
  }

  @Override
  public RedeemAnswer redeem(Token token) throws IOException {
    return device.redeem(token);
  }

  @Override
  public Verdict learn(Certificate certificate) throws IOException {
    return device.learn(certificate);
  }
}
