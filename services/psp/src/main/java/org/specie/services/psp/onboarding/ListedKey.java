package org.specie.services.psp.onboarding;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.ByteString;

/**
 * The key by which the ledger's register knows a provider, and where its customers reach it.
 * Source: docs/spec/44-provider-register.md, clause 3.3.
 */
public interface ListedKey {
  /**
   * Signatures on {@code message} of the keys in use: of two while one is replaced, of none while
   * there is no key.
   */
  List<ByteString> sign(ByteString message) throws IOException;

  /** Whether the provider is reached at {@code address}, written exactly so. */
  boolean isAt(String address) throws IOException;

  /** Of a provider that no register can name. */
  static ListedKey none() {
    return new ListedKey() {
      @Override
      public List<ByteString> sign(ByteString message) {
        return List.of();
      }

      @Override
      public boolean isAt(String address) {
        return true;
      }
    };
  }
}
