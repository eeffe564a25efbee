package org.specie.cli.registrar;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.specie.cli.Foreground;
import org.specie.cli.network.RemoteAccess;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.node.ResourceStack;
import org.specie.services.api.Listener;
import org.specie.services.registrar.Registrar;
import org.specie.services.registrar.RegistrarService;

/** A registrar in this process: it reads the ledger over replicas it does not trust. */
public final class Serving implements Foreground.Running {
  private final RegistrarFolder folder;
  private final ResourceStack resources;

  private Serving(RegistrarFolder folder, ResourceStack resources) {
    this.folder = folder;
    this.resources = resources;
  }

  /** Starts the registrar that lives in {@code folder}. */
  public static Serving open(RegistrarFolder folder, Clock clock, Entropy entropy)
      throws IOException {
    ResourceStack resources = new ResourceStack();
    try {
      Listener listener =
          new Listener(
              folder.place().host(), folder.place().port(), Optional.of(folder.shown(clock)));
      RemoteAccess ledger =
          RemoteAccess.to(folder.network(), clock, entropy, NetworkSight.PATIENCE);
      resources.push(ledger::close);
      Registrar registrar =
          new Registrar(
              folder.own(),
              ledger.ledger().suite().domain(),
              new NetworkSight(ledger),
              folder.issuers(),
              folder.providers(),
              clock);
      RegistrarService service = serve(folder, registrar, listener);
      resources.push(service::close);
      return new Serving(folder, resources);
    } catch (IOException | RuntimeException | Error e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  private static RegistrarService serve(
      RegistrarFolder folder, Registrar registrar, Listener listener) throws IOException {
    try {
      return RegistrarService.start(folder.name(), registrar, listener, RegistrarService.LIMITS);
    } catch (IOException | RuntimeException | Error e) {
      registrar.close();
      throw e;
    }
  }

  @Override
  public String ready() {
    return "api=" + folder.url();
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
