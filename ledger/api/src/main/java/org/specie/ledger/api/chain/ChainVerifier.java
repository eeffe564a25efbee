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
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;

/**
 * Checks a chain from its genesis, block by block, in the order of docs/spec/20-ledger.md, clause
 * 7.2, and names the first block that does not hold. It needs the genesis and the bytes; it runs no
 * node and keeps nothing but the last header and the operators in force, whose changes it follows.
 * Each block is checked against its certificate before the next is read, so a changed byte is found
 * at the block it stands in.
 */
public final class ChainVerifier {
  private final Genesis genesis;
  private final BlockRules rules;

  public ChainVerifier(Genesis genesis) {
    this.genesis = genesis;
    this.rules = new BlockRules(genesis);
  }

  /** Checks everything {@code source} holds and hands each sound block to {@code auditor}. */
  public ChainVerdict verify(BlockSource source, BlockAuditor auditor) throws IOException {
    Optional<BlockHeader> head = Optional.empty();
    CertificateVerifier inForce = new CertificateVerifier(genesis);
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
      Verdict verdict = verify(inForce, head, block, source.certificate(height));
      if (verdict instanceof Verdict.Accepted) {
        verdict = auditor.audit(block);
      }
      if (verdict instanceof Verdict.Refused(Reason reason)) {
        return new ChainVerdict.Broken(height, reason);
      }
      head = Optional.of(block.header());
      inForce = inForce.after(block.newOperators());
    }
    return new ChainVerdict.Sound(head.orElseThrow());
  }

  private Verdict verify(
      CertificateVerifier inForce,
      Optional<BlockHeader> parent,
      Block block,
      Optional<ByteString> certificate) {
    Verdict verdict = rules.place(parent, block.header());
    if (verdict.isAccepted()) {
      verdict = BlockRules.contents(block);
    }
    if (verdict.isAccepted()) {
      verdict = verifyFinality(inForce, block, certificate);
    }
    return verdict;
  }

  private static Verdict verifyFinality(
      CertificateVerifier inForce, Block block, Optional<ByteString> bytes) {
    Verdict handover = inForce.handover(block.header(), block.newOperators());
    if (!handover.isAccepted()) {
      return handover;
    }
    if (bytes.isEmpty()) {
      return LedgerRefusal.CERTIFICATE_MISSING.refused();
    }
    try {
      return inForce.verify(block.header(), CommitCertificate.decode(bytes.get()));
    } catch (MalformedInput e) {
      return LedgerRefusal.CERTIFICATE_MALFORMED.refused();
    }
  }
}
