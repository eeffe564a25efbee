package org.specie.ledger.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.rocksdb.RocksStorage;

/**
 * How long a snapshot takes on RocksDB: read in full, and restored, beside the baseline of writing
 * the same entries block by block. Run by hand with a folder and a number of entries.
 */
public final class SnapshotFigures {
  private static final int KEY_BYTES = 33;
  private static final int VALUE_BYTES = 64;
  private static final int BLOCKS = 100;

  private SnapshotFigures() {}

  public static void main(String[] arguments) throws IOException, MalformedInput {
    Path folder = Path.of(arguments[0]);
    int entries = Integer.parseInt(arguments[1]);
    try (RocksStorage from = RocksStorage.open(folder.resolve("from"));
        RocksStorage to = RocksStorage.open(folder.resolve("to"))) {
      AuthenticatedState source = AuthenticatedState.open(from);
      long startNs = System.nanoTime();
      write(source, entries);
      say("baseline: written in " + BLOCKS + " blocks", startNs);
      startNs = System.nanoTime();
      try (StateSnapshot snapshot = source.snapshot(BLOCKS - 1).orElseThrow()) {
        ByteString manifest = snapshot.manifest();
        say("manifest of " + manifest.size() + " bytes", startNs);
        startNs = System.nanoTime();
        long bytes = 0;
        int chunks = snapshot.pieces().pieces().size();
        for (int i = 0; i < chunks; i++) {
          bytes += snapshot.chunk(i).orElseThrow().size();
        }
        say("served " + chunks + " chunks, " + bytes + " bytes", startNs);
        restore(snapshot, AuthenticatedState.open(to), chunks);
      }
    }
    System.out.println(
        "on disk: "
            + size(folder.resolve("from"))
            + " bytes at the source, "
            + size(folder.resolve("to"))
            + " restored");
  }

  private static void write(AuthenticatedState state, int entries) throws IOException {
    Random random = new Random(1);
    for (int block = 0; block < BLOCKS; block++) {
      StateChanges changes = StateChanges.over(state);
      for (int i = 0; i < entries / BLOCKS; i++) {
        changes.put(bytes(random, KEY_BYTES), bytes(random, VALUE_BYTES));
      }
      state.commit(state.stage(block, changes), new Storage.Batch());
    }
  }

  private static ByteString bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return ByteString.copyOf(bytes);
  }

  private static void restore(StateSnapshot snapshot, AuthenticatedState to, int chunks)
      throws IOException, MalformedInput {
    StateRestoration restoration =
        to.restore(StateManifest.decode(snapshot.manifest()), ByteString.EMPTY);
    long writingNs = 0;
    long wholeNs = System.nanoTime();
    for (int i = 0; i < chunks; i++) {
      ByteString chunk = snapshot.chunk(i).orElseThrow();
      long startNs = System.nanoTime();
      if (!restoration.accept(i, chunk).isAccepted()) {
        throw new IOException("chunk " + i + " was refused");
      }
      writingNs += System.nanoTime() - startNs;
    }
    long startNs = System.nanoTime();
    restoration.finish();
    writingNs += System.nanoTime() - startNs;
    say("restored, checking and writing alone", System.nanoTime() - writingNs);
    say("restored, with the reading of the source", wholeNs);
  }

  private static void say(String what, long startNs) {
    System.out.println(what + ": " + (System.nanoTime() - startNs) / 1_000_000 + " ms");
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(SnapshotFigures::sizeOfOne).sum();
    }
  }

  private static long sizeOfOne(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
