package org.specie.offline.purse;

import org.specie.kernel.core.Reason;

/** Why a purse does not do what it is told. Source: docs/reference/errors.md, 72xx. */
public enum PurseReason implements Reason {
  /** 7201. */
  NO_TOKEN_FITS(
      7201,
      "No token is at hand that is valid now and takes this amount.",
      "Get new tokens, or wait until one of those handed out is paid."),
  /** 7202. */
  NOT_ASKED(7202, "Nobody was asked to pay this token.", "Look for the purse that asked."),
  /** 7203. */
  NOT_APPROVED(
      7203, "The owner of the purse did not approve the payment.", "Approve it, or leave it."),
  /** 7204. */
  ALREADY_STOCKED(7204, "The purse has this token already.", "Nothing needs to be done."),
  /** 7205. */
  NOT_ALLOTTED(
      7205,
      "This till has not got the token that was paid.",
      "Look for the till that asked, and at who brings what it took."),
  /** 7206. */
  OTHER_TILL(7206, "The message is for another till.", "Hand it to the till that it names."),
  /** 7207. */
  NO_PLACE(
      7207,
      "The device has no place for another payment key.",
      "Pay with those it has; a key that was used makes room."),
  /** 7208. */
  NOT_AN_ANSWER(
      7208,
      "What the agent answered is not an answer to what was asked.",
      "Ask again; if it stays so, tell the issuer."),
  /** 7209. */
  DEVICE_FROM_BEFORE(
      7209,
      "The device does not know the last payment that it made from this purse.",
      "Put in the device that paid, in the state it has now; money from before is found out when"
          + " it is spent again."),
  /** 7210. */
  JOURNAL_FROM_BEFORE(
      7210,
      "Records are missing at the end of the journal.",
      "Bring back the journal as it was last; an older one hands out tokens twice, and payments on"
          + " them are lost."),
  /** 7211. */
  OTHER_PAYEE(
      7211,
      "The request is of another payee than the one that was named.",
      "Ask the payee what its payers are shown, and whom you reached."),
  /** 7212. */
  NOT_A_REQUEST(7212, "What came is not a request for money.", "See whom you reached."),
  /** 7213. */
  NOT_A_PAYMENT(7213, "What came is not a payment.", "Ask again, and let the payer pay that."),
  /** 7214. */
  NOT_TAKEN(
      7214,
      "It is paid, and the payee did not take it, or nobody knows whether it did.",
      "Hand the answer over in another way; it counts once."),
  /** 7215. */
  ALREADY_PLANNED(
      7215,
      "This payment is planned or made already.",
      "Look at what is planned; cancel it first to plan it otherwise."),
  /** 7216. */
  OVER_BY_THEN(
      7216,
      "The request is not valid at the time that it would be paid.",
      "Plan it for an earlier time, or ask the payee for a request that is valid longer."),
  /** 7217. */
  PLAN_FULL(
      7217, "So many payments or jars are planned that no more fit.", "Cancel some, or make them."),
  /** 7218. */
  MORE_THAN_THERE_IS(
      7218,
      "The jars would hold more than there is.",
      "Set less aside, or take something out of another jar."),
  /** 7219. */
  JAR_TOO_SMALL(
      7219, "The jar holds less than the payment.", "Put more into it, or pay from another."),
  /** 7220. */
  SET_ASIDE(
      7220,
      "What is not set aside in jars does not cover the payment.",
      "Name the jar to pay from, or take something out of one."),
  /** 7221. */
  ASKS_NOBODY(
      7221,
      "The payee asks nobody any more, and waits for the answer of a payer that is gone.",
      "Let it ask anew; a payment that was made already is handed over, not made again."),
  /** 7222. */
  PAGE_TOO_LARGE(
      7222,
      "The PDF is larger than the page of a request.",
      "Ask for the page of the request alone, as 'specie purse request --out ask.pdf' writes it."),
  /** 7223. */
  NO_REQUEST_ON_PAGE(
      7223,
      "No request can be found in the PDF.",
      "Ask for the file as it was written: printed, scanned or saved anew it is another one. The"
          + " code on it still counts, as a picture."),
  /** 7224. */
  TWO_REQUESTS(
      7224,
      "There is more than one request in the PDF.",
      "Do not pay it: what it shows and what it asks for may differ. Ask the payee for another."),
  /** 7225. */
  PAGE_DIFFERS(
      7225,
      "What the PDF shows to people is not the page of its request.",
      "Do not pay it: it was changed after it was made, or made by another program. Ask the payee"
          + " for another, or scan the code and see what it says."),
  /** 7226. */
  PAID_ONCE(
      7226,
      "The token of this request is paid once by one payer, so payments on it cannot recur.",
      "Ask the payee for one that stays with you: 'specie purse request --standing'."),
  /** 7227. */
  EARLIER_WAITS(
      7227,
      "An earlier payment of the same order is not made yet.",
      "See why that one was not made; the others follow it."),
  /** 7228. */
  PART_OFF(
      7228,
      "The purse goes without this part.",
      "Switch it on: 'specie purse settings --with' and its name."),
  /** 7229. */
  NO_ACCOUNT(
      7229,
      "The file is no table of payments as a purse writes it.",
      "Ask for the file as 'specie purse export' wrote it: what was changed is not read."),
  /** 7230. */
  ROW_TWICE(
      7230,
      "A payment is in the table twice.",
      "Book it once; ask whoever made the table for another."),
  /** 7231. */
  WAY_DIFFERS(
      7231,
      "Whom this row pays does not fit the way of the rows before it.",
      "Ask for the file as 'specie purse export' wrote it: a payment was turned round, or tables of"
          + " two purses were put together."),
  /** 7232. */
  ACCOUNT_TOO_LONG(
      7232,
      "The payments make a table longer than 64 MiB, which would not be read again.",
      "Write it a year at a time: 'specie purse export --year'."),
  /** 7233. */
  NO_PAYER(
      7233,
      "The card does not pay: it is not in use yet, or has ended.",
      "Pay with another card; whoever handed this one out can say what it is."),
  /** 7234. */
  EARLIER_TAKEN(
      7234,
      "The card had paid an earlier request of this till, which is taken now, and was asked for"
          + " nothing else.",
      "See what that payment was for; then charge what is still owed, if anything is."),
  /** 7236. */
  NOT_OUR_CLASS(
      7236,
      "What the certifier shows is no class key for this card that is valid now.",
      "Look who answers at that address, and at the clock; if both are right, ask the issuer."),
  /** 7237. */
  OTHER_ROOT(
      7237,
      "The device was made under another root than the issuer's document names.",
      "Do not use this document: ask whoever sold the device for its own.");

  private final int code;
  private final String sentence;
  private final String remedy;

  PurseReason(int code, String sentence, String remedy) {
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
