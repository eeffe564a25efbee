package org.specie.cash.application.state;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * What the register says of a provider, for ever. Source: docs/spec/44-provider-register.md, clause
 * 1.1.
 *
 * @param key the one that counts, or counted last
 * @param since the height of the act that gave the name this key
 * @param struckOff the height of the act that struck the name off, if one did; not below {@code
 *     since}
 */
public record ProviderRecord(Ed25519PublicKey key, long since, Optional<Long> struckOff) {
  public ProviderRecord {
    Check.that(struckOff.filter(height -> height < since).isEmpty(), "listed before struck off");
  }

  /** Whether it is listed now. */
  public boolean isListed() {
    return struckOff.isEmpty();
  }

  ProviderRecord struckOffAt(long height) {
    Check.that(isListed(), "a provider is struck off once");
    return new ProviderRecord(key, since, Optional.of(height));
  }

  ByteString encode() {
    Encoder out = new Encoder().fixed(key.bytes()).u64(since).bool(struckOff.isPresent());
    struckOff.ifPresent(out::u64);
    return out.toByteString();
  }

  static ProviderRecord decode(Decoder in) throws MalformedInput {
    Ed25519PublicKey key = Ed25519PublicKey.decode(in);
    long since = in.u64();
    Optional<Long> struckOff = in.bool() ? Optional.of(in.u64()) : Optional.empty();
    if (struckOff.filter(height -> height < since).isPresent()) {
      throw new MalformedInput("struck off before it was listed");
    }
    return new ProviderRecord(key, since, struckOff);
  }
}
