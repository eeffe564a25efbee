package org.specie.offline.agents.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.value.KeyId;
import org.specie.quality.requirements.Requirement;

/** Purses of agents, and who is struck off. Spec: docs/spec/54-agents.md 3.2.1. */
class AgentPursesTest {
  private World world;
  private TestDevice purse;
  private TestDevice anybody;
  private KeyCert bank;

  @BeforeEach
  void putUp() throws IOException {
    world = new World();
    purse = TestDevice.registered(world, "vault of a bank");
    anybody = TestDevice.registered(world, "somebody");
    bank =
        world.authority.certify(
            KeyUse.FACTORY,
            SigningKey.generate().publicKey(),
            World.CLASS,
            World.days(700),
            World.LIMITS);
    assertThat(world.core.accredit(bank)).isEqualTo(Verdict.accepted());
  }

  private Answer<Long> grant() throws IOException {
    return world.core.lineOf(world.certifierCert.id()).grant(purse.wish().request(), World.NOW);
  }

  private void appointHouse() throws IOException {
    assertThat(world.core.appoint(world.certifierCert.id())).isEqualTo(Verdict.accepted());
    assertThat(world.core.appoint(world.factoryCert.id())).isEqualTo(Verdict.accepted());
    assertThat(world.core.assign(purse.id, bank.id())).isEqualTo(Verdict.accepted());
  }

  @Test
  @Requirement({"R45", "R149"})
  void anAgentsPurseIsServedByTheCoresOwnAgentsAlone() throws IOException {
    assertThat(world.core.assign(purse.id, bank.id())).isEqualTo(Verdict.accepted());
    // Nobody is appointed yet; the bank's own factory is accredited, and gets its purse nothing.
    assertThat(grant()).isEqualTo(Answer.refused(AgentReason.NOT_THE_CORES_AGENT));
    assertThat(world.core.lineOf(bank.id()).vouch(purse.wishToken()))
        .isEqualTo(Answer.refused(AgentReason.NOT_THE_CORES_AGENT));
    appointHouse();
    assertThat(grant()).isEqualTo(Answer.given(1L));
    assertThat(world.core.lineOf(world.factoryCert.id()).vouch(purse.wishToken()).optional())
        .isPresent();
    assertThat(world.core.lineOf(bank.id()).vouch(purse.wishToken()))
        .isEqualTo(Answer.refused(AgentReason.NOT_THE_CORES_AGENT));
    assertThat(world.core.lineOf(bank.id()).vouch(anybody.wishToken()).optional())
        .as("who is no agent may ask any factory")
        .isPresent();
  }

  @Test
  @Requirement({"R45", "R149"})
  void anAgentThatIsStruckOffGetsNoneForItsPurse() throws IOException {
    appointHouse();
    assertThat(grant()).isEqualTo(Answer.given(1L));
    assertThat(world.core.agents()).containsEntry(bank.id(), true);
    assertThat(world.core.withdraw(bank.id())).isEqualTo(Verdict.accepted());
    assertThat(world.core.agents())
        .containsEntry(bank.id(), false)
        .containsEntry(world.certifierCert.id(), true);
    assertThat(grant()).isEqualTo(Answer.refused(AgentReason.NOT_ACCREDITED));
    assertThat(world.core.lineOf(world.factoryCert.id()).vouch(purse.wishToken()))
        .isEqualTo(Answer.refused(AgentReason.NOT_ACCREDITED));
    assertThat(
            world.core.lineOf(world.certifierCert.id()).grant(anybody.wish().request(), World.NOW))
        .as("everybody else gets theirs")
        .isEqualTo(Answer.given(2L));
    assertThat(world.core.accredit(bank)).isEqualTo(Verdict.accepted());
    assertThat(grant()).isEqualTo(Answer.given(3L));
  }

  @Test
  void aPurseIsOneAgentsForGood() throws IOException {
    KeyId stranger = SigningKey.generate().publicKey().id();
    Verdict notAccredited = Verdict.refused(AgentReason.NOT_ACCREDITED);
    assertThat(world.core.assign(purse.id, stranger)).isEqualTo(notAccredited);
    assertThat(world.core.appoint(stranger)).isEqualTo(notAccredited);
    assertThat(world.core.assign(new DeviceId(World.sixteen("nobody")), bank.id()))
        .isEqualTo(Verdict.refused(AgentReason.DEVICE_UNKNOWN));
    assertThat(world.core.lineOf(world.certifierCert.id()).grant(purse.wish().request(), World.NOW))
        .as("nothing was assigned")
        .isEqualTo(Answer.given(1L));
    purse = TestDevice.registered(world, "another vault");
    assertThat(world.core.assign(purse.id, bank.id())).isEqualTo(Verdict.accepted());
    var _ = grant();
    assertThat(world.core.assign(purse.id, bank.id())).isEqualTo(Verdict.accepted());
    assertThat(world.core.assign(purse.id, world.factoryCert.id()))
        .isEqualTo(Verdict.refused(AgentReason.PURSE_OF_OTHER_AGENT));
  }

  /** A station that lies takes no card from its owner. */
  @Test
  @Requirement({"R45", "R149"})
  void aCardThatSomebodyUsesBecomesNoAgentsPurse() throws IOException {
    Verdict inUse = Verdict.refused(AgentReason.DEVICE_IN_USE);
    TestDevice asked = TestDevice.registered(world, "has asked");
    assertThat(world.core.lineOf(world.certifierCert.id()).grant(asked.wish().request(), World.NOW))
        .isEqualTo(Answer.given(1L));
    assertThat(world.core.assign(asked.id, bank.id())).isEqualTo(inUse);
    TestDevice loaded = TestDevice.registered(world, "was loaded");
    assertThat(world.core.lend(loaded.id, Amount.ofMinor(1))).isEqualTo(Verdict.accepted());
    assertThat(world.core.assign(loaded.id, bank.id())).isEqualTo(inUse);
    assertThat(world.core.lineOf(bank.id()).vouch(asked.wishToken()).optional())
        .as("it is served by whom its owner asks")
        .isPresent();
  }
}
