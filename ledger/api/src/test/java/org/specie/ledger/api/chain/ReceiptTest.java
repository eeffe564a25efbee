package org.specie.ledger.api.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.quality.requirements.Requirement;

@Requirement({"E4", "E5"})
class ReceiptTest {
  private final TestChain chain = new TestChain("receipts");
  private final Block block = chain.append(1_010, 5);
  private final CertificateVerifier certificates = new CertificateVerifier(chain.genesis());

  private Receipt receipt(int index) throws MalformedInput {
    return Receipt.of(block, CommitCertificate.decode(chain.certificates().get(1)), index);
  }

  @Test
  void showsOfflineWhatEachTransactionCameTo() throws MalformedInput {
    for (int i = 0; i < 5; i++) {
      Hash32 id = block.transactions().get(i).id();
      assertThat(receipt(i).verify(certificates, id)).isEqualTo(Verdict.accepted());
      Hash32 other = block.transactions().get((i + 1) % 5).id();
      assertThat(receipt(i).verify(certificates, other))
          .isEqualTo(LedgerRefusal.PROOF_INVALID.refused());
    }
  }

  @Test
  void refusesAnotherOutcomeAnotherHeaderAndAnotherLedger() throws MalformedInput {
    Receipt sound = receipt(1);
    Hash32 id = sound.result().transactionId();
    TransactionResult applied = new TransactionResult(id, 0, sound.result().event());
    Receipt flattered =
        new Receipt(
            sound.header(),
            sound.certificate(),
            applied,
            sound.transactionProof(),
            sound.resultProof());
    assertThat(flattered.verify(certificates, id)).isEqualTo(LedgerRefusal.PROOF_INVALID.refused());
    CertificateVerifier elsewhere = new CertificateVerifier(new TestChain("else").genesis());
    assertThat(sound.verify(elsewhere, id)).isEqualTo(LedgerRefusal.CERTIFICATE_INVALID.refused());
  }

  @Test
  void headersConnectAnEarlierBlockToALaterOne() throws MalformedInput {
    for (int i = 0; i < 4; i++) {
      chain.append(1_010 + i, i);
    }
    List<BlockHeader> headers = new ArrayList<>();
    for (ByteString each : chain.blocks()) {
      headers.add(Block.decode(each).header());
    }
    Hash32 first = headers.get(1).hash();
    Hash32 last = headers.getLast().hash();
    List<BlockHeader> whole = headers.subList(1, headers.size());
    assertThat(new HeaderChain(whole).connects(first, last)).isEqualTo(Verdict.accepted());
    assertThat(new HeaderChain(whole).connects(headers.getFirst().hash(), last).isAccepted())
        .isFalse();
    List<BlockHeader> gap = new ArrayList<>(whole);
    gap.remove(2);
    assertThat(new HeaderChain(gap).connects(first, last).isAccepted()).isFalse();
    assertThat(new HeaderChain(List.of()).connects(first, last).isAccepted()).isFalse();
  }
}
