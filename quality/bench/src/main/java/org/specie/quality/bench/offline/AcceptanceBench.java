package org.specie.quality.bench.offline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.specie.kernel.core.InvariantViolation;
import org.specie.offline.simulator.CountedCryptography;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;

/**
 * How many payments workers side by side accept, each with the certificates and nothing else: what
 * a shop on the network does with answers that come from everywhere. Elapsed time, not that of a
 * core.
 */
final class AcceptanceBench {
  private static final int[] WORKERS = {1, 2, 4};
  private static final int ROUNDS = 20;

  private final Supplier<TokenVerifier> verifiers;
  private final Minutes now;

  /**
   * @param verifiers one for each worker
   */
  AcceptanceBench(Supplier<TokenVerifier> verifiers, Minutes now) {
    this.verifiers = verifiers;
    this.now = now;
  }

  /** What was asked and what was answered. */
  record Answered(Request request, Response response) {}

  /**
   * What so many workers accept.
   *
   * @param accepted payments, all workers together
   * @param cardOperations what cards computed meanwhile
   */
  record Rate(int workers, int accepted, double perSecond, int cardOperations) {}

  /** What one worker did. */
  private record Done(int accepted, int cardOperations) {}

  List<Rate> run(List<Answered> payments) throws IOException {
    List<Rate> rates = new ArrayList<>();
    for (int each : WORKERS) {
      rates.add(run(payments, each));
    }
    return rates;
  }

  private Rate run(List<Answered> payments, int workers) throws IOException {
    CyclicBarrier start = new CyclicBarrier(workers + 1);
    List<Future<Done>> futures = new ArrayList<>();
    int accepted = 0;
    int cards = 0;
    long before;
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      for (int i = 0; i < workers; i++) {
        futures.add(
            threads.submit(
                () -> {
                  int _ = accept(payments, 1);
                  int _ = start.await();
                  CountedCryptography.begin();
                  return new Done(accept(payments, ROUNDS), cardOperations());
                }));
      }
      int _ = start.await();
      before = System.nanoTime();
      for (Future<Done> each : futures) {
        accepted += each.get().accepted();
        cards += each.get().cardOperations();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while payments were accepted", e);
    } catch (ExecutionException | BrokenBarrierException e) {
      throw new IOException("a worker failed", e);
    }
    double seconds = (System.nanoTime() - before) / 1e9;
    return new Rate(workers, accepted, accepted / seconds, cards);
  }

  /** What a card would have computed on this thread. */
  private static int cardOperations() {
    return CountedCryptography.counts().values().stream().mapToInt(Integer::intValue).sum();
  }

  private int accept(List<Answered> payments, int rounds) {
    TokenVerifier verifier = verifiers.get();
    int accepted = 0;
    for (int i = 0; i < rounds; i++) {
      for (Answered each : payments) {
        if (!verifier.accept(each.request(), each.response(), now).isAccepted()) {
          throw new InvariantViolation("an honest payment is accepted");
        }
        accepted++;
      }
    }
    return accepted;
  }
}
