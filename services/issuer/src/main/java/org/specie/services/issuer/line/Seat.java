package org.specie.services.issuer.line;

import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.offline.token.value.KeyId;

/**
 * What a caller may ask a role for.
 *
 * @param agent whose line it is, of an agent and of nobody else
 */
public record Seat(Office office, Optional<KeyId> agent) {
  /** What callers are. */
  public enum Office {
    /** An agent that the root certified. */
    AGENT,
    /** A provisioning station. */
    STATION,
    /** The managers of devices. */
    MANAGERS,
    /** The register of pseudonyms. */
    REGISTER,
    /** Inspection, which asks what was given out. */
    INSPECTION,
    /** Whoever follows up what inspection finds. */
    EXAMINER,
    /** Whoever follows up money laundering, and sees no alarms. */
    COMPLIANCE,
    /** An operator who decides how much is in circulation, and nothing of policy. */
    VOLUME,
    /** An operator who sees statistics and sets policy, and nothing of volume. */
    POLICY,
    /** Whoever identified people for the issuer. */
    IDENTITIES,
    /** One of those who open entries of the register together. */
    AUTHORITY
  }

  public Seat {
    Check.that(
        agent.isPresent() == (office == Office.AGENT), "an agent is known by its certified key");
  }

  /** The seat of the agent with this key. */
  public static Seat ofAgent(KeyId agent) {
    return new Seat(Office.AGENT, Optional.of(agent));
  }

  /** The seat of a station. */
  public static Seat ofStation() {
    return new Seat(Office.STATION, Optional.empty());
  }

  /** The seat of the managers of devices. */
  public static Seat ofManagers() {
    return new Seat(Office.MANAGERS, Optional.empty());
  }

  /** The seat of the register of pseudonyms. */
  public static Seat ofRegister() {
    return new Seat(Office.REGISTER, Optional.empty());
  }

  /** The seat of inspection. */
  public static Seat ofInspection() {
    return new Seat(Office.INSPECTION, Optional.empty());
  }

  /** The seat of whoever follows up what inspection finds. */
  public static Seat ofExaminer() {
    return new Seat(Office.EXAMINER, Optional.empty());
  }

  /** The seat of whoever follows up money laundering. */
  public static Seat ofCompliance() {
    return new Seat(Office.COMPLIANCE, Optional.empty());
  }

  /** The seat of an operator who decides on volume. */
  public static Seat ofVolume() {
    return new Seat(Office.VOLUME, Optional.empty());
  }

  /** The seat of an operator of statistics and policy. */
  public static Seat ofPolicy() {
    return new Seat(Office.POLICY, Optional.empty());
  }

  /** The seat of whoever identified people for the issuer. */
  public static Seat ofIdentities() {
    return new Seat(Office.IDENTITIES, Optional.empty());
  }

  /** The seat of one of those who open entries of the register together. */
  public static Seat ofAuthority() {
    return new Seat(Office.AUTHORITY, Optional.empty());
  }
}
