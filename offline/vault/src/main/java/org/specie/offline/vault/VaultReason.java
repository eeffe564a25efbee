package org.specie.offline.vault;

import org.specie.kernel.core.Reason;

/** Why a vault does not do what it is told. Source: docs/reference/errors.md, 75xx. */
public enum VaultReason implements Reason {
  /** 7501. */
  SET_BACK(
      7501,
      "The state on this disk is not the last one that the HSM vouched for.",
      "Bring back the disk as the vault left it last; a copy from before is worth nothing."),
  /** 7502. */
  STATE_DAMAGED(
      7502,
      "A record of the vault is damaged, or another HSM wrote it.",
      "Bring back the disk that belongs to this HSM, as the vault left it last."),
  /** 7503. */
  WRONG_PIN(
      7503,
      "The HSM does not take this PIN.",
      "Look up the PIN before the next try; an HSM locks itself after a few wrong ones."),
  /** 7504. */
  WRONG_TOKEN(
      7504,
      "The HSM holds nothing of the vault on this disk.",
      "Name the slot that this vault was made in."),
  /** 7505. */
  LOG_FULL(
      7505,
      "The vault's log takes only payments now, because it is nearly full.",
      "Pay its balance to another vault, and use that."),
  /** 7506. */
  WRONG_STAGE(
      7506, "The vault does not do this at this stage of its life.", "See at which stage it is."),
  /** 7507. */
  NO_ROOM_FOR_KEYS(
      7507,
      "The vault has as many payment keys as it holds.",
      "Pay with those there are, or have those certified that wait."),
  /** 7508. */
  NO_SUCH_KEY(
      7508,
      "The vault has no such payment key that waits for this.",
      "Make a payment key, and have it certified.");

  private final int code;
  private final String sentence;
  private final String remedy;

  VaultReason(int code, String sentence, String remedy) {
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
