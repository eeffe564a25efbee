package org.specie.services.bank.counter;

import java.util.Base64;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;

/**
 * A withdrawal as one text, which a mail, a code or paper carries to the bank: whoever brings it
 * gets nothing but a payment for the purse that asks. Spec: docs/spec/59-bank-service.md section
 * 15.
 *
 * @param account that is withdrawn from
 * @param id the customer's name for it
 * @param request of the customer's purse
 * @param signature on all of it, 64 bytes
 */
public record SignedWithdrawal(long account, String id, Request request, ByteString signature) {
  /** What every text begins with. */
  public static final String SCHEME = "specie-withdrawal:";

  /** Longest text. */
  public static final int LENGTH_MAX = 4_096;

  private static final int TYPE = 0x01;
  private static final int ID_MAX = 64;
  private static final int REQUEST_MAX = 2_900;
  private static final int SIGNATURE_SIZE = 64;

  public SignedWithdrawal {
    Check.that(account > 0, "customers are numbered from 1");
    Check.that(Words.isId(id), "a withdrawal has a name");
    Check.that(request.encode().size() <= REQUEST_MAX, "a request fits into a text");
    Check.that(signature.size() == SIGNATURE_SIZE, "a signature has 64 bytes");
  }

  /** The withdrawal of {@code request}, signed by the account's key. */
  public static SignedWithdrawal sign(
      String bank, long account, String id, Request request, Ed25519SecretKey key) {
    return new SignedWithdrawal(
        account, id, request, key.sign(Words.toSign(bank, account, id, request.encode())));
  }

  /** The one text. */
  public String write() {
    ByteString bytes =
        new Encoder()
            .u8(TYPE)
            .u64(account)
            .text(id)
            .bytes(request.encode())
            .fixed(signature)
            .toByteString();
    return SCHEME + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /** Reads a text; white space around it is ignored, anything else that differs is refused. */
  public static SignedWithdrawal read(String text) throws MalformedInput {
    String link = text.strip();
    if (link.length() > LENGTH_MAX || !link.startsWith(SCHEME)) {
      throw new MalformedInput("a withdrawal begins with " + SCHEME);
    }
    SignedWithdrawal read;
    try {
      read =
          decode(ByteString.copyOf(Base64.getUrlDecoder().decode(link.substring(SCHEME.length()))));
    } catch (IllegalArgumentException _) {
      throw new MalformedInput("not base64url");
    }
    if (!read.write().equals(link)) {
      throw new MalformedInput("a withdrawal has one text");
    }
    return read;
  }

  private static SignedWithdrawal decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    if (in.u8() != TYPE) {
      throw new MalformedInput("not a withdrawal");
    }
    long account = in.u64();
    String id = in.text(ID_MAX);
    if (account <= 0 || !Words.isId(id)) {
      throw new MalformedInput("no account, or no name of a withdrawal");
    }
    if (!(Message.decode(in.bytes(REQUEST_MAX)) instanceof Request request)) {
      throw new MalformedInput("a withdrawal asks for a payment");
    }
    ByteString signature = in.fixed(SIGNATURE_SIZE);
    in.end();
    return new SignedWithdrawal(account, id, request, signature);
  }
}
