package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.sharing.Groups;
import org.specie.kernel.crypto.sharing.Lagrange;

/**
 * What all participants of one ceremony agree on before it starts.
 *
 * @param ceremony names this run and no other: everything proven in it is bound to this name
 * @param operators n
 * @param threshold t shares that sign or decrypt; t - 1 of them say nothing
 * @param faults f operators that may be silent or lie without keeping the others from a key
 * @param secrets where multiples of each shared secret are published
 */
public record DkgParameters(
    Hash32 ceremony, int operators, int threshold, int faults, List<Groups> secrets)
    implements Ceremony {
  /** The most secrets of one ceremony. */
  public static final int SECRETS_MAX = PsVerificationKey.ATTRIBUTES_MAX + 1;

  public DkgParameters {
    secrets = List.copyOf(secrets);
    Check.that(operators <= Lagrange.INDEX_MAX, "the operators fit the index");
    Check.that(
        0 <= faults && operators > 2 * faults, "the operators that may be wrong are a minority");
    Check.that(
        faults < threshold && threshold <= operators,
        "a key needs more than the operators that may be wrong, and has shares enough");
    Check.that(
        !secrets.isEmpty() && secrets.size() <= SECRETS_MAX, "a ceremony has 1 to 65 secrets");
  }

  /** A signing key: x in the second group only, then y for each attribute in both. */
  public static DkgParameters forSignatures(
      Hash32 ceremony, int operators, int threshold, int attributes) {
    List<Groups> secrets = new ArrayList<>();
    secrets.add(Groups.SECOND);
    secrets.addAll(Collections.nCopies(attributes, Groups.BOTH));
    return new DkgParameters(ceremony, operators, threshold, threshold - 1, secrets);
  }

  /**
   * A decryption key for each of {@code slots} plaintexts, in the first group only. As many may be
   * wrong as keeps them below the threshold and a minority.
   */
  public static DkgParameters forDecryption(
      Hash32 ceremony, int operators, int threshold, int slots) {
    return new DkgParameters(
        ceremony,
        operators,
        threshold,
        Math.min(threshold - 1, (operators - 1) / 2),
        Collections.nCopies(slots, Groups.FIRST));
  }

  /**
   * A key for quorum certificates, in the second group only. The threshold of a quorum is above the
   * faults by more than one, so both are given.
   */
  public static DkgParameters forQuorum(Hash32 ceremony, int operators, int threshold, int faults) {
    return new DkgParameters(ceremony, operators, threshold, faults, List.of(Groups.SECOND));
  }

  /** How many dealers must remain: all but those who may be wrong. */
  public int dealersMin() {
    return operators - faults;
  }

  /** Whether {@code index} is one of the operators. */
  boolean isOperator(int index) {
    return 0 < index && index <= operators;
  }

  @Override
  public Hash32 hash() {
    Encoder out = new Encoder().text("SPECIE-DKG-V2").hash(ceremony);
    out.u16(operators).u16(threshold).u16(faults);
    out.list(secrets, (each, groups) -> each.bool(groups.hasFirst()).bool(groups.hasSecond()));
    return Hash32.sha256(out.toByteArray());
  }
}
