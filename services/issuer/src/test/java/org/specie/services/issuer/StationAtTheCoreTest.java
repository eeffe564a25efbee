package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.Sums;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.agents.recovery.Recovered;
import org.specie.offline.agents.station.AppletCard;
import org.specie.offline.agents.station.DevicePlan;
import org.specie.offline.agents.station.DevicePlan.DeviceLimits;
import org.specie.offline.agents.station.FirstUse;
import org.specie.offline.agents.station.OwnerHost;
import org.specie.offline.agents.station.Station;
import org.specie.offline.agents.station.StationBook;
import org.specie.offline.agents.station.StationReason;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.value.OwnerId;

/** Spec: docs/spec/58-issuer-service.md sections 5 and 8, docs/spec/57-station.md. */
class StationAtTheCoreTest {
  private static final int RECOVERY_RECORD = 0x22;
  private static final int CONFIRM_RECOVERED = 0x23;
  private static final Sums HELD =
      new Sums(Amount.ofMinor(900), Amount.ofMinor(1_000), Amount.ofMinor(50), Amount.ofMinor(150));
  private static final String ENDED =
      "SELECT count(*) FROM entry WHERE book = 'core' AND get_byte(key, 0) = 8";
  private static final String CREDITED = "SELECT writes FROM book WHERE name = 'recovery'";

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private Town town;
  private IssuerService managers;
  private IssuerService root;

  @BeforeEach
  void start() throws IOException {
    town = TOWNS.found(folder);
    managers = town.startManagers();
    root = town.startRoot();
  }

  @AfterEach
  void stop() throws IOException {
    town.close();
  }

  private Station station(MemoryStorage book) {
    return new Station(
        town.rootFor(town.stationKey, root),
        town.managersFor(town.stationKey, managers),
        town.coreFor(town.stationKey),
        List.of(town.world.factoryCert, town.world.certifierCert, town.recoveryCert),
        new StationBook(book));
  }

  private static DevicePlan plan(String name, OwnerId owner) {
    return new DevicePlan(
        new DeviceId(World.sixteen(name)),
        owner,
        World.CURRENCY,
        World.CLASS,
        World.PARTITION,
        new DeviceLimits(Amount.ofMinor(20_000), Amount.ofMinor(1_000), Amount.ofMinor(50_000)));
  }

  /** Whoever has the card, with its button. */
  private static final class Host implements OwnerHost {
    private final AppletCard card;
    private Optional<CardBinding> kept = Optional.empty();

    Host(AppletCard card) {
      this.card = card;
    }

    @Override
    public void press() throws IOException {
      card.press();
    }

    @Override
    public Optional<CardBinding> kept() {
      return kept;
    }

    @Override
    public void keep(CardBinding binding) {
      kept = Optional.of(binding);
    }
  }

  private CardBinding use(AppletCard card, DeviceRecord record) throws IOException {
    return new FirstUse(record.id(), record.key(), town.world.document(), new Host(card))
        .begin(card, Amount.ofMinor(100_000))
        .optional()
        .orElseThrow();
  }

  /**
   * Core and managers are other processes, and start again in the middle; the card has the real
   * applet.
   */
  @Test
  void aStationPreparesAndLoadsCardsByCoreAndManagersAtTheEndsOfLines() throws IOException {
    MemoryStorage book = new MemoryStorage();
    DevicePlan plan = plan("card of ana", new OwnerId(World.sixteen("ana")));
    AppletCard card = new AppletCard();
    assertThat(station(book).load(card, plan.id(), 1, Amount.ofMinor(700)))
        .isEqualTo(Verdict.refused(StationReason.NOT_IN_USE));
    DeviceRecord record =
        station(book).prepare(card, plan, card.processor).optional().orElseThrow();
    assertThat(record.owner()).isEqualTo(plan.owner());
    town.restartCore();
    managers = town.startManagers();
    assertThat(station(book).prepare(card, plan, card.processor)).isEqualTo(Answer.given(record));

    CardBinding binding = use(card, record);
    assertThat(station(book).load(card, plan.id(), 1, Amount.ofMinor(700)))
        .isEqualTo(Verdict.accepted());
    managers = town.startManagers();
    assertThat(station(book).load(card, plan.id(), 1, Amount.ofMinor(700)))
        .isEqualTo(Verdict.accepted());
    assertThat(station(book).load(card, plan.id(), 1, Amount.ofMinor(701)))
        .isEqualTo(Verdict.refused(StationReason.LOADED_OTHERWISE));
    assertThat(new CardDevice(card, binding).state().balance()).isEqualTo(Amount.ofMinor(700));
  }

  /** 57, 10.1: whoever answers in the managers' place is found out before a card is told. */
  @Test
  void aCardIsToldNothingThatItsManagersHaveNotSigned() throws IOException {
    MemoryStorage book = new MemoryStorage();
    DevicePlan plan = plan("card of cay", new OwnerId(World.sixteen("cay")));
    AppletCard card = new AppletCard();
    managers = town.startManagers(SigningKey.generate());
    assertThatThrownBy(() -> station(book).prepare(card, plan, card.processor))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has not signed");
  }

  @Test
  void aStationPassesOnWhatTheCoreRefusesOverTheLine() throws IOException {
    TestDevice other = town.device("other");
    AppletCard card = new AppletCard();
    DevicePlan plan =
        new DevicePlan(
            other.id,
            new OwnerId(World.sixteen("ana")),
            World.CURRENCY,
            World.CLASS,
            World.PARTITION,
            plan("any", other.owner).limits());
    assertThat(station(new MemoryStorage()).prepare(card, plan, card.processor))
        .isEqualTo(Answer.refused(AgentReason.REGISTERED_OTHERWISE));
  }

  /** To the end: the card tells what it held, a process credits it, and the card knows. */
  @Test
  void anEndedCardIsCreditedByAnAgentThatIsAProcess() throws IOException {
    MemoryStorage book = new MemoryStorage();
    DevicePlan plan = plan("card of ben", new OwnerId(World.sixteen("ben")));
    AppletCard card = new AppletCard();
    DeviceRecord record =
        station(book).prepare(card, plan, card.processor).optional().orElseThrow();
    CardBinding _ = use(card, record);
    assertThat(station(book).load(card, plan.id(), 1, Amount.ofMinor(9_000)).isAccepted()).isTrue();
    card.tamper();
    ByteString told = card.tell(RECOVERY_RECORD, town.recoveryCert.id().bytes());
    ByteString request = ByteString.concat(plan.id().bytes(), told);

    Recovered recovered =
        town.recoveryFor(town.stationKey, town.startRecovery())
            .recover(request)
            .optional()
            .orElseThrow();
    assertThat(recovered.balance()).isEqualTo(Amount.ofMinor(9_000));
    ByteString _ =
        card.tell(
            CONFIRM_RECOVERED,
            ByteString.concat(recovered.agent().bytes(), recovered.confirmation().bytes()));
    assertThat(town.recoveryFor(town.stationKey, town.startRecovery()).recover(request))
        .as("after a restart")
        .isEqualTo(Answer.given(recovered));
    assertThat(town.count("recovery", CREDITED)).isEqualTo(1);
    assertThat(town.count("core", ENDED)).isEqualTo(1);
    assertThat(station(book).prepare(card, plan, card.processor))
        .isEqualTo(Answer.refused(StationReason.CARD_ENDED));
  }

  @Test
  void onlyAStationGetsARecoveryAndOnlyForWhatTheDeviceSealed() throws IOException {
    town.openClass();
    TestDevice device = town.device("ended");
    assertThat(town.coreFor(town.managersKey).lend(device.id, Amount.ofMinor(1_000)).isAccepted())
        .isTrue();
    ByteString request = device.tellRecord(device.id, HELD, 1, town.recoverer.publicKey()).encode();
    IssuerService recovery = town.startRecovery();
    assertThatThrownBy(() -> town.recoveryFor(town.registerKey, recovery).recover(request))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("7723");
    byte[] tampered = request.toByteArray();
    tampered[tampered.length - 1] ^= 1;
    assertThat(town.recoveryFor(town.stationKey, recovery).recover(ByteString.copyOf(tampered)))
        .isEqualTo(Answer.refused(AgentReason.NOT_FROM_DEVICE));
    ByteString ofOthers =
        device.tellRecord(device.id, HELD, 1, SigningKey.generate().publicKey()).encode();
    assertThat(town.recoveryFor(town.stationKey, recovery).recover(ofOthers))
        .isEqualTo(Answer.refused(AgentReason.RECORD_UNREADABLE));
    assertThat(town.count("core", ENDED)).isZero();
    assertThat(town.recoveryFor(town.stationKey, recovery).recover(request).optional()).isPresent();
    IssuerService certifier = town.startCertifier();
    assertThat(town.agents(certifier, certifier).certify(device.wish().request().encode()))
        .as("an ended device gets nothing any more")
        .isEqualTo(new AgentAnswer.Refused(AgentReason.DEVICE_BLOCKED));
  }

  /** Other agents have lines to the core too, and their own certificates. */
  @Test
  void noOtherAgentEndsADevice() throws IOException {
    TestDevice device = town.device("running");
    RecoveryRequest request = device.tellRecord(device.id, HELD, 1, town.recoverer.publicKey());
    assertThat(town.coreFor(town.certifierKey).end(request))
        .isEqualTo(Answer.refused(AgentReason.NOT_ACCREDITED));
    assertThatThrownBy(() -> town.coreFor(town.stationKey).end(request))
        .isInstanceOf(IOException.class);
    assertThat(town.count("core", ENDED)).isZero();
  }
}
