package org.specie.services.psp;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/** Bytes as callers write them. */
public final class Hex {
  private Hex() {}

  /** The bytes, if {@code digits} are pairs of small hexadecimal digits. */
  public static Optional<ByteString> bytes(String digits) {
    return org.specie.services.api.Hex.bytes(digits);
  }

  /** The bytes, if {@code digits} are those of {@code size} bytes. */
  public static Optional<ByteString> bytes(String digits, int size) {
    return org.specie.services.api.Hex.bytes(digits, size);
  }

  /** The key, if {@code digits} are those of one. */
  public static Optional<Ed25519PublicKey> key(String digits) {
    return bytes(digits)
        .flatMap(
            bytes -> {
              try {
                return Optional.of(Ed25519PublicKey.decode(bytes));
              } catch (MalformedInput _) {
                return Optional.empty();
              }
            });
  }
}
