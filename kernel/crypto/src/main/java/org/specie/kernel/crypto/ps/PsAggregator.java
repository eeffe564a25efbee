package org.specie.kernel.crypto.ps;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.Lagrange;

/**
 * Puts partial signatures together. It first trusts the first shares and verifies the result, which
 * costs one pairing product; only when that fails does it look at every share by itself, name the
 * liars and start again from the good ones. So f bad shares among 2f + 1 or more cost time and
 * nothing else. Source: docs/spec/04-threshold-signatures.md, clauses 4.7 and 4.8.
 */
public final class PsAggregator {
  private final PsThresholdKey key;

  public PsAggregator(PsThresholdKey key) {
    this.key = key;
  }

  /** For anybody: a blinded signature, verified against the request's commitments. */
  public Aggregation<BlindSignature> aggregate(
      SigningRequest request, List<PartialSignature> shares) {
    return aggregate(request, shares, blind -> blind, blind -> key.key().verifies(request, blind));
  }

  /** A request and the shares that came for it. */
  public record Gathered(SigningRequest request, List<PartialSignature> shares) {
    public Gathered {
      shares = List.copyOf(shares);
    }
  }

  /**
   * Like {@link #aggregate(SigningRequest, List)} for each of {@code all}, in order. What first
   * shares make is verified as one batch; only requests that fail there are looked at one by one.
   */
  public List<Aggregation<BlindSignature>> aggregateAll(
      List<Gathered> all, BatchVerifier verifier) {
    List<Integer> hopefulAt = new ArrayList<>();
    List<AggregateStatement> hopeful = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Gathered each = all.get(i);
      if (each.shares().size() >= key.threshold() && invalidIndices(each.shares()).isEmpty()) {
        BlindSignature combined = combine(each.request(), each.shares());
        hopefulAt.add(i);
        hopeful.add(new AggregateStatement(key.key(), each.request(), combined.value()));
      }
    }
    BitSet falseOnes = verifier.findFalse(hopeful);
    List<Aggregation<BlindSignature>> aggregations = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < all.size(); i++) {
      boolean isHopeful = next < hopefulAt.size() && hopefulAt.get(next) == i;
      if (isHopeful && !falseOnes.get(next)) {
        AggregateStatement sound = hopeful.get(next);
        aggregations.add(
            new Aggregation.Complete<>(
                new BlindSignature(sound.request().base(), sound.value()),
                Collections.emptySortedSet()));
      } else {
        aggregations.add(aggregate(all.get(i).request(), all.get(i).shares()));
      }
      next += isHopeful ? 1 : 0;
    }
    return aggregations;
  }

  /**
   * For the holder of the openings: the unblinded signature, verified on the whole message.
   *
   * @param message the value of each attribute
   * @param blindings d_j for each committed attribute, in order
   */
  public Aggregation<PsSignature> obtain(
      SigningRequest request,
      List<Scalar> message,
      List<Scalar> blindings,
      List<PartialSignature> shares) {
    return aggregate(
        request,
        shares,
        blind -> blind.unblind(key.key(), request, blindings),
        signature -> key.key().verifies(message, signature));
  }

  private <T> Aggregation<T> aggregate(
      SigningRequest request,
      List<PartialSignature> shares,
      Function<BlindSignature, T> finish,
      Predicate<T> verified) {
    SortedSet<Integer> invalid = invalidIndices(shares);
    if (!invalid.isEmpty()) {
      return new Aggregation.InvalidIndices<>(invalid);
    }
    if (shares.size() < key.threshold()) {
      return new Aggregation.TooFew<>(shares.size(), key.threshold(), Collections.emptySortedSet());
    }
    T hopeful = finish.apply(combine(request, shares));
    if (verified.test(hopeful)) {
      return new Aggregation.Complete<>(hopeful, Collections.emptySortedSet());
    }
    List<PartialSignature> good =
        shares.stream().filter(s -> key.share(s.index()).verifies(request, s)).toList();
    SortedSet<Integer> liars = new TreeSet<>();
    shares.stream().filter(s -> !good.contains(s)).forEach(s -> liars.add(s.index()));
    if (good.size() < key.threshold()) {
      return new Aggregation.TooFew<>(good.size(), key.threshold(), liars);
    }
    T sound = finish.apply(combine(request, good));
    return verified.test(sound)
        ? new Aggregation.Complete<>(sound, liars)
        : new Aggregation.WrongOpening<>(liars);
  }

  private SortedSet<Integer> invalidIndices(List<PartialSignature> shares) {
    SortedSet<Integer> seen = new TreeSet<>();
    SortedSet<Integer> invalid = new TreeSet<>();
    for (PartialSignature share : shares) {
      if (share.index() > key.operators() || !seen.add(share.index())) {
        invalid.add(share.index());
      }
    }
    return invalid;
  }

  private BlindSignature combine(SigningRequest request, List<PartialSignature> shares) {
    Check.that(shares.size() >= key.threshold(), "enough shares to combine");
    List<PartialSignature> used = shares.subList(0, key.threshold());
    return new BlindSignature(
        request.base(),
        Lagrange.interpolateG1(
            used.stream().map(PartialSignature::index).toList(),
            used.stream().map(PartialSignature::value).toList()));
  }
}
