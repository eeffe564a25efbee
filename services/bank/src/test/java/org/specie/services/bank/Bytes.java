package org.specie.services.bank;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;

/** What came over HTTP, read by whoever asked. */
final class Bytes {
  private Bytes() {}

  static Response response(String digits) {
    try {
      return (Response) Message.decode(ByteString.hex(digits));
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  static Request request(String digits) {
    try {
      return (Request) Message.decode(ByteString.hex(digits));
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  static Token token(String digits) {
    try {
      return Token.decode(ByteString.hex(digits));
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }
}
