package org.specie.offline.agents.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.core.DeviceStatus;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.Sums;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/54-agents.md section 7. */
@Requirement("R107")
class RecoveryAgentTest {
  private static final Sums HELD =
      new Sums(Amount.ofMinor(900), Amount.ofMinor(1_000), Amount.ofMinor(50), Amount.ofMinor(150));

  private final SigningKey key = SigningKey.generate();
  private final MemoryStorage storage = new MemoryStorage();
  private World world;
  private TestDevice device;
  private RecoveryAgent agent;

  @BeforeEach
  void putUp() throws IOException {
    world = new World();
    device = TestDevice.registered(world, "ana");
    world.core.lend(device.id, Amount.ofMinor(1_000));
    agent = world.recoveryAgent(key, storage);
  }

  private RecoveryRequest record(DeviceId id, Sums sums, int undamaged, P256Key to) {
    return device.tellRecord(id, sums, undamaged, to);
  }

  private RecoveryRequest record(Sums sums) {
    return record(device.id, sums, 1, key.publicKey());
  }

  private void refuses(AgentReason reason, RecoveryRequest request) throws IOException {
    assertThat(agent.recover(request.encode())).isEqualTo(Answer.refused(reason));
    assertThat(new RecoveryBook(storage).count()).isZero();
  }

  private DeviceStatus status() throws IOException {
    return world.core.device(device.id).orElseThrow().status();
  }

  @Test
  void creditsADeviceOnceAndEndsIt() throws IOException {
    Recovered recovered = agent.recover(record(HELD).encode()).optional().orElseThrow();

    assertThat(recovered.balance()).isEqualTo(Amount.ofMinor(900));
    assertThat(
            key.publicKey()
                .verify(
                    Domain.RECOVERED,
                    recovered.confirmation(),
                    device.id.bytes(),
                    recovered.agent().bytes()))
        .isTrue();
    assertThat(status()).isEqualTo(DeviceStatus.ENDED);
    assertThat(agent.recover(record(HELD).encode())).isEqualTo(Answer.given(recovered));
    assertThat(new RecoveryBook(storage).count()).isEqualTo(1);
    assertThat(world.certifier().certify(device.wish().request().encode(), World.NOW))
        .isEqualTo(Answer.refused(AgentReason.DEVICE_BLOCKED));
  }

  @Test
  void noSecondAgentCreditsTheSameDevice() throws IOException {
    assertThat(agent.recover(record(HELD).encode()).optional()).isPresent();
    SigningKey second = SigningKey.generate();
    RecoveryAgent other = world.recoveryAgent(second, new MemoryStorage());

    RecoveryRequest again = record(device.id, HELD, 1, second.publicKey());
    assertThat(other.recover(again.encode())).isEqualTo(Answer.refused(AgentReason.DEVICE_BLOCKED));
  }

  /** The core has ended the device, and the agent stopped before its book had the credit. */
  @Test
  void creditsAfterACrashBetweenCoreAndBook() throws IOException {
    RecoveryRequest request = record(HELD);
    assertThat(world.core.lineOf(key.publicKey().id()).end(request).optional()).isPresent();

    assertThat(agent.recover(request.encode()).optional()).isPresent();
  }

  @Test
  void creditsNothingThatTheDeviceDidNotTell() throws IOException {
    ByteString genuine = record(HELD).encode();
    assertThat(genuine.size()).isEqualTo(257);
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(agent.recover(ByteString.copyOf(bytes)).optional()).as("byte %s", at).isEmpty();
    }
    assertThat(status()).isEqualTo(DeviceStatus.ACTIVE);
    assertThat(agent.recover(genuine).optional()).isPresent();
  }

  @Test
  void readsNoRecordForOthersOrOfOthersOrWithDamage() throws IOException {
    refuses(
        AgentReason.RECORD_UNREADABLE,
        record(device.id, HELD, 1, SigningKey.generate().publicKey()));
    refuses(
        AgentReason.RECORD_UNREADABLE,
        record(new DeviceId(World.sixteen("another")), HELD, 1, key.publicKey()));
    refuses(AgentReason.RECORD_UNREADABLE, record(device.id, HELD, 0, key.publicKey()));
    refuses(
        AgentReason.RECORD_UNREADABLE,
        record(new Sums(HELD.loaded(), HELD.loaded(), HELD.received(), HELD.spent())));
    assertThat(status()).isEqualTo(DeviceStatus.ACTIVE);
  }

  @Test
  void creditsNoValueNobodyLent() throws IOException {
    refuses(
        AgentReason.SUMS_DISAGREE,
        record(new Sums(Amount.ofMinor(1_001), Amount.ofMinor(1_001), Amount.ZERO, Amount.ZERO)));
    assertThat(status()).as("a person decides").isEqualTo(DeviceStatus.ENDED);
  }

  @Test
  void leavesASuspendedDeviceToAPerson() throws IOException {
    world.core.change(device.id, DeviceStatus.SUSPENDED);

    refuses(AgentReason.DEVICE_BLOCKED, record(HELD));
    world.core.change(device.id, DeviceStatus.ACTIVE);
    assertThat(agent.recover(record(HELD).encode()).optional()).isPresent();
  }
}
