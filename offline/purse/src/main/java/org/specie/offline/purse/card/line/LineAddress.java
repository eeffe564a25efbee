package org.specie.offline.purse.card.line;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a device listens: {@code tcp:HOST:PORT}, an IPv6 address in brackets.
 *
 * @param host its name or address
 * @param port from 1 to 65,535
 */
public record LineAddress(String host, int port) {
  private static final String SCHEME = "tcp:";
  private static final Pattern FORM =
      Pattern.compile(SCHEME + "(\\[[0-9A-Fa-f:.]{2,45}]|[0-9A-Za-z.-]{1,253}):([0-9]{1,5})");
  private static final int PORT_MAX = 65_535;

  /** Whether a text means a line, and no reader; it may be a wrong one. */
  public static boolean isMeant(String text) {
    return text.startsWith(SCHEME);
  }

  /** The address that a text is; nothing if it is none. */
  public static Optional<LineAddress> read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(form.group(2));
    return port < 1 || port > PORT_MAX
        ? Optional.empty()
        : Optional.of(new LineAddress(form.group(1), port));
  }

  @Override
  public String toString() {
    return SCHEME + host + ":" + port;
  }
}
