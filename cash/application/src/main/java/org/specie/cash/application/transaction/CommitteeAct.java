package org.specie.cash.application.transaction;

import java.util.List;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.DomainTag;

/**
 * A decision of the issuance committee and the members' signatures on it. The record id makes it
 * happen once: however often the act is submitted, by whomever, it takes effect at most once.
 */
public record CommitteeAct(Statement statement, List<KeyQuorum.Signature> signatures) {
  private static final DomainTag TAG = new DomainTag("specie/cash/act/1");

  /**
   * What members sign.
   *
   * @param recordId 32 bytes the committee never uses again
   * @param validUntil the last height at which the act may be applied, so that a decision nobody
   *     submitted does not wait for ever
   */
  public record Statement(Hash32 recordId, long validUntil, Act act) {
    /** The bytes to sign on the ledger {@code ledgerId}. */
    public ByteString bytes(Hash32 ledgerId) {
      Encoder out = new Encoder().hash(ledgerId);
      encode(out);
      return TAG.frame(out.toByteString());
    }

    /** The signature of the member at {@code index} of the policy's committee. */
    public KeyQuorum.Signature sign(Hash32 ledgerId, int index, Ed25519SecretKey member) {
      return new KeyQuorum.Signature(index, member.sign(bytes(ledgerId)));
    }

    /** The act with {@code signatures}, in the order of the members' indices. */
    public CommitteeAct with(List<KeyQuorum.Signature> signatures) {
      return new CommitteeAct(this, signatures);
    }

    private void encode(Encoder out) {
      out.hash(recordId).u64(validUntil);
      act.encode(out);
    }

    private static Statement decode(Decoder in) throws MalformedInput {
      return new Statement(in.hash(), in.u64(), Act.decode(in));
    }
  }

  public CommitteeAct {
    signatures = List.copyOf(signatures);
    Check.that(signatures.size() <= KeyQuorum.KEYS_MAX, "at most 32 signatures");
  }

  void encode(Encoder out) {
    statement.encode(out);
    out.list(signatures, (to, each) -> each.encode(to));
  }

  static CommitteeAct decode(Decoder in) throws MalformedInput {
    return new CommitteeAct(
        Statement.decode(in), in.list(KeyQuorum.KEYS_MAX, KeyQuorum.Signature::decode));
  }
}
