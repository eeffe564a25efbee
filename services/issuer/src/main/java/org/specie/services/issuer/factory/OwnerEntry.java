package org.specie.services.issuer.factory;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.value.OwnerId;

/**
 * An owner as the register enters it. Spec: docs/spec/58-issuer-service.md 7.2.
 *
 * @param id the pseudonym
 */
public record OwnerEntry(OwnerId id, TokenOwner owner) {
  private static final int TEXT_MAX = 256;

  ByteString encode() {
    return new Encoder().fixed(id.bytes()).fixed(encode(owner)).toByteString();
  }

  static OwnerEntry decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    OwnerId id = OwnerId.decode(in);
    return new OwnerEntry(id, decodeOwner(in.fixed(in.remaining())));
  }

  static ByteString encode(TokenOwner owner) {
    return new Encoder()
        .bool(owner.anonymous())
        .bool(owner.institution())
        .text(owner.info().text())
        .toByteString();
  }

  static TokenOwner decodeOwner(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    boolean anonymous = in.bool();
    boolean institution = in.bool();
    String text = in.text(TEXT_MAX);
    in.end();
    if (anonymous && institution) {
      throw new MalformedInput("an institution is known by name");
    }
    if (!PayeeInfo.isShowable(text)) {
      throw new MalformedInput("a payer could not be shown this text");
    }
    return new TokenOwner(anonymous, institution, new PayeeInfo(text));
  }
}
