package org.specie.offline.purse.border;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** Which way money crosses the border. Spec: docs/spec/53-float.md 5.1. */
public enum Way {
  /** From an account to a purse. */
  OUT(1),
  /** From a purse to an account. */
  IN(2),
  /** Back to the account it came from, because a withdrawal failed. */
  BACK(3);

  private static final ByteString DOMAIN = ByteString.utf8("ART1-FLT");

  private final int code;

  Way(int code) {
    this.code = code;
  }

  /**
   * What the ledger is told instead of the payment itself.
   *
   * @param key the digest of the token that is paid
   * @param salt known to the two sides alone
   */
  public Hash32 reference(Hash32 key, Hash32 salt) {
    return Hash32.sha256(DOMAIN, bytes(), key.bytes(), salt.bytes());
  }

  ByteString bytes() {
    return new Encoder().u8(code).toByteString();
  }

  void encode(Encoder out) {
    out.u8(code);
  }

  static Way decode(Decoder in) throws MalformedInput {
    int code = in.u8();
    for (Way each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw new MalformedInput("not a way over the border");
  }
}
