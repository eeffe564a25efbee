package org.specie.node.signing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.signer.CertifiedHeader;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockSource;

/** The replica's own chain, in which a block that is missing or unreadable is damage. */
record CertifiedChain(BlockSource blocks) {
  long height() throws IOException {
    return blocks.height();
  }

  Block block(long height) throws IOException {
    return blocks
        .readBlock(height)
        .orElseThrow(() -> new LedgerDamage(height, LedgerRefusal.BLOCK_MISSING));
  }

  /** The block at {@code height}, if it is kept here. */
  Optional<Block> find(long height) throws IOException {
    return blocks.readBlock(height);
  }

  /** Whether the block at {@code height}, or one that will follow the last, is kept here. */
  boolean reaches(long height) throws IOException {
    return height > blocks.height() || blocks.block(height).isPresent();
  }

  /** The headers from {@code from} to {@code to}, both included, with their certificates. */
  List<CertifiedHeader> headers(long from, long to) throws IOException {
    List<CertifiedHeader> headers = new ArrayList<>();
    for (long height = from; height <= to; height++) {
      Block block = block(height);
      headers.add(new CertifiedHeader(block.header(), certificate(height), block.newOperators()));
    }
    return headers;
  }

  private CommitCertificate certificate(long height) throws IOException {
    return blocks
        .readCertificate(height)
        .orElseThrow(() -> new LedgerDamage(height, LedgerRefusal.CERTIFICATE_MISSING));
  }
}
