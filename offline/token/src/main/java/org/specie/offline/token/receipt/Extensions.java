package org.specie.offline.token.receipt;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Key;

/**
 * What tokens of some purposes say besides. Tags rise, and a tag that is not named here makes the
 * token unreadable: nobody pays into what he does not understand. Spec: docs/spec/50-art.md 3.3.
 *
 * @param account the bank's reference of an account, 16 bytes
 * @param withdrawalKey the key with which the account's owner signs withdrawals
 */
public record Extensions(Optional<ByteString> account, Optional<P256Key> withdrawalKey) {
  /** Nothing more to say. */
  public static final Extensions NONE = new Extensions(Optional.empty(), Optional.empty());

  public Extensions {
    Check.that(
        account.isEmpty() || account.get().size() == ArtLayout.ACCOUNT_SIZE,
        "an account reference has 16 bytes");
  }

  /** Whether a token of this purpose says just this. */
  boolean suit(Purpose purpose) {
    return switch (purpose) {
      case DEPOSIT -> account.isPresent() && withdrawalKey.isEmpty();
      case WITHDRAWAL -> account.isPresent() && withdrawalKey.isPresent();
      case GENERAL, WHOLESALE, RECOVERY -> account.isEmpty() && withdrawalKey.isEmpty();
    };
  }

  ByteString encode() {
    Encoder out = new Encoder();
    account.ifPresent(
        bytes -> out.u8(ArtLayout.EXTENSION_ACCOUNT).u8(ArtLayout.ACCOUNT_SIZE).fixed(bytes));
    withdrawalKey.ifPresent(
        key ->
            out.u8(ArtLayout.EXTENSION_WITHDRAWAL_KEY).u8(ArtLayout.POINT_SIZE).fixed(key.point()));
    return out.toByteString();
  }

  static Extensions decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Optional<ByteString> account = Optional.empty();
    Optional<P256Key> withdrawalKey = Optional.empty();
    int last = 0;
    while (in.remaining() > 0) {
      int tag = in.u8();
      int size = in.u8();
      if (tag <= last) {
        throw new MalformedInput("tags rise");
      }
      last = tag;
      if (tag == ArtLayout.EXTENSION_ACCOUNT && size == ArtLayout.ACCOUNT_SIZE) {
        account = Optional.of(in.fixed(size));
      } else if (tag == ArtLayout.EXTENSION_WITHDRAWAL_KEY && size == ArtLayout.POINT_SIZE) {
        withdrawalKey = Optional.of(P256Key.decode(in));
      } else {
        throw new MalformedInput("not an extension of this version");
      }
    }
    return new Extensions(account, withdrawalKey);
  }
}
