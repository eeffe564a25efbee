package org.specie.quality.testkit.simulation.operators;

import java.util.HashMap;
import java.util.Map;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.quality.testkit.simulation.signing.Keyring;
import org.specie.quality.testkit.simulation.signing.Signatures;

/** All epochs of one run, as far as somebody asked for them. */
public final class Reigns {
  private final long secret;
  private final Hash32 ledgerId;
  private final Keyring.Scheme scheme;
  private final Signatures signatures = new Signatures();
  private final Map<OperatorSet, Reign> reigns = new HashMap<>();

  public Reigns(long secret, Hash32 ledgerId, Keyring.Scheme scheme) {
    this.secret = secret;
    this.ledgerId = ledgerId;
    this.scheme = scheme;
  }

  /** The epoch of {@code operators}. */
  public Reign of(OperatorSet operators) {
    Reign known = reigns.get(operators);
    if (known == null) {
      known = Reign.of(operators, new Keyring(secret, ledgerId, operators, scheme, signatures));
      reigns.put(operators, known);
    }
    return known;
  }
}
