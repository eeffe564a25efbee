package org.specie.kernel.crypto.dkg;

import java.util.List;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.sharing.Groups;

/**
 * What a run in which shares are dealt fixes for all who take part: making a key, or handing one
 * on. Everything proven in it is bound to its {@link #hash}.
 */
sealed interface Ceremony permits DkgParameters, ResharingParameters {
  /** Number of those who receive shares. */
  int operators();

  /** Number of coefficients of what is dealt. */
  int threshold();

  /** Where multiples of each dealt secret are published. */
  List<Groups> secrets();

  /** A collision-free name of all parameters; no two kinds of ceremony share one. */
  Hash32 hash();
}
