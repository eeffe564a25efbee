package org.specie.offline.agents.factory;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.value.OwnerId;

/** The register of pseudonyms, as a factory sees it. Spec: docs/spec/54-agents.md 5.3. */
@FunctionalInterface
public interface TokenOwners {
  /**
   * What is known of an owner.
   *
   * @param anonymous nobody knows whose pseudonym it is
   * @param institution has accounts of others, and so tokens for deposits
   * @param info what payers are shown
   */
  record TokenOwner(boolean anonymous, boolean institution, PayeeInfo info) {
    public TokenOwner {
      Check.that(!anonymous || !institution, "an institution is known by name");
    }

    /** Somebody who has no accounts of others. */
    public TokenOwner(boolean anonymous, PayeeInfo info) {
      this(anonymous, false, info);
    }
  }

  /** The owner with this pseudonym. */
  Optional<TokenOwner> find(OwnerId owner) throws IOException;
}
