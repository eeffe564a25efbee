package org.specie.ledger.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.transport.identity.AuthorityCertificate;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.identity.Validity;

/** Authorities and parties of tests, and how tests wait. */
public final class Parties {
  /** Noon of some day; certificates of tests do not depend on when they are run. */
  public static final long NOW = 1_800_000_000L;

  public static final Clock CLOCK = () -> NOW;
  public static final String SCOPE = "Ledger of tests";

  /** Long enough for the slowest machine; nothing waits so long that works. */
  private static final long PATIENCE_SECONDS = 60;

  private static final long LOOK_NANOS = 2_000_000;

  private Parties() {}

  public static Entropy entropy(long seed) {
    Random random = new Random(seed);
    return bytes -> {
      synchronized (random) {
        random.nextBytes(bytes);
      }
    };
  }

  public static TransportPorts ports() {
    return new TransportPorts(CLOCK, MonotonicClock.SYSTEM, entropy(1));
  }

  public static CertificateAuthority authority() {
    return CertificateAuthority.found(SCOPE, Validity.days(CLOCK, 3650), entropy(2));
  }

  public static TransportIdentity operator(CertificateAuthority authority, String name) {
    return authority.enrol(Role.OPERATOR, new PeerName(name), Validity.days(CLOCK, 365));
  }

  public static TransportIdentity reader(CertificateAuthority authority, String name) {
    return authority.enrol(Role.READER, new PeerName(name), Validity.days(CLOCK, 365));
  }

  public static Trust trust(CertificateAuthority authority) {
    return trust(authority.certificate());
  }

  public static Trust trust(AuthorityCertificate authority) {
    return new Trust(authority, CLOCK);
  }

  public static InetSocketAddress freePort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public static Endpoint at(int port) {
    return new Endpoint(InetAddress.getLoopbackAddress().getHostAddress(), port);
  }

  public static <T> T accepted(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return switch (outcome) {
      case Outcome.Accepted<T>(T value) -> value;
      case Outcome.Refused<T>(var reason) -> throw new AssertionError(reason);
    };
  }

  public static TransportReason refused(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Accepted<?> accepted -> throw new AssertionError(accepted);
      case Outcome.Refused<?>(var reason) -> reason;
    };
  }

  /** Waits until {@code condition} holds. */
  public static void await(String what, BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - until).as("waiting until %s", what).isNegative();
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
