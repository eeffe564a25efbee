package org.specie.ledger.api.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.InvariantViolation;
import org.specie.quality.requirements.Requirement;

@Requirement({"E4", "E6"})
class ChainArchiveTest {
  private final TestChain chain = new TestChain("archive", 1, 1);
  private byte[] archive = new byte[0];

  @BeforeEach
  void writeArchive() throws IOException {
    chain.append(1_010, java.util.List.of(0), 3);
    chain.append(1_020, java.util.List.of(0), 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ChainArchive.write(chain, out);
    archive = out.toByteArray();
  }

  private ChainVerdict verify(byte[] bytes) throws IOException {
    return new ChainVerifier(chain.genesis())
        .verify(ChainArchive.read(new ByteArrayInputStream(bytes)), BlockAuditor.none());
  }

  @Test
  void aChainIsVerifiedFromItsArchiveAlone() throws IOException {
    assertThat(verify(archive))
        .isEqualTo(new ChainVerifier(chain.genesis()).verify(chain, BlockAuditor.none()))
        .isInstanceOf(ChainVerdict.Sound.class);
  }

  @Test
  void anyByteChangedAfterTheFrameBreaksTheChain() throws IOException {
    for (int i = 16; i < archive.length; i++) {
      byte[] changed = archive.clone();
      changed[i] ^= 0x01;
      assertThat(verify(changed)).as("byte %d", i).isInstanceOf(ChainVerdict.Broken.class);
    }
  }

  @Test
  void aTruncatedArchiveIsMissingBlocksAndNeverSound() throws IOException {
    for (int length = 16; length < archive.length; length++) {
      assertThat(verify(Arrays.copyOf(archive, length)))
          .as("length %d", length)
          .isInstanceOf(ChainVerdict.Broken.class);
    }
    assertThatThrownBy(() -> verify(Arrays.copyOf(archive, 12))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> verify(new byte[64])).isInstanceOf(IOException.class);
  }

  @Test
  void isReadForwardsOnly() throws IOException {
    ChainArchive read = ChainArchive.read(new ByteArrayInputStream(archive));
    assertThat(read.block(1)).isEqualTo(chain.block(1));
    assertThat(read.certificate(1)).isEqualTo(chain.certificate(1));
    assertThatThrownBy(() -> read.block(0)).isInstanceOf(InvariantViolation.class);
  }
}
