package org.specie.node.signing;

import java.io.IOException;
import java.util.SortedMap;

/**
 * Fewer than f + 1 operators gave a good share, although all were asked. Nothing is lost: shares
 * are made again on request, for ever, once enough operators answer.
 */
public final class SigningStalled extends IOException {
  private static final long serialVersionUID = 1L;

  SigningStalled(long height, SortedMap<Integer, String> refusals) {
    super(
        "too few operators sign the outputs of block "
            + height
            + ": "
            + refusals
            + "; repair or replace the operators named and open the network again");
  }
}
