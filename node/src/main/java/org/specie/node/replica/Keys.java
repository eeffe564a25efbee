package org.specie.node.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.DkgShare;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.quorum.ThresholdBlsKey;
import org.specie.kernel.crypto.quorum.ThresholdBlsSigner;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.CertificateScheme;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.sbft.verification.EpochSecrets;
import org.specie.ledger.sbft.verification.Keyring;
import org.specie.node.Operators;
import org.specie.node.home.NetworkHome;

/**
 * The secrets an operator votes with, held while its replica runs: its Ed25519 keys, today's and
 * the one it may be about to change to, and where the operators of the genesis share keys of
 * certificates, its shares of the three.
 */
final class Keys {
  private static final String FAST = "quorum-fast";
  private static final String COMMIT = "quorum-commit";
  private static final String EXECUTION = "quorum-execution";

  private final List<Ed25519SecretKey> keys;
  private final int index;
  private final OperatorSet operators;
  private final List<ThresholdBlsSigner> shares;

  private Keys(
      List<Ed25519SecretKey> keys,
      int index,
      OperatorSet operators,
      List<ThresholdBlsSigner> shares) {
    this.keys = List.copyOf(keys);
    this.index = index;
    this.operators = operators;
    this.shares = List.copyOf(shares);
  }

  /** Where the replica of operator {@code index}, from 1, keeps its secrets. */
  @FunctionalInterface
  interface Homes {
    NetworkHome of(int index) throws IOException;
  }

  /**
   * Makes the three keys that {@code count} operators share, each in a ceremony without a dealer,
   * and keeps every operator's shares at its home.
   */
  static CertificateScheme.ThresholdBls found(Homes homes, int count, int faults, Entropy entropy)
      throws IOException {
    return new CertificateScheme.ThresholdBls(
        found(homes, FAST, count, 3 * faults + 1, faults, entropy),
        found(homes, COMMIT, count, 2 * faults + 1, faults, entropy),
        found(homes, EXECUTION, count, faults + 1, faults, entropy));
  }

  private static ThresholdBlsKey found(
      Homes homes, String name, int count, int threshold, int faults, Entropy entropy)
      throws IOException {
    Hash32 ceremony = Hash32.of(entropy.bytes(Hash32.SIZE));
    LocalCeremony held =
        LocalCeremony.run(DkgParameters.forQuorum(ceremony, count, threshold, faults), entropy);
    for (DkgShare share : held.shares()) {
      ThresholdBlsSigner signer = share.quorumSigner();
      Secret secret = signer.toSecret();
      homes.of(share.index()).keep(Operators.party(share.index()), name, secret);
      secret.destroy();
      signer.destroy();
      share.destroy();
    }
    return held.key().quorumKey();
  }

  /** The secrets of operator {@code index}, from 1, among {@code operators}. */
  static Keys open(NetworkHome home, int index, OperatorSet operators) throws IOException {
    List<ThresholdBlsSigner> shares = new ArrayList<>();
    boolean isFounder = home.secret(Operators.party(index), FAST).isPresent();
    if (operators.scheme() instanceof CertificateScheme.ThresholdBls && isFounder) {
      for (String name : List.of(FAST, COMMIT, EXECUTION)) {
        shares.add(share(home, index, name));
      }
    }
    return new Keys(Operators.signingKeys(home, index), index, operators, shares);
  }

  private static ThresholdBlsSigner share(NetworkHome home, int index, String name)
      throws IOException {
    String party = Operators.party(index);
    Secret secret =
        home.secret(party, name)
            .orElseThrow(
                () -> new IOException(party + " has no secret '" + name + "'; restore its folder"));
    try {
      return ThresholdBlsSigner.fromSecret(secret);
    } catch (MalformedInput e) {
      throw new IOException("the secret '" + name + "' of " + party + " is damaged", e);
    } finally {
      secret.destroy();
    }
  }

  Keyring keyring() {
    return inForce ->
        switch (inForce.scheme()) {
          case CertificateScheme.MultiSignature _ -> signatures(inForce);
          case CertificateScheme.ThresholdBls _ -> shared(inForce);
        };
  }

  /** The keys with which this operator signs posts; they are the caller's to destroy with these. */
  List<OperatorKey> operatorKeys() {
    return keys.stream().map(OperatorKey::new).toList();
  }

  private Optional<EpochSecrets> signatures(OperatorSet inForce) {
    return keys.stream()
        .map(key -> Keyring.ofMultiSignatures(key).secrets(inForce))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Shares are of the keys they were made for; those of later epochs are handed out anew. */
  private Optional<EpochSecrets> shared(OperatorSet inForce) {
    if (shares.size() != 3
        || !inForce.scheme().equals(operators.scheme())
        || index > inForce.size()) {
      return Optional.empty();
    }
    Ed25519PublicKey seated = inForce.operators().get(index - 1).publicKey();
    return keys.stream()
        .filter(key -> key.publicKey().equals(seated))
        .findFirst()
        .map(key -> new EpochSecrets(key, shares.get(0), shares.get(1), shares.get(2)));
  }

  void destroy() {
    keys.forEach(Ed25519SecretKey::destroy);
    shares.forEach(ThresholdBlsSigner::destroy);
  }
}
