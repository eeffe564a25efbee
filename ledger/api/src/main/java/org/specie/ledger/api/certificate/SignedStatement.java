package org.specie.ledger.api.certificate;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.QuorumKey;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.block.OperatorSet;

/**
 * What one operator signed in consensus: the bytes, framed by their tag, and its signature. An
 * operator signs only one ending of 32 bytes, a digest, for each beginning. Source:
 * docs/spec/27-membership.md, section 4.
 */
public record SignedStatement(ByteString bytes, ByteString signature) {
  private static final int SIGNATURE_BYTES_MAX = 96;

  /** What operators sign once for each place; docs/spec/23-sbft.md, clauses 3.2 and 3.4. */
  private enum Kind {
    PROPOSAL("specie/consensus/pre-prepare/1", true, Hash32.SIZE + 3 * Long.BYTES),
    VOTE("specie/consensus/vote/1", true, Hash32.SIZE + 3 * Long.BYTES),
    COMMITMENT("specie/consensus/commit/1", true, Hash32.SIZE + 3 * Long.BYTES),
    EXECUTION("specie/ledger/commit/1", false, Hash32.SIZE + Long.BYTES);

    private final String tag;
    private final boolean hasEpoch;
    private final int placeBytes;

    Kind(String tag, boolean hasEpoch, int placeBytes) {
      this.tag = tag;
      this.hasEpoch = hasEpoch;
      this.placeBytes = placeBytes;
    }

    private DomainTag tag() {
      return new DomainTag(tag);
    }

    private int size() {
      return tag().frame(ByteString.EMPTY).size() + placeBytes + Hash32.SIZE;
    }

    private boolean isOf(ByteString bytes) {
      ByteString beginning = tag().frame(ByteString.EMPTY);
      return bytes.size() == size() && bytes.slice(0, beginning.size()).equals(beginning);
    }

    /** What statements of this kind begin with on this ledger in this epoch. */
    private ByteString beginning(Hash32 ledgerId, long epoch) {
      Encoder out = new Encoder().hash(ledgerId);
      return tag().frame(hasEpoch ? out.u64(epoch).toByteString() : out.toByteString());
    }
  }

  public SignedStatement {
    Check.that(
        !signature.isEmpty() && signature.size() <= SIGNATURE_BYTES_MAX,
        "a signature has 1 to 96 bytes");
    Check.that(bytes.size() <= sizeMax(), "a statement is one of consensus");
  }

  private static int sizeMax() {
    int max = 0;
    for (Kind kind : Kind.values()) {
      max = Math.max(max, kind.size());
    }
    return max;
  }

  /** The kind, ledger, epoch, view and slot that the statement is about: all but the digest. */
  ByteString place() {
    return bytes.slice(0, Math.max(0, bytes.size() - Hash32.SIZE));
  }

  /** Whether this is a statement of one kind made on this ledger by this operator of this set. */
  boolean isBy(Hash32 ledgerId, OperatorSet operators, int operator) {
    Optional<Kind> kind = kind();
    if (kind.isEmpty()) {
      return false;
    }
    ByteString beginning = kind.get().beginning(ledgerId, operators.epoch());
    return bytes.slice(0, beginning.size()).equals(beginning)
        && switch (kind.get()) {
          case PROPOSAL -> operators.operators().get(operator).publicKey().verify(bytes, signature);
          case VOTE ->
              isShare(operators.commitKey(), operator) || isShare(operators.fastKey(), operator);
          case COMMITMENT -> isShare(operators.commitKey(), operator);
          case EXECUTION -> isShare(operators.executionKey(), operator);
        };
  }

  private boolean isShare(QuorumKey key, int operator) {
    return key.isShareValid(bytes, operator, signature);
  }

  private Optional<Kind> kind() {
    for (Kind kind : Kind.values()) {
      if (kind.isOf(bytes)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  void encode(Encoder out) {
    out.bytes(bytes).bytes(signature);
  }

  static SignedStatement decode(Decoder in) throws MalformedInput {
    ByteString bytes = in.bytes(sizeMax());
    ByteString signature = in.bytes(SIGNATURE_BYTES_MAX);
    if (signature.isEmpty()) {
      throw new MalformedInput("a statement without a signature");
    }
    return new SignedStatement(bytes, signature);
  }
}
