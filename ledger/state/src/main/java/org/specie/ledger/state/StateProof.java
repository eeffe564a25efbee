package org.specie.ledger.state;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.StateRoot;

/**
 * Shows that a state has an entry, or has none at a key: the sibling hashes from the root down the
 * key's path, and the leaf at its end, if there is one. Absence is shown by a path that ends in
 * nothing or in another key's leaf. Checked with nothing but the root. Source:
 * docs/spec/20-ledger.md, clauses 8.5 and 8.6.
 */
public record StateProof(List<Hash32> siblings, Optional<LeafHashes> end) {
  /** No path is longer than a key hash has bits. */
  public static final int SIBLINGS_MAX = 256;

  /** The leaf a path ends in. */
  public record LeafHashes(Hash32 keyHash, Hash32 valueHash) {}

  public StateProof {
    siblings = List.copyOf(siblings);
    Check.that(siblings.size() <= SIBLINGS_MAX, "no path is longer than 256");
  }

  /** Whether the state under {@code root} has exactly {@code value} at {@code key}. */
  public Verdict verifyPresent(StateRoot root, ByteString key, ByteString value) {
    Hash32 keyHash = TreeHash.key(key);
    boolean isEntry =
        end.isPresent()
            && end.get().keyHash().equals(keyHash)
            && end.get().valueHash().equals(TreeHash.value(value));
    return verdict(isEntry && climb(keyHash).equals(root.hash()));
  }

  /** Whether the state under {@code root} has nothing at {@code key}. */
  public Verdict verifyAbsent(StateRoot root, ByteString key) {
    Hash32 keyHash = TreeHash.key(key);
    boolean isElsewhere =
        end.isEmpty()
            || (!end.get().keyHash().equals(keyHash)
                && TreeHash.sharePath(end.get().keyHash(), keyHash, siblings.size()));
    return verdict(isElsewhere && climb(keyHash).equals(root.hash()));
  }

  private static Verdict verdict(boolean holds) {
    return holds ? Verdict.accepted() : LedgerRefusal.PROOF_INVALID.refused();
  }

  private Hash32 climb(Hash32 keyHash) {
    Hash32 hash =
        end.map(leaf -> TreeHash.leaf(leaf.keyHash(), leaf.valueHash())).orElse(Hash32.ZERO);
    for (int depth = siblings.size() - 1; depth >= 0; depth--) {
      Hash32 sibling = siblings.get(depth);
      hash =
          TreeHash.turnsRight(keyHash, depth)
              ? TreeHash.inner(sibling, hash)
              : TreeHash.inner(hash, sibling);
    }
    return hash;
  }

  /** The canonical bytes. */
  public ByteString encode() {
    Encoder out = new Encoder().bool(end.isPresent());
    end.ifPresent(leaf -> out.hash(leaf.keyHash()).hash(leaf.valueHash()));
    return out.list(siblings, Encoder::hash).toByteString();
  }

  /** Reads canonical bytes. */
  public static StateProof decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Optional<LeafHashes> end =
        in.bool() ? Optional.of(new LeafHashes(in.hash(), in.hash())) : Optional.empty();
    List<Hash32> siblings = in.list(SIBLINGS_MAX, Decoder::hash);
    in.end();
    return new StateProof(siblings, end);
  }
}
