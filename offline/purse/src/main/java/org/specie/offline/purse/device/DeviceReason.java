package org.specie.offline.purse.device;

import java.util.Optional;
import org.specie.kernel.core.Reason;
import org.specie.offline.token.check.TokenReason;

/**
 * What a device refuses for reasons of its own; those it shares with software are {@link
 * TokenReason}. Its status word says which: 9Cnn is 71nn here, 9Dnn is 70nn there. Source:
 * docs/reference/errors.md.
 */
public enum DeviceReason implements Reason {
  /** 7101. */
  INSUFFICIENT_BALANCE(
      7101,
      "The device holds too little for this payment.",
      "Redeem what was received, load the device, or pay less."),
  /** 7102. */
  ABOVE_BINDING_LIMIT(
      7102,
      "The amount is above the limit of this host at the device.",
      "Pay from a host with a higher limit, or pay less."),
  /** 7103. */
  BUTTON_REQUIRED(
      7103,
      "A payment of this size needs the button of the device.",
      "Press the button and pay again."),
  /** 7104. */
  ABOVE_TAP_LIMIT(
      7104,
      "The amount is above what the device pays by tapping.",
      "Approve the payment on a host that the device knows."),
  /** 7105. */
  PRESS_OVERDUE(
      7105,
      "The device paid as much as it does without its button.",
      "Press the button and pay again."),
  /** 7106. */
  BEFORE_TIME_FLOOR(
      7106,
      "The time of this payment is over, as the device knows.",
      "Set the clock of this host."),
  /** 7107. */
  NO_PAYMENT_KEY(
      7107,
      "The device has no payment key that may pay this.",
      "Connect, so that new payment keys are certified."),
  /** 7108. */
  PAID_LOG_FULL(
      7108,
      "The device cannot remember more payments of tokens that are still valid.",
      "Wait until some of these tokens end."),
  /** 7109. */
  PAID_OTHER_AMOUNT(
      7109,
      "The device paid this request before, with another amount.",
      "Hand out the payment there is; ask the payee for a new request if more is owed."),
  /** 7110. */
  REDEEM_TABLE_FULL(
      7110, "The device cannot remember more tokens of its own.", "Wait until some of them end."),
  /** 7111. */
  BALANCE_OVERFLOW(
      7111, "The device would hold more than it can count.", "Pay or deposit something first."),
  /** 7112. */
  WRONG_SERIAL(
      7112, "The device expects another serial number.", "Ask whoever manages the device."),
  /** 7113. */
  WRONG_MEDIUM(
      7113,
      "The device does not do this over this connection.",
      "Hold the device to a contactless reader."),
  /** 7114. */
  LIMIT_ONLY_LOWER(7114, "A limit of the device can only be lowered.", "Choose a lower limit."),
  /** 7115. */
  BALANCE_BROKEN(
      7115,
      "The memory of the device is damaged, and it has locked itself.",
      "Bring the device to a recovery agent."),
  /** 7116. */
  SECRET_REQUIRED(
      7116,
      "A payment of this size needs the owner's number or password at the device.",
      "Pay where the device can be told them; it says which from which amount on."),
  /** 7117. */
  SECRET_WRONG(
      7117,
      "The number or password is not the one that the device knows.",
      "Type it again; the device locks itself after a few wrong ones."),
  /** 7118. */
  SECRET_LOCKED(
      7118,
      "The number or password was wrong too often, and the device takes it no more.",
      "Pay less, or ask whoever manages the device to unlock it."),
  /** 7119. */
  NOT_ASKED(
      7119,
      "The device waits for no such order: it was brought, is older, or all secrets were told.",
      "Ask anew with 'specie purse unlock', and bring the order that answers this.");

  private static final int OWN_WORDS = 0x9c00;
  private static final int OWN_CODES = 7_100;
  private static final int SHARED_WORDS = 0x9d00;
  private static final int SHARED_CODES = 7_000;
  private static final int NUMBER_MASK = 0xff;

  private final int code;
  private final String sentence;
  private final String remedy;

  DeviceReason(int code, String sentence, String remedy) {
    this.code = code;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  /** The reason that a status word gives; nothing if the word is not a refusal of this kind. */
  public static Optional<Reason> of(int statusWord) {
    int number = statusWord & NUMBER_MASK;
    return switch (statusWord & ~NUMBER_MASK) {
      case OWN_WORDS -> find(values(), OWN_CODES + number);
      case SHARED_WORDS -> find(TokenReason.values(), SHARED_CODES + number);
      default -> Optional.empty();
    };
  }

  /** The status word with which a device gives this reason. */
  public int statusWord() {
    return OWN_WORDS + code - OWN_CODES;
  }

  private static Optional<Reason> find(Reason[] reasons, int code) {
    for (Reason each : reasons) {
      if (each.code() == code) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
