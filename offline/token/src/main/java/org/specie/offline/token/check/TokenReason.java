package org.specie.offline.token.check;

import org.specie.kernel.core.Reason;

/**
 * Why a token, a payment or a certificate is not believed. A device says the same with a status
 * word. Source: docs/reference/errors.md, 70xx.
 */
public enum TokenReason implements Reason {
  /** 7001. */
  MALFORMED(
      7001,
      "The bytes are not of offline cash in canonical form.",
      "Ask for them again; if they come as text or picture, whole and unchanged."),
  /** 7002. */
  OTHER_CURRENCY(7002, "The token carries another currency.", "Pay from a purse of that currency."),
  /** 7003. */
  UNKNOWN_KEY(
      7003,
      "A key in the chain is not known, and no certificate for it came along.",
      "Ask the other side for its certificates."),
  /** 7004. */
  BAD_SIGNATURE(7004, "A signature does not verify.", "Do not believe it, and do not pay into it."),
  /** 7005. */
  WRONG_USE(
      7005,
      "A key signed what it is not certified for.",
      "Do not believe it, and do not pay into it."),
  /** 7006. */
  NOT_VALID_THEN(
      7006,
      "The token or a certificate is not valid at the time of the payment.",
      "Let both sides renew what they hold and compare their clocks; then ask again with a new token."),
  /** 7007. */
  WIDER_THAN_ISSUER(
      7007,
      "A certificate or token allows more than the key that signed it may.",
      "Do not believe it, and do not pay into it."),
  /** 7008. */
  CLASS_NOT_TAKEN(
      7008,
      "The token takes no payments from devices of this class.",
      "Ask the payee for another token, or pay from another device."),
  /** 7009. */
  NOTHING(7009, "A payment of nothing moves nothing.", "Name an amount above zero."),
  /** 7010. */
  ABOVE_PAYMENT_LIMIT(
      7010,
      "The amount is more than the token or the device's class moves at once.",
      "Pay in parts, or from a device of a stronger class."),
  /** 7011. */
  ABOVE_AGGREGATE_LIMIT(
      7011, "The token would hold more than it may.", "Ask the payee for a new token."),
  /** 7012. */
  TOO_MANY_PAYMENTS(
      7012, "The token holds as many payments as it may.", "Ask the payee for a new token."),
  /** 7013. */
  KEY_WORN_OUT(
      7013,
      "The payment key was used more often than it may be.",
      "Do not take the payment; keep it as evidence."),
  /** 7014. */
  OTHER_TOKEN(
      7014,
      "The answer is for another token than the one that was sent.",
      "Match it with the request it answers."),
  /** 7015. */
  NOT_NEXT(
      7015,
      "The number of the payment is not the next one.",
      "Match it with the request it answers."),
  /** 7016. */
  OTHER_PREDECESSOR(
      7016,
      "The payment does not continue this token.",
      "Match it with the request it answers; if there is none, the token was given away twice."),
  /** 7017. */
  WRONG_SUM(
      7017,
      "The aggregate is not the sum of the payments.",
      "Do not take the payment; keep it as evidence."),
  /** 7018. */
  OTHER_AMOUNT(
      7018,
      "The amount is not the one that was asked for.",
      "Pay exactly what is asked; a payee keeps what came and asks for what it owes or is owed."),
  /** 7019. */
  OTHER_REFERENCE(
      7019,
      "The payment carries another reference than the request.",
      "Match it with the request it answers."),
  /** 7020. */
  CLAIMED_IN_FUTURE(
      7020, "The time the payer claims is too far ahead.", "Compare the clocks of both devices."),
  /** 7021. */
  TOO_LATE(
      7021,
      "The token or the payer's class expired too long ago.",
      "Do not take the payment; ask the payer to pay a new token."),
  /** 7022. */
  NOT_THE_OWNER(
      7022,
      "The token belongs to another purse.",
      "Redeem it with the purse whose pseudonym it carries."),
  /** 7023. */
  PAID_NOT_KEPT(
      7023,
      "This request was paid, and the device keeps the payment no longer.",
      "Look for the payment in the software of the purse, which keeps all of them."),
  /** 7024. */
  STEPS_MISSING(
      7024,
      "Payments before this one were not redeemed.",
      "Redeem the payments of a token in their order."),
  /** 7025. */
  FORKED(
      7025,
      "Another payment with this number was redeemed.",
      "Keep both payments: they show the issuer who gave one token to two payers."),
  /** 7026. */
  STEP_PASSED(
      7026,
      "A payment with this number was redeemed, and the device no longer knows which.",
      "Compare with the payments that the purse's software keeps; nothing more is credited.");

  private final int code;
  private final String sentence;
  private final String remedy;

  TokenReason(int code, String sentence, String remedy) {
    this.code = code;
    this.sentence = sentence;
    this.remedy = remedy;
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
