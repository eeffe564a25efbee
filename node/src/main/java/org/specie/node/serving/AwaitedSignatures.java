package org.specie.node.serving;

import java.io.IOException;
import java.util.List;
import org.specie.cash.application.query.OutputSignatures;
import org.specie.kernel.crypto.ps.BlindSignature;

/**
 * Signatures for people who read: what is kept, and a moment's patience with what is being made.
 * Signing goes about a block at once when somebody waits for it.
 *
 * @param kept the archive
 * @param signed of the same archive
 */
public record AwaitedSignatures(OutputSignatures kept, SignedHeight signed)
    implements OutputSignatures {
  /** Longer than signing ever lets a block wait for others; after that it is read without. */
  private static final long WAIT_MS = 250;

  @Override
  public List<BlindSignature> of(long height, int index) throws IOException {
    return kept.of(height, index);
  }

  @Override
  public void await(long height) throws IOException {
    boolean _ = signed.await(height, WAIT_MS);
  }
}
