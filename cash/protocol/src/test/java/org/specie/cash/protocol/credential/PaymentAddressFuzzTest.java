package org.specie.cash.protocol.credential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.proof.Torsion;
import org.specie.cash.protocol.transaction.Edits;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;

/** Edits two genuine addresses: what is read is written the same way, and only they are genuine. */
class PaymentAddressFuzzTest {
  private static final World WORLD = new World(119);
  private static final List<ByteString> GENUINE =
      List.of(
          WORLD.address(WORLD.enrol("ana", 0)).encode(),
          WORLD.address(WORLD.enrol("ben", 0)).encode());
  private static final Edits EDITS =
      new Edits(
          GENUINE,
          List.of(
              ByteString.copyOf(G1.GENERATOR.toByteArray()),
              ByteString.copyOf(G1.GENERATOR.plus(Torsion.ofOrder(3)).toByteArray()),
              ByteString.copyOf(Torsion.ofOrder(11).toByteArray()),
              // An X25519 point of small order.
              ByteString.copyOf(new byte[32]),
              ByteString.hex("ff".repeat(32))));

  @FuzzTest
  void acceptsNoAddressButTheGenuine(byte[] input) {
    ByteString message = EDITS.apply(input);
    try {
      PaymentAddress address = PaymentAddress.decode(WORLD.suite, message);
      Check.that(address.encode().equals(message), "what was accepted is written the same way");
      Check.that(
          address.isGenuine(WORLD.suite) == GENUINE.contains(message),
          "only genuine addresses are genuine");
    } catch (MalformedInput refused) {
      Check.that(!GENUINE.contains(message), "genuine addresses are read");
    }
  }
}
