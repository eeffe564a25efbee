package org.specie.ledger.sbft.transfer;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** Something that can be fetched, in parts if it is long. */
public sealed interface Item {
  /** The manifest of the snapshot at {@code height}. */
  record Manifest(long height) implements Item {
    private static final int KIND = 1;

    public Manifest {
      Check.that(height >= 0, "heights start at 0");
    }
  }

  /** Chunk number {@code index} of the snapshot at {@code height} with this manifest. */
  record Chunk(long height, Hash32 manifestHash, int index) implements Item {
    private static final int KIND = 2;

    public Chunk {
      Check.that(height >= 0 && index >= 0, "heights and numbers start at 0");
    }
  }

  /** Certified blocks from {@code from} upwards, as many as the source likes to send at once. */
  record BlocksUp(long from) implements Item {
    private static final int KIND = 3;

    public BlocksUp {
      Check.that(from >= 0, "heights start at 0");
    }
  }

  /** Certified blocks from {@code from} downwards, as many as the source likes to send at once. */
  record BlocksDown(long from) implements Item {
    private static final int KIND = 4;

    public BlocksDown {
      Check.that(from >= 0, "heights start at 0");
    }
  }

  /** The most bytes this can have. */
  default int bytesMax() {
    return switch (this) {
      case Manifest _ -> TransferLimits.MANIFEST_BYTES_MAX;
      case Chunk _ -> TransferLimits.CHUNK_BYTES_MAX;
      case BlocksUp _, BlocksDown _ -> TransferLimits.RUN_BYTES_MAX;
    };
  }

  /** Appends the canonical bytes. */
  default void encode(Encoder out) {
    switch (this) {
      case Manifest(long height) -> out.u8(Manifest.KIND).u64(height);
      case Chunk(long height, Hash32 manifestHash, int index) ->
          out.u8(Chunk.KIND).u64(height).hash(manifestHash).u32(index);
      case BlocksUp(long from) -> out.u8(BlocksUp.KIND).u64(from);
      case BlocksDown(long from) -> out.u8(BlocksDown.KIND).u64(from);
    }
  }

  /** Reads canonical bytes. */
  static Item decode(Decoder in) throws MalformedInput {
    return switch (in.u8()) {
      case Manifest.KIND -> new Manifest(in.u64());
      case Chunk.KIND -> new Chunk(in.u64(), in.hash(), in.u32());
      case BlocksUp.KIND -> new BlocksUp(in.u64());
      case BlocksDown.KIND -> new BlocksDown(in.u64());
      default -> throw new MalformedInput("no kind of item");
    };
  }
}
