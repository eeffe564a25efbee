package org.specie.ledger.api.snapshot;

import java.io.IOException;
import java.util.SortedSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.block.BlockHeader;

/**
 * A state on its way in. What was accepted may or may not survive a power cut before {@link
 * #finish}; {@link Snapshots#restoring} says what did. One thread.
 */
public interface Restoration {
  /** The certified header whose state this becomes. */
  BlockHeader header();

  /** What shows that the header is certified, as the caller keeps it. */
  ByteString proof();

  /** The bytes of the manifest. */
  ByteString manifest();

  /** How many chunks the manifest names. */
  int chunkCount();

  /** The numbers of the chunks that are not here yet. */
  SortedSet<Integer> missing();

  /** Takes chunk number {@code index}, or says why it is not that. A chunk twice is harmless. */
  Verdict accept(int index, ByteString chunk) throws IOException;

  /** Makes the state durable and current in one step, once nothing is missing. */
  Position finish() throws IOException;
}
