package org.specie.cash.application.signer;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.OperatorSet;

/**
 * What a signer may not forget: the last header it verified, the hash of every header before it,
 * and under which base it signed which message. Written before an answer leaves. Columns: {@code
 * 30} head, {@code 31} height → header hash, {@code 32} base → digest of the request, {@code 33}
 * operators in force at the next height.
 */
final class SignerLog {
  private static final int HEAD = 0x30;
  private static final int HEADERS = 0x31;
  private static final int BASES = 0x32;
  private static final int OPERATORS = 0x33;

  private final Storage storage;

  SignerLog(Storage storage) {
    this.storage = storage;
  }

  /** The last verified header. */
  Optional<BlockHeader> head() throws IOException {
    Optional<ByteString> stored = storage.get(key(HEAD));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(BlockHeader.decode(stored.get()));
    } catch (MalformedInput e) {
      throw new IOException("the head of the signer's log is damaged; restore it from a backup", e);
    }
  }

  /** The operators in force at the height after the head; nothing before there is a head. */
  Optional<OperatorSet> operators() throws IOException {
    Optional<ByteString> stored = storage.get(key(OPERATORS));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OperatorSet.decode(stored.get()));
    } catch (MalformedInput e) {
      throw new IOException(
          "the operators in the signer's log are damaged; restore it from a backup", e);
    }
  }

  /** Remembers headers that follow each other and the head, which hands over to operators. */
  void append(List<BlockHeader> headers, OperatorSet operators) throws IOException {
    Storage.Batch batch = new Storage.Batch();
    headers.forEach(header -> batch.put(key(HEADERS, header.height()), header.hash().bytes()));
    storage.write(
        batch.put(key(HEAD), headers.getLast().encode()).put(key(OPERATORS), operators.encode()));
  }

  /** The hash of the verified header at {@code height}. */
  Optional<Hash32> header(long height) throws IOException {
    return storage.get(key(HEADERS, height)).map(Hash32::new);
  }

  /** The digest of the request that was signed under {@code base}. */
  Optional<Hash32> signed(ByteString base) throws IOException {
    return storage.get(baseKey(base)).map(Hash32::new);
  }

  /** Remembers for ever that each base signs this digest and no other. */
  void remember(Map<ByteString, Hash32> digestByBase) throws IOException {
    Storage.Batch batch = new Storage.Batch();
    digestByBase.forEach((base, digest) -> batch.put(baseKey(base), digest.bytes()));
    storage.write(batch);
  }

  private static ByteString key(int column) {
    return new Encoder().u8(column).toByteString();
  }

  private static ByteString key(int column, long height) {
    return new Encoder().u8(column).u64(height).toByteString();
  }

  private static ByteString baseKey(ByteString base) {
    return new Encoder().u8(BASES).fixed(base).toByteString();
  }
}
