package org.specie.offline.agents.certifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.BookAudit.Fault;
import org.specie.offline.agents.certifier.BookAudit.Finding;
import org.specie.offline.agents.device.BlindRequest;

/** A certifier that signs more than it may is named. Spec: docs/spec/54-agents.md 4.6. */
class BookAuditTest {
  private World world;
  private TestDevice device;
  private List<BookEntry> entries;

  @BeforeEach
  void certifyTwo() throws IOException {
    world = new World();
    device = TestDevice.registered(world, "ana");
    for (int i = 0; i < 2; i++) {
      assertThat(world.certifier().certify(device.wish().request().encode(), World.NOW).optional())
          .isPresent();
    }
    entries = new ArrayList<>();
    world.book.read(entries::add);
  }

  private BookAudit.Report examine() throws IOException {
    return BookAudit.examine(world.certifierCert.id(), entries, world.core);
  }

  private static ByteString sign(BlindRequest request) {
    return World.RSA.sign(request.blinded()).orElseThrow();
  }

  private void enter(BlindRequest request, long serial) {
    entries.add(
        new BookEntry(
            entries.size() + 1L, entries.getLast().digest(), request, serial, sign(request)));
  }

  @Test
  void findsNothingInAnHonestBook() throws IOException {
    BookAudit.Report report = examine();

    assertThat(report.findings()).isEmpty();
    assertThat(report.unaccounted()).isEmpty();
    assertThat(entries).hasSize(2);
    assertThat(entries.getLast().digest()).isEqualTo(world.book.head());
  }

  @Test
  void namesASignatureOnWhatNoDeviceAskedTheCoreFor() throws IOException {
    enter(device.wish().request(), 3);

    assertThat(examine().findings())
        .containsExactly(new Finding(3, Fault.NOT_ASKED), new Finding(3, Fault.NOT_GRANTED));
  }

  @Test
  void namesASecondSignatureUnderOneSerial() throws IOException {
    BlindRequest asked = device.wish().request();
    assertThat(world.core.lineOf(world.certifierCert.id()).grant(asked, World.NOW).optional())
        .contains(3L);
    enter(asked, 2);

    BookAudit.Report report = examine();
    assertThat(report.findings()).containsExactly(new Finding(3, Fault.NOT_GRANTED));
    assertThat(report.unaccounted()).isEqualTo(Map.of(world.classKey.certificate().id(), 1L));
  }

  @Test
  void namesASignatureThatIsNone() throws IOException {
    BookEntry last = entries.removeLast();
    entries.add(
        new BookEntry(
            last.number(),
            last.previous(),
            last.request(),
            last.serial(),
            entries.getFirst().signature()));

    assertThat(examine().findings()).containsExactly(new Finding(2, Fault.NOT_SIGNED));
  }

  @Test
  void namesAnEntryThatWasTakenOutOrChanged() throws IOException {
    BookEntry last = entries.getLast();
    assertThat(BookAudit.examine(world.certifierCert.id(), List.of(last), world.core).findings())
        .containsExactly(new Finding(2, Fault.CHAIN_BROKEN));

    entries.set(1, new BookEntry(2, Hash32.ZERO, last.request(), last.serial(), last.signature()));
    assertThat(examine().findings()).containsExactly(new Finding(2, Fault.CHAIN_BROKEN));
  }

  @Test
  void countsGrantsThatAreInNoEntry() throws IOException {
    BookAudit.Report report = BookAudit.examine(world.certifierCert.id(), List.of(), world.core);

    assertThat(report.findings()).isEmpty();
    assertThat(report.unaccounted()).isEqualTo(Map.of(world.classKey.certificate().id(), 2L));
  }
}
