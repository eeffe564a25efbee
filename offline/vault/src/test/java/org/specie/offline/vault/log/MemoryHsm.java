package org.specie.offline.vault.log;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.specie.kernel.core.ByteString;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.vault.hsm.Hsm;

/** Keys for codes in memory, shared by all that hold it. It signs nothing. */
final class MemoryHsm implements Hsm {
  private final Map<String, byte[]> keys = new HashMap<>();
  private final SecureRandom random = new SecureRandom();

  @Override
  public SortedSet<String> names() {
    return new TreeSet<>(keys.keySet());
  }

  @Override
  public SortedSet<String> makeCodeKey(String name) {
    byte[] key = new byte[32];
    random.nextBytes(key);
    keys.put(name, key);
    return names();
  }

  @Override
  public ByteString code(String name, ByteString... parts) throws IOException {
    byte[] key = keys.get(name);
    if (key == null) {
      throw new IOException("no key " + name);
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(ByteString.concat(parts).toByteArray());
      return ByteString.copyOf(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public P256Key makeSigningKey(String name) {
    throw new AssertionError("a log needs no signature");
  }

  @Override
  public P256Signature sign(String name, ByteString... parts) {
    throw new AssertionError("a log needs no signature");
  }

  @Override
  public void destroy(String name) {
    keys.remove(name);
  }
}
