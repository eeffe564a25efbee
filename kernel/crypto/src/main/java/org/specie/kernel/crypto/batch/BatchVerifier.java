package org.specie.kernel.crypto.batch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.PairingProduct;

/**
 * Verifies many statements at once and, if the whole fails, finds the false ones by bisection with
 * fresh weights at every level. Splits the work over as many tasks as told; each thread keeps its
 * own memory. Sound up to 2^-128 a batch: docs/spec/02-sigma-proofs.md, clause 2.6.
 */
public final class BatchVerifier {
  /** Each share pays for all bases and slots by itself; smaller ones would pay for little else. */
  private static final int SHARE_MIN = 16;

  private final BaseSet bases;
  private final Entropy entropy;
  private final Executor executor;
  private final int parallelism;

  /**
   * @param entropy unpredictable to whoever wrote the statements
   * @param executor runs the shares of a batch; the caller waits for them and is not one of its
   *     threads
   * @param parallelism number of shares, at least 1; with 1 everything runs on the caller's thread
   */
  public BatchVerifier(BaseSet bases, Entropy entropy, Executor executor, int parallelism) {
    Check.that(parallelism >= 1, "at least one share");
    this.bases = bases;
    this.entropy = entropy;
    this.executor = executor;
    this.parallelism = parallelism;
  }

  /** A verifier that works on the caller's thread alone. */
  public static BatchVerifier onOneCore(BaseSet bases, Entropy entropy) {
    return new BatchVerifier(bases, entropy, Runnable::run, 1);
  }

  /** Which of {@code statements} are false; empty if all hold. */
  public BitSet findFalse(List<? extends BatchStatement> statements) {
    BitSet falseOnes = new BitSet();
    if (!statements.isEmpty() && !allHold(statements)) {
      bisect(statements, 0, statements.size(), falseOnes);
    }
    return falseOnes;
  }

  /** Whether every statement holds. */
  public boolean allHold(List<? extends BatchStatement> statements) {
    int shares = Math.min(parallelism, Math.max(1, statements.size() / SHARE_MIN));
    if (shares == 1) {
      List<PairingProduct.Factor> factors = new ArrayList<>();
      return share(statements, factors) && PairingProduct.isOne(factors);
    }
    List<CompletableFuture<List<PairingProduct.Factor>>> running = new ArrayList<>(shares);
    int count = statements.size();
    for (int i = 0; i < shares; i++) {
      var part =
          statements.subList(
              (int) ((long) count * i / shares), (int) ((long) count * (i + 1) / shares));
      running.add(
          CompletableFuture.supplyAsync(
              () -> {
                List<PairingProduct.Factor> factors = new ArrayList<>();
                return share(part, factors) ? factors : List.of();
              },
              executor));
    }
    Map<G2, G1> joined = new LinkedHashMap<>();
    boolean wellFormed = true;
    for (var future : running) {
      List<PairingProduct.Factor> factors = joined(future);
      wellFormed &= !factors.isEmpty();
      for (PairingProduct.Factor factor : factors) {
        joined.merge(factor.q(), factor.p(), G1::plus);
      }
    }
    return wellFormed
        && PairingProduct.isOne(
            joined.entrySet().stream()
                .map(e -> new PairingProduct.Factor(e.getValue(), e.getKey()))
                .toList());
  }

  /** The factors of one share; a bug found in making them surfaces here as it is. */
  private static List<PairingProduct.Factor> joined(
      CompletableFuture<List<PairingProduct.Factor>> share) {
    try {
      return share.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof InvariantViolation bug) {
        throw bug;
      }
      throw e;
    }
  }

  /** Collects the statements of one share; false if one of them is wrong in itself. */
  private boolean share(
      List<? extends BatchStatement> statements, List<PairingProduct.Factor> factors) {
    Weights weights = new Weights(entropy);
    try (BatchAccumulator accumulator = new BatchAccumulator(bases)) {
      for (BatchStatement statement : statements) {
        if (!statement.accumulate(accumulator, weights)) {
          return false;
        }
      }
      factors.addAll(accumulator.factors());
      return true;
    }
  }

  /** The range from {@code from} to {@code to} is known to hold a false statement. */
  private void bisect(
      List<? extends BatchStatement> statements, int from, int to, BitSet falseOnes) {
    if (to - from == 1) {
      falseOnes.set(from);
      return;
    }
    int middle = (from + to) >>> 1;
    boolean leftHolds = allHold(statements.subList(from, middle));
    if (!leftHolds) {
      bisect(statements, from, middle, falseOnes);
    }
    // If the left half holds, the fault must lie in the right one.
    if (leftHolds || !allHold(statements.subList(middle, to))) {
      bisect(statements, middle, to, falseOnes);
    }
  }
}
