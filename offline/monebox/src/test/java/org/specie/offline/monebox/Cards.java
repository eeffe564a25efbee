package org.specie.offline.monebox;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.PlantedFault;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.token.layout.ArtLayout;

/** Cards in the states that tests begin with. */
final class Cards {
  static final int KEYS = 4;
  static final int RESULTS = 3;
  static final int PAID = 6;
  static final int OWN = 4;

  private static final ByteString ID = ByteString.hex("F053504543494501");

  private Cards() {}

  /** The applet with so many places for keys, results, paid tokens and own tokens. */
  static CardImage image(int keys, int results, int paid, int own) {
    ByteString places = new Encoder().u8(keys).u8(results).u16(paid).u8(own).toByteString();
    return new CardImage(MonEbox.class, ID, places);
  }

  static Host blank() {
    return blank(PlantedFault.NONE);
  }

  static Host blank(PlantedFault fault) {
    SoftwareCard card = new SoftwareCard(image(KEYS, RESULTS, PAID, OWN), fault);
    card.select();
    return new Host(card);
  }

  /** Bound to one host and in use, without money and without payment keys. */
  static Host operational() {
    return operational(PlantedFault.NONE);
  }

  static Host operational(PlantedFault fault) {
    Host host = blank(fault);
    host.test().expectOk();
    host.initialise().expectOk();
    host.personalise().expectOk();
    host.press().expectOk();
    host.bindFirst(1_000_000).expectOk();
    host.activate().expectOk();
    Authority authority = host.authority;
    host.installKey(authority.factory, ArtLayout.USE_FACTORY).expectOk();
    host.installKey(authority.certifier, ArtLayout.USE_CERTIFIER).expectOk();
    host.send(Instructions.INSTALL_CLASS, authority.classCertificate()).expectOk();
    return host;
  }

  /** In use, with money and so many certified keys. */
  static Host funded(long minor, int keys) {
    return funded(minor, keys, PlantedFault.NONE);
  }

  static Host funded(long minor, int keys, PlantedFault fault) {
    Host host = operational(fault);
    host.load(1, minor).expectOk();
    for (int i = 0; i < keys; i++) {
      host.certifyKey();
    }
    return host;
  }
}
