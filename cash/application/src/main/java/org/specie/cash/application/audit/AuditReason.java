package org.specie.cash.application.audit;

import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;

/** What an auditor finds wrong with a block. Source: docs/reference/errors.md. */
public enum AuditReason implements Reason {
  RESULTS_DIFFER(
      4101,
      "Executing the block's transactions gives other results than the block records.",
      "Do not rely on this chain: its operators applied or refused what the rules do not allow."),
  STATE_DIFFERS(
      4102,
      "Executing the block gives another state than the block records.",
      "Do not rely on this chain: its operators hold a state that its transactions do not lead to."),
  DIGEST_DIFFERS(
      4103,
      "The block shows another policy or another key of the operators than is in force.",
      "Do not rely on this chain: its operators show different people different rules."),
  BOOKS_DIFFER(
      4104,
      "The movements of the block do not add up to the supply.",
      "Stop accepting money of this ledger and report the block.");

  private final int code;
  private final String sentence;
  private final String remedy;

  AuditReason(int code, String sentence, String remedy) {
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

  Verdict refused() {
    return Verdict.refused(this);
  }
}
