package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.EveryKind;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.quality.requirements.Requirement;

/**
 * Property P5: the naive verifier, the batch, the bisection, the batch on several cores and the
 * independent {@link Anatomy} say the same of every transaction, true or mutated, so that replicas
 * never disagree.
 */
@Requirement("D2")
final class AgreementTest {
  private static final int STATEMENTS = 32;

  private final World world = new World(110);
  private final Forger forger = new Forger(world);
  private final Random random = new Random(110);
  private final List<PrivateTransaction> honest = List.copyOf(EveryKind.in(world).values());

  /** Honest transactions and such with one byte changed that still are well-formed. */
  private void add(List<PrivateTransaction> mixed) {
    PrivateTransaction any = honest.get(random.nextInt(honest.size()));
    byte[] bytes = any.encode().toByteArray();
    if (random.nextBoolean()) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    try {
      PrivateTransaction decoded = PrivateTransaction.decode(world.suite, ByteString.copyOf(bytes));
      if (world.verifier.prepare(decoded) instanceof Preparation.Ready) {
        mixed.add(decoded);
      }
    } catch (MalformedInput refused) {
      assertThat(refused).hasMessageNotContaining("\n");
    }
  }

  @Test
  void allVerifiersAgreeOnTrueAndMutatedTransactions() {
    List<PrivateTransaction> mixed = new ArrayList<>();
    while (mixed.size() < STATEMENTS) {
      add(mixed);
    }
    List<PreparedTransaction> prepared = mixed.stream().map(world::prepared).toList();
    BitSet naive = new BitSet();
    BitSet anatomy = new BitSet();
    BitSet single = new BitSet();
    BatchVerifier one = BatchVerifier.onOneCore(world.suite.bases(), world.entropy);
    for (int i = 0; i < STATEMENTS; i++) {
      naive.set(i, !prepared.get(i).verifyNaively());
      anatomy.set(i, !forger.faults(mixed.get(i)).isEmpty());
      single.set(i, !one.allHold(List.of(prepared.get(i))));
    }
    assertThat(naive.cardinality()).isBetween(4, STATEMENTS - 4);
    assertThat(anatomy).isEqualTo(naive);
    assertThat(single).isEqualTo(naive);
    assertThat(one.findFalse(prepared)).isEqualTo(naive);
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      BatchVerifier many = new BatchVerifier(world.suite.bases(), world.entropy, pool, 3);
      assertThat(many.findFalse(prepared)).isEqualTo(naive);
    }
  }

  @Test
  void allKindsAreTrueTogether() {
    List<PreparedTransaction> prepared = honest.stream().map(world::prepared).toList();
    assertThat(prepared).hasSize(27).allMatch(PreparedTransaction::verifyNaively);
    assertThat(BatchVerifier.onOneCore(world.suite.bases(), world.entropy).findFalse(prepared))
        .isEqualTo(new BitSet());
  }
}
