package org.specie.cli.town.offline;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.mac.Cmac;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.agents.station.OwnerHost;
import org.specie.offline.monebox.MonEbox;
import org.specie.offline.purse.card.CardAnswer;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardCommand;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.SoftwareCard;

/**
 * A card of software with its button: the applet of page 51. The hand that holds it can press the
 * button, cut the power, break it open and copy it.
 */
public final class Card implements CardChannel, OwnerHost {
  private static final ByteString APPLET = ByteString.hex("F053504543494501");
  private static final int RESULTS = 9;
  private static final int PAID = 64;
  private static final int OWN = 32;
  private static final int PRESS = 0x20;
  private static final int TAMPER = 0x21;
  private static final int PROCESSOR_SIZE = 16;
  private static final int BINDING_SIZE_MAX = 32;

  private final CardImage image;
  private final SoftwareCard software;
  private final Secret processor;
  private Optional<CardBinding> binding = Optional.empty();

  private Card(CardImage image, SoftwareCard software, Secret processor) {
    this.image = image;
    this.software = software;
    this.processor = processor;
    byte[] _ = software.select();
  }

  /** A card fresh from the factory with so many places for payment keys. */
  public static Card blank(int keyPlaces, Entropy entropy) {
    CardImage image = image(keyPlaces);
    return new Card(image, new SoftwareCard(image), Secret.copyOf(entropy.bytes(PROCESSOR_SIZE)));
  }

  private static CardImage image(int keyPlaces) {
    ByteString parameters =
        new Encoder().u8(keyPlaces).u8(RESULTS).u16(PAID).u8(OWN).toByteString();
    return new CardImage(MonEbox.class, APPLET, parameters);
  }

  /** Everything there is of this card and its first host, in clear, for whoever seals it. */
  public Secret state() {
    Encoder out =
        new Encoder().u8(image.parameters().at(0)).fixed(copy(processor)).bool(binding.isPresent());
    if (binding.isPresent()) {
      out.bytes(copy(binding.get().keep()));
    }
    return Secret.copyOf(out.fixed(software.snapshot().encode()).toByteArray());
  }

  private static ByteString copy(Secret secret) {
    return secret.lend(ByteString::copyOf);
  }

  /** The card that {@link #state} told of, put into a reader. */
  public static Card restored(ByteString state) throws MalformedInput {
    Decoder in = new Decoder(state);
    CardImage image = image(in.u8());
    Secret processor = Secret.copyOf(in.fixedArray(PROCESSOR_SIZE));
    Optional<CardBinding> binding =
        in.bool() ? Optional.of(CardBinding.kept(in.bytes(BINDING_SIZE_MAX))) : Optional.empty();
    Card card =
        new Card(
            image,
            SoftwareCard.restored(image, state.slice(in.position(), state.size())),
            processor);
    card.binding = binding;
    return card;
  }

  public Secret processor() {
    return processor;
  }

  @Override
  public ByteString transmit(ByteString command) throws IOException {
    byte[] answer = software.transmit(command.toByteArray());
    if (answer.length == 0) {
      throw new IOException("the card has lost its power");
    }
    return ByteString.copyOf(answer);
  }

  @Override
  public boolean isOverNetwork() {
    return false;
  }

  /** Pulls the card out of the reader before its write of this number, counted from here. */
  public void tearBefore(int write) {
    software.memory().begin(write);
  }

  /** Puts the card back into the reader. */
  public void powerUp() {
    software.powerUp();
  }

  /** A second card with everything that is in this one: what somebody with a laboratory makes. */
  public Card copied() {
    try {
      Card copy =
          new Card(image, SoftwareCard.restored(image, software.snapshot().encode()), processor);
      copy.binding = binding;
      return copy;
    } catch (MalformedInput e) {
      throw new InvariantViolation("a card reads what a card wrote", e);
    }
  }

  /** The word of the chip that has the button. */
  private void tell(int instruction) throws IOException {
    CardCommand command = CardCommand.of(instruction, ByteString.EMPTY);
    CardAnswer challenge = CardCommand.of(CardCommand.CHALLENGE, ByteString.EMPTY).sendTo(this);
    ByteString code =
        Cmac.of(processor, command.header(), challenge.data(), command.digest().bytes());
    CardAnswer answer = command.with(code).sendTo(this);
    if (!answer.isOk()) {
      throw answer.unexpected();
    }
  }

  @Override
  public void press() throws IOException {
    tell(PRESS);
  }

  /** Somebody opens the case. */
  public void breakOpen() throws IOException {
    tell(TAMPER);
  }

  @Override
  public Optional<CardBinding> kept() {
    return binding;
  }

  @Override
  public void keep(CardBinding made) {
    binding = Optional.of(made);
  }
}
