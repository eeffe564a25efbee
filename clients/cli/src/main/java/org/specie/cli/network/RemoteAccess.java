package org.specie.cli.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.state.ClassRecord;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.state.Supply;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.client.RemoteGateway;
import org.specie.cash.gateway.client.TlsLines;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.Route;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.identity.Trust;
import org.specie.node.replica.NetworkDescription;

/** A network of replicas that run elsewhere; none of them is trusted. */
public final class RemoteAccess implements LedgerAccess {
  private final RemoteGateway gateway;
  private final TlsLines lines;

  private RemoteAccess(RemoteGateway gateway, TlsLines lines) {
    this.gateway = gateway;
    this.lines = lines;
  }

  /** Connects to the replicas of {@code description} as they are needed. */
  public static RemoteAccess to(
      NetworkDescription description, Clock clock, Entropy entropy, Patience patience)
      throws IOException {
    return to(description, Route.direct(), clock, entropy, patience);
  }

  /** The same, taking {@code route} to them. */
  public static RemoteAccess to(
      NetworkDescription description, Route route, Clock clock, Entropy entropy, Patience patience)
      throws IOException {
    LedgerConstants ledger;
    try {
      ledger = LedgerConstants.of(description.genesis());
    } catch (MalformedInput e) {
      throw new IOException("the genesis is not one of money; copy it from another holder", e);
    }
    List<TlsLines.Place> places = new ArrayList<>();
    description
        .replicas()
        .forEach(each -> places.add(new TlsLines.Place(each.name(), each.wallets(), each.role())));
    TlsLines lines =
        new TlsLines(
            places,
            route,
            new Trust(description.authority(), clock),
            new TransportPorts(clock, MonotonicClock.SYSTEM, entropy));
    return new RemoteAccess(
        new RemoteGateway(ledger, lines.lines(), description.faults(), patience, entropy), lines);
  }

  @Override
  public LedgerConstants ledger() {
    return gateway.ledger();
  }

  @Override
  public LedgerGateway gateway() {
    return gateway;
  }

  /** The gateway with what only a network of replicas has. */
  public RemoteGateway replicas() {
    return gateway;
  }

  @Override
  public Policy policy() throws IOException {
    return gateway.policy();
  }

  @Override
  public Optional<ResharingPlan> plan() throws IOException {
    return gateway.plan();
  }

  @Override
  public Optional<OperatorSet> operators(long epoch) throws IOException {
    return gateway.operators(epoch);
  }

  @Override
  public Optional<ClassRecord> classOf(Scalar pid) throws IOException {
    return gateway.classOf(pid);
  }

  @Override
  public Supply supply() throws IOException {
    return gateway.totals().supply();
  }

  @Override
  public Pool pool() throws IOException {
    return gateway.totals().pool();
  }

  @Override
  public List<DecryptionShare> openingShares(Hash32 core, long minHeight) throws IOException {
    return gateway.openingShares(core, minHeight);
  }

  @Override
  public BlockSource blocks() {
    return gateway.chain();
  }

  /** Replicas keep their own time. */
  @Override
  public void passTime() {}

  @Override
  public void close() {
    lines.close();
  }
}
