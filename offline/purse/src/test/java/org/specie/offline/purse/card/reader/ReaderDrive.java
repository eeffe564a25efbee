package org.specie.offline.purse.card.reader;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardConnection;
import org.specie.offline.purse.card.CardConnection.Opening;
import org.specie.offline.purse.card.CardDrive;
import org.specie.offline.purse.card.reader.CardReaders.Content;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.simulator.VirtualReaders;
import org.specie.offline.simulator.VirtualSlot;

/**
 * Cards reached through the machine's PC/SC service. There are fewer slots than cards: whoever is
 * spoken to is put in, and the one that was spoken to longest ago is taken out for it.
 */
final class ReaderDrive implements CardDrive, Closeable {
  private static final long PATIENCE_SECONDS = 60;
  private static final long LOOK_MS = 20;

  private final List<Integer> ports;
  private final List<String> names;
  private final Deque<Inserted> inserted = new ArrayDeque<>();

  private record Inserted(int index, SoftwareCard card, VirtualSlot slot, CardConnection channel) {}

  ReaderDrive(VirtualReaders readers) throws IOException {
    ports = readers.slots();
    names = CardReaders.names();
  }

  @Override
  public CardChannel to(SoftwareCard card) throws IOException {
    return command -> {
      Inserted at = inserted(card);
      try {
        return at.channel().transmit(command);
      } catch (IOException e) {
        takeOut(at);
        throw e;
      }
    };
  }

  private Inserted inserted(SoftwareCard card) throws IOException {
    Inserted found = null;
    for (Inserted each : inserted) {
      found = each.card() == card ? each : found;
    }
    if (found == null) {
      found = insert(card);
    }
    inserted.remove(found);
    inserted.addLast(found);
    return found;
  }

  private Inserted insert(SoftwareCard card) throws IOException {
    if (inserted.size() == ports.size()) {
      takeOut(inserted.getFirst());
    }
    int index = free();
    VirtualSlot slot = VirtualSlot.insert(card, ports.get(index));
    awaitContent(index, Content.SECURE_DEVICE);
    return new Inserted(index, card, slot, opened(index));
  }

  /** The channel to the card that is in the slot. */
  CardConnection opened(int index) throws IOException {
    return switch (CardReaders.open(names.get(index))) {
      case Opening.Opened(CardConnection channel) -> channel;
      case Opening.Refused(var reason) -> throw new IOException(reason.sentence());
    };
  }

  private void takeOut(Inserted card) throws IOException {
    inserted.remove(card);
    card.slot().close();
    awaitContent(card.index(), Content.NOTHING);
  }

  private int free() {
    List<Integer> taken = inserted.stream().map(Inserted::index).toList();
    int index = 0;
    while (taken.contains(index)) {
      index++;
    }
    return index;
  }

  /** Readers notice what was put in or taken out in their own time. */
  void awaitContent(int index, Content wanted) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (CardReaders.content(names.get(index)) != wanted) {
      if (System.nanoTime() > end) {
        throw new IOException(names.get(index) + " does not come to hold " + wanted);
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
    while (!inserted.isEmpty()) {
      takeOut(inserted.getFirst());
    }
  }
}
