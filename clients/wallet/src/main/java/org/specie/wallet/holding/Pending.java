package org.specie.wallet.holding;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;

/**
 * A transaction that may have left. Its bytes hold everything to go on from, the salt included:
 * what else the wallet needs it derives from the words.
 */
public record Pending(Hash32 id, ByteString bytes) {}
