package org.specie.cli.pos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.specie.cli.purse.SocketLine;
import org.specie.kernel.core.Reason;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.purse.transport.HandOver;
import org.specie.offline.purse.transport.HandOver.Called;
import org.specie.offline.purse.transport.LineBroken;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;

/** Waits for payers to call, and serves one at a time. */
final class Listener implements AutoCloseable {
  /** How many lines a request is asked on before the till gives up. */
  private static final int LINES_MAX = 1_000;

  private static final int BACKLOG = 16;
  private static final String WAITS =
      " It may have paid, so nobody else is asked; its answer is still taken"
          + " ('specie purse pay-to --answer').";

  private final ServerSocket server;
  private final int lineMs;

  Listener(String host, int port, int lineMs) throws IOException {
    this.server = new ServerSocket(port, BACKLOG, InetAddress.getByName(host));
    this.lineMs = lineMs;
  }

  /** Where it listens. */
  int port() {
    return server.getLocalPort();
  }

  /** Told what became of a line. */
  @FunctionalInterface
  interface Witness {
    void saw(String what);
  }

  /** What listening came to. */
  enum Outcome {
    PAID,
    NOBODY_PAID,
    /** Somebody has the request and is gone. */
    PERHAPS_PAID
  }

  /**
   * Asks whoever calls, one after the other, until the request is paid, the time is over, or too
   * many called for nothing. Once a caller that was asked is gone without saying that it does not
   * pay, nobody else is asked: two payers of one request would both pay, and one for nothing.
   * Answers are taken all the while.
   */
  Outcome serve(
      Request request, Receiving receiving, Supplier<Minutes> now, int seconds, Witness witness)
      throws IOException {
    boolean isOut = false;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (int i = 0; i < LINES_MAX && receiving.outstanding().contains(request); i++) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        break;
      }
      server.setSoTimeout(Math.toIntExact(left));
      try (Socket socket = server.accept();
          SocketLine line = SocketLine.over(socket, lineMs)) {
        Optional<Request> offered = isOut ? Optional.empty() : Optional.of(request);
        Called called = HandOver.ask(line.messages(), offered, receiving, now.get());
        isOut |= leavesOut(called);
        tell(called, witness);
      } catch (LineBroken e) {
        witness.saw("a caller is gone: " + e.getMessage());
      } catch (SocketTimeoutException _) {
        break;
      }
    }
    if (!receiving.outstanding().contains(request)) {
      return Outcome.PAID;
    }
    return isOut ? Outcome.PERHAPS_PAID : Outcome.NOBODY_PAID;
  }

  private static boolean leavesOut(Called called) {
    return switch (called) {
      case Called.Taken _, Called.NotPaid _ -> false;
      case Called.Refused refused -> refused.isOut();
      case Called.Gone _ -> true;
    };
  }

  private static void tell(Called called, Witness witness) {
    switch (called) {
      case Called.Taken(Response response) -> witness.saw("took " + response.payment().amount());
      case Called.NotPaid _ -> witness.saw("a caller did not pay");
      case Called.Refused(Reason reason, boolean isOut) ->
          witness.saw(
              "refused a caller: %d %s%s"
                  .formatted(reason.code(), reason.sentence(), isOut ? WAITS : ""));
      case Called.Gone(String why) -> witness.saw("a caller is gone: " + why + "." + WAITS);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
