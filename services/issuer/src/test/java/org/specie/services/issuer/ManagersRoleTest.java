package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.station.DeviceOrder;
import org.specie.offline.agents.station.StationReason;
import org.specie.offline.purse.card.UnlockRequest;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.services.issuer.line.LineOperation;
import org.specie.services.issuer.management.ManagersLine;

/** Spec: docs/spec/58-issuer-service.md section 8b. */
class ManagersRoleTest {
  private static final ByteString ASKED = ByteString.hex("0011223344556677");
  private static final String WRITES = "SELECT writes FROM book WHERE name = 'managers'";

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private Town town;
  private ManagersLine station;

  @BeforeEach
  void start() throws IOException {
    town = TOWNS.found(folder);
    station = town.managersFor(town.stationKey, town.startManagers());
  }

  @AfterEach
  void stop() throws IOException {
    town.close();
  }

  private static DeviceOrder load(DeviceId device, int number, long minor) {
    return new DeviceOrder.Load(device, number, Amount.ofMinor(minor));
  }

  private static DeviceOrder unlock(DeviceId device, ByteString asked) {
    return new DeviceOrder.Unlock(new UnlockRequest(device.bytes(), asked));
  }

  private P256Signature signed(DeviceOrder order) throws IOException {
    return station.sign(order).optional().orElseThrow();
  }

  private void refused(Reason reason, DeviceOrder order) throws IOException {
    assertThat(station.sign(order)).isEqualTo(Answer.refused(reason));
  }

  /** What the core says was lent to the device. */
  private long lent(DeviceId device) throws IOException {
    return town.count(
        "core",
        "SELECT ('x' || encode(substring(value from 137 for 8), 'hex'))::bit(64)::bigint FROM entry"
            + " WHERE book = 'core' AND length(value) = 144 AND encode(key, 'hex') LIKE '%"
            + device.bytes().toHex()
            + "'");
  }

  private void restart() throws IOException {
    station = town.managersFor(town.stationKey, town.startManagers());
  }

  /** 57, 10.2: the core says whose it is, and nobody else. */
  @Test
  void signsTheOwnerThatTheCoreHasAndNoOther() throws IOException {
    TestDevice device = town.device("owned");
    DeviceOrder order = new DeviceOrder.Owner(device.id, device.owner);
    P256Signature signature = signed(order);
    assertThat(
            town.managers
                .publicKey()
                .verify(Domain.OWNER, signature, device.id.bytes(), device.owner.bytes()))
        .isTrue();
    refused(
        AgentReason.REGISTERED_OTHERWISE,
        new DeviceOrder.Owner(device.id, new OwnerId(World.sixteen("somebody"))));
    refused(
        AgentReason.DEVICE_UNKNOWN,
        new DeviceOrder.Owner(new DeviceId(World.sixteen("no device")), device.owner));
    restart();
    assertThat(signed(order)).isEqualTo(signature);
    assertThat(town.count("managers", WRITES)).isEqualTo(1);
  }

  /** 57, 10.3: one amount and one total for a number, without gaps, and the core counts each. */
  @Test
  void signsUnderANumberOneAmountThatTheCoreCounts() throws IOException {
    TestDevice device = town.device("loaded");
    refused(StationReason.LOADED_OTHERWISE, load(device.id, 2, 100));
    P256Signature first = signed(load(device.id, 1, 700));
    assertThat(lent(device.id)).isEqualTo(700);
    refused(StationReason.LOADED_OTHERWISE, load(device.id, 1, 701));
    refused(StationReason.LOADED_OTHERWISE, load(device.id, 3, 1));
    P256Signature second = signed(load(device.id, 2, 50));
    assertThat(lent(device.id)).isEqualTo(750);
    restart();
    assertThat(signed(load(device.id, 1, 700))).isEqualTo(first);
    assertThat(signed(load(device.id, 2, 50))).isEqualTo(second);
    refused(StationReason.LOADED_OTHERWISE, load(device.id, 2, 51));
    refused(AgentReason.DEVICE_UNKNOWN, load(new DeviceId(World.sixteen("no device")), 1, 700));
    assertThat(lent(device.id)).isEqualTo(750);
    assertThat(town.count("managers", WRITES)).as("two each: decided, signed").isEqualTo(4);
  }

  /** 57, 10.3: what the core has not noted is not signed; what was decided stays what is asked. */
  @Test
  void signsNoLoadWithoutTheCore() throws IOException {
    TestDevice device = town.device("without the core");
    town.cutManagersOff(1);
    restart();
    assertThatThrownBy(() -> station.sign(load(device.id, 1, 700)))
        .as("whether the device is active")
        .isInstanceOf(IOException.class);
    assertThat(town.count("managers", WRITES)).isZero();
    town.cutManagersOff(2);
    restart();
    assertThatThrownBy(() -> station.sign(load(device.id, 1, 700)))
        .as("the total")
        .isInstanceOf(IOException.class);
    assertThat(lent(device.id)).isZero();
    town.cutManagersOff(0);
    restart();
    refused(StationReason.LOADED_OTHERWISE, load(device.id, 1, 701));
    refused(StationReason.LOADED_OTHERWISE, load(device.id, 2, 1));
    assertThat(lent(device.id)).isZero();
    P256Signature signature = signed(load(device.id, 1, 700));
    assertThat(lent(device.id)).isEqualTo(700);
    assertThat(signed(load(device.id, 1, 700))).isEqualTo(signature);
  }

  /** A device that was copied or set back is suspended by the core, and gets no word any more. */
  @Test
  void signsNothingForASuspendedDevice() throws Exception {
    town.openClass();
    TestDevice device = town.device("suspended");
    DeviceOrder owner = new DeviceOrder.Owner(device.id, device.owner);
    P256Signature _ = signed(owner);
    P256Signature _ = signed(load(device.id, 1, 700));
    P256Signature order = signed(unlock(device.id, ASKED));
    assertThat(signed(unlock(device.id, ASKED))).isEqualTo(order);
    IssuerService certifier = town.startCertifier();
    DistantAgents purse = town.agents(certifier, certifier);
    assertThat(purse.certify(device.wish().request().encode()))
        .isInstanceOf(AgentAnswer.Given.class);
    device.setBack(device.number() - 1);
    assertThat(purse.certify(device.wish().request().encode()))
        .isEqualTo(new AgentAnswer.Refused(AgentReason.NUMBER_TAKEN));
    for (DeviceOrder each :
        List.of(
            owner,
            load(device.id, 1, 700),
            load(device.id, 2, 1),
            unlock(device.id, ASKED),
            unlock(device.id, ByteString.hex("8899aabbccddeeff")))) {
      refused(AgentReason.DEVICE_BLOCKED, each);
    }
    assertThat(lent(device.id)).isEqualTo(700);
    refused(AgentReason.DEVICE_UNKNOWN, unlock(new DeviceId(World.sixteen("no device")), ASKED));
  }

  /** 58, 8b.1: nothing is read that is not an order to the last byte. */
  @Test
  void readsNothingThatIsNoOrder() throws IOException {
    TestDevice device = town.device("malformed");
    IssuerService managers = town.startManagers();
    ByteString good = load(device.id, 1, 700).encode();
    ByteString id = device.id.bytes();
    ByteString noNumber = ByteString.concat(id, ByteString.copyOf(new byte[4]), good.slice(20, 28));
    ByteString negative = ByteString.concat(id, ByteString.hex("ffffffff"), good.slice(20, 28));
    ByteString noAmount = ByteString.concat(good.slice(0, 20), ByteString.copyOf(new byte[8]));
    ByteString tooMuch = ByteString.concat(good.slice(0, 20), ByteString.hex("0000010000000000"));
    for (ByteString each :
        List.of(
            noNumber,
            negative,
            noAmount,
            tooMuch,
            good.slice(0, 27),
            ByteString.concat(good, ASKED),
            ByteString.EMPTY)) {
      malformed(managers, new LineOperation("/v1/load-orders", "signLoad"), each);
    }
    malformed(managers, new LineOperation("/v1/owner-orders", "signOwner"), id);
    malformed(managers, new LineOperation("/v1/unlock-orders", "signUnlock"), id);
    assertThat(town.count("managers", WRITES)).isZero();
    assertThat(lent(device.id)).isZero();
  }

  private void malformed(IssuerService managers, LineOperation operation, ByteString content)
      throws IOException {
    assertThat(town.line(managers, town.managersKey, town.stationKey).ask(operation, content))
        .as("%s %s", operation.name(), content.toHex())
        .isInstanceOfSatisfying(
            org.specie.services.api.Answer.Refused.class,
            refused ->
                assertThat(refused.refusal().code())
                    .isEqualTo(IssuerReason.CALL_MALFORMED.explanation().code()));
  }

  @Test
  void signsForStationsAlone() throws IOException {
    TestDevice device = town.device("anybody's");
    IssuerService managers = town.startManagers();
    for (Ed25519SecretKey caller :
        List.of(town.registerKey, town.certifierKey, town.coreKey, Town.key())) {
      for (DeviceOrder each :
          List.of(
              new DeviceOrder.Owner(device.id, device.owner),
              load(device.id, 1, 700),
              unlock(device.id, ASKED))) {
        assertThatThrownBy(() -> town.managersFor(caller, managers).sign(each))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("7723");
      }
    }
    assertThat(town.count("managers", WRITES)).isZero();
    assertThat(lent(device.id)).isZero();
  }

  /** 58, 3.3: managers who forgot would sign another amount under a number. */
  @Test
  void doesNotStartOverABookThatWasSetBack() throws IOException {
    TestDevice device = town.device("set back");
    P256Signature _ = signed(load(device.id, 1, 700));
    town.sql(
        "managers",
        "CREATE TABLE copy_book AS SELECT * FROM book",
        "CREATE TABLE copy_entry AS SELECT * FROM entry");
    P256Signature _ = signed(load(device.id, 2, 50));
    town.sql(
        "managers",
        "DELETE FROM entry",
        "DELETE FROM book",
        "INSERT INTO book SELECT * FROM copy_book",
        "INSERT INTO entry SELECT * FROM copy_entry");
    assertThat(town.openManagers(town.managers))
        .isEqualTo(Answer.refused(IssuerReason.BOOK_SET_BACK));
  }
}
