package org.specie.services.bank;

import org.specie.services.api.Refusal;

/** Why a bank does not do what it is asked: docs/reference/errors.md, 741x and 742x. */
public enum BankReason implements Refusal {
  REQUEST_MALFORMED(
      7410,
      400,
      "The message is not the one of a purse that this operation takes.",
      "Send the request or the answer as the purse made it, in small hexadecimal digits."),
  OTHER_REQUEST(
      7411,
      409,
      "Under this name the account has asked for something else.",
      "Choose another name for another withdrawal, or send the same request again."),
  NOT_SIGNED(
      7412,
      403,
      "There is no such account, or the signature is not by its key or that of a token that the bank took.",
      "Sign what the operation names with the key the account was opened with, or present the token first."),
  BALANCE_LOW(
      7413, 409, "The account holds less than was asked for.", "Ask for less, or pay in first."),
  NO_VAULT(
      7414,
      503,
      "No vault that answers holds as much as was asked for and nobody else waits for.",
      "Ask again later, or for less; the bank's people load vaults."),
  OVER_LIMIT(
      7415,
      409,
      "More was asked for than the bank gives at one time or on one day.",
      "Ask for less, or tomorrow."),
  UNKNOWN(7416, 404, "There is nothing of this name.", "Check what you were given."),
  DESK_ONLY(
      7417,
      403,
      "Only the bank's own people do that.",
      "Send the word of the desk, which the bank keeps in its folder."),
  CUSTOMERS_ONLY(
      7418, 403, "Only a customer does that.", "Send the word that came with the account."),
  ACCOUNT_REFUSED(
      7419,
      409,
      "This key has an account, or there is no room for more.",
      "Use the account there is, or another key."),
  OTHER_MOVEMENT(
      7420,
      409,
      "Under this reference something else is booked.",
      "Choose another reference for another movement."),
  VAULT_REFUSED(
      7421,
      409,
      "The vault refused the token after it was asked for; the money is back in the account.",
      "Ask with another token, one that is valid for longer."),
  MESSAGE_REFUSED(
      7422,
      400,
      "The message is not a transfer of cash to this bank, or does not say what its payment says.",
      "Send pacs.009.001.08 as the other bank made it, to the bank whose vault asked."),
  TRANSFER_REFUSED(
      7423,
      409,
      "The vault refused the token of this transfer for good; nothing was paid, or will be.",
      "Have the other bank ask again, and send that under another name."),
  DEPOSITS_OPEN(
      7424,
      409,
      "So many tokens for deposits of this account were given and are not paid that no more are.",
      "Pay on those there are, ask again under their names, or wait until they are over."),
  DEPOSIT_OVER(
      7425,
      409,
      "The token of this deposit was paid on, or its time is over.",
      "Ask under another name; a payment that was made on it is taken as before."),
  NO_DEPOSIT_TOKEN(
      7426,
      503,
      "The bank has no more tokens for deposits into this account.",
      "Ask again later; the bank's people get them from a factory."),
  VAULT_AT_WORK(
      7427,
      503,
      "The vault that takes this payment is at work, and has not looked at it.",
      "Bring the same answer again; the payment waits on its token for as long as that is valid."),
  STATEMENT_TOO_LONG(
      7428,
      409,
      "The period has more movements than one statement holds.",
      "Ask for a shorter period, and for the next one after it."),
  BELOW_LEAST(
      7429,
      409,
      "Less was asked for than the bank gives at one time.",
      "Ask for more at once; each withdrawal, however small, takes room in a vault's journals."),
  TOO_OFTEN(
      7430,
      409,
      "The account had as many withdrawals, or as many deposits, as it may have on one day.",
      "Come again tomorrow; a payment waits on its token for as long as that is valid."),
  JOURNAL_FULL(
      7431,
      503,
      "The journals of the vault that takes this payment have room for what has begun alone.",
      "Keep the answer, and ask the bank; nothing of the payment is lost at the vault."),
  OTHER_ACCOUNTS(
      7432,
      409,
      "All accounts of this bank are on the ledger, or all are its own; this would be another.",
      "Give an address at a bank of accounts of the ledger, and pay in on the ledger; none elsewhere."),
  /** 7433. */
  LOADS_AWAITED(
      7433,
      409,
      "As many withdrawals of this account wait for a load of the float as may.",
      "Load one of them, or wait until it lapses."),
  WITHDRAWAL_TOKEN_REFUSED(
      7434,
      409,
      "The token is not one with which money is withdrawn from this account into this purse.",
      "Present the newest token for withdrawals of the purse, unpaid, signed by the account's key."),
  WITHDRAWAL_TOKEN_OUTRUN(
      7435,
      409,
      "Another token for withdrawals counts than the one that this was signed to replace.",
      "Look which one counts, and sign for the new one in the place of that.");

  @SuppressWarnings("ImmutableEnumChecker") // A record of numbers and texts never changes.
  private final Explanation explanation;

  BankReason(int code, int status, String sentence, String remedy) {
    this.explanation = new Explanation(code, status, sentence, remedy);
  }

  @Override
  public Explanation explanation() {
    return explanation;
  }
}
