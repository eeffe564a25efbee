package org.specie.cli;

import picocli.CommandLine.Option;

/** Where the members of a body that a network was founded with are given their places. */
public final class SeatOptions {
  private static final int DAYS_MAX = 3650;
  private static final int PORT_MAX = 65_000;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      defaultValue = "127.0.0.1",
      description = "name or address they listen on (default: ${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(
      names = "--first-port",
      paramLabel = "PORT",
      description = "of the first, the others follow (default: free ones)")
  private int firstPort;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      defaultValue = "365",
      description = "how long their certificates are valid (default: ${DEFAULT-VALUE})")
  private int days = 365;

  /** Refuses what nobody can mean. */
  public void check() {
    if (firstPort < 0 || firstPort > PORT_MAX) {
      throw new UsageMistake(firstPort + " is no first port", "choose one from 1024 to 65000");
    }
    if (days < 1 || days > DAYS_MAX) {
      throw new UsageMistake(days + " days are no validity", "choose 1 to 3650 days");
    }
  }

  /** The name or address they listen on. */
  public String host() {
    return host;
  }

  /** The port of the first; 0 for free ones. */
  public int firstPort() {
    return firstPort;
  }

  /** For how many days their certificates are valid. */
  public int days() {
    return days;
  }
}
