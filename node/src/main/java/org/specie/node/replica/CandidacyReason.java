package org.specie.node.replica;

import org.specie.kernel.core.Reason;

/** Why a candidacy is not taken. Numbers are stable: docs/reference/errors.md, 45xx. */
public enum CandidacyReason implements Reason {
  UNREADABLE(
      4521,
      "The file is not a candidacy.",
      "Take the file that 'specie node init' or 'specie node rotate' wrote, unchanged."),
  OTHER_LEDGER(
      4522,
      "The candidacy is for another ledger.",
      "Make the replica with the description of this network."),
  PROOF(
      4523,
      "The candidacy is not signed with the consensus key it names.",
      "Take the file that 'specie node init' or 'specie node rotate' wrote, unchanged."),
  CERTIFICATE(
      4524,
      "There is no certificate of this ledger's governance authority for this name and key.",
      "Have it certified with 'specie network certify' and use that file.");

  private final int code;
  private final String sentence;
  private final String remedy;

  CandidacyReason(int code, String sentence, String remedy) {
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
