package org.specie.cash.protocol.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.cash.protocol.EveryKind;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.proof.Torsion;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * One byte changed, at every position: items 18 and 58 of the refusals, so each field of header,
 * ciphertext, memo, account and proofs. The bytes of a signature are judged by whoever knows the
 * signer; here they must fail that judgement and leave the core as it was.
 */
@Requirement("D2")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TamperedByteTest {
  private static final int SAMPLE = 250;

  private final World world = new World(116);
  private final Map<String, PrivateTransaction> all = EveryKind.in(world);
  private final Gate gate = new Gate(world);

  private PrivateTransaction kind(String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  private boolean refused(byte[] bytes) {
    return gate.refuses(ByteString.copyOf(bytes));
  }

  @Test
  void acceptsThemUntouched() {
    all.forEach(
        (name, each) -> assertThat(refused(each.encode().toByteArray())).as(name).isFalse());
  }

  private void refusesAt(PrivateTransaction transaction, Iterable<Integer> positions) {
    Random random = new Random(58);
    byte[] bytes = transaction.encode().toByteArray();
    List<Integer> accepted = new ArrayList<>();
    for (int at : positions) {
      byte[] tampered = bytes.clone();
      tampered[at] ^= (byte) (1 + random.nextInt(255));
      if (!refused(tampered)) {
        accepted.add(at);
      }
    }
    assertThat(accepted)
        .as("positions of %s where a change was accepted", transaction.kind())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAY", "LOAD", "UNLOAD", "LINK", "ENROL"})
  @Property("P3")
  void refusesOneChangedByteAtEveryPosition(String name) {
    PrivateTransaction transaction = kind(name);
    List<Integer> every = new ArrayList<>();
    for (int at = 0; at < transaction.encode().size(); at++) {
      every.add(at);
    }
    refusesAt(transaction, every);
  }

  /**
   * The large kinds and the renewals, at positions drawn from a seed, first and last among them.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "BULK",
        "BULK_UNLOAD",
        "FOLD",
        "PAY renewal",
        "LOAD renewal",
        "UNLOAD renewal",
        "BULK renewal",
        "APPROVED_PAY",
        "DELAYED_PAY",
        "ENTRY_PAY",
        "ACCEPT",
        "RETURN",
        "APPROVED_PAY renewal",
        "DELAYED_PAY renewal",
        "CLASS_CHANGE",
        "CLASS_CHANGE renewal",
        "REFUND",
        "REFUND renewal"
      })
  void refusesOneChangedByteAtSampledPositions(String name) {
    PrivateTransaction transaction = kind(name);
    int size = transaction.encode().size();
    List<Integer> sample = new ArrayList<>(List.of(0, size - 1));
    Random random = new Random(name.hashCode());
    while (sample.size() < SAMPLE) {
      sample.add(random.nextInt(size));
    }
    refusesAt(transaction, sample);
  }

  /**
   * A changed byte of a point is hardly ever a point again. So here each point becomes another
   * point, in every place of a payment, also one that differs only outside the group.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"PAY", "LINK", "APPROVED_PAY", "DELAYED_PAY", "ACCEPT", "CLASS_CHANGE", "REFUND"})
  void refusesEveryPointReplacedByAnother(String name) throws MalformedInput {
    ByteString bytes = kind(name).encode();
    G1 torsion = Torsion.ofOrder(11);
    for (int at : Layout.points(bytes)) {
      G1 point = G1.decode(new Decoder(bytes.slice(at, at + G1.SIZE)));
      for (G1 other : List.of(point.plus(G1.GENERATOR), point.negate(), point.plus(torsion))) {
        byte[] changed = Layout.with(bytes, at, other.toByteArray()).toByteArray();
        assertThat(refused(changed)).as("%s at %d", name, at).isTrue();
      }
    }
  }
}
