package org.specie.cli.operators;

import org.specie.kernel.core.Reason;

/** Why an act about operators is not even made. Numbers are stable: docs/reference/errors.md. */
enum OperatorsReason implements Reason {
  NOT_AN_OPERATOR(
      4525,
      "No operator of this name is in force.",
      "'specie network operators' lists those that are."),
  ALREADY_AN_OPERATOR(
      4526,
      "An operator of this name is in force already.",
      "Choose another name, or rotate the operator's key."),
  FEWER_LIARS(
      4527,
      "So many operators would outvote fewer liars than now.",
      "Bring more, or say with --faults how many liars they are to outvote."),
  NO_EVIDENCE(
      4528,
      "The file is not evidence of two contradicting statements.",
      "Take a file from the folder 'evidence' of a replica, unchanged."),
  PLAN_FAILED(
      4529,
      "Too few operators did their part, so the operators stay as they are.",
      "See to those that are named, and decide again."),
  PLAN_CANCELLED(
      4530, "The committee cancelled the change.", "Decide again if it is still wanted."),
  NOT_FOLLOWING(
      4532,
      "The replica of a newcomer does not answer, or is far behind the ledger.",
      "Admit it with 'specie node admit', start it and wait, or say --unseen."),
  ONE_PROCESS(
      4531,
      "All operators of this network are one process and cannot change.",
      "Found a network of replicas with 'specie network create --replicas 4'.");

  private final int code;
  private final String sentence;
  private final String remedy;

  OperatorsReason(int code, String sentence, String remedy) {
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
