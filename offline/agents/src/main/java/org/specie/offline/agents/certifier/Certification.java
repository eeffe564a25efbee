package org.specie.offline.agents.certifier;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.value.Reserved;

/**
 * A certifier's answer, 290 bytes. Spec: docs/spec/54-agents.md 4.3.
 *
 * @param request the digest of what was asked
 * @param signature still blinded, 256 bytes
 */
public record Certification(Hash32 request, ByteString signature) {
  private static final int TYPE = 0x53;

  public Certification {
    Check.that(signature.size() == ArtLayout.MODULUS_SIZE, "a blind signature has 256 bytes");
  }

  /** The one encoding. */
  public ByteString encode() {
    Encoder out = new Encoder().u8(TYPE);
    Reserved.encode(out, 1);
    return out.hash(request).fixed(signature).toByteString();
  }

  /** Reads an answer and nothing after it. */
  public static Certification decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    if (in.u8() != TYPE) {
      throw new MalformedInput("not a certifier's answer");
    }
    Reserved.decode(in, 1);
    Certification read = new Certification(in.hash(), in.fixed(ArtLayout.MODULUS_SIZE));
    in.end();
    return read;
  }
}
