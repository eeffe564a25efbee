package org.specie.services.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Request;
import org.specie.kernel.core.ByteString;

/**
 * Where a request comes from, as far as it is counted: an address of IPv4, or the 64 leading bits
 * of one of IPv6, because whoever has one of those has all that begin alike.
 */
record Network(ByteString prefix) {
  private static final int IPV6_PREFIX = 8;

  static Network of(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
                instanceof InetSocketAddress socket
            && !socket.isUnresolved()
        ? of(socket.getAddress())
        : new Network(ByteString.EMPTY);
  }

  static Network of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return new Network(
        address instanceof Inet6Address
            ? ByteString.copyOf(bytes, 0, IPV6_PREFIX)
            : ByteString.copyOf(bytes));
  }
}
