package org.specie.offline.agents.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.World;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/56-register.md section 2. */
class PseudonymAgentTest {
  private static final String ANA = "account 0017 of ana";
  private static final ByteString REQUEST = ByteString.utf8("request sixteen.");

  private final RegisterWorld world = new RegisterWorld();

  private void refuses(Reason reason, ByteString consent, Minutes now) throws IOException {
    assertThat(world.agent().identify(consent, now)).isEqualTo(Answer.refused(reason));
  }

  /** Everything the register has on its disk. */
  private List<ByteString> disk() throws IOException {
    List<ByteString> all = new ArrayList<>();
    world.registerStorage.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (key, value) -> {
          all.add(ByteString.concat(key, value));
          return true;
        });
    return all;
  }

  @Test
  @Requirement({"R49", "R50"})
  void aDeviceOfAPersonHasOneOwnerIdHoweverOftenThePersonAsks() throws IOException {
    OwnerId ana = world.enrol(ANA);
    Optional<RegisterEntry> entry = world.register.entry(ana);
    assertThat(entry).isPresent();
    assertThat(world.enrol(ANA)).isEqualTo(ana);
    assertThat(world.register.entry(ana)).isEqualTo(entry);
    assertThat(world.enrol("another account")).isNotEqualTo(ana);
    assertThat(world.register.find(ana).orElseThrow().anonymous()).isFalse();
    assertThat(world.register.find(ana).orElseThrow().info())
        .isEqualTo(new PayeeInfo("Bakery, Old Town"));
  }

  /** Two devices of one owner id would each redeem the same payment. */
  @Test
  @Requirement("R50")
  void aPersonHasAnotherOwnerIdForEachDevice() throws IOException {
    OwnerId first = world.enrol(ANA, 1);
    OwnerId second = world.enrol(ANA, 2);
    assertThat(second).isNotEqualTo(first);
    assertThat(world.enrol(ANA, 2)).isEqualTo(second);
    assertThat(world.enrol(ANA, 0xffff)).isNotEqualTo(first);
    for (OwnerId each : List.of(first, second)) {
      assertThat(world.register.entry(each).orElseThrow().owner()).isEqualTo(each);
    }

    byte[] noDevice = world.consent(ANA, 1, World.NOW).encode().toByteArray();
    int device = Integer.BYTES + ANA.length();
    assertThat(noDevice[device + 1]).isEqualTo((byte) 1);
    noDevice[device + 1] = 0;
    refuses(RegisterReason.MALFORMED, ByteString.copyOf(noDevice), World.NOW);
    refuses(
        RegisterReason.NO_CONSENT,
        new Consent(new Claim(ANA, 3, World.NOW), world.consent(ANA, 1, World.NOW).signature())
            .encode(),
        World.NOW);
  }

  @Test
  @Requirement("R50")
  void whoStaysAnonymousGetsARandomOne() throws IOException {
    OwnerId first = world.agent().anonymous(REQUEST).optional().orElseThrow();
    assertThat(world.agent().anonymous(REQUEST)).isEqualTo(Answer.given(first));
    OwnerId second =
        world.agent().anonymous(ByteString.utf8("request number 2")).optional().orElseThrow();
    assertThat(second).isNotEqualTo(first);
    assertThat(world.register.find(first).orElseThrow().anonymous()).isTrue();
    assertThat(world.register.entry(first)).isEmpty();
    assertThat(world.agent().anonymous(ByteString.utf8("short")))
        .isEqualTo(Answer.refused(RegisterReason.MALFORMED));
  }

  /** The reference is public to many; without the agent's secret it leads nowhere. */
  @Test
  @Requirement("R50")
  void theReferenceAloneDoesNotLeadToTheOwnerId() throws IOException {
    OwnerId ana = world.enrol(ANA);
    RegisterWorld other = new RegisterWorld();
    assertThat(other.enrol(ANA)).isNotEqualTo(ana);
    assertThat(world.agentKeys.toString()).isEqualTo("Keys[redacted]");
  }

  @Test
  void theRegisterHoldsNeitherReferenceNorData() throws IOException {
    world.addCustomer(ANA, "Ana Anders, 3 Canal Street");
    world.enrol(ANA);
    assertThat(disk()).hasSize(1);
    String everything = disk().getFirst().toHex();
    for (String known : List.of(ANA, "Ana Anders", "Canal", world.bank.source())) {
      assertThat(everything).doesNotContain(ByteString.utf8(known).toHex());
    }
  }

  @Test
  void entriesOfAllPersonsHaveOneLength() throws IOException {
    world.addCustomer("b", "x".repeat(512));
    assertThat(world.register.entry(world.enrol("b")).orElseThrow().encode().size())
        .isEqualTo(RegisterEntry.SIZE)
        .isEqualTo(1_216);
    assertThat(world.register.entry(world.enrol("c")).orElseThrow().encode().size())
        .isEqualTo(1_216);
  }

  @Test
  @Requirement("R56")
  void identifiesNobodyWithoutConsent() throws IOException {
    world.addCustomer(ANA);
    world.addCustomer("ben");
    Consent ofBen = world.consent("ben", World.NOW);
    refuses(
        RegisterReason.NO_CONSENT,
        new Consent(new Claim(ANA, 1, World.NOW), ofBen.signature()).encode(),
        World.NOW);
    Ed25519SecretKey stranger = Ed25519SecretKey.generate(RegisterWorld.entropy());
    refuses(
        RegisterReason.NO_CONSENT,
        Consent.give(stranger, world.agentKeys.publicKey(), ANA, 1, World.NOW).encode(),
        World.NOW);
    refuses(
        RegisterReason.REFERENCE_UNKNOWN, world.consent("nobody", World.NOW).encode(), World.NOW);
    ByteString consent = world.consent(ANA, World.NOW).encode();
    refuses(RegisterReason.CONSENT_NOT_VALID_NOW, consent, World.later(-1));
    refuses(RegisterReason.CONSENT_NOT_VALID_NOW, consent, World.later(1_441));
    assertThat(disk()).isEmpty();
    assertThat(world.agent().identify(consent, World.later(1_440)).optional()).isPresent();
  }

  /** A consent for this agent is worth nothing at another. */
  @Test
  @Requirement("R56")
  void aConsentIsForOneAgent() throws IOException {
    world.addCustomer(ANA);
    PseudonymAgent other =
        world.agent(
            new PseudonymAgent.Keys(
                Ed25519SecretKey.generate(RegisterWorld.entropy()),
                Secret.random(32, RegisterWorld.entropy())));
    assertThat(other.identify(world.consent(ANA, World.NOW).encode(), World.NOW))
        .isEqualTo(Answer.refused(RegisterReason.NO_CONSENT));
  }

  @Test
  @Requirement("R56")
  void refusesAConsentOfWhichOneByteWasChanged() throws IOException {
    world.addCustomer(ANA);
    ByteString genuine = world.consent(ANA, World.NOW).encode();
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(world.agent().identify(ByteString.copyOf(bytes), World.NOW).optional())
          .as("byte %s", at)
          .isEmpty();
    }
    refuses(RegisterReason.MALFORMED, ByteString.concat(genuine, REQUEST), World.NOW);
    assertThat(disk()).isEmpty();
  }

  @Test
  void anIdentityHasOneEncoding() throws MalformedInput {
    Identity ana = new Identity(Identity.Kind.DATA, "a register", "Ana Anders");
    ByteString bytes = ana.encode();
    assertThat(bytes.size()).isEqualTo(Identity.SIZE);
    assertThat(Identity.decode(bytes)).isEqualTo(ana);
    assertThat(ana.toString()).doesNotContain("Ana");
    byte[] padded = bytes.toByteArray();
    padded[Identity.SIZE - 1] = 1;
    assertThat(reads(ByteString.copyOf(padded))).isFalse();
    assertThat(reads(bytes.slice(0, Identity.SIZE - 1))).isFalse();
  }

  private static boolean reads(ByteString bytes) {
    try {
      return Identity.decode(bytes).source().equals("a register");
    } catch (MalformedInput _) {
      return false;
    }
  }
}
