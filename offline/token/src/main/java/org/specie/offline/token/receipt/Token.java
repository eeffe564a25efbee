package org.specie.offline.token.receipt;

import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A token as it stands: its configuration, and the last payment if there was one. Spec:
 * docs/spec/50-art.md 3.5.
 *
 * @param configuration C
 * @param last S; a token that was just made has none and is worth nothing
 */
public record Token(Configuration configuration, Optional<Payment> last) {
  /** The token as its factory made it. */
  public static Token fresh(Configuration configuration) {
    return new Token(configuration, Optional.empty());
  }

  /** The token with {@code payment} in place of its last. */
  public Token with(Payment payment) {
    return new Token(configuration, Optional.of(payment));
  }

  /** The number of its last payment; 0 if there was none. */
  public int sequence() {
    return last.map(Payment::sequence).orElse(0);
  }

  /** The sum of its payments. */
  public Amount aggregate() {
    return last.map(Payment::aggregate).orElse(Amount.ZERO);
  }

  /** The one encoding: C, then S. */
  public ByteString encode() {
    ByteString fixed = configuration.encode();
    return last.map(payment -> ByteString.concat(fixed, payment.encode())).orElse(fixed);
  }

  /** What the next payment names as its predecessor. */
  public Hash32 digest() {
    return Hash32.sha256(encode());
  }

  /** Reads a token and nothing after it. */
  public static Token decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Configuration configuration = Configuration.decode(in);
    Optional<Payment> last =
        in.remaining() == 0 ? Optional.empty() : Optional.of(Payment.decode(in));
    in.end();
    return new Token(configuration, last);
  }
}
