package org.specie.kernel.crypto.dkg;

import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.sharing.Groups;

/**
 * What all agree on before a key is handed on: the key as its holders have it, and the ceremony's
 * name, operators, threshold and faults on the side of those who receive it. Old holders and new
 * operators are numbered apart; who is both has two indices.
 */
public record ResharingParameters(SharedKey from, DkgParameters to) implements Ceremony {
  public ResharingParameters {
    Check.that(from.secrets().equals(to.secrets()), "a key is handed on with all its secrets");
  }

  @Override
  public int operators() {
    return to.operators();
  }

  @Override
  public int threshold() {
    return to.threshold();
  }

  @Override
  public List<Groups> secrets() {
    return to.secrets();
  }

  @Override
  public Hash32 hash() {
    Encoder out = new Encoder().text("SPECIE-RESHARING-V1").hash(from.hash()).hash(to.hash());
    return Hash32.sha256(out.toByteArray());
  }
}
