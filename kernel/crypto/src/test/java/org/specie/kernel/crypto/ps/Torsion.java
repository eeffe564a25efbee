package org.specie.kernel.crypto.ps;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;

/**
 * Points of small order on the curve. That of order 3 is (0, 2), which blst refuses to decode, so
 * both come as the difference of two decodable points.
 */
final class Torsion {
  private Torsion() {}

  static G1 ofOrder(int order) {
    return switch (order) {
      case 3 -> difference(SUM_3, PART_3);
      case 11 -> difference(SUM_11, PART_11);
      default -> throw new IllegalArgumentException("no such point here");
    };
  }

  private static G1 difference(String sum, String part) {
    try {
      return G1.decode(new Decoder(ByteString.hex(sum)))
          .minus(G1.decode(new Decoder(ByteString.hex(part))));
    } catch (MalformedInput e) {
      throw new IllegalStateException(e);
    }
  }

  private static final String SUM_3 =
      "09b96d54160529994690f11ce97b5c89f01ff1445f19290b47a5d0eb1c9fb87901aa8a6663d823aa"
          + "6433e1cd5bd0b4ea165a7b508498cd0e09cd974c06758320606b53dff80c2666b12162dac0494a5d"
          + "7bc1149ca1bd5de3b3e9b487530d56f6";

  private static final String PART_3 =
      "18ea79bb54fcc48d4e731f21f56ca1d2ad7ef8b7d9ce34aef24fd4a11beba81c8d5b33163be249ba"
          + "2848989fc7a316bc05c2459331079495aba224a15b1685b587b75e89bc4a0a84a6a4653f246a049b"
          + "0bd086eaf1c5894c40b5a69805788bde";

  private static final String SUM_11 =
      "0a5fd6f2a66922b8d5a6e54a7be6ab88353fda0eb10d8605060a170c1488ede4d0f4023e77254d44"
          + "9c9decc04e3bbe140935fe87d648e69a9b37fa37cc326003c78338664e52d86ce8e3b2517ee3ae19"
          + "22b09829db298c5039bdc1902c027c6d";

  private static final String PART_11 =
      "132cd4e367994f10f2052b93d7715db3ccfc9ac22af113e2a391f7378df2ee8e8e1b09e93ba0a00b"
          + "007a8bb31585b82503b63ff9c557741509e295dbacd562ebd3ed7c072196936a200f62819f957298"
          + "02db4245c5e423297517d13664537f3a";
}
