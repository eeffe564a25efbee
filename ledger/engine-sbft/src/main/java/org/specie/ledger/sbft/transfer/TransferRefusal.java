package org.specie.ledger.sbft.transfer;

import java.util.Optional;
import org.specie.kernel.core.Reason;

/** Why a replica refuses what another asks for or sends. Source: docs/reference/errors.md, 44xx. */
public enum TransferRefusal implements Reason {
  MESSAGE_MALFORMED(
      4410,
      "The bytes are not a message of state transfer in canonical encoding.",
      "Check the sender's software."),
  OFFER_INVALID(
      4411,
      "The offered checkpoint is not certified.",
      "Check the sender's software and its keys."),
  PART_INVALID(
      4412,
      "The part does not have the place or the length that was asked for.",
      "Check the sender's software."),
  BLOCKS_INVALID(
      4413,
      "The blocks do not continue the chain they were asked for.",
      "Check the sender's disk and software."),
  UNASKED(4414, "Nobody asked for this.", "None, unless it happens often."),
  SNAPSHOT_MISSING(4420, "No snapshot of this height is kept here.", "Ask for a later checkpoint."),
  MANIFEST_DIFFERS(
      4421,
      "The snapshot of this height has another manifest here.",
      "Fetch the manifest again, from another source."),
  BLOCKS_PRUNED(
      4422, "The blocks from this height on are no longer kept here.", "Ask another source."),
  BLOCKS_NOT_YET(4423, "There is no certified block of this height here yet.", "Ask again later."),
  BUSY(4424, "Too much is under way to this replica already.", "Ask again in a moment."),
  ASK_INVALID(4425, "There is no such part.", "Check the sender's software.");

  private final int code;
  private final String sentence;
  private final String remedy;

  TransferRefusal(int code, String sentence, String remedy) {
    this.code = code;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  /** The reason with this number, if it is one that a source answers with. */
  static Optional<TransferRefusal> answer(int code) {
    for (TransferRefusal each : values()) {
      if (each.code == code && each.isAnswer()) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Whether a source may answer with it. */
  boolean isAnswer() {
    return switch (this) {
      case SNAPSHOT_MISSING, MANIFEST_DIFFERS, BLOCKS_PRUNED, BLOCKS_NOT_YET, BUSY, ASK_INVALID ->
          true;
      case MESSAGE_MALFORMED, OFFER_INVALID, PART_INVALID, BLOCKS_INVALID, UNASKED -> false;
    };
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
