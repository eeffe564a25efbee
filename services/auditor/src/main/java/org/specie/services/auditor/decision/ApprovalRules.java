package org.specie.services.auditor.decision;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;

/**
 * What an auditor decides without a person, and what it puts before one. Source:
 * docs/spec/42-auditor.md, section 4.
 */
public final class ApprovalRules {
  /** The most payments that may wait for a person. */
  public static final int WAITING_MAX = 1_000;

  /** The most people on the list of those refused. */
  public static final int REFUSED_MAX = 100_000;

  /** What the rules say of a payment. */
  public enum Ruling {
    APPROVE,
    REFUSE,
    ASK_A_PERSON,
    /** A person would have to be asked, and nobody is. */
    NO_PERSON
  }

  private final Amount automaticMax;
  private final Amount perDayMax;
  private final int waitingMax;
  private final Set<ByteString> refused;

  /**
   * @param automaticMax the most that one payment may carry to be approved by rule
   * @param perDayMax the most that one payer may be approved by rule on one day
   * @param waitingMax how many payments may wait for a person; 0 where no person decides
   * @param refused public spend keys of people who are refused, compressed
   */
  public ApprovalRules(
      Amount automaticMax, Amount perDayMax, int waitingMax, Collection<ByteString> refused) {
    Check.that(0 <= waitingMax && waitingMax <= WAITING_MAX, "up to 1000 payments wait");
    Check.that(refused.size() <= REFUSED_MAX, "up to 100000 people are refused");
    this.automaticMax = automaticMax;
    this.perDayMax = perDayMax;
    this.waitingMax = waitingMax;
    this.refused = new TreeSet<>(refused);
    for (ByteString each : refused) {
      Check.that(each.size() == G1.COMPRESSED_SIZE, "a public spend key has 48 bytes");
    }
  }

  /** How many payments may wait for a person. */
  public int waitingMax() {
    return waitingMax;
  }

  /**
   * Rules on {@code payment}.
   *
   * @param today what this payer was approved on the same day before
   */
  Ruling on(ShownPayment payment, long today) {
    if (refused.contains(payment.payerKey().toCompressed())) {
      return Ruling.REFUSE;
    }
    boolean isSmall =
        automaticMax.covers(payment.amount())
            && Math.addExact(today, payment.amount().minor()) <= perDayMax.minor();
    if (isSmall) {
      return Ruling.APPROVE;
    }
    return waitingMax > 0 ? Ruling.ASK_A_PERSON : Ruling.NO_PERSON;
  }
}
