package org.specie.offline.purse.card.line;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardConnection;
import org.specie.offline.purse.card.CardConnection.Opening;
import org.specie.offline.purse.card.CardDrive;
import org.specie.offline.simulator.CardPort;
import org.specie.offline.simulator.SoftwareCard;

/** Cards that listen on lines of their own; a line that was lost is opened anew. */
final class LineDrive implements CardDrive, Closeable {
  private final List<Line> lines = new ArrayList<>();

  @Override
  public CardChannel to(SoftwareCard card) throws IOException {
    Line line = new Line(CardPort.listen(card));
    lines.add(line);
    return line;
  }

  @Override
  public void close() throws IOException {
    for (Line each : lines) {
      each.hangUp();
      each.port.close();
    }
  }

  private static final class Line implements CardChannel {
    private final CardPort port;
    private Optional<CardConnection> connection = Optional.empty();

    Line(CardPort port) {
      this.port = port;
    }

    @Override
    public ByteString transmit(ByteString command) throws IOException {
      if (connection.isEmpty()) {
        connection = Optional.of(called());
      }
      try {
        return connection.get().transmit(command);
      } catch (IOException e) {
        hangUp();
        throw e;
      }
    }

    private CardConnection called() throws IOException {
      LineAddress address = new LineAddress("127.0.0.1", port.number());
      return switch (LineChannel.open(address, LineChannel.LINE_MS)) {
        case Opening.Opened(CardConnection opened) -> opened;
        case Opening.Refused(var reason) -> throw new IOException(reason.sentence());
      };
    }

    void hangUp() throws IOException {
      if (connection.isPresent()) {
        connection.get().close();
        connection = Optional.empty();
      }
    }
  }
}
