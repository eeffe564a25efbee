package org.specie.cash.application.signer;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.api.block.Block;

/** One operator's signer as those see it who collect shares; it may be far away, silent or lie. */
public interface OutputSigner {
  /**
   * The operator's index in the threshold key that signs the next height's outputs, from 1; 0 while
   * it has no share of it.
   */
  int index();

  /** Height of the last header this signer verified, -1 before the first. */
  long height();

  /**
   * Takes the next headers of the chain, as far as place and certificate of each hold; the verdict
   * is that of the last one looked at.
   */
  Verdict follow(List<CertifiedHeader> next) throws IOException;

  /** An answer for each of {@code wanted}, in order. */
  List<SignerAnswer> sign(Block block, List<OutputPlace> wanted) throws IOException;
}
