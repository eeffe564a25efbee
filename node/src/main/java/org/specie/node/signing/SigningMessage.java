package org.specie.node.signing;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.ledger.api.block.Block;

/**
 * What operators' signers say to each other. Nothing of it is believed: shares and aggregates are
 * verified against the block they are for. Layout: u8 version, u8 kind, body.
 */
public sealed interface SigningMessage {
  /** The longest message, in bytes. */
  int BYTES_MAX = 1024 * 1024;

  /** Most outputs of one transaction. */
  int OUTPUTS_MAX = 16;

  /** Most outputs of one block that one message has shares of. */
  int SHARES_MAX = 2 * Block.TRANSACTIONS_MAX;

  /** Most blocks asked for at once. */
  int BLOCKS_MAX = 64;

  /**
   * The sender's shares of outputs of the block at {@code height}, not read yet: a point costs 45
   * µs to examine, so whoever takes them first asks whether they are of use.
   *
   * @param entries for each output in order: u16 transaction ‖ u8 output ‖ point
   */
  record Shares(long height, ByteString entries) implements SigningMessage {
    /** Length of the entry of one output. */
    static final int ENTRY_BYTES = 2 + 1 + G1.SIZE;

    private static final int KIND = 1;

    public Shares {
      Check.that(entries.size() % ENTRY_BYTES == 0, "a message has whole shares");
      Check.that(entries.size() / ENTRY_BYTES <= SHARES_MAX, "a message has at most 8192 shares");
    }

    /** The message with these shares. */
    public static Shares of(long height, SortedMap<OutputPlace, G1> shares) {
      Encoder out = new Encoder();
      shares.forEach(
          (place, share) -> share.encode(out.u16(place.transaction()).u8(place.output())));
      return new Shares(height, out.toByteString());
    }

    /** Of how many outputs these are shares. */
    public int count() {
      return entries.size() / ENTRY_BYTES;
    }

    /** Reads the points. */
    public SortedMap<OutputPlace, G1> read() throws MalformedInput {
      SortedMap<OutputPlace, G1> shares = new TreeMap<>();
      Decoder in = new Decoder(entries);
      while (in.remaining() > 0) {
        OutputPlace place = new OutputPlace(in.u16(), in.u8());
        if (!shares.isEmpty() && shares.lastKey().compareTo(place) >= 0) {
          throw new MalformedInput("shares stand in the order of outputs, each once");
        }
        // A small-order component planted in a share would mark the credential for life.
        shares.put(place, G1.decodeInSubgroup(in));
      }
      return shares;
    }
  }

  /** A wish for the receiver's shares of the block at {@code height}. */
  record AskShares(long height) implements SigningMessage {
    private static final int KIND = 2;
  }

  /** A wish for the aggregates of {@code count} blocks from {@code height} on. */
  record AskAggregates(long height, int count) implements SigningMessage {
    private static final int KIND = 3;

    public AskAggregates {
      Check.that(0 < count && count <= BLOCKS_MAX, "1 to 64 blocks are asked for");
    }
  }

  /** The aggregates of consecutive blocks: by transaction, by output. */
  record Aggregates(long height, List<List<Signed>> blocks) implements SigningMessage {
    private static final int KIND = 4;

    public Aggregates {
      blocks = blocks.stream().map(List::copyOf).toList();
      Check.that(blocks.size() <= BLOCKS_MAX, "a message has at most 64 blocks");
    }
  }

  /** The aggregates of one transaction. */
  record Signed(int transaction, List<BlindSignature> signatures) {
    public Signed {
      signatures = List.copyOf(signatures);
    }
  }

  int VERSION = 1;

  default ByteString encode() {
    Encoder out = new Encoder().u8(VERSION);
    switch (this) {
      case Shares shares ->
          out.u8(Shares.KIND).u64(shares.height()).u32(shares.count()).fixed(shares.entries());
      case AskShares(long height) -> out.u8(AskShares.KIND).u64(height);
      case AskAggregates(long height, int count) ->
          out.u8(AskAggregates.KIND).u64(height).u8(count);
      case Aggregates(long height, var blocks) ->
          out.u8(Aggregates.KIND)
              .u64(height)
              .list(blocks, (to, block) -> to.list(block, SigningMessage::encode));
    }
    return out.toByteString();
  }

  private static void encode(Encoder out, Signed signed) {
    out.u16(signed.transaction())
        .list(
            signed.signatures(),
            (to, each) -> {
              each.base().encode(to);
              each.value().encode(to);
            });
  }

  static SigningMessage decode(ByteString bytes) throws MalformedInput {
    if (bytes.size() > BYTES_MAX) {
      throw new MalformedInput("a message of signers is at most 1 MiB long");
    }
    Decoder in = new Decoder(bytes);
    if (in.u8() != VERSION) {
      throw new MalformedInput("not a message of signers of version 1");
    }
    SigningMessage message =
        switch (in.u8()) {
          case Shares.KIND -> new Shares(in.u64(), shares(in));
          case AskShares.KIND -> new AskShares(in.u64());
          case AskAggregates.KIND -> askAggregates(in);
          case Aggregates.KIND ->
              new Aggregates(
                  in.u64(),
                  in.list(
                      BLOCKS_MAX,
                      block -> block.list(Block.TRANSACTIONS_MAX, SigningMessage::signed)));
          default -> throw new MalformedInput("unknown message of signers");
        };
    in.end();
    return message;
  }

  private static AskAggregates askAggregates(Decoder in) throws MalformedInput {
    long height = in.u64();
    int count = in.u8();
    if (count < 1 || count > BLOCKS_MAX) {
      throw new MalformedInput("1 to 64 blocks are asked for");
    }
    return new AskAggregates(height, count);
  }

  private static ByteString shares(Decoder in) throws MalformedInput {
    int count = in.u32();
    if (count > SHARES_MAX) {
      throw new MalformedInput("a message has at most 8192 shares");
    }
    return in.fixed(count * Shares.ENTRY_BYTES);
  }

  private static Signed signed(Decoder in) throws MalformedInput {
    return new Signed(
        in.u16(),
        in.list(OUTPUTS_MAX, each -> new BlindSignature(G1.decode(each), G1.decode(each))));
  }
}
