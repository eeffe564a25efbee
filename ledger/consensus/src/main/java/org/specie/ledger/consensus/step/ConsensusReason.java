package org.specie.ledger.consensus.step;

import org.specie.kernel.core.Reason;

/** Why a replica does not believe a message. Source: docs/reference/errors.md, 42xx. */
public enum ConsensusReason implements Reason {
  OTHER_EPOCH(4201, "The message belongs to another epoch.", "None: it is late or early."),
  UNKNOWN_REPLICA(
      4202,
      "The message names a replica that the configuration does not have.",
      "Check who runs the sender."),
  NOT_THE_PRIMARY(
      4203, "Somebody else than the primary of the view proposes.", "Check who runs the sender."),
  BAD_SIGNATURE(
      4204, "An identity signature does not verify.", "Check the sender's software and its keys."),
  BAD_SHARE(
      4205, "A signature share does not verify.", "Check the sender's software and its keys."),
  BAD_CERTIFICATE(4206, "A quorum certificate does not verify.", "Check the sender's software."),
  OUT_OF_WINDOW(
      4207,
      "The slot is outside of the window.",
      "None: sender or receiver is behind and catches up."),
  EQUIVOCATION(
      4208,
      "The primary proposed two batches for one slot of one view.",
      "Bring the evidence before the committee and have the operator expelled."),
  UNACCEPTABLE_BATCH(
      4209, "The batch breaks the rules for proposals.", "Check the primary's software."),
  CLOCK_AHEAD(
      4210,
      "The proposed time is too far ahead of this replica's clock.",
      "Compare the clocks of the operators."),
  BAD_VIEW_CHANGE(
      4211, "A view-change message contradicts itself.", "Check the sender's software."),
  BAD_NEW_VIEW(
      4212, "A new view is not built from a quorum's messages.", "Check the primary's software."),
  NOT_ASKED_FOR(4213, "Nobody asked for this.", "None, unless it happens often."),
  AFTER_THE_EPOCH(
      4214, "The slot lies after the last one of the epoch.", "None: the next epoch will have it."),
  TOO_MANY_EMPTY(
      4215,
      "Batches without transactions come faster than an honest primary makes them.",
      "Check the primary's software; it is slowed down, and nothing is lost."),
  CLOCK_BEHIND(
      4216,
      "The proposed time is too far behind this replica's clock.",
      "Compare the clocks of the operators.");

  private final int code;
  private final String sentence;
  private final String remedy;

  ConsensusReason(int code, String sentence, String remedy) {
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
