package org.specie.cash.protocol.transaction;

import java.util.List;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.sigma.SigmaProof;

/**
 * Admits a person once: the registrars vouch for a uniqueness tag, a public spend key and a class;
 * the person commits to the spend key inside the credential to be signed.
 *
 * @param approvals registrars' Ed25519 signatures over {@link Statement#bytes}, outside the core
 */
public record Enrolment(Body body, SigmaProof proof, List<Approval> approvals)
    implements PrivateTransaction {
  /** Most registrars that sign. */
  public static final int APPROVALS_MAX = 32;

  /**
   * What registrars sign.
   *
   * @param uniqueness 32 bytes derived from the identity evidence under the registrars' key: the
   *     same person always has the same tag, and nobody else can compute it
   * @param publicSpendKey K, in the group of order r
   */
  public record Statement(
      Domain domain, Hash32 uniqueness, G1 publicSpendKey, int classId, long validUntil) {
    public ByteString bytes() {
      Encoder out = new Encoder().text("SPECIE enrol v1");
      domain.encode(out);
      encode(out);
      return out.toByteString();
    }

    void encode(Encoder out) {
      out.hash(uniqueness);
      publicSpendKey.encode(out);
      out.u8(classId).u64(validUntil);
    }

    static Statement decode(Domain domain, Decoder in) throws MalformedInput {
      return new Statement(domain, in.hash(), G1.decodeInSubgroup(in), in.u8(), in.u64());
    }
  }

  /** The signature of registrar {@code index}. */
  public record Approval(int index, ByteString signature) {
    public static final int SIGNATURE_SIZE = 64;

    public Approval {
      Check.that(signature.size() == SIGNATURE_SIZE, "a signature has 64 bytes");
    }
  }

  /** What the proof is bound to. */
  public record Body(Statement statement, int generation, long epoch, Hash32 policyHash, G1 cK) {
    void encode(Encoder out) {
      out.u8(Kind.ENROL.code());
      statement.encode(out);
      out.u16(generation).u64(epoch).hash(policyHash);
      cK.encode(out);
    }

    /** The canonical bytes. */
    public ByteString bytes() {
      Encoder out = new Encoder();
      encode(out);
      return out.toByteString();
    }
  }

  public Enrolment {
    approvals = List.copyOf(approvals);
    Check.that(approvals.size() <= APPROVALS_MAX, "at most 32 approvals");
  }

  @Override
  public Kind kind() {
    return Kind.ENROL;
  }

  @Override
  public ByteString bodyBytes() {
    return body.bytes();
  }

  private Encoder encodeCore() {
    Encoder out = new Encoder();
    body.encode(out);
    proof.encode(out);
    return out;
  }

  @Override
  public ByteString coreBytes() {
    return encodeCore().toByteString();
  }

  @Override
  public ByteString encode() {
    return encodeCore()
        .list(approvals, (out, approval) -> out.u8(approval.index()).fixed(approval.signature()))
        .toByteString();
  }

  static Enrolment decode(Suite suite, Decoder in) throws MalformedInput {
    return new Enrolment(
        new Body(
            Statement.decode(suite.domain(), in), in.u16(), in.u64(), in.hash(), G1.decode(in)),
        SigmaProof.decode(suite.relations().enrol().relation, in),
        in.list(
            APPROVALS_MAX,
            element -> new Approval(element.u8(), element.fixed(Approval.SIGNATURE_SIZE))));
  }
}
