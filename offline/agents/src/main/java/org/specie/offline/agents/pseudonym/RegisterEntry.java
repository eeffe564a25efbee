package org.specie.offline.agents.pseudonym;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.escrow.EscrowPublicKey;
import org.specie.kernel.crypto.escrow.QuorumBox;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.token.value.OwnerId;

/**
 * Whose an owner id is, for authorities alone to read, 1,216 bytes. Spec: docs/spec/56-register.md
 * 2.7.
 *
 * @param owner the pseudonym
 * @param box the person
 * @param signature the agent's
 */
public record RegisterEntry(OwnerId owner, QuorumBox box, ByteString signature) {
  /** Length in bytes. */
  public static final int SIZE =
      16 + QuorumBox.OVERHEAD + Identity.SIZE + Ed25519PublicKey.SIGNATURE_SIZE;

  private static final String CONTEXT = "SPECIE register entry v1";
  private static final String SIGNED = "SPECIE register signed v1";

  public RegisterEntry {
    Check.that(box.box().size() == Identity.SIZE + SecretBox.OVERHEAD, "an entry seals 640 bytes");
    Check.that(
        signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature of Ed25519 has 64 bytes");
  }

  /** Seals {@code identity} for {@code authorities}. */
  static RegisterEntry make(
      Ed25519SecretKey agent,
      EscrowPublicKey authorities,
      OwnerId owner,
      Identity identity,
      Entropy entropy) {
    QuorumBox box = QuorumBox.seal(authorities, context(owner), identity.encode(), entropy);
    return new RegisterEntry(owner, box, agent.sign(signed(owner, box)));
  }

  private static ByteString context(OwnerId owner) {
    return new Encoder().text(CONTEXT).fixed(owner.bytes()).toByteString();
  }

  private static ByteString body(OwnerId owner, QuorumBox box) {
    Encoder out = new Encoder().fixed(owner.bytes());
    box.encode(out);
    return out.toByteString();
  }

  private static ByteString signed(OwnerId owner, QuorumBox box) {
    return new Encoder().text(SIGNED).fixed(body(owner, box)).toByteString();
  }

  /** Whether one of {@code agents} made it for {@code authorities}. About 1.5 ms. */
  public boolean isGood(List<Ed25519PublicKey> agents, EscrowPublicKey authorities) {
    ByteString signed = signed(owner, box);
    return agents.stream().anyMatch(agent -> agent.verify(signed, signature))
        && box.verifies(authorities, context(owner));
  }

  /** The person, if {@code masks} are those of the authorities and the agent sealed one. */
  public Identity open(List<G1> masks) throws MalformedInput {
    ByteString opened =
        box.open(masks, context(owner))
            .orElseThrow(() -> new MalformedInput("the box of the entry does not open"));
    return Identity.decode(opened);
  }

  /** The one encoding. */
  public ByteString encode() {
    return ByteString.concat(body(owner, box), signature);
  }

  /** What tells it from every other entry. */
  public Hash32 digest() {
    return Hash32.sha256(encode());
  }

  /** Reads an entry and nothing after it. */
  public static RegisterEntry decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    RegisterEntry read =
        new RegisterEntry(
            OwnerId.decode(in),
            QuorumBox.decode(Identity.SIZE, in),
            in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
    in.end();
    return read;
  }
}
