package org.specie.cash.application.admission;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.proof.Preparation;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.cash.protocol.proof.PrivateVerifier;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.batch.BatchVerifier;

/**
 * Verifies private transactions and remembers the verdicts. A verdict is kept under the hash of the
 * transaction's bytes, the policy, the epoch and the generation it was made for; whoever asks under
 * any other is given a new one. Safe for many threads; it owns none.
 */
public final class ProofAdmission {
  /** Verdicts remembered; the oldest is forgotten first, which costs a verification, no safety. */
  public static final int VERDICTS_MAX = 1 << 16;

  /** A transaction and the hash of all its bytes. */
  public record Subject(Hash32 transactionId, PrivateTransaction transaction) {}

  private record Binding(Hash32 transactionId, Hash32 policyHash, long epoch, int generation) {}

  private final LedgerConstants ledger;
  private final CombiningVerifier verifier;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final Map<Binding, ProofVerdict> verdicts = new LinkedHashMap<>();
  private final Set<Binding> claims = new LinkedHashSet<>();
  private volatile Optional<PrivateVerifier> lastUsed = Optional.empty();

  public ProofAdmission(LedgerConstants ledger, BatchVerifier verifier) {
    this.ledger = ledger;
    this.verifier = new CombiningVerifier(verifier);
  }

  /** A transaction on its way to a verdict. */
  public sealed interface Candidate {
    /** The verdict stands already. */
    record Decided(ProofVerdict verdict) implements Candidate {}

    /** The equations wait to be checked. */
    record Waiting(Subject subject, Rules rules, PreparedTransaction prepared)
        implements Candidate {}
  }

  /**
   * Looks {@code subject} up or readies its equations, which is much cheaper than checking them.
   */
  public Candidate prepare(Rules rules, Subject subject) {
    Optional<ProofVerdict> known = known(rules, subject.transactionId());
    if (known.isPresent()) {
      return new Candidate.Decided(known.get());
    }
    return switch (verifierFor(rules).prepare(subject.transaction())) {
      case Preparation.Ready(PreparedTransaction prepared) ->
          new Candidate.Waiting(subject, rules, prepared);
      case Preparation.Refused(PrivateReason reason) ->
          new Candidate.Decided(
              remember(rules, subject.transactionId(), new ProofVerdict.Fails(reason)));
    };
  }

  /** The verdict on one candidate, verified in one batch with what other threads wait for. */
  public ProofVerdict decide(Candidate candidate) {
    return switch (candidate) {
      case Candidate.Decided(ProofVerdict verdict) -> verdict;
      case Candidate.Waiting waiting -> remember(waiting, verifier.holds(waiting.prepared()));
    };
  }

  /**
   * The verdicts on {@code subjects} in their order; those not known are verified as a batch. What
   * another thread is verifying here at this moment is waited for and not done twice.
   */
  public List<ProofVerdict> verdicts(Rules rules, List<Subject> subjects) {
    List<Subject> own = claim(rules, subjects);
    try {
      var _ = verify(own.stream().map(each -> prepare(rules, each)).toList());
    } finally {
      release(rules, own);
    }
    return subjects.stream().map(each -> awaited(rules, each)).toList();
  }

  /**
   * Verifies as one batch what {@link #decide} would verify one by one, but for what {@code
   * isHopeless} says is refused for another reason. Nobody waits for it.
   */
  public void foresee(
      Rules rules, List<Subject> subjects, Predicate<PreparedTransaction> isHopeless) {
    var _ =
        verify(
            subjects.stream()
                .map(each -> prepare(rules, each))
                .filter(
                    candidate ->
                        !(candidate instanceof Candidate.Waiting waiting
                            && isHopeless.test(waiting.prepared())))
                .toList());
  }

  private List<ProofVerdict> verify(List<Candidate> candidates) {
    List<PreparedTransaction> unknown = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (candidate instanceof Candidate.Waiting waiting) {
        unknown.add(waiting.prepared());
      }
    }
    BitSet falseOnes = verifier.findFalse(unknown);
    List<ProofVerdict> found = new ArrayList<>();
    int next = 0;
    for (Candidate candidate : candidates) {
      switch (candidate) {
        case Candidate.Decided(ProofVerdict verdict) -> found.add(verdict);
        case Candidate.Waiting waiting -> found.add(remember(waiting, !falseOnes.get(next++)));
      }
    }
    return found;
  }

  /**
   * Those of {@code subjects} that nobody has decided or is deciding; from now on the caller is.
   */
  private List<Subject> claim(Rules rules, List<Subject> subjects) {
    lock.lock();
    try {
      List<Subject> claimed = new ArrayList<>();
      for (Subject each : subjects) {
        Binding binding = binding(rules, each.transactionId());
        if (!verdicts.containsKey(binding) && claims.add(binding)) {
          claimed.add(each);
        }
      }
      return claimed;
    } finally {
      lock.unlock();
    }
  }

  private void release(Rules rules, List<Subject> claimed) {
    lock.lock();
    try {
      claimed.forEach(each -> claims.remove(binding(rules, each.transactionId())));
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whoever waits holds no claim, so nobody waits for somebody who waits. */
  private ProofVerdict awaited(Rules rules, Subject subject) {
    Binding binding = binding(rules, subject.transactionId());
    lock.lock();
    try {
      while (claims.contains(binding)) {
        released.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    // Forgotten already, or cut short by a bug: it is decided here then.
    return verify(List.of(prepare(rules, subject))).getFirst();
  }

  private PrivateVerifier verifierFor(Rules rules) {
    Optional<PrivateVerifier> last = lastUsed;
    if (last.isPresent() && last.get().rules().equals(rules)) {
      return last.get();
    }
    PrivateVerifier made = new PrivateVerifier(ledger.suite(), ledger.key().key(), rules);
    lastUsed = Optional.of(made);
    return made;
  }

  private Binding binding(Rules rules, Hash32 transactionId) {
    return new Binding(transactionId, rules.policyHash(), rules.epoch(), ledger.generation());
  }

  /** The verdict remembered for exactly these bytes under exactly these rules. */
  Optional<ProofVerdict> known(Rules rules, Hash32 transactionId) {
    lock.lock();
    try {
      return Optional.ofNullable(verdicts.get(binding(rules, transactionId)));
    } finally {
      lock.unlock();
    }
  }

  private ProofVerdict remember(Candidate.Waiting waiting, boolean holds) {
    return remember(
        waiting.rules(),
        waiting.subject().transactionId(),
        holds
            ? new ProofVerdict.Holds(waiting.prepared().nullifiers())
            : new ProofVerdict.Fails(PrivateReason.PROOF_INVALID));
  }

  private ProofVerdict remember(Rules rules, Hash32 transactionId, ProofVerdict verdict) {
    lock.lock();
    try {
      if (verdicts.size() >= VERDICTS_MAX) {
        verdicts.remove(verdicts.keySet().iterator().next());
      }
      verdicts.put(binding(rules, transactionId), verdict);
      return verdict;
    } finally {
      lock.unlock();
    }
  }
}
