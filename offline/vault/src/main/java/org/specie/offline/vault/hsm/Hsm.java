package org.specie.offline.vault.hsm;

import java.io.IOException;
import java.util.SortedSet;
import org.specie.kernel.core.ByteString;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;

/**
 * Keys with names in a hardware security module. They are made in it, are used in it and never
 * leave it. Whatever is made or destroyed is so for every process that uses the module, from the
 * moment on in which the call returns. An {@link IOException} leaves open whether it was. Spec:
 * docs/spec/55-vault.md 1.1.
 */
public interface Hsm {
  /** The names of all keys, as the module lists them now. */
  SortedSet<String> names() throws IOException;

  /** Makes a key for codes of messages; the names of all keys, listed after it was made. */
  SortedSet<String> makeCodeKey(String name) throws IOException;

  /** The HMAC-SHA-256 of {@code parts}, one after another, 32 bytes. */
  ByteString code(String name, ByteString... parts) throws IOException;

  /** Makes a key of ECDSA on P-256; its public half. */
  P256Key makeSigningKey(String name) throws IOException;

  /** Signs {@code parts}, one after another, as page 50, 1.4 wants it. */
  P256Signature sign(String name, ByteString... parts) throws IOException;

  /** Destroys a key for good; nothing happens if there is none of this name. */
  void destroy(String name) throws IOException;
}
