package org.specie.cash.gateway.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;
import org.specie.kernel.core.InvariantViolation;

/** One question to each replica by itself, all at the same time. Safe for many threads. */
final class RollCall {
  private final List<ReplicaLine> lines;
  private final Patience brief;

  RollCall(List<ReplicaLine> lines, Patience patience) {
    this.lines = lines;
    this.brief = new Patience(patience.nextMs(), patience.roundMs(), patience.nextMs());
  }

  /** What {@code judged} makes of each replica's answer, by its operator's name. */
  <T> Map<String, Optional<T>> ask(Request request, Function<Reply, Optional<T>> judged)
      throws IOException {
    Map<String, Future<T>> asked = new LinkedHashMap<>();
    Map<String, Optional<T>> answers = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ReplicaLine line : lines) {
        Callable<T> inquiry =
            () ->
                new Inquiry<>(
                        List.of(line),
                        request,
                        brief,
                        new Collectors.First<>((_, reply) -> judged.apply(reply)))
                    .run();
        asked.put(line.name(), threads.submit(inquiry));
      }
      for (var each : asked.entrySet()) {
        answers.put(each.getKey(), result(each.getValue()));
      }
    }
    return answers;
  }

  private static <T> Optional<T> result(Future<T> future) throws IOException {
    try {
      return Optional.of(future.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the replicas");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        return Optional.empty();
      }
      throw new InvariantViolation("a question is answered or fails for a reason", e);
    }
  }
}
