package org.specie.quality.testkit.simulation.workload;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Transaction;
import org.specie.quality.testkit.simulation.chance.Chance;

/**
 * What a client asks for: to add an amount to its tally. Numbers of one client increase; the code
 * at the end shows that the client, and nobody else, asked for exactly this.
 *
 * @param code a keyed hash under the client's key
 */
public record Order(int client, long number, long amount, long code) {
  private static final long CLIENT_KEYS = 0x5EC1E57A11E5L;

  /** An order as its client makes it. */
  public static Order by(int client, long number, long amount) {
    return new Order(client, number, amount, codeOf(client, number, amount));
  }

  private static long codeOf(int client, long number, long amount) {
    long key = Chance.mix(CLIENT_KEYS + client);
    return Chance.mix(Chance.mix(key ^ number) ^ amount) >>> 1;
  }

  /** Whether the client made it. */
  public boolean isAuthentic() {
    return code == codeOf(client, number, amount);
  }

  public Transaction transaction() {
    return new Transaction(
        new Encoder().u32(client).u64(number).u64(amount).u64(code).toByteString());
  }

  /** The order in a transaction, if it is one. */
  public static Optional<Order> read(ByteString bytes) {
    try {
      Decoder in = new Decoder(bytes);
      Order order = new Order(in.u32(), in.u64(), in.u64(), in.u64());
      in.end();
      return Optional.of(order);
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }
}
