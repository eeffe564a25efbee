package org.specie.wallet;

import org.specie.kernel.core.Reason;

/** Why a wallet refuses. Numbers are stable: docs/reference/errors.md. */
public enum WalletReason implements Reason {
  NOT_ENROLLED(
      5201,
      "This wallet is not enrolled for private money.",
      "Enrol it first; ordinary money can be received and paid without."),
  ALREADY_ENROLLED(
      5202, "This wallet is enrolled already.", "Nothing to do: private money can be used."),
  AMOUNT_ZERO(5203, "An amount of nothing was given.", "Name an amount above zero."),
  ORDINARY_INSUFFICIENT(
      5204,
      "The ordinary balance does not cover the amount.",
      "Choose a smaller amount, or convert private money to ordinary first."),
  PRIVATE_INSUFFICIENT(
      5205,
      "The private balance does not cover the amount.",
      "Choose a smaller amount, or convert ordinary money to private first."),
  OVER_BUDGET(
      5206,
      "The amount is more than what is left of the anonymity budget.",
      "Pay it from the ordinary balance, pay less, or wait until the budget renews."),
  OVER_LIMIT(
      5207,
      "The amount is more than one private payment may carry.",
      "Pay it from the ordinary balance, or in several private payments within the budget."),
  ADDRESS_UNREADABLE(
      5208,
      "This is not a payment address.",
      "Copy the whole address again: spc1 followed by 262 characters."),
  ADDRESS_NOT_GENUINE(
      5209,
      "The address is not signed by the key it names.",
      "Ask the payee for the address again, on another way; do not pay to this one."),
  NOTE_TOO_LONG(
      5210,
      "The note does not fit its place.",
      "Shorten it: 71 bytes in a payment within the budget, 39 in one that waits."),
  BALANCE_FULL(
      5211,
      "The private balance would become larger than a credential can hold.",
      "Convert some of it to ordinary money first."),
  CLASS_UNKNOWN(
      5212, "The ledger has no wallet class of this number.", "Choose a class the policy names."),
  ATTEMPTS_EXHAUSTED(
      5213,
      "Attempt after attempt was refused, although the ledger might have taken each.",
      "Try again: nothing is done twice. If it happens every time, ask the operators."),
  TRANSACTION_UNKNOWN(
      5214,
      "The ledger has no transaction of this number.",
      "Copy the number again; 'specie wallet history' shows those of a wallet."),
  REQUEST_UNREADABLE(
      5215,
      "This is not a payment request.",
      "Copy the whole link again, or scan the code again: specie:… with a question mark in it."),
  REQUEST_EXPIRED(
      5216, "The payment request has expired.", "Ask the payee for a new one; nothing was paid."),
  REQUEST_OTHER_LEDGER(
      5217,
      "The payment request is for another ledger.",
      "Connect to the ledger it names, or ask the payee for a request for this one."),
  REQUEST_AMOUNT_DIFFERS(
      5218,
      "The payment request asks for another amount.",
      "Leave the amount out to pay what is asked, or ask the payee for another request."),
  REQUEST_WITHOUT_AMOUNT(
      5219, "The payment request leaves the amount to the payer.", "Name an amount."),
  BOOKS_DO_NOT_TIE(
      5220,
      "The wallet's entries do not come to what the ledger says it has.",
      "Restore the wallet from its words into a new file; if that does not help, ask the"
          + " operator."),
  BELOW_TIER_THREE(
      5221,
      "The amount is too small for a payment of tier 3.",
      "Pay it within the budget, or with the approval of auditors: tier 2."),
  ENTRY_NOT_HELD(
      5222,
      "This wallet knows no such payment on this side of it.",
      "Synchronise and look at 'specie wallet entries'; only the payee accepts, only the payer"
          + " takes back."),
  REFUND_ADDRESS_UNREADABLE(
      5223,
      "This is not a refund address.",
      "Copy the whole address again: spr1 followed by 134 characters."),
  REFUND_ADDRESSES_UNUSED(
      5224,
      "As many refund addresses are out as words alone find again, and nothing was paid to them.",
      "Give one of those again: 'specie wallet refund-address --list' shows them."),
  ORDER_FOREIGN(
      5225,
      "The order to change the class is not for this wallet, or not to the class asked for.",
      "Ask the registrars again, with the spend key of this wallet."),
  OVER_ENTRY(
      5226,
      "More cannot be given back of a payment than was paid.",
      "Give at most that amount back, or pay the rest to a refund address of the customer."),
  REQUEST_NOT_AS_LEFT(
      5227,
      "What the provider gives is not the payment request that was left there.",
      "Nothing was paid. Ask the payee for the request itself: a link with an address in it."),
  REQUEST_ELSEWHERE(
      5228,
      "The payment request lies with a provider that is not yours.",
      "Ask the payee for the request itself, or let that provider see where you are: 'wallet pay"
          + " --visit'."),
  APPROVAL_PENDING(
      5231,
      "A payment waits for auditors, and until it is over nothing else leaves.",
      "Wait for them, or give it up: 'specie wallet settle --give-up'."),
  AUDITORS_REFUSE(
      5232,
      "So many auditors refuse the payment that too few are left to approve it.",
      "Ask them for their reasons, pay within the budget, or pay with delay."),
  OVER_TIER_TWO(
      5233, "The amount is more than auditors may approve at once.", "Pay it with delay: tier 3."),
  APPROVED_IN_VAIN(
      5234,
      "The ledger refused the payment although auditors had approved it.",
      "Nothing was paid. Pay again if you still want to."),
  APPROVAL_LATE(
      5235,
      "The payment could no longer be applied before enough auditors had approved it.",
      "Nothing was paid. Pay again if you still want to; auditors are shown the new payment."),
  GIVEN_UP(
      5236,
      "The payment was given up before enough auditors had approved it.",
      "Nothing was paid. Pay otherwise if you still want to."),
  AUDITORS_UNKNOWN(
      5237,
      "Nobody has said where the auditors of this ledger are asked.",
      "Fetch the public description of the ledger again; it names their places."),
  WORDS_TOO_LONG(
      5238, "The words to auditors do not fit their place.", "Shorten them to 512 bytes."),
  LETTER_ABOUT_NOTHING(
      5239,
      "No letter tells of such a payment.",
      "Nothing is lost: the payee finds the payment on the ledger."),
  LETTER_TOO_LONG(
      5240,
      "The payment is longer than a letter about it.",
      "Nothing is lost: the payee finds the payment on the ledger."),
  MAILBOXES_FULL(
      5241,
      "As many mailboxes are open as a wallet looks into.",
      "Ask without one, 'wallet request --no-letters', or wait until one of them closes."),
  APPLIED_AFTER_ALL(
      5242,
      "Something this wallet had been refused has been applied after all.",
      "Nothing else was done. Look at 'specie wallet history', and do this again if you still want"
          + " it."),
  NAME_LEADS_ELSEWHERE(
      5243,
      "This name led to another payment address when it was paid before.",
      "Ask the payee, and not the provider, whether the address has changed; if it has, pay with"
          + " --readdressed."),
  WRONG_PASSPHRASE(
      5301,
      "The passphrase does not open this wallet.",
      "Check the keyboard and try again; without the passphrase, restore from the words."),
  FILE_DAMAGED(
      5302,
      "The wallet file is damaged or was changed.",
      "Restore the wallet from its words; keep the file for inspection."),
  FILE_VERSION(
      5303,
      "The wallet file has a version this program does not know.",
      "Use the program that wrote it, or a newer one."),
  FILE_EXISTS(
      5304,
      "There is a wallet already.",
      "Choose another place; a wallet is never written over another one."),
  FILE_MISSING(
      5305,
      "There is no wallet here.",
      "Make one with 'wallet new', or restore it from its words."),
  FILE_IN_USE(
      5306,
      "Another program has this wallet open.",
      "Close it first: two writers would lose each other's payments."),
  BACKUP_UNREADABLE(
      5307,
      "The backup was not made with these words, or was changed.",
      "Nothing is lost: restore from the words and the ledger, 'wallet restore --without-backup'."),
  BACKUP_TOO_LONG(
      5308,
      "The wallet's history is longer than a provider keeps of it.",
      "Keep a copy of the wallet's file yourself; the words restore the money without a backup."),
  NETWORK_DIFFERS(
      5401,
      "This is not the ledger the wallet was made for: its genesis or the operators' key differs.",
      "Connect to the right ledger. If it is the right one, do not pay: somebody shows you other"
          + " keys."),
  NETWORK_INCONSISTENT(
      5402,
      "The keys the ledger shows contradict each other.",
      "Do not use this ledger: with such keys payments may not be private."),
  CREDENTIAL_INVALID(
      5403,
      "What the operators signed is not what this wallet is owed.",
      "Ask another operator; the wallet keeps what it had until it holds a valid signature."),
  SIGNATURE_MISSING(
      5404,
      "The transaction is final, and the operators have not signed its outputs yet.",
      "Try again in a moment; nothing is lost."),
  WORDS_UNKNOWN(
      5405,
      "Nothing on this ledger belongs to these words.",
      "Check the words and the ledger; a wallet never used is made with 'wallet new'."),
  CHAIN_BROKEN(
      5406,
      "The wallet's own transactions on this ledger do not fit together.",
      "Ask another operator: this one leaves out or changes what it shows.");

  private final int code;
  private final String sentence;
  private final String remedy;

  WalletReason(int code, String sentence, String remedy) {
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
