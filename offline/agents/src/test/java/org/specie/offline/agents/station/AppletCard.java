package org.specie.offline.agents.station;

import java.io.IOException;
import java.security.SecureRandom;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.mac.Cmac;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.monebox.MonEbox;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardCommand;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.SoftwareCard;

/** A blank card with the real applet, and the chip beside it that has the button. */
public final class AppletCard implements CardChannel {
  private static final CardImage IMAGE =
      new CardImage(
          MonEbox.class, ByteString.hex("F053504543494501"), ByteString.hex("0403000604"));
  private static final int PRESS = 0x20;
  private static final int TAMPER = 0x21;

  public final Secret processor = Secret.random(Cmac.KEY_SIZE, new SecureRandom()::nextBytes);
  private final SoftwareCard card = new SoftwareCard(IMAGE);

  /** A blank card, in a reader. */
  public AppletCard() {
    reset();
  }

  /** The power goes and comes back. */
  void reset() {
    var _ = card.select();
  }

  @Override
  public ByteString transmit(ByteString command) {
    return ByteString.copyOf(card.transmit(command.toByteArray()));
  }

  @Override
  public boolean isOverNetwork() {
    return false;
  }

  /** The owner presses the button; it counts for one command. */
  public void press() throws IOException {
    processor(PRESS);
  }

  /** A sensor says that somebody opens the device. */
  public void tamper() throws IOException {
    processor(TAMPER);
  }

  private void processor(int instruction) throws IOException {
    CardCommand command = CardCommand.of(instruction, ByteString.EMPTY);
    ByteString challenge = tell(CardCommand.CHALLENGE, ByteString.EMPTY);
    ByteString code = Cmac.of(processor, command.header(), challenge, command.digest().bytes());
    StationCard.expect(command.with(code).sendTo(this));
  }

  /** The answer to a command that nobody vouches for. */
  public ByteString tell(int instruction, ByteString data) throws IOException {
    return StationCard.expect(CardCommand.of(instruction, data).sendTo(this));
  }

  /** What the card answers to a command it should refuse. */
  int status(int instruction, int p1, int size) throws IOException {
    ByteString data = new Encoder().fixed(new byte[size]).toByteString();
    return new CardCommand(instruction, p1, 0, data).sendTo(this).status();
  }
}
