package org.specie.node.role;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.registration.RegistrarReason;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.NetworkHome;

/**
 * The registrars of a ledger at one table, for a network in one process and for trying things out:
 * whoever has this object has all their keys. In earnest each is a process of its own, page 43.
 * Whether the evidence is genuine is theirs to see; from then on the uniqueness tag decides: one
 * person, one key, one budget.
 */
public final class Registrars implements AutoCloseable {
  private static final int SECRET_SIZE = 32;

  private final Domain domain;
  private final int required;
  private final List<Registrar> members;

  private Registrars(Domain domain, int required, List<Registrar> members) {
    this.domain = domain;
    this.required = required;
    this.members = List.copyOf(members);
  }

  /** Makes keys for {@code count} registrars and gives each the secret behind the tags. */
  public static KeyQuorum found(NetworkHome home, int count, int required, Entropy entropy)
      throws IOException {
    Secret uniqueness = Secret.random(SECRET_SIZE, entropy);
    for (int index = 0; index < count; index++) {
      Body.REGISTRARS.member(home, index).keepUniqueness(uniqueness);
    }
    uniqueness.destroy();
    return Members.found(home, Body.REGISTRARS, count, required, entropy);
  }

  /** The registrars {@code quorum} names, with their keys and registers of {@code home}. */
  public static Registrars open(NetworkHome home, Domain domain, KeyQuorum quorum)
      throws IOException {
    List<Ed25519SecretKey> keys = Members.keys(home, Body.REGISTRARS, quorum);
    List<Registrar> members = new ArrayList<>();
    for (int index = 0; index < keys.size(); index++) {
      MemberFolder folder = Body.REGISTRARS.member(home, index);
      members.add(new Registrar(index, keys.get(index), folder.uniqueness(), folder.register()));
    }
    return new Registrars(domain, quorum.required(), members);
  }

  /**
   * Lets the person in whose identity {@code evidence} shows, with the public spend key of its
   * wallet. Every registrar enters it, and one that knows the person under another key suffices to
   * refuse; asking again with the same key is answered again.
   */
  public Registration register(ByteString evidence, G1 publicSpendKey, int classId, long validUntil)
      throws IOException {
    if (evidence.isEmpty()) {
      return new Registration.Refused(RegistrarReason.NO_EVIDENCE);
    }
    if (publicSpendKey.isInfinity() || !publicSpendKey.isInSubgroup()) {
      return new Registration.Refused(RegistrarReason.KEY_INVALID);
    }
    Enrolment.Statement statement =
        new Enrolment.Statement(
            domain, members.getFirst().tag(domain, evidence), publicSpendKey, classId, validUntil);
    List<Enrolment.Approval> approvals = new ArrayList<>();
    for (Registrar member : members) {
      Optional<Enrolment.Approval> approval = member.approve(statement);
      if (approval.isEmpty()) {
        return new Registration.Refused(RegistrarReason.REGISTERED_BEFORE);
      }
      approvals.add(approval.get());
    }
    return new Registration.Approved(statement, approvals.subList(0, required));
  }

  @Override
  public void close() throws IOException {
    for (Registrar member : members) {
      member.close();
    }
  }
}
