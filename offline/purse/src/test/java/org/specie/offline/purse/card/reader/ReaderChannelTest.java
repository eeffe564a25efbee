package org.specie.offline.purse.card.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.offline.monebox.MonEbox;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.card.CardConnection.Opening;
import org.specie.offline.purse.card.CardWayBehaviour;
import org.specie.offline.purse.card.TestCard;
import org.specie.offline.purse.card.reader.CardReaders.Content;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.simulator.VirtualReaders;
import org.specie.offline.simulator.VirtualSlot;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;

/** A host and the real applet, with the machine's PC/SC service and a reader between them. */
@Requirement("U4")
class ReaderChannelTest implements CardWayBehaviour {
  @TempDir static Path folder;

  private static Optional<VirtualReaders> readers = Optional.empty();

  private ReaderDrive drive;

  @BeforeAll
  static void startService() throws IOException {
    Optional<String> lack = VirtualReaders.lack();
    Assumptions.assumeTrue(
        lack.isEmpty(), () -> "no card is put into a reader: this machine lacks " + lack.get());
    readers = VirtualReaders.start(folder);
    Assumptions.assumeTrue(
        readers.isPresent(), "no card is put into a reader: another service came first");
  }

  @AfterAll
  static void endService() {
    readers.ifPresent(VirtualReaders::close);
  }

  @BeforeEach
  void openDrive() throws IOException {
    drive = new ReaderDrive(readers.orElseThrow());
  }

  @AfterEach
  void closeDrive() throws IOException {
    drive.close();
  }

  @Override
  public TestCard card(OwnerId owner, long minor, int keys) throws IOException {
    return TestCard.with(Mint.shared().issuer(), owner, minor, keys, drive);
  }

  @Test
  void saysWhatIsInAReader() throws IOException {
    List<String> names = CardReaders.names();
    assertThat(names).hasSize(2);
    assertThat(CardReaders.content(names.get(0))).isEqualTo(Content.NOTHING);
    try (VirtualSlot _ = inserted("F053504543494501")) {
      drive.awaitContent(0, Content.SECURE_DEVICE);
      assertThat(CardReaders.content(names.get(1))).isEqualTo(Content.NOTHING);
      drive.opened(0).close();
    }
    drive.awaitContent(0, Content.NOTHING);
    assertThat(CardReaders.open(names.get(0))).isEqualTo(new Opening.Refused(ReaderReason.NO_CARD));
    assertThat(CardReaders.open("a drawer")).isEqualTo(new Opening.Refused(ReaderReason.NO_READER));
  }

  @Test
  void takesNoOtherCard() throws IOException {
    try (VirtualSlot _ = inserted("F053504543494502")) {
      drive.awaitContent(0, Content.ANOTHER_CARD);
      assertThat(CardReaders.open(CardReaders.names().getFirst()))
          .isEqualTo(new Opening.Refused(ReaderReason.NO_SECURE_DEVICE));
    }
    drive.awaitContent(0, Content.NOTHING);
  }

  /** A blank card with a program of this name in the first slot. */
  private static VirtualSlot inserted(String applet) throws IOException {
    CardImage image =
        new CardImage(MonEbox.class, ByteString.hex(applet), ByteString.hex("0403000604"));
    return VirtualSlot.insert(new SoftwareCard(image), readers.orElseThrow().slots().getFirst());
  }
}
