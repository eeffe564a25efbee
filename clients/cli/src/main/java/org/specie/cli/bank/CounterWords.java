package org.specie.cli.bank;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.services.api.Hex;
import org.specie.services.bank.counter.Withdrawals;
import org.specie.services.bank.counter.Words;

/** What customers say and are told at a bank's counter. Spec: docs/spec/59-bank-service.md 7.2. */
final class CounterWords {
  /** How often something is looked at that the bank does by and by, in two minutes. */
  static final int LOOKS_MAX = 480;

  static final long LOOK_MS = 250;
  private static final int ID_DIGITS = 32;

  private CounterWords() {}

  /** A withdrawal is called after its request, so that it is found again by it. */
  static String id(Request request) {
    return Hash32.sha256(request.encode()).toHex().substring(0, ID_DIGITS);
  }

  /** The withdrawal of {@code request}, signed. */
  static Withdrawals.Asking asking(
      String bank, long account, Ed25519SecretKey key, Request request) {
    String id = id(request);
    ByteString bytes = request.encode();
    return new Withdrawals.Asking(
        id, bytes.toHex(), key.sign(Words.toSign(bank, account, id, bytes)).toHex());
  }

  /** The payment that a bank, which {@code who} names, gives as {@code digits}. */
  static Response response(String digits, Object who) throws IOException {
    try {
      if (Message.decode(bytes(digits)) instanceof Response response) {
        return response;
      }
    } catch (MalformedInput e) {
      throw new IOException(who + " gives what is no payment", e);
    }
    throw new IOException(who + " gives what is no payment");
  }

  /** The token that a bank gives. */
  static Token token(String digits, Object who) throws IOException {
    try {
      return Token.decode(bytes(digits));
    } catch (MalformedInput e) {
      throw new IOException(who + " gives what is no token", e);
    }
  }

  private static ByteString bytes(String digits) throws MalformedInput {
    return Hex.bytes(digits).orElseThrow(() -> new MalformedInput("not hexadecimal"));
  }
}
