package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.World;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.agents.station.DeviceFacts;
import org.specie.offline.agents.station.StationReason;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.services.issuer.vouching.RootLine;

/** Spec: docs/spec/57-station.md section 11, docs/spec/58-issuer-service.md section 8c. */
class RootRoleTest {
  private static final String WRITES = "SELECT writes FROM book WHERE name = 'root'";
  private static final int OF_CARD = 40;

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private Town town;
  private RootLine station;
  private final P256Key card = SigningKey.generate().publicKey();

  @BeforeEach
  void start() throws IOException {
    town = TOWNS.found(folder);
    station = town.rootFor(town.stationKey, town.startRoot());
  }

  @AfterEach
  void stop() throws IOException {
    town.close();
  }

  private ByteString facts(String device, int last) {
    return facts(device, last, town.managers.publicKey());
  }

  /** Of a card with this id, whose limits end with {@code last}, and that has these managers. */
  private static ByteString facts(String device, int last, P256Key managers) {
    return new Encoder()
        .fixed(World.sixteen(device))
        .fixed(DeviceFacts.ofIssuer(World.CURRENCY, World.CLASS, managers))
        .fixed(ByteString.copyOf(new byte[OF_CARD - 1]))
        .u8(last)
        .toByteString();
  }

  @Test
  void vouchesOnceForACardAndOnceForADeviceId() throws IOException {
    P256Signature first = station.vouchFor(card, facts("one", 1)).optional().orElseThrow();
    assertThat(
            town.world
                .authority
                .certificate()
                .key()
                .verify(Domain.DEVICE, first, card.point(), facts("one", 1)))
        .isTrue();
    P256Key other = SigningKey.generate().publicKey();
    for (int turn = 0; turn < 2; turn++) {
      assertThat(station.vouchFor(other, facts("one", 1)))
          .isEqualTo(Answer.refused(StationReason.CARD_OF_OTHERS));
      assertThat(station.vouchFor(card, facts("two", 1)))
          .isEqualTo(Answer.refused(StationReason.CARD_OF_OTHERS));
      station = town.rootFor(town.stationKey, town.startRoot());
      assertThat(station.vouchFor(card, facts("one", 1))).isEqualTo(Answer.given(first));
    }
    assertThat(town.count("root", WRITES)).isEqualTo(1);
    assertThat(station.vouchFor(card, facts("one", 2)).optional())
        .as("the same card with other limits, which takes one of the two")
        .isPresent();
    assertThat(station.vouchFor(other, facts("two", 1)).optional()).isPresent();
  }

  /** A station that could name managers of its own would make value on cards. */
  @Test
  void vouchesForNoCardWithOtherManagersOrOfAnotherForm() throws IOException {
    P256Key own = SigningKey.generate().publicKey();
    ByteString good = facts("one", 1);
    for (ByteString each :
        new ByteString[] {
          facts("one", 1, own),
          good.slice(0, good.size() - 1),
          ByteString.concat(good, ByteString.copyOf(new byte[1])),
          ByteString.EMPTY
        }) {
      assertThat(station.vouchFor(card, each)).isEqualTo(Answer.refused(AgentReason.MALFORMED));
    }
    P256Key nowhere = new P256Key(ByteString.copyOf(new byte[64]));
    assertThat(station.vouchFor(nowhere, good)).isEqualTo(Answer.refused(AgentReason.MALFORMED));
    assertThat(town.count("root", WRITES)).isZero();
  }

  @Test
  void vouchesForStationsAlone() throws IOException {
    IssuerService root = town.startRoot();
    for (Ed25519SecretKey caller :
        new Ed25519SecretKey[] {town.managersKey, town.coreKey, town.factoryKey, Town.key()}) {
      assertThatThrownBy(() -> town.rootFor(caller, root).vouchFor(card, facts("one", 1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("7723");
    }
    assertThat(town.count("root", WRITES)).isZero();
  }

  /** 58, 3.3: a root that forgot would vouch for a second card under an id. */
  @Test
  void doesNotStartOverABookThatWasSetBack() throws IOException {
    P256Signature _ = station.vouchFor(card, facts("one", 1)).optional().orElseThrow();
    town.sql("root", "DELETE FROM entry", "DELETE FROM book");
    assertThat(town.openRoot()).isEqualTo(Answer.refused(IssuerReason.BOOK_SET_BACK));
  }
}
