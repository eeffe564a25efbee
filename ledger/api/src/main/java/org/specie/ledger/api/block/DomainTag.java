package org.specie.ledger.api.block;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/**
 * A label that keeps the hash of one kind of thing from being taken for the hash of another: H(tag,
 * x) = SHA-256(one byte length of tag ‖ tag ‖ x). Source: docs/spec/20-ledger.md, clause 1.2.
 */
public final class DomainTag {
  private static final int LENGTH_MAX = 64;

  /** One byte length of the tag, then the tag. */
  private final ByteString prefix;

  public DomainTag(String text) {
    Check.that(!text.isEmpty() && text.length() <= LENGTH_MAX, "a tag has 1 to 64 characters");
    Check.that(text.chars().allMatch(c -> 0x20 < c && c < 0x7f), "a tag is printable ASCII");
    this.prefix =
        ByteString.concat(
            ByteString.copyOf(new byte[] {(byte) text.length()}), ByteString.utf8(text));
  }

  /** The hash of the plain concatenation of {@code parts}, whose layout must be fixed. */
  public Hash32 hash(ByteString... parts) {
    return Hash32.sha256After(prefix, parts);
  }

  /** The bytes that are hashed, for a signature scheme that does its own hashing. */
  public ByteString frame(ByteString content) {
    return ByteString.concat(prefix, content);
  }
}
