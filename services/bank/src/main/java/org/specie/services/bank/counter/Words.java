package org.specie.services.bank.counter;

import java.util.Optional;
import java.util.regex.Pattern;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.value.TokenId;
import org.specie.services.api.Hex;

/** How customers name things, and what they sign. Spec: docs/spec/59-bank-service.md 7.1, 7.2. */
public final class Words {
  /** Longest message in hexadecimal digits: twice the bytes of a request with all certificates. */
  public static final int MESSAGE_DIGITS_MAX = 16_384;

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{8,64}");
  private static final String SIGNED = "SPECIE bank v1 withdrawal";
  private static final String TOKEN_SIGNED = "SPECIE bank v1 withdrawal token";

  private Words() {}

  /** Whether a withdrawal or a movement may be called so. */
  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** The message of a purse that {@code digits} stand for. */
  static <M extends Message> Optional<M> message(String digits, Class<M> kind) {
    Optional<ByteString> bytes = Hex.bytes(digits);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Message.decode(bytes.get())).filter(kind::isInstance).map(kind::cast);
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  /**
   * What is signed so that the bank takes {@code token} for withdrawals from the account.
   *
   * @param replaces the token that counts until then; so it is good while that one does, and no
   *     longer
   */
  public static ByteString toSign(
      String bank, long account, Optional<TokenId> replaces, ByteString token) {
    return new Encoder()
        .text(TOKEN_SIGNED)
        .text(bank)
        .u64(account)
        .bytes(replaces.map(TokenId::bytes).orElse(ByteString.EMPTY))
        .bytes(token)
        .toByteString();
  }

  /** What the customer signs, so that the request is worth nothing anywhere else. */
  public static ByteString toSign(String bank, long account, String id, ByteString request) {
    return new Encoder()
        .text(SIGNED)
        .text(bank)
        .u64(account)
        .text(id)
        .bytes(request)
        .toByteString();
  }
}
