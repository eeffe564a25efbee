package org.specie.ledger.sbft.transfer;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.sbft.transfer.TransferMessage.AskPart;
import org.specie.ledger.sbft.transfer.TransferMessage.Declined;
import org.specie.ledger.sbft.transfer.TransferMessage.Offer;
import org.specie.ledger.sbft.transfer.TransferMessage.Part;

/** What a hostile source makes of an honest answer. */
enum Liar {
  SILENT,
  SLOW,
  GARBAGE,
  CHANGED_BYTE,
  TRUNCATED,
  ENDLESS,
  STALE_OFFER,
  FORGED_OFFER,
  NO_OFFER,
  OTHER_MANIFEST,
  OTHER_BLOCKS,
  SINGLE_BLOCKS,
  UNCERTIFIED_BLOCKS,
  PRUNED,
  NOTHING_NEW,
  BUSY;

  private static final List<Liar> ALL = List.of(values());

  /** One of them, as chance has it. */
  static Liar any(Random random) {
    return ALL.get(random.nextInt(ALL.size()));
  }

  /** What such a source may be blamed for, at the latest when it is asked for it. */
  boolean isFoundOut() {
    return switch (this) {
      case GARBAGE, CHANGED_BYTE, TRUNCATED, FORGED_OFFER, OTHER_BLOCKS, UNCERTIFIED_BLOCKS -> true;
      case SILENT,
          SLOW,
          ENDLESS,
          STALE_OFFER,
          NO_OFFER,
          OTHER_MANIFEST,
          SINGLE_BLOCKS,
          PRUNED,
          NOTHING_NEW,
          BUSY ->
          false;
    };
  }

  /** The bytes that are sent instead of {@code honest}. */
  Optional<ByteString> instead(AskPart ask, TransferMessage honest, Random random) {
    TransferMessage said =
        switch (this) {
          case CHANGED_BYTE -> changed(honest, random);
          case TRUNCATED -> truncated(honest);
          case ENDLESS -> endless(ask);
          case OTHER_MANIFEST -> otherManifest(ask, honest);
          case OTHER_BLOCKS -> blocks(ask, honest, Liar::withOtherTransactions);
          case SINGLE_BLOCKS -> blocks(ask, honest, run -> run.subList(0, 1));
          case UNCERTIFIED_BLOCKS -> blocks(ask, honest, Liar::withoutCertificates);
          case PRUNED -> declined(ask, TransferRefusal.BLOCKS_PRUNED);
          case NOTHING_NEW -> declined(ask, TransferRefusal.BLOCKS_NOT_YET);
          case BUSY -> declined(ask, TransferRefusal.BUSY);
          case SILENT, SLOW, GARBAGE, STALE_OFFER, FORGED_OFFER, NO_OFFER -> honest;
        };
    return switch (this) {
      case SILENT -> Optional.empty();
      case GARBAGE -> Optional.of(ByteString.hex("ff00"));
      case SLOW,
          CHANGED_BYTE,
          TRUNCATED,
          ENDLESS,
          STALE_OFFER,
          FORGED_OFFER,
          NO_OFFER,
          OTHER_MANIFEST,
          OTHER_BLOCKS,
          SINGLE_BLOCKS,
          UNCERTIFIED_BLOCKS,
          PRUNED,
          NOTHING_NEW,
          BUSY ->
          Optional.of(said.encode());
    };
  }

  /** The offer that is sent instead of {@code honest}. */
  Optional<ByteString> instead(Offer honest) {
    return switch (this) {
      case SILENT -> Optional.empty();
      case GARBAGE -> Optional.of(ByteString.hex("02ff"));
      case STALE_OFFER ->
          Optional.of(
              new Offer(
                      Optional.of(History.get().checkpoint(History.INTERVAL)), 0, History.INTERVAL)
                  .encode());
      case FORGED_OFFER -> Optional.of(forged(honest).encode());
      case NO_OFFER -> Optional.of(new Offer(Optional.empty(), 0, 0).encode());
      case SLOW,
          CHANGED_BYTE,
          TRUNCATED,
          ENDLESS,
          OTHER_MANIFEST,
          OTHER_BLOCKS,
          SINGLE_BLOCKS,
          UNCERTIFIED_BLOCKS,
          PRUNED,
          NOTHING_NEW,
          BUSY ->
          Optional.of(honest.encode());
    };
  }

  /** The header of a late block with the certificate of an early one. */
  private static Offer forged(Offer honest) {
    BlockHeader late = History.get().checkpoint(History.LENGTH).header();
    CommitCertificate early = History.get().checkpoint(0).certificate();
    return new Offer(
        Optional.of(new Checkpoint(late, early, new OperatorHistory(List.of()))),
        honest.firstBlock(),
        honest.lastBlock());
  }

  private static TransferMessage changed(TransferMessage honest, Random random) {
    if (!(honest instanceof Part part)) {
      return honest;
    }
    byte[] bytes = part.bytes().toByteArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return new Part(part.item(), part.offset(), part.total(), ByteString.copyOf(bytes));
  }

  private static TransferMessage truncated(TransferMessage honest) {
    return honest instanceof Part part && part.offset() == 0 && part.bytes().size() > 1
        ? whole(part.item(), part.bytes().slice(0, part.bytes().size() / 2))
        : honest;
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

  /** The coarsest manifest that leads to the root: nobody can serve its only chunk. */
  private static TransferMessage otherManifest(AskPart ask, TransferMessage honest) {
    if (!(ask.item() instanceof Item.Manifest(long height))) {
      return honest;
    }
    Hash32 root = History.get().checkpoint(height).header().stateRoot().hash();
    Encoder manifest = new Encoder().u8(1).u64(height).hash(root).u32(1).u16(0).hash(root);
    return whole(ask.item(), manifest.toByteString());
  }

  private interface Twist {
    List<CertifiedBlock> of(List<CertifiedBlock> run);
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
      throw new AssertionError(e);
    }
  }

  private static List<CertifiedBlock> withOtherTransactions(List<CertifiedBlock> run) {
    try {
      Block block = Block.decode(run.getLast().block());
      List<Transaction> others =
          block.transactions().stream()
              .map(each -> new Transaction(ByteString.utf8("00 stolen")))
              .toList();
      Block other = new Block(block.header(), others, block.results(), block.newOperators());
      CertifiedBlock last = new CertifiedBlock(other.encode(), run.getLast().certificate());
      return run.size() == 1 ? List.of(last) : List.of(run.getFirst(), last);
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private static List<CertifiedBlock> withoutCertificates(List<CertifiedBlock> run) {
    return run.stream()
        .map(each -> new CertifiedBlock(each.block(), run.getFirst().block()))
        .toList();
  }

  private static Declined declined(AskPart ask, TransferRefusal reason) {
    return new Declined(ask.item(), reason);
  }
}
