package org.specie.offline.processor;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;

/**
 * The processor for communication and detection: relays what hosts say to the core, tells the core
 * of button and sensors, shows the balance, and lives on a battery that the field of a reader
 * charges. It holds no money and decides nothing about any. Time is what {@link #pass} says. Not
 * thread-safe. Spec: docs/spec/61-processor.md.
 */
public final class Processor {
  /** How long a press waits for a moment to be told in. */
  public static final int PRESS_SECONDS = 30;

  /** How long the display stays on when nobody is connected. */
  public static final int SHOWN_SECONDS = 10;

  private static final int CLASS_CHAINED = 0x90;
  private static final int MORE_DATA = 0x61;

  private final SecurityCore core;
  private final ProcessorKey key;
  private final Battery battery;
  private Optional<Link> link = Optional.empty();
  private Display display = new Display.Dark();

  /** Whether a host is in the middle of something that a word in between would spoil. */
  private boolean isMidway;

  private boolean isCaseOpen;
  private int pressSeconds;
  private int shownSeconds;

  /** A processor beside {@code core}. */
  public Processor(SecurityCore core, ProcessorKey key, Battery battery) {
    this.core = core;
    this.key = key;
    this.battery = battery;
  }

  /** What the owner reads now. */
  public Display display() {
    return display;
  }

  /** What is in the battery. */
  public long storedMj() {
    return battery.storedMj();
  }

  /** A host begins to talk over {@code by}. What the sensors saw is told before it is heard. */
  public void connect(Link by) throws IOException {
    disconnect();
    if (!by.feeds() && battery.isEmpty()) {
      throw new IOException("the battery is empty; hold the device to a reader");
    }
    link = Optional.of(by);
    wake();
  }

  /** The host is gone, or was taken away. */
  public void disconnect() {
    link = Optional.empty();
    isMidway = false;
    shownSeconds = SHOWN_SECONDS;
    if (battery.isEmpty()) {
      darken();
    }
  }

  private void darken() {
    display = new Display.Dark();
  }

  private void wake() throws IOException {
    isMidway = false;
    core.reset();
    tellAndShow();
  }

  /** What the core has to know, and then what it holds. */
  private void tellAndShow() throws IOException {
    ProcessorKey.Core speaking = command -> core.transmit(medium(), command);
    // Dark until the core has said what it holds: an old balance would be a lie.
    darken();
    if (isCaseOpen) {
      boolean _ = key.tamper(speaking);
      isCaseOpen = false;
    }
    if (pressSeconds > 0 && link.isPresent()) {
      boolean _ = key.press(speaking);
      pressSeconds = 0;
    }
    display = key.show(speaking);
    shownSeconds = SHOWN_SECONDS;
  }

  private SecurityCore.Medium medium() {
    return link.map(Link::medium).orElse(SecurityCore.Medium.CONTACTS);
  }

  /**
   * Takes a host's command to the core and brings the answer. A press is told where it spoils no
   * challenge and no chain of the host's; that the case was opened, before every command until the
   * core has heard it.
   */
  public ByteString relay(ByteString command) throws IOException {
    Link by = link.orElseThrow(() -> new IOException("nobody is connected to the device"));
    if (!by.feeds() && !battery.draw(Battery.COMMAND_MJ)) {
      disconnect();
      darken();
      throw new IOException("the battery is empty; nothing was done");
    }
    boolean isChallenge = command.size() > 1 && command.at(1) == ProcessorKey.CHALLENGE;
    if (isCaseOpen || (isChallenge && pressSeconds > 0)) {
      tellAndShow();
    }
    ByteString answer;
    try {
      answer = core.transmit(by.medium(), command);
    } catch (IOException e) {
      disconnect();
      darken();
      throw e;
    }
    boolean isInParts = ProcessorKey.status(answer) >> Byte.SIZE == MORE_DATA;
    isMidway = isChallenge || command.at(0) == CLASS_CHAINED || isInParts;
    if (isInParts) {
      // The core has done what it was told, and SHOW now would lose the rest of its answer.
      darken();
    }
    if (!isMidway) {
      tellAndShow();
    }
    return answer;
  }

  /** The owner presses the button. Without power nothing notices it. */
  public void press() throws IOException {
    boolean isFed = link.filter(Link::feeds).isPresent();
    if (!isFed && !battery.draw(Battery.WAKING_MJ)) {
      return;
    }
    pressSeconds = PRESS_SECONDS;
    if (link.isEmpty()) {
      wake();
    } else if (!isMidway) {
      tellAndShow();
    }
  }

  /**
   * Somebody opens the case. The core hears it before anything else, whatever a host is saying;
   * without power the switch stays as it is, and the core hears it with the first power there is.
   */
  public void openCase() throws IOException {
    isCaseOpen = true;
    if (link.isPresent()) {
      tellAndShow();
    } else if (battery.draw(Battery.WAKING_MJ)) {
      wake();
    }
  }

  /** So many seconds pass. */
  public void pass(int seconds) {
    Check.that(seconds >= 0, "time goes on");
    pressSeconds = Math.max(0, pressSeconds - seconds);
    if (link.filter(Link::feeds).isPresent()) {
      battery.charge(seconds);
      return;
    }
    battery.idle(seconds);
    shownSeconds -= Math.min(shownSeconds, seconds);
    if (battery.isEmpty()) {
      link = Optional.empty();
    }
    if (battery.isEmpty() || (link.isEmpty() && shownSeconds == 0)) {
      darken();
    }
  }
}
