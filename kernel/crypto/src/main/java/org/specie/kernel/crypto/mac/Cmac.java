package org.specie.kernel.crypto.mac;

import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.seed.Secret;

/**
 * AES-CMAC with a key of 16 bytes: the one code that every smart card can make. The time does not
 * depend on where two codes differ as long as they are compared as secrets. Source: RFC 4493.
 */
public final class Cmac {
  /** Bytes of a key. */
  public static final int KEY_SIZE = 16;

  /** Bytes of a code. */
  public static final int SIZE = 16;

  private Cmac() {}

  /** The code over {@code parts}, one after the other. */
  public static ByteString of(Secret key, ByteString... parts) {
    Check.that(key.size() == KEY_SIZE, "a key of AES-CMAC has 16 bytes");
    CMac mac = new CMac(AESEngine.newInstance());
    key.lend(
        bytes -> {
          mac.init(new KeyParameter(bytes));
          return true;
        });
    for (ByteString part : parts) {
      mac.update(part.toByteArray(), 0, part.size());
    }
    byte[] code = new byte[SIZE];
    mac.doFinal(code, 0);
    return ByteString.copyOf(code);
  }
}
