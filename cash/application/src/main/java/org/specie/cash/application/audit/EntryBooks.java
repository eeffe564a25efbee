package org.specie.cash.application.audit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.cash.protocol.transaction.Parts.Refund;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;

/**
 * The auditor's own books of the money that waits on the ledger: each entry is made once and ends
 * once, with the very commitment it was made with, to the person it may end with, and not before
 * its time; what was accepted is refunded at most once, to who paid it. They keep their own
 * calendar of policies.
 */
final class EntryBooks {
  /** What the books know of an entry. */
  private record Waiting(
      G1 value,
      G1 acceptor,
      G1 payer,
      long release,
      long expiry,
      boolean needsClearance,
      boolean isCleared,
      boolean isVetoed) {
    private Waiting cleared() {
      return new Waiting(value, acceptor, payer, release, expiry, needsClearance, true, isVetoed);
    }

    private Waiting vetoed() {
      return new Waiting(value, acceptor, payer, release, expiry, needsClearance, isCleared, true);
    }

    private boolean isReleased(long now) {
      return !isVetoed && release <= now && now < expiry && (isCleared || !needsClearance);
    }
  }

  private final Map<Hash32, Waiting> waiting = new TreeMap<>();
  private final Map<Hash32, Waiting> accepted = new TreeMap<>();

  /** What was given back of accepted entries, and whose it is: P_r and P_ret. */
  private final Map<Hash32, EntryClaim> refunded = new TreeMap<>();

  private Policy policy;
  private Optional<Act.SetPolicy> coming = Optional.empty();
  private long seconds;

  EntryBooks(Policy first) {
    this.policy = first;
  }

  /** The block at {@code height} begins, decided at {@code now}. */
  void turn(long height, long now) {
    seconds = now;
    if (coming.isPresent() && coming.get().fromHeight() <= height) {
      policy = coming.get().policy();
      coming = Optional.empty();
    }
  }

  /** A policy is decided. */
  void decide(Act.SetPolicy change) {
    coming = Optional.of(change);
  }

  /** Entries that wait for somebody. */
  long open() {
    return (long) waiting.size() + refunded.size();
  }

  /** Enters what {@code transaction} makes and ends; whether that can be. */
  boolean enter(StateTransaction transaction) {
    StateBody body = transaction.body();
    boolean holds = body.claim().isEmpty() || turn(body, body.claim().get());
    return holds && (body.entry().isEmpty() || make(transaction));
  }

  private boolean make(StateTransaction transaction) {
    StateBody body = transaction.body();
    if (policy.tiers().isEmpty()) {
      return false;
    }
    TierPolicy tiers = policy.tiers().get();
    boolean isDelayed = body.kind() == Kind.DELAYED_PAY;
    long release = isDelayed ? seconds + tiers.delaySeconds() : seconds;
    Waiting made =
        new Waiting(
            body.payment().orElseThrow().pV(),
            body.entry().orElseThrow().acceptor(),
            body.entry().orElseThrow().payer(),
            release,
            release + tiers.claimSeconds(),
            isDelayed && !tiers.silenceReleases(),
            false,
            false);
    return waiting.put(transaction.core(), made) == null;
  }

  private boolean turn(StateBody body, EntryClaim claim) {
    if (body.refund().isPresent()) {
      return refund(body.refund().get(), claim);
    }
    if (body.kind() == Kind.RETURN && refunded.containsKey(claim.entry())) {
      return claim.equals(refunded.remove(claim.entry()));
    }
    return end(body.kind(), claim);
  }

  private boolean end(Kind kind, EntryClaim claim) {
    Waiting entry = waiting.remove(claim.entry());
    if (entry == null || !entry.value().equals(claim.value())) {
      return false;
    }
    if (kind == Kind.ACCEPT) {
      accepted.put(claim.entry(), entry);
      return entry.isReleased(seconds) && entry.acceptor().equals(claim.owner());
    }
    return !entry.isReleased(seconds) && entry.payer().equals(claim.owner());
  }

  private boolean refund(Refund back, EntryClaim claim) {
    Waiting entry = accepted.remove(claim.entry());
    if (entry == null
        || !entry.value().equals(claim.value())
        || !entry.acceptor().equals(claim.owner())) {
      return false;
    }
    refunded.put(claim.entry(), new EntryClaim(claim.entry(), back.value(), entry.payer()));
    return true;
  }

  /** Whether the entry that auditors stop waits for them. */
  boolean veto(Hash32 name) {
    Waiting entry = waiting.get(name);
    if (entry == null || !isPending(entry)) {
      return false;
    }
    waiting.put(name, entry.vetoed());
    return true;
  }

  /** Whether the entry that auditors clear waits for them. */
  boolean clear(Hash32 name) {
    Waiting entry = waiting.get(name);
    if (entry == null || !isPending(entry) || !entry.needsClearance() || entry.isCleared()) {
      return false;
    }
    waiting.put(name, entry.cleared());
    return true;
  }

  private boolean isPending(Waiting entry) {
    return !entry.isVetoed() && seconds < entry.expiry() && !entry.isReleased(seconds);
  }
}
