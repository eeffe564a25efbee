package org.specie.kernel.crypto.sigma;

import java.util.Arrays;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.Scalar;

/** The secrets of one statement. Never printed, never compared. */
public final class Witness {
  private final Scalar[] secrets;

  private Witness(Scalar[] secrets) {
    this.secrets = secrets;
  }

  Scalar secret(int index) {
    return secrets[index];
  }

  @Override
  public String toString() {
    return "Witness[redacted]";
  }

  /** Collects secrets; {@link #build} insists on all of them. */
  public static final class Builder {
    private final Scalar[] secrets;

    public Builder(Relation relation) {
      secrets = new Scalar[relation.secretCount()];
    }

    public Builder set(Relation.Expression secret, Scalar value) {
      secrets[secret.soleSecret()] = value;
      return this;
    }

    public Witness build() {
      Check.that(Arrays.stream(secrets).noneMatch(s -> s == null), "every secret has a value");
      return new Witness(secrets.clone());
    }
  }
}
