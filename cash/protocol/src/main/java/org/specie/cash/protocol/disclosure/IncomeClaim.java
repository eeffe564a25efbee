package org.specie.cash.protocol.disclosure;

import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.relation.IncomeRelation;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * That two states of one person differ by {@code income} in what came in: the one that {@code
 * first} made and {@code firstConsumer} consumed, and the one that {@code last} made and {@code
 * lastConsumer} consumed. What it is worth depends on when the four stand on the ledger. A proof
 * costs about thirty multiplications to make and as many to verify, a few milliseconds; its size
 * follows from the kinds of makers. Source: docs/spec/34-income-and-disclosure.md, clause 34.4.
 *
 * @param firstConsumer left out if the period begins with the enrolment
 */
public record IncomeClaim(
    Maker first, Optional<Step> firstConsumer, Maker last, Step lastConsumer, Amount income) {
  /** A step as first maker without its consumer would be one of any time. */
  private boolean isWhole() {
    boolean beginsWhole = first.step().isEmpty() || firstConsumer.isPresent();
    boolean endsWhole =
        last.step().isPresent() || (first.step().isEmpty() && income.equals(Amount.ZERO));
    return beginsWhole && endsWhole;
  }

  private IncomeRelation relation(Suite suite) {
    return new IncomeRelation(
        suite,
        new IncomeRelation.Ends(
            first.step().isPresent(), firstConsumer.isPresent(), last.step().isPresent()));
  }

  private Instance instance(Suite suite, IncomeRelation relation, G1 publicSpendKey) {
    Scalar pid = suite.pid(publicSpendKey);
    Instance.Builder in =
        new Instance.Builder(relation.relation)
            .set(relation.publicKey, publicSpendKey)
            .set(relation.income, Scalar.of(income.minor()));
    relation.first.ifPresent(terms -> maker(in, suite, terms, first.step().orElseThrow()));
    relation.firstConsumer.ifPresent(
        terms -> consumer(in, suite, terms, firstConsumer.orElseThrow(), first.serial(suite, pid)));
    relation.last.ifPresent(terms -> maker(in, suite, terms, last.step().orElseThrow()));
    consumer(in, suite, relation.lastConsumer, lastConsumer, last.serial(suite, pid));
    return in.build();
  }

  private static void maker(
      Instance.Builder in, Suite suite, IncomeRelation.Maker terms, Step step) {
    ChainProof.own(in, suite, terms.step(), step);
    ChainProof.income(in, terms.income(), step);
  }

  private static void consumer(
      Instance.Builder in, Suite suite, IncomeRelation.Consumer terms, Step step, Scalar serial) {
    ChainProof.own(in, suite, terms.step(), step);
    ChainProof.next(in, terms.next(), step, serial);
  }

  /**
   * Proves it, bound to everything that {@code transcript} holds.
   *
   * @param before what {@link #first} made
   */
  public ByteString prove(
      Suite suite, HolderKeys keys, Before before, Transcript transcript, Entropy entropy) {
    IncomeRelation relation = relation(suite);
    Witness.Builder in = new Witness.Builder(relation.relation).set(relation.k, keys.k());
    relation.before.ifPresent(i -> in.set(i, Scalar.of(before.income().minor())));
    relation.first.ifPresent(terms -> maker(in, terms, first.step().orElseThrow(), keys));
    relation.firstConsumer.ifPresent(
        terms -> ChainProof.own(in, terms.step(), firstConsumer.orElseThrow(), keys));
    relation.last.ifPresent(terms -> maker(in, terms, last.step().orElseThrow(), keys));
    ChainProof.own(in, relation.lastConsumer.step(), lastConsumer, keys);
    return ChainProof.prove(
        instance(suite, relation, keys.publicSpendKey()), in.build(), transcript, entropy);
  }

  private static void maker(
      Witness.Builder in, IncomeRelation.Maker terms, Step step, HolderKeys keys) {
    ChainProof.own(in, terms.step(), step, keys);
    ChainProof.income(in, terms.income(), step.secrets(keys));
  }

  /** Whether {@code proof} shows it of the holder of {@code publicSpendKey}. */
  public boolean verifies(Suite suite, G1 publicSpendKey, Transcript transcript, ByteString proof) {
    IncomeRelation relation = relation(suite);
    return isWhole()
        && ChainProof.verifies(
            relation.relation, instance(suite, relation, publicSpendKey), transcript, proof);
  }
}
