package org.specie.ledger.api.chain;

import java.util.List;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;

/**
 * A consistency proof: the headers from an earlier block to a later one, each naming its parent. It
 * shows that the later block, once its certificate holds, carries the history of the earlier one.
 * Size: 245 bytes a block. Source: docs/spec/20-ledger.md, clause 7.4.
 */
public record HeaderChain(List<BlockHeader> headers) {
  public HeaderChain {
    headers = List.copyOf(headers);
  }

  /**
   * Whether the chain leads from the header hash {@code earlier} to {@code later} without a gap.
   */
  public Verdict connects(Hash32 earlier, Hash32 later) {
    if (headers.isEmpty()
        || !headers.getFirst().hash().equals(earlier)
        || !headers.getLast().hash().equals(later)) {
      return LedgerRefusal.PROOF_INVALID.refused();
    }
    for (int i = 1; i < headers.size(); i++) {
      BlockHeader parent = headers.get(i - 1);
      BlockHeader child = headers.get(i);
      boolean follows =
          child.parentHash().equals(parent.hash())
              && child.ledgerId().equals(parent.ledgerId())
              && child.height() == parent.height() + 1
              && child.epochSeconds() >= parent.epochSeconds();
      if (!follows) {
        return LedgerRefusal.PARENT_DIFFERS.refused();
      }
    }
    return Verdict.accepted();
  }

  /**
   * Whether {@code certificate} makes the last header final under the operators that the header
   * before it hands over to, which {@code inForce} must believe.
   */
  public Verdict finality(CertificateVerifier inForce, CommitCertificate certificate) {
    boolean isHandedOver =
        headers.size() >= 2
            && headers.get(headers.size() - 2).nextOperators().equals(inForce.operators().hash());
    return isHandedOver
        ? inForce.verify(headers.getLast(), certificate)
        : LedgerRefusal.OPERATORS_DIFFER.refused();
  }
}
