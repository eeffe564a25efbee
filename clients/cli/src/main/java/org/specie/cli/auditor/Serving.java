package org.specie.cli.auditor;

import java.io.IOException;
import java.util.OptionalInt;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.Foreground;
import org.specie.cli.network.RemoteAccess;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.client.ClientListener;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.node.ResourceStack;
import org.specie.node.replica.NetworkDescription;
import org.specie.services.auditor.Auditor;
import org.specie.services.auditor.AuditorLimits;
import org.specie.services.auditor.AuditorPort;
import org.specie.services.auditor.GatewaySight;
import org.specie.services.auditor.decision.DecisionBook;

/** An auditor in this process: it reads the ledger over replicas it does not trust, and listens. */
final class Serving implements Foreground.Running {
  /** A payer waits for fifteen seconds; by then it has to have been said that nobody answers. */
  private static final Patience PATIENCE = new Patience(1_500, 200, 8_000);

  private final AuditorFolder folder;
  private final ResourceStack resources;

  private Serving(AuditorFolder folder, ResourceStack resources) {
    this.folder = folder;
    this.resources = resources;
  }

  /** Starts the auditor that lives in {@code folder}. */
  static Serving open(AuditorFolder folder, Clock clock, Entropy entropy) throws IOException {
    ResourceStack resources = new ResourceStack();
    try {
      NetworkDescription network = folder.network();
      RemoteAccess ledger = RemoteAccess.to(network, clock, entropy, PATIENCE);
      resources.push(ledger::close);
      Ed25519SecretKey key = folder.key();
      resources.push(key::destroy);
      DecisionBook book = folder.record();
      resources.push(book::close);
      // A record that somebody changed is not gone on with.
      book.read(_ -> {});
      Auditor auditor =
          new Auditor(
              ledger.ledger(),
              new GatewaySight(ledger.gateway(), MonotonicClock.SYSTEM),
              key,
              folder.rules(),
              book,
              clock,
              entropy);
      TransportIdentity identity = folder.identity();
      AuditorPort port =
          new AuditorPort(auditor, identity.fields().key(), AuditorLimits.STANDARD, entropy);
      resources.push(port::close);
      ClientListener listener =
          ClientListener.start(
              AuditorLimits.listener(folder.place().resolve()),
              identity,
              new Trust(network.authority(), clock),
              new TransportPorts(clock, MonotonicClock.SYSTEM, entropy),
              port);
      resources.push(listener::close);
      return new Serving(folder, resources);
    } catch (IOException | RuntimeException | Error e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  @Override
  public String ready() {
    return "place=" + folder.place();
  }

  @Override
  public OptionalInt look() {
    return OptionalInt.empty();
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
