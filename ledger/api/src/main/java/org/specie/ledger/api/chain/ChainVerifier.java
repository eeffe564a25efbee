package org.specie.ledger.api.chain;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;

/**
 * Checks a chain from its genesis, block by block, in the order of docs/spec/20-ledger.md, clause
 * 7.2, and names the first block that does not hold. It needs the genesis and the bytes; it runs no
 * node and keeps nothing but the last header. Each block is checked against its certificate before
 * the next is read, so a changed byte is found at the block it stands in.
 */
public final class ChainVerifier {
  private final Genesis genesis;
  private final Hash32 ledgerId;
  private final CertificateVerifier certificates;

  public ChainVerifier(Genesis genesis) {
    this.genesis = genesis;
    this.ledgerId = genesis.ledgerId();
    this.certificates = new CertificateVerifier(genesis);
  }

  /** Checks everything {@code source} holds and hands each sound block to {@code auditor}. */
  public ChainVerdict verify(BlockSource source, BlockAuditor auditor) throws IOException {
    @Nullable BlockHeader head = null;
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
      Verdict verdict = verify(block, height, head, source.certificate(height));
      if (verdict instanceof Verdict.Accepted) {
        verdict = auditor.audit(block);
      }
      if (verdict instanceof Verdict.Refused(Reason reason)) {
        return new ChainVerdict.Broken(height, reason);
      }
      head = block.header();
    }
    return head == null
        ? new ChainVerdict.Broken(0, LedgerRefusal.BLOCK_MISSING)
        : new ChainVerdict.Sound(head);
  }

  private Verdict verify(
      Block block, long height, @Nullable BlockHeader parent, Optional<ByteString> certificate) {
    Verdict verdict = verifyPlace(block.header(), height, parent);
    if (verdict.isAccepted()) {
      verdict = verifyContents(block);
    }
    if (verdict.isAccepted()) {
      verdict = verifyFinality(block.header(), certificate);
    }
    return verdict;
  }

  private Verdict verifyPlace(BlockHeader header, long height, @Nullable BlockHeader parent) {
    if (!header.ledgerId().equals(ledgerId)) {
      return LedgerRefusal.LEDGER_DIFFERS.refused();
    }
    if (header.height() != height) {
      return LedgerRefusal.HEIGHT_DIFFERS.refused();
    }
    if (parent == null) {
      boolean isStart =
          header.parentHash().equals(Hash32.ZERO)
              && header.epochSeconds() == genesis.epochSeconds()
              && header.transactionCount() == 0;
      return isStart ? Verdict.accepted() : LedgerRefusal.GENESIS_DIFFERS.refused();
    }
    if (!header.parentHash().equals(parent.hash())) {
      return LedgerRefusal.PARENT_DIFFERS.refused();
    }
    if (header.epochSeconds() < parent.epochSeconds()) {
      return LedgerRefusal.TIME_RUNS_BACK.refused();
    }
    return Verdict.accepted();
  }

  private static Verdict verifyContents(Block block) {
    BlockHeader header = block.header();
    if (!header.transactionsRoot().equals(Block.transactionsRoot(block.transactions()))) {
      return LedgerRefusal.TRANSACTIONS_ROOT_DIFFERS.refused();
    }
    if (!header.resultsRoot().equals(Block.resultsRoot(block.results()))) {
      return LedgerRefusal.RESULTS_ROOT_DIFFERS.refused();
    }
    List<Hash32> executed = block.results().stream().map(TransactionResult::transactionId).toList();
    return executed.equals(block.transactions().stream().map(Transaction::id).toList())
        ? Verdict.accepted()
        : LedgerRefusal.RESULT_MISPLACED.refused();
  }

  private Verdict verifyFinality(BlockHeader header, Optional<ByteString> bytes) {
    if (bytes.isEmpty()) {
      return LedgerRefusal.CERTIFICATE_MISSING.refused();
    }
    try {
      return certificates.verify(header, CommitCertificate.decode(bytes.get()));
    } catch (MalformedInput e) {
      return LedgerRefusal.CERTIFICATE_MALFORMED.refused();
    }
  }
}
