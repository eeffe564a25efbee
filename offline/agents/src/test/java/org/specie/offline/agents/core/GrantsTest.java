package org.specie.offline.agents.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.Sums;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.value.KeyId;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/54-agents.md section 3. */
class GrantsTest {
  private World world;
  private TestDevice device;
  private IssuerCore line;

  @BeforeEach
  void putUp() throws IOException {
    world = new World();
    device = TestDevice.registered(world, "ana");
    line = world.core.lineOf(world.certifierCert.id());
  }

  private KeyId classKey() {
    return world.classKey.certificate().id();
  }

  private void grants(long serial, BlindRequest request) throws IOException {
    assertThat(line.grant(request, World.NOW)).isEqualTo(Answer.given(serial));
  }

  private void refuses(AgentReason reason, BlindRequest request) throws IOException {
    assertThat(line.grant(request, World.NOW)).isEqualTo(Answer.refused(reason));
  }

  private DeviceStatus status() throws IOException {
    return world.core.device(device.id).orElseThrow().status();
  }

  private static Sums sums(long balance, long loaded, long received, long spent) {
    return new Sums(
        Amount.ofMinor(balance),
        Amount.ofMinor(loaded),
        Amount.ofMinor(received),
        Amount.ofMinor(spent));
  }

  @Test
  @Requirement("R64")
  void countsWhatADeviceAndAClassGet() throws IOException {
    for (long serial = 1; serial <= World.KEYS_PER_DEVICE; serial++) {
      grants(serial, device.wish().request());
    }
    refuses(AgentReason.DEVICE_QUOTA_USED_UP, device.wish().request());

    TestDevice other = TestDevice.registered(world, "ben");
    grants(4, other.wish().request());
    grants(5, other.wish().request());
    assertThat(World.CLASS_QUOTA).isEqualTo(5);
    refuses(AgentReason.CLASS_QUOTA_USED_UP, other.wish().request());
    assertThat(world.core.granted(classKey())).isEqualTo(5);
  }

  @Test
  @Requirement("R64")
  void knowsItsDevicesByTheirKeys() throws IOException {
    refuses(AgentReason.DEVICE_UNKNOWN, TestDevice.stranger(world, "nobody").wish().request());
    TestDevice pretender = TestDevice.stranger(world, "ana");
    refuses(AgentReason.NOT_FROM_DEVICE, pretender.wish().request());
    assertThat(world.core.register(pretender.record()))
        .isEqualTo(Verdict.refused(AgentReason.REGISTERED_OTHERWISE));
    assertThat(world.core.register(device.record()).isAccepted()).isTrue();
    grants(1, device.wish().request());
  }

  /** What was redeemed is in one device's table, so an owner id is of one device for ever. */
  @Test
  @Requirement({"R49", "R107"})
  void registersNoSecondDeviceOfAnOwnerId() throws IOException {
    DeviceRecord twin = TestDevice.stranger(world, "twin of ana").recordFor(device.owner);
    assertThat(world.core.register(twin)).isEqualTo(Verdict.refused(AgentReason.OWNER_HAS_DEVICE));
    world.core.change(device.id, DeviceStatus.ENDED);
    assertThat(world.core.register(twin))
        .as("the first has ended")
        .isEqualTo(Verdict.refused(AgentReason.OWNER_HAS_DEVICE));
    assertThat(world.core.device(twin.id())).isEmpty();
    assertThat(world.core.register(device.record())).isEqualTo(Verdict.accepted());
  }

  @Test
  @Requirement("R64")
  void givesASuspendedDeviceNothingNew() throws IOException {
    BlindRequest before = device.wish().request();
    grants(1, before);
    world.core.change(device.id, DeviceStatus.SUSPENDED);

    BlindRequest asked = device.wish().request();
    refuses(AgentReason.DEVICE_BLOCKED, asked);
    assertThat(world.core.lend(device.id, Amount.ofMinor(1_000)))
        .isEqualTo(Verdict.refused(AgentReason.DEVICE_BLOCKED));
    grants(1, before);
    world.core.change(device.id, DeviceStatus.ACTIVE);
    grants(2, asked);
    world.core.change(device.id, DeviceStatus.ENDED);
    refuses(AgentReason.DEVICE_BLOCKED, device.wish().request());
    assertThat(world.core.change(device.id, DeviceStatus.ACTIVE))
        .isEqualTo(Verdict.refused(AgentReason.DEVICE_BLOCKED));
  }

  @Test
  void suspendsADeviceThatUsesANumberTwice() throws IOException {
    BlindRequest first = device.wish().request();
    grants(1, first);
    device.setBack(0);
    BlindRequest second = device.wish().request();

    refuses(AgentReason.NUMBER_TAKEN, second);
    assertThat(status()).isEqualTo(DeviceStatus.SUSPENDED);
    Evidence kept =
        new Evidence(device.id, AgentReason.NUMBER_TAKEN.code(), second.encode(), first.digest());
    assertThat(world.core.evidence()).containsExactly(kept);
    refuses(AgentReason.NUMBER_TAKEN, second);
    assertThat(world.core.evidence()).as("kept once").containsExactly(kept);
    grants(1, first);
  }

  @Test
  void hearsNoNumberAfterALaterOne() throws IOException {
    BlindRequest late = device.wish().request();
    grants(1, device.wish().request());

    refuses(AgentReason.NUMBER_PASSED, late);
    assertThat(status()).isEqualTo(DeviceStatus.ACTIVE);
  }

  @Test
  void suspendsADeviceWhoseSumsGoBack() throws IOException {
    world.core.lend(device.id, Amount.ofMinor(1_000));
    device.report(sums(900, 1_000, 50, 150));
    grants(1, device.wish().request());
    device.report(sums(950, 1_000, 50, 100));
    BlindRequest rolledBack = device.wish().request();

    refuses(AgentReason.SUMS_DISAGREE, rolledBack);
    assertThat(status()).isEqualTo(DeviceStatus.SUSPENDED);
    assertThat(world.core.evidence())
        .containsExactly(
            new Evidence(
                device.id, AgentReason.SUMS_DISAGREE.code(), rolledBack.encode(), Hash32.ZERO));
  }

  @Test
  void suspendsADeviceWithValueNobodyLent() throws IOException {
    world.core.lend(device.id, Amount.ofMinor(1_000));
    device.report(sums(1_001, 1_001, 0, 0));
    refuses(AgentReason.SUMS_DISAGREE, device.wish().request());
    assertThat(status()).isEqualTo(DeviceStatus.SUSPENDED);
  }

  @Test
  void suspendsADeviceWhoseBalanceIsNotItsSums() throws IOException {
    world.core.lend(device.id, Amount.ofMinor(1_000));
    device.report(sums(1_001, 1_000, 0, 0));
    refuses(AgentReason.SUMS_DISAGREE, device.wish().request());
    assertThat(status()).isEqualTo(DeviceStatus.SUSPENDED);
  }

  @Test
  void grantsOnlyForTheDevicesOfAClassKeyAndWhileItIsValid() throws IOException {
    TestDevice elsewhere = TestDevice.stranger(world, "elsewhere");
    DeviceRecord record = elsewhere.record();
    world.core.register(
        DeviceRecord.fresh(record.id(), record.key(), World.CLASS, 8, record.owner()));

    refuses(AgentReason.CLASS_OF_OTHERS, elsewhere.wish().request());
    assertThat(line.grant(device.wish().request(), World.later(31 * 1_440)))
        .isEqualTo(Answer.refused(AgentReason.CLASS_NOT_VALID_NOW));
  }

  @Test
  @Requirement({"R42", "R47"})
  void grantsNothingToOtherAgents() throws IOException {
    IssuerCore factory = world.core.lineOf(world.factoryCert.id());
    assertThat(factory.grant(device.wish().request(), World.NOW))
        .isEqualTo(Answer.refused(AgentReason.NOT_ACCREDITED));
    assertThat(line.vouch(device.wishToken()))
        .isEqualTo(Answer.refused(AgentReason.NOT_ACCREDITED));

    Authority stranger =
        Authority.found(
            SigningKey.generate(),
            World.CURRENCY.number(),
            World.CLASS,
            World.days(900),
            World.LIMITS);
    assertThat(
            world.core.accredit(
                stranger.certify(
                    KeyUse.CERTIFIER,
                    SigningKey.generate().publicKey(),
                    World.CLASS,
                    World.days(800),
                    World.LIMITS)))
        .isEqualTo(Verdict.refused(TokenReason.UNKNOWN_KEY));
  }

  /** G11: nobody hides among two. */
  @Test
  void takesNoClassKeyOfASmallCrowd() throws IOException {
    Core careful =
        new Core(world.authority.certificate(), new CorePolicy(3, 2), new MemoryStorage());
    careful.accredit(world.certifierCert);
    careful.register(device.record());

    assertThat(careful.take(world.classKey.certificate(), World.NOW))
        .isEqualTo(Verdict.refused(AgentReason.CROWD_TOO_SMALL));
    careful.register(TestDevice.stranger(world, "another").record());
    assertThat(careful.take(world.classKey.certificate(), World.later(-31 * 1_440)))
        .isEqualTo(Verdict.refused(AgentReason.CLASS_NOT_VALID_NOW));
    assertThat(careful.take(world.classKey.certificate(), World.NOW).isAccepted()).isTrue();
  }
}
