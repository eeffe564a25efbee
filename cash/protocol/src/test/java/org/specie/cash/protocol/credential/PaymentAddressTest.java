package org.specie.cash.protocol.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.proof.Torsion;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.quality.requirements.Requirement;

/** Addresses that would send the notice of a payment, or the payment itself, to somebody else. */
@Requirement("D8")
final class PaymentAddressTest {
  private static final int SIZE = 96 + 32 + 96 + 32;

  private final World world = new World(117);
  private final Holder ana = world.enrol("ana", 0);
  private final Holder mallory = world.enrol("mallory", 0);
  private final PaymentAddress address = world.address(ana);

  private boolean accepts(ByteString bytes) {
    try {
      return PaymentAddress.decode(world.suite, bytes).isGenuine(world.suite);
    } catch (MalformedInput e) {
      return false;
    }
  }

  @Test
  void readsBackWhatItWrote() throws MalformedInput {
    ByteString bytes = address.encode();
    assertThat(bytes.size()).isEqualTo(SIZE);
    assertThat(PaymentAddress.decode(world.suite, bytes)).isEqualTo(address);
    assertThat(accepts(bytes)).isTrue();
    assertThat(address.pid(world.suite)).isEqualTo(ana.keys().pid());
  }

  /** 18, 58. */
  @Test
  void refusesOneChangedByteAtEveryPosition() {
    byte[] bytes = address.encode().toByteArray();
    Random random = new Random(58);
    for (int at = 0; at < bytes.length; at++) {
      byte[] tampered = bytes.clone();
      tampered[at] ^= (byte) (1 + random.nextInt(255));
      assertThat(accepts(ByteString.copyOf(tampered))).as("byte %d", at).isFalse();
    }
  }

  /** 6. */
  @Test
  void refusesEveryPrefixAndTrailingBytes() {
    ByteString bytes = address.encode();
    for (int size = 0; size < bytes.size(); size++) {
      assertThat(accepts(bytes.slice(0, size))).isFalse();
    }
    assertThat(accepts(ByteString.concat(bytes, ByteString.copyOf(new byte[1])))).isFalse();
  }

  /** The view key of another person would get the notice, under a genuine signature of his own. */
  @Test
  void refusesTheViewKeyOrTheSignatureOfAnotherPerson() {
    PaymentAddress other = world.address(mallory);
    assertThat(
            new PaymentAddress(address.publicSpendKey(), other.viewKey(), address.signature())
                .isGenuine(world.suite))
        .isFalse();
    assertThat(
            new PaymentAddress(address.publicSpendKey(), other.viewKey(), other.signature())
                .isGenuine(world.suite))
        .isFalse();
  }

  /** 4: a key with a component outside the group would have another pid and the same k. */
  @Test
  void refusesAKeyOutsideTheGroup() {
    for (int order : Torsion.ORDERS) {
      PaymentAddress outside =
          new PaymentAddress(
              address.publicSpendKey().plus(Torsion.ofOrder(order)),
              address.viewKey(),
              address.signature());
      assertThatThrownBy(() -> PaymentAddress.decode(world.suite, outside.encode()))
          .isInstanceOf(MalformedInput.class);
    }
  }

  /** 36. */
  @Test
  void refusesAnAddressOfAnotherDomain() {
    for (Domain domain :
        new Domain[] {new Domain("test", "EUR", 1), new Domain("other", "ILS", 1)}) {
      assertThat(address.isGenuine(new Suite(domain))).isFalse();
    }
  }
}
