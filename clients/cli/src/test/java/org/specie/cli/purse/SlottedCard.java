package org.specie.cli.purse;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.mac.Cmac;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.monebox.MonEbox;
import org.specie.offline.purse.card.CardAnswer;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardCommand;
import org.specie.offline.purse.card.reader.CardReaders;
import org.specie.offline.purse.card.reader.CardReaders.Content;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.CardPort;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.simulator.VirtualSlot;

/** The real applet on a simulated card with its other chip, put into slots and taken out. */
final class SlottedCard implements Closeable {
  private static final CardImage IMAGE =
      new CardImage(
          MonEbox.class, ByteString.hex("F053504543494501"), ByteString.hex("0809004020"));
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final int ID_SIZE = 16;
  private static final int PRESS = 0x20;
  private static final int TAMPER = 0x21;
  private static final long PATIENCE_SECONDS = 60;
  private static final long LOOK_MS = 20;

  private final SoftwareCard card = new SoftwareCard(IMAGE);
  private final Secret processor = Secret.random(Cmac.KEY_SIZE, ENTROPY);
  private final CardChannel hand = command -> answered(command);
  private final String id = ByteString.copyOf(ENTROPY.bytes(ID_SIZE)).toHex();
  private String owner = ByteString.copyOf(ENTROPY.bytes(ID_SIZE)).toHex();
  private Optional<VirtualSlot> slot = Optional.empty();
  private int port;
  private String reader = "";

  private SlottedCard() {
    byte[] _ = card.select();
  }

  /** A card fresh from the factory, with the ids that it is to get. */
  static SlottedCard blank() {
    return new SlottedCard();
  }

  /** The device id that is meant for it, in hexadecimal digits. */
  String id() {
    return id;
  }

  /** The owner id that is meant for it, in hexadecimal digits; one of nobody at first. */
  String owner() {
    return owner;
  }

  /** It is to be this owner's. */
  void ownedBy(String given) {
    owner = given;
  }

  /** The key of its other chip, as whoever assembled the two wrote it down. */
  String processor() {
    return processor.lend(ByteString::copyOf).toHex();
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

  /** It listens on a line of its own; nobody has it in a slot. */
  CardPort listen() throws IOException {
    return CardPort.listen(card);
  }

  /** The same at another address of this machine, where others may be on the line. */
  CardPort listen(InetAddress at) throws IOException {
    return CardPort.listen(card, at);
  }

  /** From now on it is reached through the air, as a card that is held to a reader. */
  void holdToTheAir() {
    card.contactless(true);
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
