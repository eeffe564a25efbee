package org.specie.offline.agents.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.World;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.agents.station.DevicePlan.DeviceLimits;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.credential.Agents;
import org.specie.offline.purse.credential.CredentialManager;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.Supplies;
import org.specie.offline.purse.paying.Credentials;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.value.OwnerId;

/** An issuer with a station, and persons with cards that hold the real applet. */
final class StationWorld {
  private static final DeviceLimits LIMITS =
      new DeviceLimits(Amount.ofMinor(20_000), Amount.ofMinor(1_000), Amount.ofMinor(50_000));
  private static final RegisterWorld REGISTER = new RegisterWorld();
  private static final Secret SECRET = Secret.copyOf(new byte[32]);

  final World world = new World();
  final Managers managers =
      new Managers(SigningKey.generate(), world.core, new ManagersBook(new MemoryStorage()));
  private int devices;
  final Station station =
      new Station(
          world.authority,
          managers,
          world.core,
          List.of(world.factoryCert, world.certifierCert),
          new StationBook(new MemoryStorage()));

  StationWorld() throws IOException {}

  /** Another station of this issuer, which asks where cards come from. */
  Station stationWith(Station.Supply supply) {
    return new Station(
        world.authority,
        managers,
        world.core,
        List.of(world.factoryCert, world.certifierCert),
        new StationBook(new MemoryStorage()),
        supply);
  }

  /** For the next device of one person, with the owner id that the pseudonym agent gives for it. */
  DevicePlan plan(String name) {
    devices++;
    try {
      return plan(name, REGISTER.enrol("account 0017", devices));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  DevicePlan plan(String name, OwnerId owner) {
    return new DevicePlan(
        new DeviceId(World.sixteen(name)),
        owner,
        World.CURRENCY,
        World.CLASS,
        World.PARTITION,
        LIMITS);
  }

  /** The owner id of somebody who stays anonymous. */
  static OwnerId anonymous(String request) throws IOException {
    return REGISTER.agent().anonymous(World.sixteen(request)).optional().orElseThrow();
  }

  /** Somebody with a blank card; every answer arrives. */
  Owner owner(String name) {
    return new Owner(plan(name), 0);
  }

  /** Somebody with a blank card that is to have an owner id which is there already. */
  Owner owner(String name, OwnerId owner) {
    return new Owner(plan(name, owner), 0);
  }

  /** Somebody whose line loses this answer, counted from 1. */
  Owner owner(String name, int lost) {
    return new Owner(plan(name), lost);
  }

  /** A line that loses one answer: whoever it asked has done what it was asked. */
  static final class Line {
    private final int lost;
    int count;

    Line(int lost) {
      this.lost = lost;
    }

    void answered() throws IOException {
      count++;
      if (count == lost) {
        throw new IOException("answer " + count + " is lost");
      }
    }
  }

  /** A card, its owner's host, and everything between them and the agents. */
  final class Owner implements CardChannel, OwnerHost, Agents {
    final AppletCard card = new AppletCard();
    final DevicePlan plan;
    final Line line;
    private final Storage journal = new MemoryStorage();

    /** What the factory answered; the same answer counts once. */
    final Set<AgentAnswer> tokens = new HashSet<>();

    private Optional<CardBinding> kept = Optional.empty();

    Owner(DevicePlan plan, int lost) {
      this.plan = plan;
      line = new Line(lost);
    }

    @Override
    public ByteString transmit(ByteString command) throws IOException {
      ByteString answer = card.transmit(command);
      try {
        line.answered();
      } catch (IOException e) {
        card.reset();
        throw e;
      }
      return answer;
    }

    @Override
    public boolean isOverNetwork() {
      return false;
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

    private Agents agents() {
      return new IssuingAgents(
          world.certifier(), world.factory(REGISTER.register), () -> World.NOW);
    }

    @Override
    public AgentAnswer certify(ByteString request) throws IOException {
      AgentAnswer answer = agents().certify(request);
      line.answered();
      return answer;
    }

    @Override
    public AgentAnswer makeToken(ByteString request) throws IOException {
      AgentAnswer answer = agents().makeToken(request);
      tokens.add(answer);
      line.answered();
      return answer;
    }

    DeviceRecord prepared() throws IOException {
      return station.prepare(this, plan, card.processor).optional().orElseThrow();
    }

    FirstUse firstUse(DeviceRecord record) {
      return new FirstUse(record.id(), record.key(), world.document(), this);
    }

    CardBinding bound(DeviceRecord record) throws IOException {
      return firstUse(record).begin(this, Amount.ofMinor(100_000)).optional().orElseThrow();
    }

    /** Everything, from the beginning; the host has its disk and nothing else. */
    Purse complete() throws IOException {
      CardDevice device = new CardDevice(this, bound(prepared()));
      ClassCert classKey = world.classKey.certificate();
      Purse purse =
          Purse.open(
              Journal.open(journal, SECRET, RegisterWorld.entropy()).orElseThrow(),
              verifier(),
              device,
              new Credentials(classKey, new Chain(List.of(world.certifierCert, classKey))));
      CredentialManager credentials = purse.credentials(device, this, RegisterWorld.entropy());
      assertThat(credentials.refillKeys(Supplies.of(1, 0), World.NOW))
          .isEqualTo(Verdict.accepted());
      ByteString wish =
          new TokenWish(false, World.CLASS, 5, World.later(1_440), World.LIMITS).encode();
      assertThat(credentials.refillTokens(Supplies.of(0, 1), wish, World.NOW))
          .isEqualTo(Verdict.accepted());
      return purse;
    }

    private TokenVerifier verifier() {
      KnownKeys keys = KnownKeys.under(world.authority.certificate());
      assertThat(keys.learn(world.chain())).isEqualTo(Verdict.accepted());
      return new TokenVerifier(keys, World.CURRENCY);
    }

    CardDevice device() {
      return new CardDevice(card, kept.orElseThrow());
    }
  }
}
