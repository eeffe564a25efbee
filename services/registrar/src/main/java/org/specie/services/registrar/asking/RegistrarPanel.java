package org.specie.services.registrar.asking;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.registration.RegistrarReason;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Refusal;
import org.specie.services.api.ServiceAddress;
import org.specie.services.registrar.RegistrarRefusal;
import org.specie.services.registrar.RegistrarService;
import org.specie.services.registrar.evidence.Evidence;
import org.specie.services.registrar.evidence.Registration;

/**
 * Asks all registrars at the same time, twice: for their parts of the proof of a tag, then with the
 * proof for m of n signatures. One that is down, silent, lies or refuses alone changes nothing.
 * Safe for many threads. Source: docs/spec/43-registrar.md, section 5.
 */
public final class RegistrarPanel implements AutoCloseable {
  /** How long m of them may take together; a customer waits for thirty seconds. */
  public static final long DEADLINE_MS = 20_000;

  private static final int OPEN_MAX = 64;
  private static final int BAD_REQUEST = 400;

  private final long deadlineMs;
  private final Map<LineName, Line> lines = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("specie-registrars-", 0).factory());

  /**
   * @param deadlineMs for m of them together
   */
  public RegistrarPanel(long deadlineMs) {
    this.deadlineMs = deadlineMs;
  }

  /**
   * Enough registrars signed.
   *
   * @param tag what they call the person
   * @param approvals of m of them, by their places in the policy
   */
  public record Approved(Hash32 tag, List<Enrolment.Approval> approvals) {
    public Approved {
      approvals = List.copyOf(approvals);
    }
  }

  /** One a card: another certificate at the same address is another line. */
  private record LineName(URI root, Optional<String> certificate) {
    static LineName of(ServiceAddress address) {
      return new LineName(address.root(), address.trust().pem());
    }
  }

  /** What each is asked. */
  @FunctionalInterface
  private interface Question<T> {
    Answer<T> ask(ApiClient api) throws IOException;
  }

  /** What the answers to a question make together. */
  interface Count<T, R> {
    /**
     * Counts what the registrar at place {@code index} of the policy answered, once for each.
     *
     * @return what is decided by it
     */
    Optional<Answer<R>> count(int index, Answer<T> answer);
  }

  /** To one registrar, for so many questions at a time. */
  private record Line(ApiClient api, Semaphore open) {
    <T> Optional<Answer<T>> ask(Question<T> question) {
      if (!open.tryAcquire()) {
        return Optional.empty();
      }
      try {
        return Optional.of(question.ask(api));
      } catch (IOException e) {
        // Counts as silence; the operator sees in the registrar's status whether it runs.
        return Optional.empty();
      } finally {
        open.release();
      }
    }
  }

  /** What one registrar answered; nothing if it kept silent. */
  private record Heard<T>(int index, Optional<Answer<T>> answer) {}

  private static Optional<G1> spendKey(Registration asked) {
    try {
      Decoder in = new Decoder(asked.publicSpendKey());
      G1 key = G1.decodeCompressed(in);
      in.end();
      return Optional.of(key).filter(G1::isInSubgroup);
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /**
   * Has registrars sign for {@code asked}.
   *
   * @param places of registrars; those whom {@code quorum} does not name are not asked
   * @param tags the key behind tags that they have shares of
   * @param quorum of the policy in force
   */
  public Answer<Approved> ask(
      List<RegistrarPlace> places, TagKey tags, KeyQuorum quorum, Domain domain, Registration asked)
      throws IOException {
    Optional<G1> key = spendKey(asked);
    if (key.isEmpty()) {
      return Answer.refused(Refusal.Explanation.of(RegistrarReason.KEY_INVALID, BAD_REQUEST));
    }
    Map<Integer, Line> members = new TreeMap<>();
    for (RegistrarPlace each : places) {
      int index = quorum.keys().indexOf(each.key());
      if (index >= 0) {
        members.computeIfAbsent(
            index,
            _ -> lines.computeIfAbsent(LineName.of(each.address()), _ -> line(each.address())));
      }
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMs);
    Evidence evidence = asked.evidence();
    ByteString question = TagKey.question(domain, evidence.identity());
    return ask(
            members,
            api -> RegistrarService.share(api, asked),
            new Proving(tags, question, quorum),
            deadline)
        .then(
            proven ->
                ask(
                    members,
                    api -> RegistrarService.register(api, asked, proven.proof()),
                    new Tally(
                        quorum,
                        new Enrolment.Statement(
                            domain,
                            proven.tag(),
                            key.get(),
                            evidence.classId(),
                            asked.validUntil())),
                    deadline));
  }

  private <T, R> Answer<R> ask(
      Map<Integer, Line> members, Question<T> question, Count<T, R> count, long deadline)
      throws IOException {
    BlockingQueue<Heard<T>> heard = new ArrayBlockingQueue<>(KeyQuorum.KEYS_MAX);
    members.forEach(
        (index, line) -> threads.execute(() -> heard.add(new Heard<>(index, line.ask(question)))));
    return collect(heard, members.size(), count, deadline);
  }

  private static Line line(ServiceAddress address) {
    return new Line(new ApiClient(address), new Semaphore(OPEN_MAX));
  }

  private static <T, R> Answer<R> collect(
      BlockingQueue<Heard<T>> heard, int asked, Count<T, R> count, long deadline)
      throws IOException {
    Optional<Answer<R>> decided = Optional.empty();
    int open = asked;
    // A refusal by enough is worth waiting for: it says why.
    while (decided.isEmpty() && open > 0) {
      @Nullable Heard<T> next = next(heard, deadline);
      if (next == null) {
        break;
      }
      open--;
      if (next.answer().isPresent()) {
        decided = count.count(next.index(), next.answer().get());
      }
    }
    return decided.orElseGet(() -> Answer.refused(RegistrarRefusal.TOO_FEW));
  }

  private static <T> @Nullable Heard<T> next(BlockingQueue<Heard<T>> heard, long deadline)
      throws IOException {
    try {
      return heard.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while registrars were asked");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    lines.values().forEach(each -> each.api().close());
  }
}
