package org.specie.ledger.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.memory.MemoryStorage;

/**
 * A disk that promises no more than the port does: when the power fails, each unsynced batch is
 * there or not, as a coin falls, and of those written behind some at the end are not. The power
 * fails at a chosen write.
 */
public final class ForgetfulStorage implements Storage {
  private record Unsynced(Batch batch, boolean isBehind) {}

  private MemoryStorage durable = new MemoryStorage();
  private MemoryStorage seen = new MemoryStorage();
  private final List<Unsynced> unsynced = new ArrayList<>();
  private final Random random;
  private int writesLeft = Integer.MAX_VALUE;

  /** An empty disk; {@code random} decides what it forgets. */
  public ForgetfulStorage(Random random) {
    this.random = random;
  }

  /** The power fails after so many writes. */
  public void failAfter(int writes) {
    writesLeft = writes;
  }

  /** The power is back; what was unsynced is there or not. */
  public void restart() throws IOException {
    long behind = unsynced.stream().filter(Unsynced::isBehind).count();
    long kept = random.nextLong(behind + 1);
    for (Unsynced each : unsynced) {
      boolean isKept = each.isBehind() ? kept-- > 0 : random.nextBoolean();
      if (isKept) {
        durable.write(each.batch());
      }
    }
    unsynced.clear();
    seen = copy(durable);
    writesLeft = Integer.MAX_VALUE;
  }

  private static MemoryStorage copy(Storage from) throws IOException {
    Batch all = new Batch();
    from.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (key, value) -> {
          all.put(key, value);
          return true;
        });
    MemoryStorage copy = new MemoryStorage();
    copy.write(all);
    return copy;
  }

  private void spend() throws IOException {
    if (writesLeft == 0) {
      throw new IOException("the power failed");
    }
    writesLeft--;
  }

  @Override
  public Optional<ByteString> get(ByteString key) throws IOException {
    return seen.get(key);
  }

  @Override
  public void write(Batch batch) throws IOException {
    sync();
    durable.write(batch);
    seen.write(batch);
  }

  @Override
  public void writeUnsynced(Batch batch) throws IOException {
    spend();
    unsynced.add(new Unsynced(batch, false));
    seen.write(batch);
  }

  @Override
  public void writeBehind(Batch batch) throws IOException {
    spend();
    unsynced.add(new Unsynced(batch, true));
    seen.write(batch);
  }

  @Override
  public void sync() throws IOException {
    spend();
    for (Unsynced each : unsynced) {
      durable.write(each.batch());
    }
    unsynced.clear();
  }

  @Override
  public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
    seen.scan(prefix, from, visitor);
  }

  @Override
  public void close() {}
}
