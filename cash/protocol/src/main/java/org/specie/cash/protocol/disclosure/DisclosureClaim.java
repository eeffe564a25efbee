package org.specie.cash.protocol.disclosure;

import java.util.List;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.proof.StateSecrets;
import org.specie.cash.protocol.relation.DisclosureRelation;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * That somebody's steps from the state that {@code first} made to the one that {@code last}
 * consumed are {@code lines}, no more and no fewer, with these amounts. What it is worth depends on
 * when they stand on the ledger. A step costs some ten multiplications to prove and as many to
 * verify, two or three milliseconds. Source: docs/spec/34-income-and-disclosure.md, clause 34.8.
 */
public record DisclosureClaim(Maker first, List<Line> lines, Step last) {
  /** More steps are not disclosed at once. */
  public static final int LINES_MAX = 1024;

  /**
   * A step and its amounts.
   *
   * @param received by the coins it claimed, or the entry it accepted
   * @param paid by the coin or the entry it made, or given back of an entry
   * @param returned by the entry it took back
   */
  public record Line(Step step, Amount received, Amount paid, Amount returned) {
    private StateBody body() {
      return step.transaction().body();
    }

    private boolean pays() {
      return body().paidValue().isPresent();
    }

    /** Whether it names no amount that its kind does not have. */
    private boolean fitsKind() {
      return (pays() || paid.equals(Amount.ZERO))
          && (body().kind() == Kind.RETURN || returned.equals(Amount.ZERO));
    }

    /** By how much the balance grew, in minor units. */
    long change() {
      long moved = body().move().map(move -> move.amount().minor()).orElse(0L);
      long signed =
          switch (body().shape().move()) {
            case LOAD -> moved;
            case UNLOAD -> -moved;
            case NONE, ACCEPT, RETURN, REFUND, CLASS_CHANGE -> 0;
          };
      return received.minor() + returned.minor() - paid.minor() + signed;
    }
  }

  public DisclosureClaim {
    lines = List.copyOf(lines);
    Check.that(lines.size() <= LINES_MAX, "a disclosure has at most 1,024 steps");
  }

  private DisclosureRelation relation(Suite suite) {
    return new DisclosureRelation(
        suite, first.step().isPresent(), lines.stream().map(Line::pays).toList());
  }

  private Instance instance(Suite suite, DisclosureRelation relation, G1 publicSpendKey) {
    Instance.Builder in =
        new Instance.Builder(relation.relation).set(relation.publicKey, publicSpendKey);
    relation.first.ifPresent(
        terms -> {
          Step step = first.step().orElseThrow();
          ChainProof.own(in, suite, terms.step(), step);
          ChainProof.income(in, terms.income(), step);
          ChainProof.balance(in, terms.balance(), step);
        });
    Scalar serial = first.serial(suite, suite.pid(publicSpendKey));
    long received = 0;
    long change = 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      received += line.received().minor();
      change += line.change();
      line(in, suite, relation.shown.get(i), line, serial);
      in.set(relation.shown.get(i).received(), Scalar.of(received))
          .set(relation.shown.get(i).change(), signed(change));
      serial = line.step().serial(suite);
    }
    ChainProof.own(in, suite, relation.last.step(), last);
    ChainProof.next(in, relation.last.next(), last, serial);
    return in.build();
  }

  private static void line(
      Instance.Builder in, Suite suite, DisclosureRelation.Shown terms, Line line, Scalar serial) {
    ChainProof.own(in, suite, terms.step(), line.step());
    ChainProof.next(in, terms.next(), line.step(), serial);
    ChainProof.income(in, terms.income(), line.step());
    ChainProof.balance(in, terms.balance(), line.step());
    terms
        .paid()
        .ifPresent(
            paid ->
                in.set(paid.pV(), line.body().paidValue().orElseThrow())
                    .set(paid.amount(), Scalar.of(line.paid().minor())));
  }

  private static Scalar signed(long minor) {
    return minor < 0 ? Scalar.of(-minor).negate() : Scalar.of(minor);
  }

  /**
   * Proves it, bound to everything that {@code transcript} holds.
   *
   * @param before what {@link #first} made
   */
  public ByteString prove(
      Suite suite, HolderKeys keys, Before before, Transcript transcript, Entropy entropy) {
    DisclosureRelation relation = relation(suite);
    Witness.Builder in = new Witness.Builder(relation.relation).set(relation.k, keys.k());
    relation.first.ifPresent(
        terms -> {
          Step step = first.step().orElseThrow();
          StateSecrets secrets = step.secrets(keys);
          ChainProof.own(in, terms.step(), step, keys);
          ChainProof.income(in, terms.income(), secrets);
          ChainProof.balance(in, terms.balance(), secrets);
          in.set(terms.incomeBefore(), Scalar.of(before.income().minor()))
              .set(terms.balanceBefore(), Scalar.of(before.balance().minor()));
        });
    for (int i = 0; i < lines.size(); i++) {
      line(in, suite, relation.shown.get(i), lines.get(i), keys);
    }
    ChainProof.own(in, relation.last.step(), last, keys);
    return ChainProof.prove(
        instance(suite, relation, keys.publicSpendKey()), in.build(), transcript, entropy);
  }

  private static void line(
      Witness.Builder in, Suite suite, DisclosureRelation.Shown terms, Line line, HolderKeys keys) {
    StateSecrets secrets = line.step().secrets(keys);
    ChainProof.own(in, terms.step(), line.step(), keys);
    ChainProof.income(in, terms.income(), secrets);
    ChainProof.balance(in, terms.balance(), secrets);
    terms
        .paid()
        .ifPresent(
            paid -> in.set(paid.rho1(), line.step().amountBlinding(suite, keys, line.paid())));
  }

  /** Whether {@code proof} shows it of the holder of {@code publicSpendKey}. */
  public boolean verifies(Suite suite, G1 publicSpendKey, Transcript transcript, ByteString proof) {
    DisclosureRelation relation = relation(suite);
    return lines.stream().allMatch(Line::fitsKind)
        && ChainProof.verifies(
            relation.relation, instance(suite, relation, publicSpendKey), transcript, proof);
  }
}
