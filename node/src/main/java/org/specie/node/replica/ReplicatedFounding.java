package org.specie.node.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.quorum.QuorumScheme;
import org.specie.ledger.api.block.CertificateScheme;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.node.Founding;
import org.specie.node.NetworkPlan;
import org.specie.node.Operators;
import org.specie.node.governance.Governance;
import org.specie.node.home.DirectoryHome;

/**
 * Founds a network of replicas in one folder: the governance authority with its key apart, for each
 * replica a folder with its operator's keys, certificate and share of the issuing key, committee
 * and registrars, and last of all the public description, without which there is no network.
 * Whoever takes a replica's folder to another machine takes all the replica needs.
 */
public final class ReplicatedFounding {

  /** Ports one replica listens on: for operators, for wallets, for metrics. */
  private static final int PORTS = 3;

  private final Path folder;
  private final NetworkPlan plan;
  private final QuorumScheme scheme;
  private final Clock clock;
  private final Entropy entropy;

  /** A network whose certificates are lists of Ed25519 signatures. */
  public ReplicatedFounding(Path folder, NetworkPlan plan, Clock clock, Entropy entropy) {
    this(folder, plan, QuorumScheme.MULTI_SIGNATURE, clock, entropy);
  }

  /**
   * @param scheme what the operators' certificates are made of
   */
  public ReplicatedFounding(
      Path folder, NetworkPlan plan, QuorumScheme scheme, Clock clock, Entropy entropy) {
    this.scheme = scheme;
    this.folder = folder;
    this.plan = plan;
    this.clock = clock;
    this.entropy = entropy;
  }

  /**
   * Founds the network.
   *
   * @param host the name or address all replicas listen on
   * @param firstPort three ports a replica from here on; 0 takes free ones
   */
  public NetworkDescription found(String host, int firstPort) throws IOException {
    if (NetworkDescription.isIn(folder)) {
      throw new IOException("there is a network here already; choose another place");
    }
    DirectoryHome home = DirectoryHome.at(folder);
    List<ReplicaFolder> replicas = places(host, firstPort);
    List<Governance> authority = new ArrayList<>();
    Genesis genesis =
        new Founding(home, index -> DirectoryHome.at(replicas.get(index - 1).root()), plan, entropy)
            .found(
                clock.epochSeconds(),
                domain -> {
                  authority.add(
                      Governance.found(
                          folder.resolve(Governance.FOLDER), domain.ledger(), clock, entropy));
                  return operators(authority.getFirst(), replicas);
                });
    List<NetworkDescription.Member> members = new ArrayList<>();
    for (ReplicaFolder replica : replicas) {
      replica.write(genesis, authority.getFirst().certificate());
      Replica.prepare(replica, genesis);
      members.add(
          new NetworkDescription.Member(
              replica.name(), replica.wallets(), replica.root().getFileName().toString()));
    }
    NetworkDescription description =
        new NetworkDescription(genesis, authority.getFirst().certificate(), plan.faults(), members);
    description.write(folder);
    return description;
  }

  private OperatorSet operators(Governance authority, List<ReplicaFolder> replicas)
      throws IOException {
    List<OperatorSet.Operator> operators = new ArrayList<>();
    for (ReplicaFolder replica : replicas) {
      OperatorKey key = Operators.foundBlockKey(replica.home(), replica.index(), entropy);
      TransportIdentity identity =
          authority.enrol(Role.OPERATOR, new PeerName(replica.name()), Governance.OPERATOR_DAYS);
      IdentityFiles.write(identity, replica.tlsKey(), replica.tlsCertificate());
      operators.add(
          new OperatorSet.Operator(
              replica.name(),
              key.publicKey(),
              replica.operators().toString(),
              identity.fields().key()));
      key.destroy();
    }
    return new OperatorSet(0, operators, plan.faults(), 0, plan.faults() + 1, scheme(replicas));
  }

  private CertificateScheme scheme(List<ReplicaFolder> replicas) throws IOException {
    return switch (scheme) {
      case MULTI_SIGNATURE -> new CertificateScheme.MultiSignature();
      case THRESHOLD_SIGNATURE ->
          Keys.found(
              index -> replicas.get(index - 1).home(), plan.operators(), plan.faults(), entropy);
    };
  }

  private List<ReplicaFolder> places(String host, int firstPort) throws IOException {
    List<Integer> ports =
        firstPort == 0
            ? FreePorts.at(host, PORTS * plan.operators(), entropy)
            : portsFrom(firstPort);
    List<ReplicaFolder> replicas = new ArrayList<>();
    for (int index = 1; index <= plan.operators(); index++) {
      String name = "replica-" + index;
      int at = PORTS * (index - 1);
      replicas.add(
          new ReplicaFolder(
              Files.createDirectories(folder.resolve(name)),
              index,
              name,
              new Endpoint(host, ports.get(at)),
              new Endpoint(host, ports.get(at + 1)),
              new Endpoint(host, ports.get(at + 2))));
    }
    return replicas;
  }

  private List<Integer> portsFrom(int first) {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < PORTS * plan.operators(); i++) {
      ports.add(first + i);
    }
    return ports;
  }
}
