package org.specie.offline.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A card of software on a line of its own: a port where one host at a time says to it what a reader
 * says to a card. Every line begins with a reset, so nothing of the one before is there for the
 * next. When the card's power is cut, the line ends.
 */
public final class CardPort implements Closeable {
  /** Who calls while another one is talking to the card waits. */
  private static final int CALLERS_MAX = 1;

  private final SoftwareCard card;
  private final ServerSocket port;
  private final Thread thread;

  private CardPort(SoftwareCard card, ServerSocket port) {
    this.card = card;
    this.port = port;
    this.thread = Thread.ofPlatform().daemon().name("card on a line").unstarted(this::serve);
  }

  /** Has {@code card} listen to this machine alone. */
  public static CardPort listen(SoftwareCard card) throws IOException {
    return listen(card, InetAddress.getLoopbackAddress());
  }

  /** Has {@code card} listen at an address of this machine. */
  public static CardPort listen(SoftwareCard card, InetAddress at) throws IOException {
    CardPort listening = new CardPort(card, new ServerSocket(0, CALLERS_MAX, at));
    listening.thread.start();
    return listening;
  }

  /** Where it listens. */
  public int number() {
    return port.getLocalPort();
  }

  private void serve() {
    while (!port.isClosed()) {
      try (Socket line = port.accept()) {
        line.setTcpNoDelay(true);
        // Whoever calls may leave the word for power out.
        card.powerUp();
        SlotTalk.serve(card, line);
      } catch (IOException _) {
        // The host has gone, or nobody is to call any more.
      }
    }
  }

  /** Nobody reaches the card here any more. Whoever talks to it hangs up first. */
  @Override
  public void close() throws IOException {
    port.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
