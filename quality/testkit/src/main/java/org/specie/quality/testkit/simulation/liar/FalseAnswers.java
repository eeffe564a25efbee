package org.specie.quality.testkit.simulation.liar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.sbft.transfer.CertifiedBlock;
import org.specie.ledger.sbft.transfer.Item;
import org.specie.ledger.sbft.transfer.TransferLimits;
import org.specie.ledger.sbft.transfer.TransferMessage;
import org.specie.ledger.sbft.transfer.TransferMessage.AskPart;
import org.specie.ledger.sbft.transfer.TransferMessage.Declined;
import org.specie.ledger.sbft.transfer.TransferMessage.Offer;
import org.specie.ledger.sbft.transfer.TransferMessage.Part;
import org.specie.ledger.sbft.transfer.TransferRefusal;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.workload.Order;

/** What a hostile source makes of honest answers, another thing each time. */
final class FalseAnswers {
  private enum Lie {
    SILENCE,
    GARBAGE,
    CHANGED_BYTE,
    TRUNCATED,
    ENDLESS,
    STALE_OFFER,
    FORGED_OFFER,
    NO_OFFER,
    OTHER_BLOCKS,
    SINGLE_BLOCKS,
    UNCERTIFIED_BLOCKS,
    PRUNED,
    NOTHING_NEW,
    BUSY,
    TRUTH
  }

  private static final List<Lie> LIES = List.of(Lie.values());

  private Optional<Offer> first = Optional.empty();

  /** The bytes to send instead of {@code honest}. */
  Optional<ByteString> instead(TransferMessage asked, TransferMessage honest, Chance chance) {
    Lie lie = chance.pick(LIES);
    if (lie == Lie.SILENCE) {
      return Optional.empty();
    }
    if (lie == Lie.GARBAGE) {
      return Optional.of(ByteString.hex("ff00"));
    }
    TransferMessage said =
        switch (asked) {
          case AskPart ask -> part(lie, ask, honest, chance);
          case TransferMessage.AskCheckpoint _ ->
              honest instanceof Offer offer ? offer(lie, offer) : honest;
          case Offer _, Part _, Declined _ -> honest;
        };
    return Optional.of(said.encode());
  }

  private Offer offer(Lie lie, Offer honest) {
    if (first.isEmpty() && honest.checkpoint().isPresent()) {
      first = Optional.of(honest);
    }
    return switch (lie) {
      case STALE_OFFER -> first.orElse(honest);
      case FORGED_OFFER ->
          new Offer(
              honest
                  .checkpoint()
                  .map(
                      late ->
                          new org.specie.ledger.sbft.transfer.Checkpoint(
                              late.header(),
                              first.orElse(honest).checkpoint().orElse(late).certificate(),
                              late.history())),
              honest.firstBlock(),
              honest.lastBlock());
      case NO_OFFER -> new Offer(Optional.empty(), 0, 0);
      case SILENCE,
          GARBAGE,
          CHANGED_BYTE,
          TRUNCATED,
          ENDLESS,
          OTHER_BLOCKS,
          SINGLE_BLOCKS,
          UNCERTIFIED_BLOCKS,
          PRUNED,
          NOTHING_NEW,
          BUSY,
          TRUTH ->
          honest;
    };
  }

  private static TransferMessage part(Lie lie, AskPart ask, TransferMessage honest, Chance chance) {
    return switch (lie) {
      case CHANGED_BYTE -> changed(honest, chance);
      case TRUNCATED ->
          honest instanceof Part part && part.offset() == 0 && part.bytes().size() > 1
              ? whole(part.item(), part.bytes().slice(0, part.bytes().size() / 2))
              : honest;
      case ENDLESS -> endless(ask);
      case OTHER_BLOCKS -> blocks(ask, honest, FalseAnswers::withOtherTransactions);
      case SINGLE_BLOCKS -> blocks(ask, honest, run -> run.subList(0, 1));
      case UNCERTIFIED_BLOCKS -> blocks(ask, honest, FalseAnswers::withoutCertificates);
      case PRUNED -> new Declined(ask.item(), TransferRefusal.BLOCKS_PRUNED);
      case NOTHING_NEW -> new Declined(ask.item(), TransferRefusal.BLOCKS_NOT_YET);
      case BUSY -> new Declined(ask.item(), TransferRefusal.BUSY);
      case SILENCE, GARBAGE, STALE_OFFER, FORGED_OFFER, NO_OFFER, TRUTH -> honest;
    };
  }

  private static TransferMessage changed(TransferMessage honest, Chance chance) {
    if (!(honest instanceof Part part)) {
      return honest;
    }
    byte[] bytes = part.bytes().toByteArray();
    bytes[chance.below(bytes.length)] ^= (byte) (1 << chance.below(8));
    return new Part(part.item(), part.offset(), part.total(), ByteString.copyOf(bytes));
  }

  private static Part whole(Item item, ByteString bytes) {
    int size = Math.min(bytes.size(), TransferLimits.PART_BYTES_MAX);
    return new Part(item, 0, size, bytes.slice(0, size));
  }

  private static Part endless(AskPart ask) {
    int total = ask.item().bytesMax();
    int size = Math.min(TransferLimits.PART_BYTES_MAX, total - ask.offset());
    return new Part(ask.item(), ask.offset(), total, ByteString.copyOf(new byte[size]));
  }

  private interface Twist {
    List<CertifiedBlock> of(List<CertifiedBlock> run) throws MalformedInput;
  }

  private static TransferMessage blocks(AskPart ask, TransferMessage honest, Twist twist) {
    boolean isRun = ask.item() instanceof Item.BlocksUp || ask.item() instanceof Item.BlocksDown;
    if (!isRun || !(honest instanceof Part part) || part.total() > part.bytes().size()) {
      return honest;
    }
    try {
      return whole(
          ask.item(), CertifiedBlock.encode(twist.of(CertifiedBlock.decode(part.bytes()))));
    } catch (MalformedInput e) {
      return honest;
    }
  }

  private static List<CertifiedBlock> withOtherTransactions(List<CertifiedBlock> run)
      throws MalformedInput {
    Block block = Block.decode(run.getLast().block());
    List<Transaction> others = new ArrayList<>(block.transactions());
    others.replaceAll(_ -> Order.by(99, block.height(), 1_000_000).transaction());
    Block other = new Block(block.header(), others, block.results(), block.newOperators());
    List<CertifiedBlock> changed = new ArrayList<>(run);
    changed.set(run.size() - 1, new CertifiedBlock(other.encode(), run.getLast().certificate()));
    return changed;
  }

  private static List<CertifiedBlock> withoutCertificates(List<CertifiedBlock> run) {
    return run.stream()
        .map(each -> new CertifiedBlock(each.block(), run.getFirst().block()))
        .toList();
  }
}
