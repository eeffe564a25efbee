package org.specie.ledger.consensus;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.MultiSignatureKey;
import org.specie.kernel.crypto.quorum.MultiSignatureSigner;
import org.specie.kernel.crypto.quorum.QuorumSigner;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.consensus.certificate.KeyedCryptography;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;

/** Real Ed25519 keys for a cluster, the same in every run. */
final class TestKeys {
  static final Hash32 LEDGER = Hash32.sha256(ByteString.utf8("a ledger under test"));

  private final Quorums quorums;
  private final List<Ed25519SecretKey> secrets = new ArrayList<>();

  TestKeys(Quorums quorums) {
    this.quorums = quorums;
    for (int i = 0; i < quorums.replicas(); i++) {
      byte[] seed = Hash32.sha256(ByteString.utf8("replica " + i)).bytes().toByteArray();
      secrets.add(new Ed25519SecretKey(Secret.copyOf(seed)));
    }
  }

  Configuration configuration(ReplicaId self) {
    return new Configuration(LEDGER, 0, quorums, self);
  }

  KeyedCryptography of(ReplicaId self) {
    List<Ed25519PublicKey> identities = secrets.stream().map(Ed25519SecretKey::publicKey).toList();
    KeyedCryptography.PublicKeys keys =
        new KeyedCryptography.PublicKeys(
            new MultiSignatureKey(identities, quorums.fast()),
            new MultiSignatureKey(identities, quorums.prepared()),
            new MultiSignatureKey(identities, quorums.execution()),
            identities);
    Ed25519SecretKey secret = secrets.get(self.index());
    QuorumSigner signer = new MultiSignatureSigner(self.index(), secret);
    return new KeyedCryptography(configuration(self), keys, new OneKey(signer, secret));
  }

  private record OneKey(QuorumSigner signer, Ed25519SecretKey secret)
      implements KeyedCryptography.Secrets {
    @Override
    public QuorumSigner fast() {
      return signer;
    }

    @Override
    public QuorumSigner prepared() {
      return signer;
    }

    @Override
    public QuorumSigner execution() {
      return signer;
    }

    @Override
    public ByteString sign(ByteString message) {
      return secret.sign(message);
    }
  }
}
