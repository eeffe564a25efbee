package org.specie.ledger.sbft.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.sbft.transfer.TransferEffect.Filled;

/**
 * Fetches the blocks before the restored one, from the last backwards: each is the one whose hash
 * its successor names, so none can be taken for another. The replica takes part meanwhile.
 */
final class Backfilling implements Phase {
  private final Bearings bearings;
  private TransferStart.Gap gap;
  private List<Filled> filling = List.of();

  Backfilling(Bearings bearings) {
    this.bearings = bearings;
    this.gap = bearings.gap.orElseThrow();
    bearings.fetching.want(next());
  }

  private Item next() {
    return new Item.BlocksDown(gap.last());
  }

  @Override
  public Phase delivered(Fetching.Delivery delivery) {
    List<Filled> sound = new ArrayList<>();
    long height = gap.last();
    Hash32 hash = gap.lastHash();
    for (CertifiedBlock bytes : bearings.run(delivery)) {
      if (height < gap.first()) {
        break;
      }
      long due = height;
      Hash32 dueHash = hash;
      Optional<Filled> block =
          bearings.operators.sound(bytes).filter(each -> isAt(each.block(), due, dueHash));
      if (block.isEmpty()) {
        bearings.blameForBlocks(delivery.source());
        break;
      }
      sound.add(block.get());
      height--;
      hash = block.get().block().header().parentHash();
    }
    if (sound.isEmpty()) {
      bearings.fetching.want(next());
    } else {
      filling = sound;
      bearings.out.add(new TransferEffect.FillIn(sound));
    }
    return this;
  }

  private static boolean isAt(Block block, long height, Hash32 hash) {
    return block.height() == height && block.header().hash().equals(hash);
  }

  @Override
  public Phase finished(TransferInput local) {
    if (!(local instanceof TransferInput.FilledIn(long lowest))) {
      throw new InvariantViolation("only older blocks are filled in now");
    }
    Block last = filling.getLast().block();
    Check.that(last.height() == lowest, "what is filled in was to be filled in");
    filling = List.of();
    if (lowest == gap.first()) {
      return Finished.done(bearings);
    }
    gap = new TransferStart.Gap(gap.first(), lowest - 1, last.header().parentHash());
    bearings.fetching.want(next());
    return this;
  }

  @Override
  public Phase proceed() {
    if (!filling.isEmpty() || !bearings.fetching.isExhausted(next())) {
      return this;
    }
    if (bearings.fetching.declined(next(), TransferRefusal.BLOCKS_PRUNED)
        >= bearings.sources.oneIsHonest()) {
      bearings.out.add(new TransferEffect.GiveUpBlocks(gap.last()));
      return Finished.done(bearings);
    }
    bearings.fetching.askAgain(next());
    return this;
  }
}
