package org.specie.offline.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A card of software in a slot of a virtual reader: the card's side of the protocol of vpcd, the
 * driver for pcscd. Whoever asks the machine's PC/SC service finds a reader with a card in it. When
 * the card's power is cut, it is gone from the slot.
 */
public final class VirtualSlot implements Closeable {
  private final SoftwareCard card;
  private final Socket line;
  private final Thread thread;

  private VirtualSlot(SoftwareCard card, Socket line) {
    this.card = card;
    this.line = line;
    this.thread = Thread.ofPlatform().daemon().name("card in a slot").unstarted(this::serve);
  }

  /** Puts {@code card} into the slot that waits on this port of the loopback interface. */
  public static VirtualSlot insert(SoftwareCard card, int port) throws IOException {
    Socket line = new Socket(InetAddress.getLoopbackAddress(), port);
    line.setTcpNoDelay(true);
    VirtualSlot slot = new VirtualSlot(card, line);
    slot.thread.start();
    return slot;
  }

  private void serve() {
    try (line) {
      SlotTalk.serve(card, line);
    } catch (IOException _) {
      // The card was taken out, or the reader has gone.
    }
  }

  /** Takes the card out, and waits until it has nothing more to do. */
  @Override
  public void close() throws IOException {
    line.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
