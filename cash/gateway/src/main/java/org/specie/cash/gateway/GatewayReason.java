package org.specie.cash.gateway;

import java.util.Arrays;
import java.util.Optional;
import org.specie.kernel.core.Reason;

/**
 * Why a replica does not answer a request. None of them says anything about money: another replica
 * may answer, or this one later. Numbers are stable: docs/reference/errors.md.
 */
public enum GatewayReason implements Reason {
  MALFORMED(
      4601,
      "The bytes are not a request of this version.",
      "Use the same version as the replicas, or ask another replica."),
  TOO_MANY_OPEN(
      4602,
      "This connection has as many requests open as are answered at one time.",
      "Wait for answers before asking more."),
  BUSY(
      4603,
      "This replica has as many requests open as it answers at one time.",
      "Ask another replica, or this one in a moment."),
  BEHIND(
      4604,
      "This replica has not come to the height asked for.",
      "Ask another replica; this one is catching up."),
  UNDECIDED(
      4605,
      "The transaction was not final before the replica stopped waiting for it.",
      "Submit the same bytes again, here or elsewhere; they take effect once."),
  UNAVAILABLE(
      4606,
      "The replica cannot answer: its ledger is not running or its disk fails.",
      "Ask another replica."),
  TOO_LARGE(4607, "The answer is larger than an answer may be.", "Ask for less at a time."),
  NOT_KEPT(
      4608,
      "The replica no longer keeps what was asked for.",
      "Ask a replica that keeps the whole chain."),
  NO_ESCROW_SHARE(
      4609,
      "This replica's operator has no share of the operators' escrow key.",
      "Ask the operators in force: 'specie network operators'."),
  NO_WARRANT(
      4610,
      "No warrant for this payment is final at this replica.",
      "Let the authorities decide it first; see 'specie network warrants'."),
  TOO_FEW_BITS(
      4611,
      "A bucket of so few bits holds more than anybody has to ask for.",
      "Ask the replicas by how many bits to ask, and try again."),
  FILLING_IN(
      4612,
      "This replica took the state over from others and has not seen all older blocks yet.",
      "Ask another replica, or this one in a while.");

  private final int code;
  private final String sentence;
  private final String remedy;

  GatewayReason(int code, String sentence, String remedy) {
    this.code = code;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  /** The reason with the number {@code code}, if it is one of these. */
  public static Optional<GatewayReason> of(int code) {
    return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
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
