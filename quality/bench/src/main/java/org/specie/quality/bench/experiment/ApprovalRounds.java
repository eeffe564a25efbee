package org.specie.quality.bench.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.quality.bench.experiment.ExperimentResult.Series;
import org.specie.wallet.Answer;
import org.specie.wallet.Auditors;
import org.specie.wallet.Wallet;
import org.specie.wallet.history.Entry;

/**
 * One wallet pays another by turns within the budget and with the approval of auditors, the same
 * amount, on whatever ledger they are.
 */
final class ApprovalRounds {
  private static final Amount PAYMENT = Amount.parse("0.01");
  private static final int WARM_UPS = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  private final int rounds;
  private final Consumer<String> progress;

  ApprovalRounds(int rounds, Consumer<String> progress) {
    this.rounds = rounds;
    this.progress = progress;
  }

  /** The payer's way to the auditors: lets the real auditors answer, and takes the time. */
  static final class Stopwatch implements Auditors {
    private final Auditors real;
    private final List<Double> answers = new ArrayList<>();
    private long start;

    Stopwatch(Auditors real) {
      this.real = real;
    }

    synchronized void begin() {
      answers.clear();
      start = 0;
    }

    /** Milliseconds from the first question to each approval, the quickest first. */
    synchronized List<Double> answers() {
      List<Double> sorted = new ArrayList<>(answers);
      Collections.sort(sorted);
      return sorted;
    }

    @Override
    public Told ask(Ed25519PublicKey auditor, Showing showing) throws IOException {
      synchronized (this) {
        start = start == 0 ? System.nanoTime() : start;
      }
      Told told = real.ask(auditor, showing);
      synchronized (this) {
        if (told instanceof Told.Approved) {
          answers.add((System.nanoTime() - start) / NANOS_PER_MILLI);
        }
      }
      return told;
    }
  }

  /**
   * Measures.
   *
   * @param payer asks by way of {@code stopwatch}
   * @param needed how many have to approve
   * @param auditors how many are asked
   */
  ApprovalResult run(Wallet payer, Wallet shop, Stopwatch stopwatch, int needed, int auditors)
      throws IOException {
    List<Double> plain = new ArrayList<>();
    List<Double> approved = new ArrayList<>();
    List<Double> asked = new ArrayList<>();
    List<Double> answers = new ArrayList<>();
    var payee = shop.paymentAddress();
    for (int round = 0; round < WARM_UPS + rounds; round++) {
      long start = System.nanoTime();
      applied(payer.payPrivately(payee, PAYMENT, "bench"));
      double plainMillis = (System.nanoTime() - start) / NANOS_PER_MILLI;
      stopwatch.begin();
      start = System.nanoTime();
      applied(payer.payApproved(payee, PAYMENT, "bench", "bench"));
      double approvedMillis = (System.nanoTime() - start) / NANOS_PER_MILLI;
      if (round < WARM_UPS) {
        continue;
      }
      plain.add(plainMillis);
      approved.add(approvedMillis);
      List<Double> times = stopwatch.answers();
      Check.that(times.size() >= needed, "enough auditors have answered");
      asked.add(times.get(needed - 1));
      answers.addAll(times.subList(0, needed));
      if ((round - WARM_UPS + 1) % 20 == 0) {
        progress.accept("%d of %d rounds of approval".formatted(round - WARM_UPS + 1, rounds));
      }
    }
    return new ApprovalResult(
        Series.of(plain),
        Series.of(approved),
        Series.of(asked),
        Series.of(answers),
        needed,
        auditors);
  }

  private static void applied(Answer<Entry> answer) {
    Check.that(!answer.orThrow().isPending(), "an honest payment is final");
  }
}
