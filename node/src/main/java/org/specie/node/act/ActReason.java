package org.specie.node.act;

import org.specie.kernel.core.Reason;

/**
 * Why a file of an act is not signed or submitted. Numbers are stable: docs/reference/errors.md.
 */
public enum ActReason implements Reason {
  UNREADABLE(4541, "The file is not an act.", "Take the file that 'specie act propose' wrote."),
  OTHER_LEDGER(
      4542, "The act is for another ledger.", "Have it proposed on this one, and sign that."),
  FORGED(
      4543,
      "A signature in the file is not one of this act by the member it names.",
      "Take the file as it was before that signature; somebody changed it on its way."),
  NOT_A_MEMBER(
      4544,
      "The key is not that of anybody who decides such an act.",
      "Sign with the folder of a member of the body that decides it; 'specie act show' says which."),
  SIGNED_ALREADY(4545, "This member has signed the act.", "Pass the file on to the next member."),
  DIFFERENT_ACTS(
      4546,
      "The files do not hold the same act.",
      "Submit copies of one file only; every proposal is an act of its own."),
  ALTERED_DOCUMENT(
      4547,
      "The document is not what was decided on: its bytes do not make the record id it is kept"
          + " under.",
      "Take it from whoever else keeps it; what was signed is the document as it was.");

  private final int code;
  private final String sentence;
  private final String remedy;

  ActReason(int code, String sentence, String remedy) {
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
