package org.specie.offline.simulator;

import com.licel.jcardsim.base.Simulator;
import com.licel.jcardsim.base.SimulatorRuntime;
import com.licel.jcardsim.utils.AIDUtil;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javacard.framework.AID;
import javacard.framework.Applet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A card on jCardSim whose persistent memory is real: transactions, power cuts, snapshots, and a
 * state that outlives the process. It keeps no secret from whoever runs it.
 *
 * <p>jCardSim serves the thread that calls it; a card is used by one thread at a time.
 */
public final class SoftwareCard {
  private static final ByteString SELECT = ByteString.hex("00A40400");
  private static final PrintStream QUIET =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  static {
    // Without it every card draws the same random numbers.
    System.setProperty("com.licel.jcardsim.randomdata.secure", "1");
  }

  private final CardImage image;
  private final Runs runtime = new Runs();
  private final Simulator simulator = new Simulator(runtime);
  private final PersistentMemory memory;
  private final Keys keys = new Keys();

  /** A card with this image, fresh from the factory; select the applet next. */
  public SoftwareCard(CardImage image) {
    this(image, PlantedFault.NONE);
  }

  /** A card with a mistake. */
  public SoftwareCard(CardImage image, PlantedFault fault) {
    this.image = image;
    memory = new PersistentMemory(fault);
    memory.activate();
    AID id = AIDUtil.create(image.id().toByteArray());
    byte[] parameters =
        new Encoder()
            .u8(image.id().size())
            .fixed(image.id())
            .u8(0)
            .u8(image.parameters().size())
            .fixed(image.parameters())
            .toByteArray();
    install(id, parameters);
    new Walk(memory, keys).visit(runtime.installed(id));
    contactless(false);
  }

  /** Quietly: jCardSim tells standard output which algorithms an applet asks for. */
  private void install(AID id, byte[] parameters) {
    synchronized (QUIET) {
      PrintStream standard = System.out;
      System.setOut(QUIET);
      try {
        simulator.installApplet(
            id,
            CardProgram.of(image.applet()).woven(),
            parameters,
            (short) 0,
            (byte) parameters.length);
      } finally {
        System.setOut(standard);
      }
    }
  }

  /** A card with this image in the state that {@link Snapshot#encode} wrote, freshly selected. */
  public static SoftwareCard restored(CardImage image, ByteString state) throws MalformedInput {
    SoftwareCard card = new SoftwareCard(image);
    Snapshot.decode(card, state).restore();
    card.powerUp();
    return card;
  }

  CardImage image() {
    return image;
  }

  Keys keys() {
    return keys;
  }

  public PersistentMemory memory() {
    return memory;
  }

  /** Through the contacts or through the air. */
  public void contactless(boolean yes) {
    simulator.changeProtocol(yes ? "T=CL,TYPE_A,T1" : "T=1");
  }

  /** Selects the applet after a reset. */
  public byte[] select() {
    memory.activate();
    simulator.reset();
    byte[] command =
        new Encoder().fixed(SELECT).u8(image.id().size()).fixed(image.id()).u8(0).toByteArray();
    return transmit(command);
  }

  /**
   * One command; a transaction that it leaves open is taken back, as the card's runtime does.
   *
   * @return the answer with its status word; nothing if the power was cut
   */
  public byte[] transmit(byte[] command) {
    memory.activate();
    byte[] answer = simulator.transmitCommand(command);
    if (memory.wasCut()) {
      return new byte[0];
    }
    memory.endCommand();
    if (!memory.isComplete()) {
      throw new IllegalStateException("persistent memory was written past the weaver");
    }
    return answer;
  }

  /** What the card tells a reader after a reset (ISO/IEC 7816-3). */
  byte[] answerToReset() {
    return simulator.getATR();
  }

  /** The power returns. */
  public void powerUp() {
    memory.powerUp();
    select();
  }

  /** Everything persistent as it is now. */
  public Snapshot snapshot() {
    return new Snapshot(this);
  }

  private static final class Runs extends SimulatorRuntime {
    Applet installed(AID id) {
      return Objects.requireNonNull(getApplet(id));
    }
  }
}
