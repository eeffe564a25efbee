package org.specie.services.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ConnectHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.InvariantViolation;

/** Connections that are led through to one of a relay's places; everything else goes on inside. */
final class Tunnels extends ConnectHandler {
  private static final String TUNNEL = Tunnels.class.getName();
  private static final int CONNECT_MS = 5_000;

  private final Relay relay;
  private final Gatekeeper gatekeeper;
  private final Rates rates;
  private final Semaphore seats;

  Tunnels(Handler inside, Relay relay, Gatekeeper gatekeeper, Rates rates) {
    super(inside);
    this.relay = relay;
    this.gatekeeper = gatekeeper;
    this.rates = rates;
    this.seats = new Semaphore(relay.concurrent());
    setConnectTimeout(CONNECT_MS);
    setIdleTimeout(relay.silence().toMillis());
  }

  /** One tunnel, from its admission to its end. */
  private final class Tunnel {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean isOver = new AtomicBoolean();

    void count(int some) throws IOException {
      if (some > 0 && bytes.addAndGet(some) > relay.bytesMax()) {
        throw new IOException("a relayed connection carries at most " + relay.bytesMax());
      }
    }

    void end() {
      if (isOver.compareAndSet(false, true)) {
        seats.release();
      }
    }
  }

  @Override
  protected void handleConnect(
      Request request, Response response, Callback callback, String address) {
    long wait = rates.take(Network.of(request));
    if (wait > 0) {
      Reply.late(wait).send(response, callback);
    } else if (!relay.places().contains(address)) {
      Reply.refused(ApiRefusal.PLACE_UNKNOWN).send(response, callback);
    } else if (!seats.tryAcquire()) {
      Reply.refused(ApiRefusal.RELAY_FULL).send(response, callback);
    } else {
      Tunnel tunnel = new Tunnel();
      Optional<Refusal> refusal = admission(request);
      if (refusal.isPresent()) {
        tunnel.end();
        Reply.refused(refusal.get()).send(response, callback);
      } else {
        request.setAttribute(TUNNEL, tunnel);
        super.handleConnect(request, response, callback, address);
      }
    }
  }

  /** Comes last of all that may refuse, because a token that was looked at is spent. */
  private Optional<Refusal> admission(Request request) {
    try {
      return switch (gatekeeper.admit(
          Access.ADMITTED, ApiServer.only(request, HttpHeader.PROXY_AUTHORIZATION))) {
        case Answer.Done<Caller> _ -> Optional.empty();
        case Answer.Refused<Caller>(var refusal) -> Optional.of(refusal);
      };
    } catch (IOException _) {
      return Optional.of(ApiRefusal.FAILED);
    }
  }

  private static Tunnel of(@Nullable Object attribute) {
    if (attribute instanceof Tunnel tunnel) {
      return tunnel;
    }
    throw new InvariantViolation("whoever is led through was admitted");
  }

  @Override
  protected void prepareContext(Request request, ConcurrentMap<String, Object> context) {
    context.put(TUNNEL, of(request.getAttribute(TUNNEL)));
  }

  @Override
  protected void onConnectFailure(
      Request request, Response response, Callback callback, Throwable failure) {
    of(request.getAttribute(TUNNEL)).end();
    Reply.refused(ApiRefusal.PLACE_SILENT).send(response, callback);
  }

  @Override
  protected UpstreamConnection newUpstreamConnection(EndPoint endPoint, ConnectContext context) {
    UpstreamConnection made = super.newUpstreamConnection(endPoint, context);
    Tunnel tunnel = of(context.getRequest().getAttribute(TUNNEL));
    EndPoint caller = context.getEndPoint();
    var end =
        getScheduler()
            .schedule(
                () -> {
                  endPoint.close();
                  caller.close();
                },
                relay.lifetime().toMillis(),
                TimeUnit.MILLISECONDS);
    made.addEventListener(
        new Connection.Listener() {
          @Override
          public void onClosed(Connection connection) {
            end.cancel();
            tunnel.end();
          }
        });
    return made;
  }

  @Override
  protected int read(EndPoint endPoint, ByteBuffer buffer, ConcurrentMap<String, Object> context)
      throws IOException {
    int count = super.read(endPoint, buffer, context);
    of(context.get(TUNNEL)).count(count);
    return count;
  }
}
