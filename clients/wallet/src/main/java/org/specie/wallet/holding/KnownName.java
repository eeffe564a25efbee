package org.specie.wallet.holding;

import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;

/**
 * Where a name led when it was paid. Source: docs/spec/30-wallet.md 30.19.
 *
 * @param provider who said so: {@code https://host:port}
 * @param name at the provider
 * @param keys {@link #keysOf} the payment address
 */
public record KnownName(String provider, String name, Hash32 keys) {
  /** Longest text of a provider's address or a name, in bytes. */
  public static final int TEXT_BYTES_MAX = 512;

  public KnownName {
    Check.that(
        isText(provider) && isText(name),
        "names and addresses of providers have at most 512 bytes");
  }

  private static boolean isText(String text) {
    return ByteString.utf8(text).size() <= TEXT_BYTES_MAX;
  }

  /** What stays of {@code address} whenever its holder writes it anew: its keys. */
  public static Hash32 keysOf(PaymentAddress address) {
    Encoder keys = new Encoder();
    address.publicSpendKey().encode(keys);
    return Hash32.sha256(keys.fixed(address.viewKey().bytes()).toByteString());
  }
}
