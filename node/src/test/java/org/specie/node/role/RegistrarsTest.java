package org.specie.node.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.registration.RegistrarReason;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.cash.protocol.registration.TagShare;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.seed.Secret;
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
  void theTagSaysNothingWithoutTheKey() throws IOException {
    Hash32 tag = tag(DOMAIN, ANA);
    assertThat(tag).isEqualTo(tag(DOMAIN, ANA));
    assertThat(tag).isNotEqualTo(tag(DOMAIN, ByteString.utf8("identity card 123456783")));
    assertThat(tag).isNotEqualTo(tag(new Domain("other", "ILS", 1), ANA));
    assertThat(tag).isNotEqualTo(Hash32.sha256(ANA));
    quorum = Registrars.found(home, 4, 2, entropy);
    assertThat(tag).isNotEqualTo(tag(DOMAIN, ANA));
  }

  /** No registrar has the key behind tags, and one cannot make a tag. */
  @Test
  @Requirement("D5")
  void eachHasAShareAndNoneTheKey() throws IOException {
    ByteString question = TagKey.question(DOMAIN, ANA);
    TagKey tags = Body.REGISTRARS.member(home, 0).tagShare().key();
    assertThat(tags.key().threshold()).isEqualTo(2);
    SortedMap<Integer, ByteString> points = new TreeMap<>();
    for (int index = 0; index < 4; index++) {
      TagShare share = Body.REGISTRARS.member(home, index).tagShare();
      assertThat(share.place()).isEqualTo(index);
      assertThat(share.key()).isEqualTo(tags);
      assertThat(tags.combine(question, new TreeMap<>(Map.of(index, share.answer(question)))))
          .isEmpty();
      assertThat(tags.tag(question, share.answer(question))).isEmpty();
      points.put(index, share.answer(question));
    }
    ByteString proof = tags.combine(question, points).orElseThrow();
    assertThat(tags.combine(question, points.tailMap(2))).contains(proof);
    assertThat(tags.tag(question, proof)).contains(tag(DOMAIN, ANA));
    // One of four lies: the others make the same.
    points.put(0, points.get(1));
    assertThat(tags.combine(question, points)).contains(proof);
  }

  @Test
  @Requirement("D5")
  void opensWithNoDamagedShareAndNoneOfAnotherKey() throws IOException {
    Secret kept = home.apart("registrar-2").secret("member", "tag-share").orElseThrow();
    byte[] bytes = kept.lend(byte[]::clone);
    for (int at : new int[] {0, 6, bytes.length - 40, bytes.length - 33, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      home.apart("registrar-2").keep("member", "tag-share", Secret.copyOf(damaged));
      assertThatThrownBy(() -> Registrars.open(home, DOMAIN, quorum))
          .as("byte %d", at)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("registrar-2");
    }
    home.apart("registrar-2").keep("member", "tag-share", Secret.copyOf(new byte[32]));
    assertThatThrownBy(() -> Registrars.open(home, DOMAIN, quorum))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
    // The same points with a greater threshold are a key, but not the others'.
    byte[] stricter = bytes.clone();
    stricter[2] ^= 1;
    home.apart("registrar-2").keep("member", "tag-share", Secret.copyOf(stricter));
    assertThatThrownBy(() -> Registrars.open(home, DOMAIN, quorum))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not of one key");
    MemoryHome other = new MemoryHome();
    KeyQuorum _ = Registrars.found(other, 4, 2, entropy);
    home.apart("registrar-2")
        .keep(
            "member",
            "tag-share",
            other.apart("registrar-2").secret("member", "tag-share").orElseThrow());
    assertThatThrownBy(() -> Registrars.open(home, DOMAIN, quorum))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not of one key");
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
