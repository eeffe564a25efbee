package org.specie.cash.application.ideal;

/** What becomes of an operation. */
public enum Outcome {
  /** It takes effect. */
  DONE,
  /** It is beyond what the shown state holds or may, or on something of somebody else. */
  BEYOND_MEANS,
  /** The state or a coin is used up. */
  USED,
  /** The entry is in another phase. */
  PHASE,
  /** The entry has another amount by now. */
  REFUNDED_BEFORE,
  /** Too few auditors approved. */
  NOT_APPROVED,
  /** Too few of those who decide signed. */
  NO_QUORUM,
  /** Another nonce is next. */
  NONCE,
  /** The account holds less. */
  FUNDS,
  /** The account is another person's. */
  NOT_LINKED,
  /** More would leave the private form than is in it. */
  TURNSTILE,
  /** Another number is next. */
  NUMBER,
  /** More money would circulate than may. */
  CAP,
  /** The treasury holds less. */
  TREASURY
}
