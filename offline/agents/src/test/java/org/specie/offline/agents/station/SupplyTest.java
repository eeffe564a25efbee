package org.specie.offline.agents.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.World;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.agents.supply.DeviceBatch;
import org.specie.offline.agents.supply.Handover;
import org.specie.offline.agents.supply.SupplyBook;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Key;
import org.specie.quality.requirements.Requirement;

/** How devices come to a station. Spec: docs/spec/57-station.md section 9. */
@Requirement("R137")
class SupplyTest {
  private static final ByteString BATCH = World.sixteen("batch 1");
  private static final ByteString OTHER = World.sixteen("batch 2");

  private final Ed25519SecretKey maker = key();
  private final Ed25519SecretKey carrier = key();
  private final Ed25519SecretKey desk = key();
  private final MemoryStorage disk = new MemoryStorage();
  private StationWorld issuer;
  private SupplyBook supply;

  private static Ed25519SecretKey key() {
    return Ed25519SecretKey.generate(RegisterWorld.entropy());
  }

  @BeforeEach
  void putUp() throws IOException {
    issuer = new StationWorld();
    supply = opened();
  }

  /** On what was written. */
  private SupplyBook opened() {
    return new SupplyBook(disk, Set.of(maker.publicKey()), desk.publicKey());
  }

  /** The point of a blank card, as the maker reads it in the works. */
  private P256Key point(StationWorld.Owner owner) throws IOException {
    StationCard card = new StationCard(owner.card);
    return new P256Key(
        StationCard.expect(
            card.send(StationCard.TEST, issuer.world.authority.certificate().encode()),
            ArtLayout.POINT_SIZE));
  }

  private static List<P256Key> points(int count) {
    List<P256Key> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(SigningKey.generate().publicKey());
    }
    return points;
  }

  private void imported(ByteString batch, List<P256Key> points) throws IOException {
    assertThat(supply.importBatch(DeviceBatch.make(batch, maker, points).encode()))
        .isEqualTo(Verdict.accepted());
  }

  private Handover.Terms terms(Ed25519SecretKey from, Ed25519PublicKey to, int count)
      throws IOException {
    SupplyBook.Standing standing = supply.standing(BATCH).orElseThrow();
    return new Handover.Terms(
        BATCH, standing.handovers() + 1, standing.last(), from.publicKey(), to, World.NOW, count);
  }

  private Verdict handOver(Ed25519SecretKey from, Ed25519SecretKey to, int count)
      throws IOException {
    return supply.handOver(Handover.sign(terms(from, to.publicKey(), count), from, to).encode());
  }

  private static void assertRefused(Verdict verdict, StationReason reason) {
    assertThat(verdict).isEqualTo(Verdict.refused(reason));
  }

  /** From the works over a carrier, who loses one, to a card that has an owner. */
  @Test
  void aCardOfABatchThatCameByItsHoldersIsPreparedAndAStrangersIsNot() throws IOException {
    StationWorld.Owner ana = issuer.owner("card of ana");
    StationWorld.Owner stranger = issuer.owner("card of nobody knows where");
    List<P256Key> made = points(2);
    made.add(point(ana));
    Station station = issuer.stationWith(supply);
    imported(BATCH, made);
    assertThat(prepared(station, ana))
        .as("it is still the maker's")
        .isEqualTo(Answer.refused(StationReason.NOT_SUPPLIED));
    assertThat(handOver(maker, carrier, 3)).isEqualTo(Verdict.accepted());
    assertThat(handOver(carrier, desk, 2)).isEqualTo(Verdict.accepted());

    assertThat(prepared(station, stranger)).isEqualTo(Answer.refused(StationReason.NOT_SUPPLIED));
    assertThat(issuer.world.core.device(stranger.plan.id())).isEmpty();
    DeviceRecord record = prepared(station, ana).optional().orElseThrow();
    assertThat(record.owner()).isEqualTo(ana.plan.owner());
    assertThat(prepared(station, ana).optional()).as("again").isPresent();

    SupplyBook.Standing standing = opened().standing(BATCH).orElseThrow();
    assertThat(standing.holder()).isEqualTo(desk.publicKey());
    assertThat(standing.lost()).isEqualTo(1);
    assertThat(standing.accepted()).isEqualTo(1);
    assertThat(standing.awaited()).isEqualTo(1);
    assertThat(opened().trail(BATCH))
        .extracting(each -> each.terms().to())
        .containsExactly(carrier.publicKey(), desk.publicKey());
  }

  private static Answer<DeviceRecord> prepared(Station station, StationWorld.Owner owner)
      throws IOException {
    return station.prepare(owner.card, owner.plan, owner.card.processor);
  }

  @Test
  void aBatchIsItsMakersAndWhole() throws IOException {
    List<P256Key> points = points(3);
    DeviceBatch batch = DeviceBatch.make(BATCH, maker, points);
    ByteString genuine = batch.encode();
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(supply.importBatch(ByteString.copyOf(bytes)).isAccepted())
          .as("byte %s", at)
          .isFalse();
    }
    assertRefused(
        supply.importBatch(DeviceBatch.make(BATCH, key(), points).encode()),
        StationReason.BATCH_FALSE);
    assertThat(supply.importBatch(ByteString.EMPTY))
        .isEqualTo(Verdict.refused(AgentReason.MALFORMED));
    assertThat(supply.standing(BATCH)).isEmpty();
    imported(BATCH, points);
    imported(BATCH, points);
    assertRefused(
        supply.importBatch(DeviceBatch.make(BATCH, maker, points(1)).encode()),
        StationReason.DEVICE_IN_OTHER_BATCH);
    List<P256Key> oneTwice = points(1);
    oneTwice.add(points.getFirst());
    assertRefused(
        supply.importBatch(DeviceBatch.make(OTHER, maker, oneTwice).encode()),
        StationReason.DEVICE_IN_OTHER_BATCH);
    assertThat(supply.standing(OTHER)).isEmpty();
    assertThat(supply.standing(BATCH).orElseThrow().made()).isEqualTo(3);
  }

  @Test
  void onlyWhoHoldsABatchHandsItOverAndBothSign() throws IOException {
    imported(BATCH, points(3));
    assertRefused(handOver(carrier, desk, 3), StationReason.NOT_HANDED_OVER);
    Handover.Terms terms = terms(maker, carrier.publicKey(), 3);
    ByteString genuine = Handover.sign(terms, maker, carrier).encode();
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(supply.handOver(ByteString.copyOf(bytes)).isAccepted())
          .as("byte %s", at)
          .isFalse();
    }
    assertRefused(
        supply.handOver(Handover.sign(terms, maker, maker).encode()),
        StationReason.NOT_HANDED_OVER);
    assertRefused(
        supply.handOver(Handover.sign(terms, carrier, carrier).encode()),
        StationReason.NOT_HANDED_OVER);
    assertThat(supply.trail(BATCH)).isEmpty();
    assertThat(supply.handOver(genuine)).isEqualTo(Verdict.accepted());
    assertThat(supply.handOver(genuine)).as("again").isEqualTo(Verdict.accepted());
    assertThat(supply.trail(BATCH)).hasSize(1);
    // Another one under the same number, or one that does not know the last.
    assertRefused(
        supply.handOver(
            Handover.sign(
                    new Handover.Terms(
                        BATCH, 1, Hash32.ZERO, maker.publicKey(), desk.publicKey(), World.NOW, 3),
                    maker,
                    desk)
                .encode()),
        StationReason.NOT_HANDED_OVER);
    assertRefused(
        supply.handOver(
            Handover.sign(
                    new Handover.Terms(
                        BATCH, 2, Hash32.ZERO, carrier.publicKey(), desk.publicKey(), World.NOW, 3),
                    carrier,
                    desk)
                .encode()),
        StationReason.NOT_HANDED_OVER);
    assertThat(handOver(carrier, desk, 2)).isEqualTo(Verdict.accepted());
    assertRefused(handOver(desk, carrier, 3), StationReason.NOT_HANDED_OVER);
  }

  @Test
  void noMoreArriveThanWereCounted() throws IOException {
    List<P256Key> points = points(3);
    imported(BATCH, points);
    assertThat(handOver(maker, desk, 2)).isEqualTo(Verdict.accepted());
    assertThat(supply.accept(points.get(0))).isEqualTo(Verdict.accepted());
    assertThat(supply.accept(points.get(0))).isEqualTo(Verdict.accepted());
    assertThat(supply.accept(points.get(1))).isEqualTo(Verdict.accepted());
    assertRefused(supply.accept(points.get(2)), StationReason.NOT_SUPPLIED);
    assertRefused(handOver(desk, carrier, 1), StationReason.NOT_HANDED_OVER);
  }
}
