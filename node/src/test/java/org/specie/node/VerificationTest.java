package org.specie.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.ChainArchive;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.node.home.MemoryHome;
import org.specie.node.verification.ChainVerification;
import org.specie.node.verification.ChainVerification.Outcome;
import org.specie.quality.requirements.Requirement;

/** A stranger verifies a short history from the genesis and the blocks. */
@Timeout(120)
final class VerificationTest {
  private final Random random = new Random(10);
  private final List<Long> reported = new ArrayList<>();
  private TestNetwork world;

  @BeforeEach
  void makeAHistory() throws IOException {
    world = new TestNetwork(9, new MemoryHome());
    Person ana = new Person(world, "ana");
    ana.settleIn("100.00");
    ana.load("70.00");
    ana.submit(ana.payment(ana, "5.00"));
    ana.unload("25.00");
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  private Outcome verify(BlockSource source) throws IOException {
    return new ChainVerification(
            world.network.ledger().genesis(),
            random::nextBytes,
            (height, last) -> reported.add(height))
        .verify(source, new MemoryStorage());
  }

  @Test
  @Requirement({"D2", "E4", "E6", "U10"})
  void findsTheChainSoundAndTheSupplyConserved() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ChainArchive.write(world.network.blocks(), file);
    Outcome outcome = verify(ChainArchive.read(new ByteArrayInputStream(file.toByteArray())));
    assertThat(outcome).isInstanceOf(Outcome.Sound.class);
    Outcome.Sound sound = (Outcome.Sound) outcome;
    assertThat(sound.head().height()).isEqualTo(world.network.blocks().height());
    assertThat(sound.supply().isConserved()).isTrue();
    assertThat(sound.supply().issuedMinor()).isEqualTo(10_000);
    assertThat(sound.supply().ordinaryMinor()).isEqualTo(5_500);
    assertThat(sound.supply().poolMinor()).isEqualTo(4_500);
    assertThat(reported).hasSize((int) sound.head().height() + 1);
  }

  @Test
  @Requirement("E4")
  void namesTheFirstBlockInWhichAByteWasChanged() throws IOException {
    for (long height = 0; height <= world.network.blocks().height(); height++) {
      long damaged = height;
      int size = world.network.blocks().block(height).orElseThrow().size();
      int at = random.nextInt(size);
      BlockSource source = new Damaged(world.network.blocks(), damaged, at);
      assertThat(verify(source))
          .isInstanceOfSatisfying(
              Outcome.Broken.class, broken -> assertThat(broken.height()).isEqualTo(damaged));
    }
    assertThat(verify(new Damaged(world.network.blocks(), 3, -1)))
        .isEqualTo(new Outcome.Broken(3, LedgerRefusal.BLOCK_MISSING));
  }

  /** One byte of one block is another, or with a negative place the block is missing. */
  private record Damaged(BlockSource sound, long damaged, int at) implements BlockSource {
    @Override
    public long height() throws IOException {
      return sound.height();
    }

    @Override
    public Optional<ByteString> block(long height) throws IOException {
      Optional<ByteString> block = sound.block(height);
      if (height != damaged || at < 0) {
        return height == damaged ? Optional.empty() : block;
      }
      byte[] bytes = block.orElseThrow().toByteArray();
      bytes[at] ^= 1;
      return Optional.of(ByteString.copyOf(bytes));
    }

    @Override
    public Optional<ByteString> certificate(long height) throws IOException {
      return sound.certificate(height);
    }
  }
}
