package org.specie.ledger.sbft.transfer;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** What replicas say to each other in a transfer. Source: docs/spec/26-state-transfer.md, 4. */
public sealed interface TransferMessage {
  /** Asks for the latest checkpoint of which the other has a snapshot. */
  record AskCheckpoint() implements TransferMessage {
    private static final int KIND = 1;
  }

  /**
   * The latest checkpoint with a snapshot, if there is one, and the heights of the certified blocks
   * that are at hand.
   */
  record Offer(Optional<Checkpoint> checkpoint, long firstBlock, long lastBlock)
      implements TransferMessage {
    private static final int KIND = 2;

    public Offer {
      Check.that(firstBlock >= 0 && lastBlock >= 0, "heights start at 0");
    }
  }

  /** Asks for the part of {@code item} that begins at {@code offset}. */
  record AskPart(Item item, int offset) implements TransferMessage {
    private static final int KIND = 3;

    public AskPart {
      Check.that(0 <= offset && offset < item.bytesMax(), "an offset lies within the item");
    }
  }

  /** The part of {@code item}, which has {@code total} bytes, that begins at {@code offset}. */
  record Part(Item item, int offset, int total, ByteString bytes) implements TransferMessage {
    private static final int KIND = 4;

    public Part {
      Check.that(isPart(item, offset, total, bytes.size()), "a part is full or the last one");
    }

    private static boolean isPart(Item item, int offset, int total, int size) {
      return 0 <= offset
          && offset < total
          && total <= item.bytesMax()
          && size == Math.min(TransferLimits.PART_BYTES_MAX, total - offset);
    }
  }

  /** The part of {@code item} is not given, for {@code reason}. */
  record Declined(Item item, TransferRefusal reason) implements TransferMessage {
    private static final int KIND = 5;

    public Declined {
      Check.that(reason.isAnswer(), "a source declines for a reason of its own");
    }
  }

  /** The canonical bytes. */
  default ByteString encode() {
    Encoder out = new Encoder();
    switch (this) {
      case AskCheckpoint() -> out.u8(AskCheckpoint.KIND);
      case Offer(Optional<Checkpoint> checkpoint, long firstBlock, long lastBlock) -> {
        out.u8(Offer.KIND).u64(firstBlock).u64(lastBlock).bool(checkpoint.isPresent());
        checkpoint.ifPresent(each -> each.encode(out));
      }
      case AskPart(Item item, int offset) -> {
        item.encode(out.u8(AskPart.KIND));
        out.u32(offset);
      }
      case Part(Item item, int offset, int total, ByteString bytes) -> {
        item.encode(out.u8(Part.KIND));
        out.u32(offset).u32(total).bytes(bytes);
      }
      case Declined(Item item, TransferRefusal reason) -> {
        item.encode(out.u8(Declined.KIND));
        out.u16(reason.code());
      }
    }
    return out.toByteString();
  }

  /** Reads canonical bytes. */
  static TransferMessage decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    TransferMessage message =
        switch (in.u8()) {
          case AskCheckpoint.KIND -> new AskCheckpoint();
          case Offer.KIND -> decodeOffer(in);
          case AskPart.KIND -> decodeAsk(in);
          case Part.KIND -> decodePart(in);
          case Declined.KIND -> decodeDeclined(in);
          default -> throw new MalformedInput("no kind of message");
        };
    in.end();
    return message;
  }

  private static Offer decodeOffer(Decoder in) throws MalformedInput {
    long firstBlock = in.u64();
    long lastBlock = in.u64();
    return new Offer(
        in.bool() ? Optional.of(Checkpoint.decode(in)) : Optional.empty(), firstBlock, lastBlock);
  }

  private static AskPart decodeAsk(Decoder in) throws MalformedInput {
    Item item = Item.decode(in);
    int offset = in.u32();
    if (offset >= item.bytesMax()) {
      throw new MalformedInput("an offset beyond the item");
    }
    return new AskPart(item, offset);
  }

  private static Part decodePart(Decoder in) throws MalformedInput {
    Item item = Item.decode(in);
    int offset = in.u32();
    int total = in.u32();
    ByteString bytes = in.bytes(TransferLimits.PART_BYTES_MAX);
    if (!Part.isPart(item, offset, total, bytes.size())) {
      throw new MalformedInput("a part of another length");
    }
    return new Part(item, offset, total, bytes);
  }

  private static Declined decodeDeclined(Decoder in) throws MalformedInput {
    Item item = Item.decode(in);
    return new Declined(
        item,
        TransferRefusal.answer(in.u16()).orElseThrow(() -> new MalformedInput("no such reason")));
  }
}
