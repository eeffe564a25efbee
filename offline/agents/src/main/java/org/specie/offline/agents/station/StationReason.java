package org.specie.offline.agents.station;

import org.specie.kernel.core.Reason;

/** Why a card is not provisioned. Source: docs/reference/errors.md, 734x. */
public enum StationReason implements Reason {
  /** 7341. */
  CARD_OF_OTHERS(
      7341,
      "The card is not the one that this device id was given to.",
      "Put in the card that was begun with this device id, or begin with a new one."),
  /** 7342. */
  CARD_ENDED(7342, "The card has ended.", "Take another card; a recovery agent credits this one."),
  /** 7343. */
  NOT_PREPARED(
      7343, "The card was not prepared for an owner yet.", "Let the station finish it first."),
  /** 7344. */
  HOST_NOT_BOUND(
      7344,
      "The card is in use, and this host is not bound to it.",
      "Use a host that is bound, or let it bind this one."),
  /** 7345. */
  LOADED_OTHERWISE(
      7345,
      "Under this number another amount was loaded, or the number is not the next.",
      "Repeat the load as it was, or take the next number."),
  /** 7346. */
  NOT_IN_USE(
      7346,
      "The card is not in use yet, or not any more.",
      "Let its owner bring it into use first."),
  /** 7347. */
  PRELOADED_OTHERWISE(
      7347,
      "This preload was noted before as paid for otherwise.",
      "Note it as it was; a preload that was paid for twice is given back by hand."),
  /** 7348. */
  BATCH_FALSE(
      7348,
      "The batch is not signed by a maker that the issuer knows.",
      "Ask the maker for its list, as it signed it."),
  /** 7349. */
  DEVICE_IN_OTHER_BATCH(
      7349,
      "A device of the batch is in another batch, or the batch is there with other devices.",
      "Ask the maker: a device leaves the works once."),
  /** 7350. */
  NOT_HANDED_OVER(
      7350,
      "The handover does not follow the last one, or is not from who holds the batch.",
      "Bring the handovers in their order, each signed by both."),
  /** 7351. */
  NOT_SUPPLIED(
      7351,
      "The card is in no batch that was handed over to this station.",
      "Put it aside, and ask where it came from; import the batch if it was not yet."),
  /** 7352. */
  UNBOUND_ON_A_LINE(
      7352,
      "The card knows no host yet, and others may be on the line to it.",
      "Open the purse with the card in a reader of this machine; 'specie purse open' moves it to the line then.");

  private final int code;
  private final String sentence;
  private final String remedy;

  StationReason(int code, String sentence, String remedy) {
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
