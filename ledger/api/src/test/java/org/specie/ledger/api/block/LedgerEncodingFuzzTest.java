package org.specie.ledger.api.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockRules;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.api.chain.OperatorTimeline;
import org.specie.ledger.api.chain.TestChain;

/** Reads every part of a ledger and asks what may be asked of it; the first byte says what. */
class LedgerEncodingFuzzTest {
  private static final int KINDS = 8;
  private static final TestChain CHAIN = new TestChain("fuzz");
  private static final Block BLOCK = CHAIN.append(1_010, 3);
  private static final CertificateVerifier CERTIFICATES = new CertificateVerifier(CHAIN.genesis());
  private static final ByteString CERTIFICATE = CHAIN.certificate(1).orElseThrow();

  private static final TestChain CHANGED = new TestChain("fuzz changes");
  private static final ByteString HISTORY = CHANGED.history();

  private static ByteString seed(String name) throws IOException {
    String path = "LedgerEncodingFuzzTestInputs/acceptsOneEncodingAndNoOtherCertificate/" + name;
    try (InputStream in = LedgerEncodingFuzzTest.class.getResourceAsStream(path)) {
      byte[] input = in.readAllBytes();
      return ByteString.copyOf(input, 1, input.length - 1);
    }
  }

  @Test
  void genuineSeedsAreGenuine() throws IOException {
    assertThat(seed("genesis")).isEqualTo(CHAIN.genesis().encode());
    assertThat(seed("header")).isEqualTo(BLOCK.header().encode());
    assertThat(seed("block")).isEqualTo(BLOCK.encode());
    assertThat(seed("certificate")).isEqualTo(CERTIFICATE);
    assertThat(seed("history")).isEqualTo(HISTORY);
  }

  @FuzzTest
  void acceptsOneEncodingAndNoOtherCertificate(byte[] input) {
    if (input.length == 0) {
      return;
    }
    ByteString message = ByteString.copyOf(input, 1, input.length - 1);
    ByteString written;
    try {
      written = read(input[0] & 0xff, message);
    } catch (MalformedInput refused) {
      return;
    }
    Check.that(written.equals(message), "what was accepted is written the same way");
  }

  private static ByteString read(int kind, ByteString message) throws MalformedInput {
    return switch (kind % KINDS) {
      case 0 -> {
        Genesis genesis = Genesis.decode(message);
        Check.that(
            genesis.ledgerId().equals(CHAIN.genesis().ledgerId())
                == message.equals(CHAIN.genesis().encode()),
            "a ledger has one genesis");
        yield genesis.encode();
      }
      case 1 -> {
        BlockHeader header = BlockHeader.decode(message);
        Check.that(
            header.hash().equals(BLOCK.header().hash()) == header.equals(BLOCK.header()),
            "a hash names one header");
        yield header.encode();
      }
      case 2 -> {
        Block block = Block.decode(message);
        boolean fits = BlockRules.contents(block).isAccepted();
        Check.that(
            !block.header().equals(BLOCK.header()) || fits == message.equals(BLOCK.encode()),
            "a header has one content");
        yield block.encode();
      }
      case 3 -> {
        CommitCertificate certificate = CommitCertificate.decode(message);
        Check.that(
            CERTIFICATES.verify(BLOCK.header(), certificate).isAccepted()
                == message.equals(CERTIFICATE),
            "only the genuine certificate holds");
        yield certificate.encode();
      }
      case 4 -> {
        InclusionProof proof = InclusionProof.decode(message);
        Hash32 root = BLOCK.header().transactionsRoot();
        Check.that(!proof.proves(Hash32.ZERO, root), "nothing else is in the block");
        var _ = proof.proves(BLOCK.transactions().getFirst().id(), root);
        yield proof.encode();
      }
      case 5 -> {
        Decoder in = new Decoder(message);
        Transaction transaction = Transaction.decode(in);
        in.end();
        Encoder out = new Encoder();
        transaction.encode(out);
        yield out.toByteString();
      }
      case 6 -> {
        Decoder in = new Decoder(message);
        TransactionResult result = TransactionResult.decode(in);
        in.end();
        Encoder out = new Encoder();
        result.encode(out);
        yield out.toByteString();
      }
      default -> {
        OperatorHistory history = OperatorHistory.decode(message);
        boolean holds = new OperatorTimeline(CHANGED.genesis()).extend(history).isAccepted();
        Check.that(
            !holds || history.changes().isEmpty() || message.equals(HISTORY),
            "only the genuine history holds");
        yield history.encode();
      }
    };
  }
}
