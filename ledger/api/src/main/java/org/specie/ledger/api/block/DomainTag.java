package org.specie.ledger.api.block;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/**
 * A label that keeps the hash of one kind of thing from being taken for the hash of another: H(tag,
 * x) = SHA-256(one byte length of tag ‖ tag ‖ x). Source: docs/spec/20-ledger.md, clause 1.2.
 */
public record DomainTag(String text) {
  private static final int LENGTH_MAX = 64;

  public DomainTag {
    Check.that(!text.isEmpty() && text.length() <= LENGTH_MAX, "a tag has 1 to 64 characters");
    Check.that(text.chars().allMatch(c -> 0x20 < c && c < 0x7f), "a tag is printable ASCII");
  }

  /** The hash of the plain concatenation of {@code parts}, whose layout must be fixed. */
  public Hash32 hash(ByteString... parts) {
    MessageDigest digest = Hash32.newSha256();
    digest.update((byte) text.length());
    digest.update(text.getBytes(StandardCharsets.US_ASCII));
    for (ByteString part : parts) {
      digest.update(part.toByteArray());
    }
    return Hash32.of(digest.digest());
  }

  /** The bytes that are hashed, for a signature scheme that does its own hashing. */
  public ByteString frame(ByteString content) {
    byte[] tag = text.getBytes(StandardCharsets.US_ASCII);
    return ByteString.concat(
        ByteString.copyOf(new byte[] {(byte) tag.length}), ByteString.copyOf(tag), content);
  }
}
