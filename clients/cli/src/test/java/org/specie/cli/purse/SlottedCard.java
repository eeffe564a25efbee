package org.specie.cli.purse;

import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.specie.cli.town.offline.Issuer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.mac.Cmac;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.station.DevicePlan;
import org.specie.offline.agents.station.DevicePlan.DeviceLimits;
import org.specie.offline.monebox.MonEbox;
import org.specie.offline.purse.card.CardAnswer;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardCommand;
import org.specie.offline.purse.card.reader.CardReaders;
import org.specie.offline.purse.card.reader.CardReaders.Content;
import org.specie.offline.purse.trust.CardNote;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.simulator.VirtualSlot;
import org.specie.offline.token.value.OwnerId;

/** The real applet on a simulated card, prepared by a station, and put into slots and taken out. */
final class SlottedCard implements Closeable {
  private static final CardImage IMAGE =
      new CardImage(
          MonEbox.class, ByteString.hex("F053504543494501"), ByteString.hex("0809004020"));
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final int PRESS = 0x20;
  private static final int TAMPER = 0x21;
  private static final long PATIENCE_SECONDS = 60;
  private static final long LOOK_MS = 20;

  /** From here on a payment wants the button. */
  static final Amount BUTTON = Amount.parse("50.00");

  private final SoftwareCard card = new SoftwareCard(IMAGE);
  private final Secret processor = Secret.random(Cmac.KEY_SIZE, ENTROPY);
  private final CardChannel hand = command -> answered(command);
  private final Issuer issuer;
  private final DeviceRecord record;
  private Optional<VirtualSlot> slot = Optional.empty();
  private int port;
  private String reader = "";

  private SlottedCard(String owner, Issuer issuer) throws IOException {
    this.issuer = issuer;
    var _ = card.select();
    DevicePlan plan =
        new DevicePlan(
            new DeviceId(ByteString.copyOf(ENTROPY.bytes(16))),
            new OwnerId(ByteString.copyOf(ENTROPY.bytes(16))),
            Issuer.CURRENCY,
            Issuer.CLASS,
            Issuer.PARTITION,
            new DeviceLimits(BUTTON, Amount.parse("10.00"), Amount.parse("8000.00")));
    record = Issuer.require(issuer.station().prepare(hand, plan, processor));
    issuer.register(record.owner(), owner, false, false);
  }

  /** A card of {@code owner}, who has not used it yet. */
  static SlottedCard prepared(String owner, Issuer issuer) throws IOException {
    return new SlottedCard(owner, issuer);
  }

  /** What its owner was given with it. */
  CardNote note() {
    return new CardNote(record.id().bytes(), record.key(), issuer.document());
  }

  private ByteString answered(ByteString command) throws IOException {
    byte[] answer = card.transmit(command.toByteArray());
    if (answer.length == 0) {
      throw new IOException("the card has lost its power");
    }
    return ByteString.copyOf(answer);
  }

  /** Puts it into the slot that waits on this port, and waits until the reader has seen it. */
  void insert(int slotPort, String into) throws IOException {
    slot = Optional.of(VirtualSlot.insert(card, slotPort));
    port = slotPort;
    reader = into;
    await(into, Content.SECURE_DEVICE);
  }

  /** Takes it out. */
  void takeOut() throws IOException {
    close();
    await(reader, Content.NOTHING);
  }

  /** Somebody will pull it out of the reader before its write of this number. */
  void tearBefore(int write) {
    card.memory().begin(write);
  }

  /** Puts it back into the reader that it was taken or torn out of. */
  void putBack() throws IOException {
    card.powerUp();
    insert(port, reader);
  }

  /** Nobody pulls it out after all. */
  void untear() {
    card.memory().begin(Integer.MAX_VALUE);
  }

  /** The chip that has the button says that it was pressed. */
  void press() throws IOException {
    tell(PRESS);
  }

  /** The chip that has the sensors says that somebody opens the case. */
  void breakOpen() throws IOException {
    tell(TAMPER);
  }

  private void tell(int instruction) throws IOException {
    CardCommand command = CardCommand.of(instruction, ByteString.EMPTY);
    CardAnswer challenge = CardCommand.of(CardCommand.CHALLENGE, ByteString.EMPTY).sendTo(hand);
    ByteString code =
        Cmac.of(processor, command.header(), challenge.data(), command.digest().bytes());
    CardAnswer answer = command.with(code).sendTo(hand);
    if (!answer.isOk()) {
      throw answer.unexpected();
    }
  }

  /** The issuer lends it so much. */
  void load(Amount amount) throws IOException {
    Issuer.require(issuer.station().load(hand, record.id(), 1, amount));
  }

  /** Readers notice what was put in or taken out in their own time. */
  static void await(String reader, Content wanted) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (CardReaders.content(reader) != wanted) {
      if (System.nanoTime() > end) {
        throw new IOException(reader + " does not come to hold " + wanted);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (slot.isPresent()) {
      slot.get().close();
    }
  }
}
