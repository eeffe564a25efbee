package org.specie.node.role;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.registration.RegistrarReason;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.cash.protocol.registration.TagShare;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.DkgShare;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.NetworkHome;

/**
 * The registrars of a ledger at one table, for a network in one process and for trying things out:
 * whoever has this object has all their keys. In earnest each is a process of its own, page 43.
 * Whether the evidence is genuine is theirs to see; from then on the uniqueness tag decides: one
 * person, one key, one budget.
 */
public final class Registrars implements AutoCloseable {
  private final Domain domain;
  private final int required;
  private final List<Registrar> members;

  private Registrars(Domain domain, int required, List<Registrar> members) {
    this.domain = domain;
    this.required = required;
    this.members = List.copyOf(members);
  }

  /**
   * Makes keys for {@code count} registrars, and the key behind the tags, of which each has a share
   * and {@code required} of them make a tag: by key generation without a dealer.
   */
  public static KeyQuorum found(NetworkHome home, int count, int required, Entropy entropy)
      throws IOException {
    LocalCeremony ceremony =
        LocalCeremony.run(
            DkgParameters.forQuorum(
                Hash32.of(entropy.bytes(Hash32.SIZE)),
                count,
                required,
                Math.min(required - 1, (count - 1) / 2)),
            entropy);
    TagKey tags = new TagKey(ceremony.key().quorumKey());
    for (DkgShare dealt : ceremony.shares()) {
      TagShare share = new TagShare(tags, dealt.quorumSigner());
      Body.REGISTRARS.member(home, share.place()).keepTagShare(share);
      share.destroy();
      dealt.destroy();
    }
    return Members.found(home, Body.REGISTRARS, count, required, entropy);
  }

  /** The registrars {@code quorum} names, with their keys and registers of {@code home}. */
  public static Registrars open(NetworkHome home, Domain domain, KeyQuorum quorum)
      throws IOException {
    List<Ed25519SecretKey> keys = Members.keys(home, Body.REGISTRARS, quorum);
    List<Registrar> members = new ArrayList<>();
    try {
      for (int index = 0; index < keys.size(); index++) {
        MemberFolder folder = Body.REGISTRARS.member(home, index);
        members.add(new Registrar(index, keys.get(index), folder.tagShare(), folder.register()));
      }
    } catch (IOException e) {
      keys.forEach(Ed25519SecretKey::destroy);
      for (Registrar each : members) {
        each.close();
      }
      throw e;
    }
    if (members.stream().map(each -> each.tags().key()).distinct().count() > 1) {
      for (Registrar each : members) {
        each.close();
      }
      throw new IOException(
          "the registrars' shares are not of one key behind uniqueness tags; restore their folders");
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
        new Enrolment.Statement(domain, tag(evidence), publicSpendKey, classId, validUntil);
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

  /** What enough of them call the person; all of them sit here. */
  private Hash32 tag(ByteString evidence) throws IOException {
    TagKey key = members.getFirst().tags().key();
    ByteString question = TagKey.question(domain, evidence);
    SortedMap<Integer, ByteString> points = new TreeMap<>();
    for (Registrar member : members) {
      points.put(member.tags().place(), member.tags().answer(question));
    }
    return key.combine(question, points)
        .flatMap(proof -> key.tag(question, proof))
        .orElseThrow(
            () ->
                new IOException(
                    "the policy names fewer registrars than the key behind uniqueness tags takes"));
  }

  @Override
  public void close() throws IOException {
    for (Registrar member : members) {
      member.close();
    }
  }
}
