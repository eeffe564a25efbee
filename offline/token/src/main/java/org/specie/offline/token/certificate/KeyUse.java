package org.specie.offline.token.certificate;

import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;

/** What a key of the root or of an agent is for: one thing only. Spec: docs/spec/50-art.md 2.2. */
public enum KeyUse {
  /** Certifies agents. */
  ROOT(ArtLayout.USE_ROOT),
  /** Signs configurations. */
  FACTORY(ArtLayout.USE_FACTORY),
  /** Certifies class keys. */
  CERTIFIER(ArtLayout.USE_CERTIFIER),
  /** Recovers what devices held. */
  RECOVERY(ArtLayout.USE_RECOVERY),
  /** Signs the time. */
  TIME(ArtLayout.USE_TIME);

  private final int bit;

  KeyUse(byte bit) {
    this.bit = bit;
  }

  int bit() {
    return bit;
  }

  static KeyUse decode(Decoder in) throws MalformedInput {
    int read = in.u8();
    for (KeyUse use : values()) {
      if (use.bit == read) {
        return use;
      }
    }
    throw new MalformedInput("a key has exactly one use");
  }
}
