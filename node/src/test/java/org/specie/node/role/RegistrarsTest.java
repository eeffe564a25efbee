package org.specie.node.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.registration.RegistrarReason;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.node.home.MemoryHome;
import org.specie.quality.requirements.Requirement;

final class RegistrarsTest {
  private static final Domain DOMAIN = new Domain("registrars", "ILS", 1);
  private static final ByteString ANA = ByteString.utf8("identity card 123456782");
  private final Random random = new Random(5);
  private final Entropy entropy = random::nextBytes;
  private final MemoryHome home = new MemoryHome();
  private final G1 key = key();
  private KeyQuorum quorum;
  private Registrars registrars;

  @BeforeEach
  void open() throws IOException {
    quorum = Registrars.found(home, 4, 2, entropy);
    registrars = Registrars.open(home, DOMAIN, quorum);
  }

  private G1 key() {
    return G1.GENERATOR.times(Scalar.random(entropy));
  }

  private Registration register(ByteString evidence, G1 publicSpendKey, int classId)
      throws IOException {
    return registrars.register(evidence, publicSpendKey, classId, 64);
  }

  private Hash32 tag(Domain domain, ByteString evidence) throws IOException {
    try (Registrars elsewhere = Registrars.open(new Rehoused(home), domain, quorum)) {
      return ((Registration.Approved) elsewhere.register(evidence, key, 0, 64))
          .statement()
          .uniqueness();
    }
  }

  @Test
  void asManySignAsThePolicySays() throws IOException {
    Registration.Approved approved = (Registration.Approved) register(ANA, key, 0);
    assertThat(approved.approvals()).hasSize(2);
    for (Enrolment.Approval each : approved.approvals()) {
      assertThat(
              quorum
                  .keys()
                  .get(each.index())
                  .verify(approved.statement().bytes(), each.signature()))
          .isTrue();
    }
  }

  @Test
  @Requirement("D36")
  void onePersonRegistersOneKeyInOneClass() throws IOException {
    Registration first = register(ANA, key, 0);
    assertThat(register(ANA, key, 0)).isEqualTo(first);
    Registration refused = new Registration.Refused(RegistrarReason.REGISTERED_BEFORE);
    assertThat(register(ANA, key(), 0)).isEqualTo(refused);
    assertThat(register(ANA, key, 1)).isEqualTo(refused);
    registrars.close();
    registrars = Registrars.open(home, DOMAIN, quorum);
    assertThat(register(ANA, key(), 0)).isEqualTo(refused);
    assertThat(register(ANA, key, 0)).isEqualTo(first);
  }

  @Test
  void refusesWhatIsNoEvidenceAndNoKey() throws IOException {
    assertThat(register(ByteString.EMPTY, key, 0))
        .isEqualTo(new Registration.Refused(RegistrarReason.NO_EVIDENCE));
    assertThat(register(ANA, G1.INFINITY, 0))
        .isEqualTo(new Registration.Refused(RegistrarReason.KEY_INVALID));
    assertThat(register(ANA, key, 0)).isInstanceOf(Registration.Approved.class);
  }

  @Test
  @Requirement("D36")
  void theTagSaysNothingWithoutTheSecret() throws IOException {
    Hash32 tag = tag(DOMAIN, ANA);
    assertThat(tag).isEqualTo(tag(DOMAIN, ANA));
    assertThat(tag).isNotEqualTo(tag(DOMAIN, ByteString.utf8("identity card 123456783")));
    assertThat(tag).isNotEqualTo(tag(new Domain("other", "ILS", 1), ANA));
    assertThat(tag).isNotEqualTo(Hash32.sha256(ANA));
    quorum = Registrars.found(home, 4, 2, entropy);
    assertThat(tag).isNotEqualTo(tag(DOMAIN, ANA));
  }

  @Test
  void opensWithNoKeysButTheirOwn() throws IOException {
    KeyQuorum foreign = Registrars.found(new MemoryHome(), 4, 2, entropy);
    assertThatThrownBy(() -> Registrars.open(home, DOMAIN, foreign))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("registrar-1");
    assertThatThrownBy(() -> Registrars.open(new MemoryHome(), DOMAIN, quorum))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("restore its folder");
  }
}
