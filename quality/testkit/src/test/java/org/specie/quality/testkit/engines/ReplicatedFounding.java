package org.specie.quality.testkit.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.quorum.QuorumScheme;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.Capabilities;
import org.specie.ledger.api.Capabilities.FaultModel;
import org.specie.ledger.api.Capabilities.ProofKind;
import org.specie.ledger.api.block.CertificateScheme;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.sbft.SbftConfig;
import org.specie.ledger.sbft.SbftEngine;
import org.specie.ledger.sbft.SbftPorts;
import org.specie.ledger.sbft.link.TransportLinks;
import org.specie.ledger.sbft.log.DirectoryLogFiles;
import org.specie.ledger.sbft.log.LogFiles;
import org.specie.ledger.sbft.verification.EpochSecrets;
import org.specie.ledger.sbft.verification.Keyring;
import org.specie.ledger.transport.FreePorts;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.identity.Validity;
import org.specie.ledger.transport.peer.PeerNetworkConfig;

/** Four replicas of which one may lie, over links of TLS on the loopback device. */
final class ReplicatedFounding implements Founding {
  private static final int REPLICAS = 4;
  private static final int FAULTS = 1;
  private static final String LOG = "log";
  private static final Clock CLOCK = () -> System.currentTimeMillis() / 1000;
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final CertificateAuthority AUTHORITY =
      CertificateAuthority.found("engines", Validity.days(CLOCK, 1), ENTROPY);

  /** Ceremonies take a second or two, so that all ledgers of a run share theirs. */
  private static final class Shared {
    static final LocalCeremony FAST = ceremony("fast", 3 * FAULTS + 1);
    static final LocalCeremony COMMIT = ceremony("commit", 2 * FAULTS + 1);
    static final LocalCeremony EXECUTION = ceremony("execution", FAULTS + 1);

    private static LocalCeremony ceremony(String name, int threshold) {
      Hash32 id = Hash32.sha256(ByteString.utf8(name));
      return LocalCeremony.run(DkgParameters.forQuorum(id, REPLICAS, threshold, FAULTS), ENTROPY);
    }
  }

  private final QuorumScheme scheme;
  private final List<Ed25519SecretKey> keys = new ArrayList<>();
  private final List<TransportIdentity> identities = new ArrayList<>();
  private final List<Integer> ports;

  ReplicatedFounding(QuorumScheme scheme) throws IOException {
    this.scheme = scheme;
    for (int i = 0; i < REPLICAS; i++) {
      byte[] seed = Hash32.sha256(ByteString.utf8("seed " + i)).bytes().toByteArray();
      keys.add(new Ed25519SecretKey(Secret.copyOf(seed)));
      identities.add(
          AUTHORITY.enrol(Role.OPERATOR, new PeerName(name(i)), Validity.days(CLOCK, 1)));
    }
    this.ports = FreePorts.at("127.0.0.1", REPLICAS, ENTROPY);
  }

  private static String name(int replica) {
    return "operator " + replica;
  }

  @Override
  public Genesis genesis() {
    List<OperatorSet.Operator> operators = new ArrayList<>();
    for (int i = 0; i < REPLICAS; i++) {
      operators.add(
          new OperatorSet.Operator(
              name(i),
              keys.get(i).publicKey(),
              "127.0.0.1:" + ports.get(i),
              identities.get(i).fields().key()));
    }
    CertificateScheme certificates =
        switch (scheme) {
          case MULTI_SIGNATURE -> new CertificateScheme.MultiSignature();
          case THRESHOLD_SIGNATURE ->
              new CertificateScheme.ThresholdBls(
                  Shared.FAST.key().quorumKey(),
                  Shared.COMMIT.key().quorumKey(),
                  Shared.EXECUTION.key().quorumKey());
        };
    OperatorSet set = new OperatorSet(0, operators, FAULTS, 0, FAULTS + 1, certificates);
    return new Genesis("replicated", 1_000, set, ByteString.utf8("story"));
  }

  @Override
  public int processes() {
    return REPLICAS;
  }

  @Override
  public Capabilities promised() {
    return new Capabilities(
        FaultModel.BYZANTINE,
        true,
        true,
        switch (scheme) {
          case MULTI_SIGNATURE -> ProofKind.ED25519_MULTI_SIGNATURE;
          case THRESHOLD_SIGNATURE -> ProofKind.THRESHOLD_BLS;
        });
  }

  @Override
  public void prepare(int process, Disks disks) throws IOException {
    try (LogFiles log = DirectoryLogFiles.open(disks.folder(LOG))) {
      SbftEngine.prepare(genesis(), name(process), log, SbftConfig.defaults());
    }
  }

  @Override
  public Made make(int process, Disks disks) throws IOException {
    LogFiles log = DirectoryLogFiles.open(disks.folder(LOG));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(process));
    SbftPorts surroundings =
        new SbftPorts(
            CLOCK,
            System::nanoTime,
            disks.open(BLOCKS),
            log,
            TransportLinks.opener(
                PeerNetworkConfig.usual(address),
                identities.get(process),
                new Trust(AUTHORITY.certificate(), CLOCK),
                new TransportPorts(CLOCK, MonotonicClock.SYSTEM, ENTROPY)));
    return new Made(
        SbftEngine.create(
            genesis(), name(process), keyring(process), surroundings, SbftConfig.defaults()),
        log::close);
  }

  private Keyring keyring(int process) {
    Ed25519SecretKey key = keys.get(process);
    return switch (scheme) {
      case MULTI_SIGNATURE -> Keyring.ofMultiSignatures(key);
      case THRESHOLD_SIGNATURE -> {
        EpochSecrets secrets =
            new EpochSecrets(
                key,
                Shared.FAST.shares().get(process).quorumSigner(),
                Shared.COMMIT.shares().get(process).quorumSigner(),
                Shared.EXECUTION.shares().get(process).quorumSigner());
        yield operators -> Optional.of(secrets);
      }
    };
  }
}
