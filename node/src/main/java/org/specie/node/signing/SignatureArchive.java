package org.specie.node.signing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.application.query.OutputSignatures;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.ps.BlindSignature;

/**
 * The aggregates of each applied transaction's outputs, and up to which height all of them are
 * there. Public data that could be made again from the chain at any time. Columns: {@code 48}
 * height ‖ number of the transaction → signatures, {@code 49} height. One thread writes, any reads.
 */
public final class SignatureArchive implements OutputSignatures {
  private static final int SIGNATURES = 0x48;
  private static final int HEIGHT = 0x49;
  private static final int OUTPUTS_MAX = 16;

  private final Storage storage;
  private volatile long height;

  private SignatureArchive(Storage storage, long height) {
    this.storage = storage;
    this.height = height;
  }

  /** Continues whatever {@code storage} holds. */
  public static SignatureArchive open(Storage storage) throws IOException {
    Optional<ByteString> stored = storage.get(heightKey());
    if (stored.isEmpty()) {
      return new SignatureArchive(storage, -1);
    }
    try {
      return new SignatureArchive(storage, new Decoder(stored.get()).u64());
    } catch (MalformedInput e) {
      throw damaged(e);
    }
  }

  /** All outputs of all blocks up to this height are signed; -1 before the first block. */
  public long height() {
    return height;
  }

  /** Keeps the signatures of the block at {@code at}, which follows the last one kept. */
  void append(long at, Map<Integer, List<BlindSignature>> byTransaction) throws IOException {
    Check.that(at == height + 1, "blocks are signed in order");
    Storage.Batch batch = new Storage.Batch();
    byTransaction.forEach((index, each) -> batch.put(key(at, index), encode(each)));
    storage.write(batch.put(heightKey(), new Encoder().u64(at).toByteString()));
    height = at;
  }

  @Override
  public List<BlindSignature> of(long at, int index) throws IOException {
    Optional<ByteString> stored = storage.get(key(at, index));
    if (stored.isEmpty()) {
      return List.of();
    }
    return decode(stored.get());
  }

  /** The signatures of the block at {@code at}, by transaction; of those with outputs alone. */
  List<SigningMessage.Signed> block(long at) throws IOException {
    ByteString prefix = new Encoder().u8(SIGNATURES).u64(at).toByteString();
    List<SigningMessage.Signed> block = new ArrayList<>();
    storage.scan(
        prefix,
        prefix,
        (key, value) -> {
          block.add(new SigningMessage.Signed(index(key, prefix.size()), decode(value)));
          return true;
        });
    return block;
  }

  private static int index(ByteString key, int from) throws IOException {
    try {
      return new Decoder(key.slice(from, key.size())).u32();
    } catch (MalformedInput e) {
      throw damaged(e);
    }
  }

  private static List<BlindSignature> decode(ByteString stored) throws IOException {
    Decoder in = new Decoder(stored);
    try {
      List<BlindSignature> signatures =
          in.list(OUTPUTS_MAX, each -> new BlindSignature(G1.decode(each), G1.decode(each)));
      in.end();
      return signatures;
    } catch (MalformedInput e) {
      throw damaged(e);
    }
  }

  private static ByteString encode(List<BlindSignature> signatures) {
    return new Encoder()
        .list(
            signatures,
            (to, each) -> {
              each.base().encode(to);
              each.value().encode(to);
            })
        .toByteString();
  }

  private static IOException damaged(MalformedInput cause) {
    return new IOException(
        "the archive of signatures is damaged; delete it, it is made again from the chain", cause);
  }

  private static ByteString key(long at, int index) {
    return new Encoder().u8(SIGNATURES).u64(at).u32(index).toByteString();
  }

  private static ByteString heightKey() {
    return new Encoder().u8(HEIGHT).toByteString();
  }
}
