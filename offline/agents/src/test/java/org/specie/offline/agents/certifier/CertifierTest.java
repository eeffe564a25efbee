package org.specie.offline.agents.certifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.TestDevice.Wanted;
import org.specie.offline.agents.World;
import org.specie.offline.agents.core.DeviceStatus;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.KeyId;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/54-agents.md section 4. */
class CertifierTest {
  private World world;
  private TestDevice device;

  @BeforeEach
  void putUp() throws IOException {
    world = new World();
    device = TestDevice.registered(world, "ana");
  }

  private KeyId classKey() {
    return world.classKey.certificate().id();
  }

  private Certification certify(BlindRequest request) throws IOException {
    return world.certifier().certify(request.encode(), World.NOW).optional().orElseThrow();
  }

  private void refuses(AgentReason reason, ByteString request) throws IOException {
    assertThat(world.certifier().certify(request, World.NOW)).isEqualTo(Answer.refused(reason));
  }

  @Test
  @Requirement("R64")
  void signsUnseenWhatPayeesTakeAsAPaymentKey() throws IOException, MalformedInput {
    Wanted wanted = device.wish();
    Certification answer = certify(wanted.request());
    PayCert certificate = device.certificate(wanted, Certification.decode(answer.encode()));
    Configuration configuration =
        world.factory().make(device.wishToken().encode(), World.NOW).optional().orElseThrow();
    Payment payment = TestDevice.pay(configuration, 1_250, wanted.key(), certificate);

    Request request =
        new Request(
            Optional.of(Amount.ofMinor(1_250)),
            TestDevice.REFERENCE,
            Token.fresh(configuration),
            world.chain());
    Response response = new Response(configuration.id(), payment, world.chain());
    assertThat(world.verifier().accept(request, response, World.NOW).isAccepted()).isTrue();
    assertThat(answer.request()).isEqualTo(wanted.request().digest());
    assertThat(world.core.granted(classKey())).isEqualTo(1);
  }

  @Test
  void answersARepeatedRequestTheSameWhateverHasChanged() throws IOException {
    BlindRequest request = device.wish().request();
    Certification first = certify(request);

    assertThat(certify(request)).isEqualTo(first);
    world.core.change(device.id, DeviceStatus.ENDED);
    world.core.withdraw(world.certifierCert.id());
    assertThat(certify(request)).isEqualTo(first);
    assertThat(world.core.granted(classKey())).isEqualTo(1);
    assertThat(world.book.count()).isEqualTo(1);
  }

  /** Nobody gets the answer to another request by taking its number. */
  @Test
  void answersNoOtherRequestUnderANumberItAnswered() throws IOException {
    certify(device.wish().request());
    device.setBack(0);

    refuses(AgentReason.NUMBER_TAKEN, device.wish().request().encode());
    assertThat(world.book.count()).isEqualTo(1);
  }

  /** Fails as often as it is told, before anything is written. */
  private static final class FailingStorage {
    private final MemoryStorage kept = new MemoryStorage();
    private int failures = 1;

    Storage open() {
      return new Storage() {
        @Override
        public Optional<ByteString> get(ByteString key) throws IOException {
          return kept.get(key);
        }

        @Override
        public void write(Batch batch) throws IOException {
          if (failures-- > 0) {
            throw new IOException("the disk is full");
          }
          kept.write(batch);
        }

        @Override
        public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
          kept.scan(prefix, from, visitor);
        }

        @Override
        public void close() {}
      };
    }
  }

  /** The core has debited, and the certifier's disk fails: asking again makes it good. */
  @Test
  void losesAndDoublesNothingInACrashBetweenGrantAndBook() throws IOException {
    FailingStorage disk = new FailingStorage();
    BlindRequest request = device.wish().request();
    Certifier first = world.certifier(CertifierBook.open(disk.open()));

    assertThatThrownBy(() -> first.certify(request.encode(), World.NOW))
        .isInstanceOf(IOException.class);
    assertThat(world.core.granted(classKey())).isEqualTo(1);

    CertifierBook book = CertifierBook.open(disk.open());
    Certifier second = world.certifier(book);
    Certification answer = second.certify(request.encode(), World.NOW).optional().orElseThrow();
    assertThat(world.core.granted(classKey())).isEqualTo(1);
    assertThat(book.count()).isEqualTo(1);
    assertThat(certify(request)).as("by another book").isEqualTo(answer);
    assertThat(CertifierBook.open(disk.open()).head()).isEqualTo(book.head());
  }

  @Test
  @Requirement("R64")
  void refusesARequestOfWhichOneByteWasChanged() throws IOException {
    BlindRequest request = device.wish().request();
    ByteString genuine = request.encode();
    assertThat(genuine.size()).isEqualTo(BlindRequest.SIZE).isEqualTo(380);
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(world.certifier().certify(ByteString.copyOf(bytes), World.NOW).optional())
          .as("byte %s", at)
          .isEmpty();
    }
    assertThat(world.core.granted(classKey())).isZero();
    assertThat(world.core.evidence()).isEmpty();
    assertThat(certify(request).signature().size()).isEqualTo(256);
  }

  @Test
  void refusesWhatIsNoNumberBelowTheModulusBeforeItIsDebited() throws IOException {
    ByteString modulus = world.classKey.certificate().key().modulus();

    refuses(AgentReason.MALFORMED, device.request(classKey(), modulus).encode());
    refuses(AgentReason.MALFORMED, ByteString.EMPTY);
    assertThat(world.core.granted(classKey())).isZero();
  }

  @Test
  void signsUnderNoKeyButItsOwn() throws IOException {
    refuses(
        AgentReason.CLASS_UNKNOWN,
        device.wish(new KeyId(ByteString.utf8("another!"))).request().encode());
  }

  @Test
  @Requirement({"R42", "R47"})
  void getsNothingWhenItIsNotAccredited() throws IOException {
    world.core.withdraw(world.certifierCert.id());

    refuses(AgentReason.NOT_ACCREDITED, device.wish().request().encode());
    assertThat(world.core.granted(classKey())).isZero();
  }
}
