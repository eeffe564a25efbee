package org.specie.cash.gateway.service;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.client.ClientHandler;
import org.specie.ledger.transport.link.Link;

/** Puts a {@link GatewayService} behind the links of a client listener. */
public final class GatewayPort implements ClientHandler {
  private final GatewayService service;
  private final Map<Link, GatewayService.Caller> callers = new ConcurrentHashMap<>();

  public GatewayPort(GatewayService service) {
    this.service = service;
  }

  private record LinkOutlet(Link link) implements GatewayService.Outlet {
    @Override
    public boolean offer(ByteString frame) {
      return link.offer(frame);
    }

    @Override
    public void giveUp() {
      link.end(TransportReason.SLOW_READER);
    }
  }

  @Override
  public void connected(Link link) {
    callers.put(link, service.connected(new LinkOutlet(link)));
  }

  @Override
  public void received(Link link, ByteString frame) {
    GatewayService.@Nullable Caller caller = callers.get(link);
    if (caller != null) {
      caller.received(frame);
    }
  }

  @Override
  public void disconnected(Link link, TransportReason reason) {
    callers.remove(link);
  }
}
