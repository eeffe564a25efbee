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
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Refusal;
import org.specie.services.api.ServiceAddress;
import org.specie.services.registrar.Registrar.Signed;
import org.specie.services.registrar.RegistrarRefusal;
import org.specie.services.registrar.RegistrarService;
import org.specie.services.registrar.evidence.Registration;

/**
 * Asks all registrars at the same time and takes m of n signatures. One that is down, silent, lies
 * or refuses alone changes nothing. Safe for many threads. Source: docs/spec/43-registrar.md,
 * section 5.
 */
public final class RegistrarPanel implements AutoCloseable {
  /** How long m of them may take together; a customer waits for thirty seconds. */
  public static final long DEADLINE_MS = 12_000;

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

  /** To one registrar, for so many questions at a time. */
  private record Line(ApiClient api, Semaphore open) {
    Optional<Answer<Signed>> ask(Registration asked) {
      if (!open.tryAcquire()) {
        return Optional.empty();
      }
      try {
        return Optional.of(RegistrarService.register(api, asked));
      } catch (IOException e) {
        // Counts as silence; the operator sees in the registrar's status whether it runs.
        return Optional.empty();
      } finally {
        open.release();
      }
    }
  }

  /** What one registrar answered; nothing if it kept silent. */
  private record Heard(int index, Optional<Answer<Signed>> answer) {}

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
   * @param quorum of the policy in force
   */
  public Answer<Approved> ask(
      List<RegistrarPlace> places, KeyQuorum quorum, Domain domain, Registration asked)
      throws IOException {
    Optional<G1> key = spendKey(asked);
    if (key.isEmpty()) {
      return Answer.refused(Refusal.Explanation.of(RegistrarReason.KEY_INVALID, BAD_REQUEST));
    }
    Map<Integer, RegistrarPlace> members = new TreeMap<>();
    for (RegistrarPlace each : places) {
      int index = quorum.keys().indexOf(each.key());
      if (index >= 0) {
        members.putIfAbsent(index, each);
      }
    }
    BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(KeyQuorum.KEYS_MAX);
    members.forEach(
        (index, place) -> {
          Line line =
              lines.computeIfAbsent(LineName.of(place.address()), _ -> line(place.address()));
          threads.execute(() -> heard.add(new Heard(index, line.ask(asked))));
        });
    Tally tally =
        new Tally(quorum, domain, key.get(), asked.evidence().classId(), asked.validUntil());
    return collect(heard, members.size(), tally);
  }

  private static Line line(ServiceAddress address) {
    return new Line(new ApiClient(address), new Semaphore(OPEN_MAX));
  }

  private Answer<Approved> collect(BlockingQueue<Heard> heard, int asked, Tally tally)
      throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMs);
    Optional<Answer<Approved>> decided = Optional.empty();
    int open = asked;
    // A refusal by enough is worth waiting for: it says why.
    while (decided.isEmpty() && open > 0) {
      @Nullable Heard next = next(heard, deadline);
      if (next == null) {
        break;
      }
      open--;
      if (next.answer().isPresent()) {
        decided = tally.count(next.index(), next.answer().get());
      }
    }
    return decided.orElseGet(() -> Answer.refused(RegistrarRefusal.TOO_FEW));
  }

  private static @Nullable Heard next(BlockingQueue<Heard> heard, long deadline)
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
