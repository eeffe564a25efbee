package org.specie.ledger.api.chain;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.certificate.CommitCertificate;

/**
 * Checks a chain from its genesis, block by block, in the order of docs/spec/20-ledger.md, clause
 * 7.2, and names the first block that does not hold. It needs the genesis and the bytes; it runs no
 * node and keeps nothing but the last header. Each block is checked against its certificate before
 * the next is read, so a changed byte is found at the block it stands in.
 */
public final class ChainVerifier {
  private final BlockRules rules;

  public ChainVerifier(Genesis genesis) {
    this.rules = new BlockRules(genesis);
  }

  /** Checks everything {@code source} holds and hands each sound block to {@code auditor}. */
  public ChainVerdict verify(BlockSource source, BlockAuditor auditor) throws IOException {
    Optional<BlockHeader> head = Optional.empty();
    long last = Math.max(0, source.height());
    for (long height = 0; height <= last; height++) {
      Optional<ByteString> bytes = source.block(height);
      if (bytes.isEmpty()) {
        return new ChainVerdict.Broken(height, LedgerRefusal.BLOCK_MISSING);
      }
      Block block;
      try {
        block = Block.decode(bytes.get());
      } catch (MalformedInput e) {
        return new ChainVerdict.Broken(height, LedgerRefusal.BLOCK_MALFORMED);
      }
      Verdict verdict = verify(head, block, source.certificate(height));
      if (verdict instanceof Verdict.Accepted) {
        verdict = auditor.audit(block);
      }
      if (verdict instanceof Verdict.Refused(Reason reason)) {
        return new ChainVerdict.Broken(height, reason);
      }
      head = Optional.of(block.header());
    }
    return new ChainVerdict.Sound(head.orElseThrow());
  }

  private Verdict verify(
      Optional<BlockHeader> parent, Block block, Optional<ByteString> certificate) {
    Verdict verdict = rules.place(parent, block.header());
    if (verdict.isAccepted()) {
      verdict = BlockRules.contents(block);
    }
    if (verdict.isAccepted()) {
      verdict = verifyFinality(block.header(), certificate);
    }
    return verdict;
  }

  private Verdict verifyFinality(BlockHeader header, Optional<ByteString> bytes) {
    if (bytes.isEmpty()) {
      return LedgerRefusal.CERTIFICATE_MISSING.refused();
    }
    try {
      return rules.finality(header, CommitCertificate.decode(bytes.get()));
    } catch (MalformedInput e) {
      return LedgerRefusal.CERTIFICATE_MALFORMED.refused();
    }
  }
}
