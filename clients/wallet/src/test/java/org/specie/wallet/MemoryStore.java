package org.specie.wallet;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.wallet.storage.WalletStore;

/** A place for a wallet that outlives it, and that can fail at a chosen write, before or after. */
public final class MemoryStore implements WalletStore {
  /** The power goes. */
  public static final class PowerCut extends IOException {
    private static final long serialVersionUID = 1L;

    PowerCut(int write) {
      super("power cut at write " + write);
    }
  }

  private Optional<ByteString> bytes = Optional.empty();
  private int writes;
  private int failingWrite = -1;
  private boolean writtenBeforeFailing;

  /**
   * Lets write number {@code write}, counted from now, fail: with the bytes written, or without.
   */
  public void failAt(int write, boolean written) {
    writes = 0;
    failingWrite = write;
    writtenBeforeFailing = written;
  }

  public void neverFail() {
    failingWrite = -1;
  }

  /** Writes since {@link #failAt}. */
  public int writes() {
    return writes;
  }

  @Override
  public Optional<ByteString> read() {
    return bytes;
  }

  @Override
  public void replace(ByteString next) throws IOException {
    boolean fails = writes++ == failingWrite;
    if (!fails || writtenBeforeFailing) {
      bytes = Optional.of(next);
    }
    if (fails) {
      throw new PowerCut(failingWrite);
    }
  }

  @Override
  public void close() {}
}
