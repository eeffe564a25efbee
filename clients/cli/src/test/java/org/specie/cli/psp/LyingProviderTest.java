package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.gateway.client.Patience;
import org.specie.kernel.core.Amount;
import org.specie.quality.requirements.Requirement;

/** A provider that drops, changes, repeats and swaps what it should pass on. */
final class LyingProviderTest {
  private static final Amount EACH = Amount.parse("1.00");
  private static final Amount ISSUED = Amount.parse("50.00");

  /** For somebody who gives up soon. */
  private static final Patience HASTY = new Patience(500, 100, 2_000);

  /** Pieces that pass before it begins: a connection is open by then, and more is under way. */
  private static final int HONEST_MIN = 4;

  @TempDir private Path folder;

  /** A provider that begins to lie after some pieces. */
  private record Lie(String name, boolean isTowards, Middle.Meddling meddling) {
    void begin(Middle line, int honest) {
      AtomicInteger pieces = new AtomicInteger();
      Middle.Meddling later =
          piece -> pieces.incrementAndGet() > honest ? meddling.with(piece) : piece;
      line.meddle(isTowards ? later : Middle.NONE, isTowards ? Middle.NONE : later);
    }
  }

  private static byte[] flipped(byte[] piece) {
    byte[] changed = piece.clone();
    changed[changed.length - 1] ^= 1;
    return changed;
  }

  private static byte[] twice(byte[] piece) {
    byte[] both = Arrays.copyOf(piece, 2 * piece.length);
    System.arraycopy(piece, 0, both, piece.length, piece.length);
    return both;
  }

  /** Holds every other piece back, but for its first byte, and sends it after the next. */
  private static Middle.Meddling swapping() {
    AtomicReference<byte[]> held = new AtomicReference<>(new byte[0]);
    return piece -> {
      byte[] before = held.getAndSet(piece);
      if (before.length == 0) {
        return new byte[] {piece[0]};
      }
      held.set(new byte[0]);
      byte[] both = Arrays.copyOf(piece, piece.length + before.length);
      System.arraycopy(before, 0, both, piece.length, before.length);
      return both;
    };
  }

  private static final List<Lie> LIES =
      List.of(
          new Lie("drops what the operator says", false, _ -> new byte[0]),
          new Lie("changes what the wallet says", true, LyingProviderTest::flipped),
          new Lie("changes what the operator says", false, LyingProviderTest::flipped),
          new Lie("repeats what the wallet says", true, LyingProviderTest::twice),
          new Lie("repeats what the operator says", false, LyingProviderTest::twice),
          new Lie("swaps what the wallet says", true, swapping()),
          new Lie("answers by itself", false, piece -> new byte[piece.length]));

  @Test
  @Requirement({"D1", "D23"})
  void itCanBeInTheWayAndNothingElse() throws Exception {
    try (Village village = new Village(folder, Amount.parse("100.00"))) {
      Village.Provider north = village.provider("north");
      Path device = folder.resolve("ana");
      Path evidence = village.evidence("ana", village.join("ana", north));
      Path bens = village.evidence("ben", village.join("ben", north));
      Villager ben = Villager.create(folder.resolve("ben"));
      ben.enrol(bens).orThrow();
      Villager ana = Villager.create(device);
      ana.enrol(evidence).orThrow();
      village.decide(new Act.IssuePrivate(ana.wallet().paymentAddress().publicSpendKey(), ISSUED));
      ana.holds();
      ana.close();
      long paid = 0;
      for (int i = 0; i < LIES.size(); i++) {
        Lie lie = LIES.get(i);
        lie.begin(north.line(), HONEST_MIN + i);
        boolean wasTold = isPaid(device, ana, ben);
        north.line().meddle(Middle.NONE, Middle.NONE);
        // Honest again: what was under way is settled, and is there once or not at all.
        long spent = spent(device, ana);
        assertThat(spent - paid).as(lie.name()).isBetween(wasTold ? 1L : 0L, 1L);
        paid = spent;
      }
      assertThat(north.line().meddled()).isGreaterThanOrEqualTo(LIES.size());
      Villager after = Villager.open(device, ana.words());
      after.wallet().payPrivately(ben.wallet().paymentAddress(), EACH, "").orThrow();
      assertThat(ben.holds().unclaimed().minor()).isEqualTo((paid + 1) * EACH.minor());
      assertThat(village.isConserved()).isTrue();
      after.close();
      ben.close();
      village.stop(north);
    }
  }

  /** Whether Ana was told that she has paid Ben. */
  private static boolean isPaid(Path device, Villager ana, Villager ben) throws IOException {
    try (Villager hasty = Villager.open(device, ana.words(), HASTY)) {
      return hasty.wallet().payPrivately(ben.wallet().paymentAddress(), EACH, "").isDone();
    } catch (IOException e) {
      return false;
    }
  }

  /** How many payments Ana has made, as the ledger has it. */
  private static long spent(Path device, Villager ana) throws IOException {
    try (Villager calm = Villager.open(device, ana.words())) {
      return ISSUED.minus(calm.holds().privately()).minor() / EACH.minor();
    }
  }
}
