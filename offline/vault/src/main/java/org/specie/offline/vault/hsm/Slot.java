package org.specie.offline.vault.hsm;

import java.nio.file.Path;
import org.specie.kernel.core.Check;

/**
 * Where an HSM is found.
 *
 * @param library the maker's library that speaks PKCS #11, absolute
 * @param number the slot's, as the maker's tool shows it
 */
public record Slot(Path library, long number) {
  public Slot {
    Check.that(library.isAbsolute(), "the path of a PKCS #11 library is absolute");
    Check.that(number >= 0, "slots are numbered from 0");
  }
}
