package org.specie.cash.application.membership;

import org.specie.kernel.core.Reason;

/** Why the operators stay as they are. Numbers are stable: docs/reference/errors.md, 45xx. */
public enum MembershipReason implements Reason {
  CHANGE_PENDING(
      4501,
      "Another change of operators is planned or decided and has not taken effect.",
      "Wait until it has, or cancel it while it is only planned."),
  OTHER_EPOCH(
      4502,
      "The new operators are not those of the next epoch.",
      "Make the set from the directory's current one and sign the act again."),
  NUMBERS(
      4503,
      "The number of operators is not 3f + 2c + 1.",
      "Add or remove operators, or choose other numbers of faulty and slow ones."),
  TOO_FEW_STAY(
      4504,
      "Fewer than 2f + 1 of the operators stay.",
      "Change them in several steps, or say in the act that most are replaced."),
  NOTHING_CHANGES(
      4505,
      "The new operators are the old ones, with the same keys and addresses.",
      "Nothing needs to be done."),
  KEYS_INCONSISTENT(
      4506,
      "A key that the new operators are to share is not consistent.",
      "Make the shared keys again, in a ceremony of the new operators."),
  EVIDENCE(
      4507,
      "The evidence does not convict this operator.",
      "Bring two conflicting statements that the operator signed in the epoch named."),
  NOT_A_MEMBER(
      4508,
      "The convicted operator is not among the current ones.",
      "Nothing needs to be done; it has left."),
  STILL_A_MEMBER(
      4509,
      "The new operators include the one that the evidence convicts.",
      "Leave it out, under its name and its keys."),
  EXPELLED(
      4510,
      "The new operators include a key of one that was expelled.",
      "Use keys that nobody was expelled with."),
  TOO_MANY(
      4511,
      "The new operators are more than the keys of the office can be handed on to.",
      "Name at most 96 operators."),
  NO_PLAN(
      4512,
      "No change of operators with this number is under way.",
      "Look up the plan in the directory; one that is decided or has ended stays as it is."),
  OTHER_ROUND(
      4513,
      "The plan does not take a message of this round now.",
      "Look at the round in the directory and post what it asks for."),
  NOT_DUE(
      4514,
      "Nothing is due from the operator at this place in this round.",
      "Check the place and the set it counts in; an operator without a key examines nothing."),
  POSTED(
      4515,
      "The operator has posted in this round; its first message counts.",
      "Nothing needs to be done."),
  POST_SIGNATURE(
      4516,
      "The message is not signed by the operator whose place it names.",
      "Sign with the consensus key that the set names, on this ledger."),
  POST_FORM(
      4517,
      "The bytes are not what this round of the plan asks for.",
      "Make the message again from the plan; check the software's version.");

  private final int code;
  private final String sentence;
  private final String remedy;

  MembershipReason(int code, String sentence, String remedy) {
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
