package org.specie.ledger.api.snapshot;

import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;

/** Why a part of a snapshot is refused. Source: docs/reference/errors.md, 44xx. */
public enum SnapshotRefusal implements Reason {
  MANIFEST_INVALID(
      4401,
      "The manifest does not lead to the state root of the certified header.",
      "Fetch the manifest from another source."),
  CHUNK_INVALID(
      4402,
      "The chunk is not the part of the state that the manifest names.",
      "Fetch the chunk from another source."),
  TARGET_BEHIND(
      4403,
      "The snapshot is of a height that this replica has reached already.",
      "Choose a later snapshot.");

  private final int code;
  private final String sentence;
  private final String remedy;

  SnapshotRefusal(int code, String sentence, String remedy) {
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

  /** A verdict that refuses for this reason. */
  public Verdict refused() {
    return Verdict.refused(this);
  }
}
