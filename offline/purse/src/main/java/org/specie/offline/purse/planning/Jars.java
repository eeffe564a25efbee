package org.specie.offline.purse.planning;

import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.journal.Part;
import org.specie.offline.purse.paying.Approver;
import org.specie.offline.purse.paying.Paying;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.settings.Choices;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Minutes;

/**
 * Money that is meant for something. Jars are the host's and bind its owner alone; the device knows
 * one balance. Whoever sets nothing aside has none. Spec: docs/spec/52-purse.md section 13.
 */
public final class Jars {
  /** Most jars. */
  public static final int JARS_MAX = 64;

  private final Journal journal;
  private final Funds funds;
  private final Choices choices;
  private final SortedMap<String, Amount> jars = new TreeMap<>();

  /** What a purse owns. */
  @FunctionalInterface
  public interface Funds {
    /** Balance, and what was received and is not part of it yet. */
    Amount owned() throws IOException;
  }

  /** Begins with none; {@link #replay} brings back what there was. */
  public Jars(Journal journal, Funds funds, Choices choices) {
    this.journal = journal;
    this.funds = funds;
    this.choices = choices;
  }

  /** Takes in a record of the journal, also of those that are written from here. */
  public void replay(JournalRecord record) {
    if (record instanceof JournalRecord.SetAside(String jar, Amount amount)) {
      if (amount.equals(Amount.ZERO)) {
        jars.remove(jar);
      } else {
        jars.put(jar, amount);
      }
    }
  }

  /** What is in every jar. */
  public SortedMap<String, Amount> all() {
    return Collections.unmodifiableSortedMap(jars);
  }

  /** What {@code jar} holds. */
  Amount in(String jar) {
    return jars.getOrDefault(jar, Amount.ZERO);
  }

  private Amount sum() {
    Amount sum = Amount.ZERO;
    for (Amount each : jars.values()) {
      sum = sum.plus(each);
    }
    return sum;
  }

  /** What is in no jar. */
  public Amount free() throws IOException {
    Amount owned = funds.owned();
    return owned.covers(sum()) ? owned.minus(sum()) : Amount.ZERO;
  }

  /** Has {@code jar} hold so much, always if that is less; a jar that holds nothing is none. */
  public Verdict setAside(String jar, Amount amount) throws IOException {
    Verdict possible = mayHold(jar, amount);
    if (possible.isAccepted()) {
      journal.append(new JournalRecord.SetAside(jar, amount));
    }
    return possible;
  }

  /** Whether {@code jar} may hold so much. */
  Verdict mayHold(String jar, Amount amount) throws IOException {
    if (!choices.settings().has(Part.JARS)) {
      return Verdict.refused(PurseReason.PART_OFF);
    }
    Amount others = sum().minus(in(jar));
    Amount owned = funds.owned();
    boolean isLess = in(jar).covers(amount);
    if (!isLess && (!owned.covers(others) || !owned.minus(others).covers(amount))) {
      return Verdict.refused(PurseReason.MORE_THAN_THERE_IS);
    }
    if (jars.size() >= JARS_MAX && !jars.containsKey(jar)) {
      return Verdict.refused(PurseReason.PLAN_FULL);
    }
    return Verdict.accepted();
  }

  /**
   * Pays out of {@code jar}, or of what is in none. What leaves a jar is noted after it was paid: a
   * crash between the two leaves a jar too full, which moves nothing.
   */
  public PayResult pay(
      Paying paying,
      Request request,
      Amount amount,
      Optional<String> jar,
      Minutes now,
      Approver approver)
      throws IOException {
    paying.settle();
    if (paying.paidOn(request.token()).isPresent()) {
      return paying.pay(request, amount, now, approver);
    }
    if (!choices.settings().has(Part.JARS)) {
      return jar.isPresent()
          ? new PayResult.Refused(PurseReason.PART_OFF)
          : paying.pay(request, amount, now, approver);
    }
    if (jar.isPresent() && !in(jar.get()).covers(amount)) {
      return new PayResult.Refused(PurseReason.JAR_TOO_SMALL);
    }
    if (jar.isEmpty() && !jars.isEmpty() && !free().covers(amount)) {
      return new PayResult.Refused(PurseReason.SET_ASIDE);
    }
    PayResult result = paying.pay(request, amount, now, approver);
    if (jar.isPresent() && result instanceof PayResult.Paid) {
      journal.append(new JournalRecord.SetAside(jar.get(), in(jar.get()).minus(amount)));
    }
    return result;
  }
}
