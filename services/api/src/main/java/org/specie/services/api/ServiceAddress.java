package org.specie.services.api;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.specie.kernel.core.Check;

/**
 * Where a service is asked, and whose certificates count there.
 *
 * @param root {@code http://host:port} or {@code https://host:port}, without anything after it
 */
public record ServiceAddress(URI root, ServerTrust trust) {
  private static final String PLAIN = "http";
  private static final String OVER_TLS = "https";

  public ServiceAddress {
    Check.that(isRoot(root), "a service has a root: " + root);
  }

  /** The address that {@code text} says, if it says one. */
  public static Optional<ServiceAddress> parse(String text, ServerTrust trust) {
    try {
      URI root = new URI(text);
      return isRoot(root) ? Optional.of(new ServiceAddress(root, trust)) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static boolean isRoot(URI root) {
    return (PLAIN.equals(root.getScheme()) || OVER_TLS.equals(root.getScheme()))
        && root.getHost() != null
        && root.getPort() > 0
        && root.getRawPath().isEmpty()
        && root.getRawQuery() == null
        && root.getRawFragment() == null
        && root.getRawUserInfo() == null;
  }

  /** What is spoken over {@code plain}, which is connected to the service. */
  public Socket over(Socket plain) throws IOException {
    return OVER_TLS.equals(root.getScheme()) ? trust.over(plain, root.getHost()) : plain;
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
