package org.specie.ledger.consensus.viewchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.quorum.QuorumCertificate.MultiSignature;
import org.specie.kernel.crypto.quorum.QuorumCertificate.Part;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.View;

/** The Ed25519 keys of all replicas of one epoch, in one hand that signs what a test wants. */
final class SigningKeys implements Cryptography {
  final Configuration configuration;
  private final List<Ed25519SecretKey> keys = new ArrayList<>();

  SigningKeys(Quorums quorums, long epoch) {
    configuration =
        new Configuration(
            Hash32.sha256(ByteString.utf8("ledger")), epoch, quorums, new ReplicaId(0));
    for (int i = 0; i < quorums.replicas(); i++) {
      byte[] seed = Hash32.sha256(ByteString.utf8("replica " + i)).bytes().toByteArray();
      keys.add(new Ed25519SecretKey(Secret.copyOf(seed)));
    }
  }

  private ByteString bytes(Statement statement) {
    return statement.signedBytes(configuration.ledgerId(), configuration.epoch());
  }

  private ByteString bytes(Signed signed) {
    return signed.signedBytes(configuration.ledgerId(), configuration.epoch());
  }

  /** A certificate of the first {@code count} replicas. */
  MultiSignature certificate(Statement statement, int count) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(new Part(i, keys.get(i).sign(bytes(statement))));
    }
    return new MultiSignature(parts);
  }

  /** As few signers as the kind needs. */
  QuorumCertificate certificate(CertificateKind kind, Statement statement) {
    return certificate(statement, kind.threshold(configuration.quorums()));
  }

  ViewChange viewChange(int sender, View view, Checkpoint stable, List<SlotReport> reports) {
    ViewChange unsigned =
        new ViewChange(new ReplicaId(sender), view, stable, reports, ByteString.EMPTY);
    return signedBy(sender, unsigned);
  }

  ViewChange signedBy(int signer, ViewChange change) {
    ByteString signature = keys.get(signer).sign(bytes(new Signed.ViewChanged(change.body())));
    return new ViewChange(
        change.sender(), change.view(), change.stable(), change.reports(), signature);
  }

  @Override
  public ByteString share(Statement statement) {
    return keys.get(configuration.self().index()).sign(bytes(statement));
  }

  @Override
  public boolean isShare(Statement statement, ReplicaId signer, ByteString share) {
    return keys.get(signer.index()).publicKey().verify(bytes(statement), share);
  }

  @Override
  public Combined combine(
      CertificateKind kind, Statement statement, SortedMap<ReplicaId, ByteString> shares) {
    SortedMap<ReplicaId, ByteString> good = new TreeMap<>(shares);
    good.entrySet().removeIf(each -> !isShare(statement, each.getKey(), each.getValue()));
    SortedSet<ReplicaId> liars = new TreeSet<>(shares.keySet());
    liars.removeAll(good.keySet());
    boolean isEnough = good.size() >= kind.threshold(configuration.quorums());
    List<Part> parts = new ArrayList<>();
    good.forEach((signer, share) -> parts.add(new Part(signer.index(), share)));
    return new Combined(
        isEnough ? Optional.of(new MultiSignature(parts)) : Optional.empty(), liars);
  }

  @Override
  public boolean isCertificate(
      CertificateKind kind, Statement statement, QuorumCertificate certificate) {
    if (!(certificate instanceof MultiSignature(List<Part> parts))) {
      return false;
    }
    Set<Integer> signers = new HashSet<>();
    for (Part each : parts) {
      boolean isGood =
          each.signer() < keys.size()
              && isShare(statement, new ReplicaId(each.signer()), each.signature());
      if (isGood) {
        signers.add(each.signer());
      }
    }
    return signers.size() == parts.size()
        && parts.size() >= kind.threshold(configuration.quorums());
  }

  @Override
  public ByteString sign(Signed signed) {
    return keys.get(configuration.self().index()).sign(bytes(signed));
  }

  @Override
  public boolean isSignature(Signed signed, ReplicaId signer, ByteString signature) {
    return keys.get(signer.index()).publicKey().verify(bytes(signed), signature);
  }
}
