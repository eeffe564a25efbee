package org.specie.cash.protocol;

import org.specie.kernel.core.Reason;

/** Why a private transaction is refused. Numbers are stable: docs/reference/errors.md. */
public enum PrivateReason implements Reason {
  NULLIFIER_SPENT(
      3001,
      "A nullifier of this transaction is already spent: the same state or coin was used before.",
      "Synchronise the wallet; if the payment is already in its history, nothing needs to be done."),
  PROOF_INVALID(
      3002,
      "The proof of this transaction does not verify.",
      "Synchronise the wallet and make the payment again."),
  WRONG_EPOCH(
      3003,
      "The transaction was made for another epoch.",
      "Synchronise the wallet and make the payment again in the current epoch."),
  WRONG_POLICY(
      3004,
      "The transaction was made under another policy.",
      "Synchronise the wallet and make the payment again under the current policy."),
  WRONG_GENERATION(
      3005,
      "The transaction was made for another key generation.",
      "Exchange old money through the exit of its generation."),
  NOT_CURRENT(
      3006,
      "The transaction's valid-until height has passed, is too far ahead or is off the grid.",
      "Make the payment again; wallets choose the height themselves."),
  UNKNOWN_CLASS(
      3007, "There is no wallet class of this number.", "Enrol in a class the policy names."),
  NULLIFIER_REPEATED(
      3008,
      "The same nullifier stands twice in one transaction.",
      "Show each coin once; a wallet that does otherwise is broken."),
  ACCOUNT_NOT_LINKED(
      3009,
      "The account is not linked to an owner of private cash, or not by this link record.",
      "Link the account first."),
  ACCOUNT_SIGNATURE(
      3010,
      "The account's signature over this transaction is missing or wrong.",
      "Sign with the key of the account that is loaded from."),
  ACCOUNT_NONCE(
      3011, "The account's nonce is not the next one.", "Synchronise the wallet and sign again."),
  ACCOUNT_INSUFFICIENT(
      3012, "The account does not hold enough ordinary money.", "Load a smaller amount."),
  TURNSTILE(
      3013,
      "More would leave the private pool than ever entered it.",
      "Nothing to do for a customer; operators must investigate at once."),
  ENROLMENT_KNOWN(
      3014,
      "This person, key or identity is already enrolled.",
      "Restore the existing wallet from its words instead of enrolling again."),
  REGISTRAR_SIGNATURE(
      3015,
      "The enrolment or change of class lacks valid signatures of enough registrars.",
      "Ask the registrars of this ledger, each of whom signs once."),
  ACCOUNT_LINKED(3016, "The account is already linked.", "Use the existing link."),
  TIER_NOT_OFFERED(
      3017,
      "This ledger's policy offers neither approved nor delayed payments nor entries.",
      "Pay within the budget, or from the ordinary balance."),
  NOT_APPROVED(
      3018,
      "The payment lacks valid approvals of enough auditors for exactly these bytes.",
      "Ask the auditors of the current policy for their approval, each once, in their order."),
  ENTRY_UNKNOWN(
      3019,
      "There is no entry of this name with this amount and this owner.",
      "Synchronise the wallet and take the entry as it stands on the ledger."),
  ENTRY_STATE(
      3020,
      "The entry is not in a state in which this can be done with it.",
      "Look at the entry: it may still wait, be released, vetoed, expired, or have ended."),
  NOT_SEALED(
      3021,
      "No applied payment of tier 2 or 3 has this core.",
      "Name the core of the payment to be opened; payments within the budget cannot be opened."),
  WARRANT_KNOWN(
      3022,
      "A warrant for this payment already stands on the ledger.",
      "Use the warrant that stands."),
  CLASS_NUMBER(
      3023,
      "The order to change the class is not the next one of this person.",
      "Ask the registrars for an order with the number after the last change on the ledger.");

  private final int code;
  private final String sentence;
  private final String remedy;

  PrivateReason(int code, String sentence, String remedy) {
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
