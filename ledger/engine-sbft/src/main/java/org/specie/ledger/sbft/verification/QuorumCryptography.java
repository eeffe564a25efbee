package org.specie.ledger.sbft.verification;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.quorum.Combination;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.quorum.QuorumKey;
import org.specie.kernel.crypto.quorum.QuorumScheme;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;

/**
 * The cryptography of one epoch under the keys of its operator set. Every answer to "is it valid?"
 * is remembered by the hash of the question, so that a worker may ask before the state machine
 * does. A vote's share is one signature with multi-signatures, and with threshold keys the share of
 * the fast key followed by that of the commit key. Safe for all threads.
 */
public final class QuorumCryptography implements Cryptography {
  /** Answers kept: about 100 bytes each. */
  private static final int ANSWERS_MAX = 65_536;

  private static final int SHARE = 1;
  private static final int CERTIFICATE = 2;
  private static final int SIGNATURE = 3;

  private final Hash32 ledgerId;
  private final OperatorSet operators;
  private final Optional<Integer> self;
  private final Optional<EpochSecrets> secrets;
  private final EngineMetrics metrics;
  private final QuorumKey fast;
  private final QuorumKey commit;
  private final QuorumKey execution;
  private final Remembered<Hash32> remembered = new Remembered<>(ANSWERS_MAX);

  /**
   * The cryptography of {@code operators}, of whom {@code self} is the one with {@code secrets}.
   */
  public QuorumCryptography(
      Hash32 ledgerId,
      OperatorSet operators,
      Optional<Integer> self,
      Optional<EpochSecrets> secrets,
      EngineMetrics metrics) {
    this.ledgerId = ledgerId;
    this.operators = operators;
    this.self = self.filter(index -> secrets.isPresent());
    this.secrets = secrets;
    this.metrics = metrics;
    this.fast = operators.fastKey();
    this.commit = operators.commitKey();
    this.execution = operators.executionKey();
  }

  /** Whether shares are worth verifying one by one: a signature is cheap, a pairing is not. */
  boolean areSharesCheap() {
    return fast.scheme() == QuorumScheme.MULTI_SIGNATURE;
  }

  /** This replica's share; it need not verify it when it meets it in a certificate. */
  @Override
  public ByteString share(Statement statement) {
    ByteString message = bytes(statement);
    ByteString share = share(statement, message);
    self.ifPresent(signer -> remembered.remember(question(message, signer, share), true));
    return share;
  }

  private ByteString share(Statement statement, ByteString message) {
    EpochSecrets signing = secrets.orElseThrow();
    return switch (statement) {
      case Statement.Vote vote when areSharesCheap() -> signing.commitShare(message);
      case Statement.Vote vote ->
          ByteString.concat(signing.fastShare(message), signing.commitShare(message));
      case Statement.Commitment commitment -> signing.commitShare(message);
      case Statement.Execution executed -> signing.executionShare(message);
    };
  }

  @Override
  public boolean isShare(Statement statement, ReplicaId signer, ByteString share) {
    ByteString message = bytes(statement);
    return isShare(statement, message, signer.index(), share);
  }

  private boolean isShare(Statement statement, ByteString message, int signer, ByteString share) {
    return answer(
        question(message, signer, share), () -> isShareValid(statement, message, signer, share));
  }

  private static Hash32 question(ByteString message, int signer, ByteString share) {
    return Hash32.sha256(
        new Encoder().u8(SHARE).bytes(message).u16(signer).bytes(share).toByteString());
  }

  private boolean isShareValid(
      Statement statement, ByteString message, int signer, ByteString share) {
    return switch (statement) {
      case Statement.Vote vote when areSharesCheap() -> commit.isShareValid(message, signer, share);
      case Statement.Vote vote ->
          fast.isShareValid(message, signer, half(share, CertificateKind.FAST))
              && commit.isShareValid(message, signer, half(share, CertificateKind.PREPARED));
      case Statement.Commitment commitment -> commit.isShareValid(message, signer, share);
      case Statement.Execution executed -> execution.isShareValid(message, signer, share);
    };
  }

  /** The part of a vote under threshold keys that a certificate of {@code kind} is made of. */
  private static ByteString half(ByteString share, CertificateKind kind) {
    int middle = share.size() / 2;
    return kind == CertificateKind.FAST
        ? share.slice(0, middle)
        : share.slice(middle, share.size());
  }

  @Override
  public Combined combine(
      CertificateKind kind, Statement statement, SortedMap<ReplicaId, ByteString> shares) {
    return areSharesCheap()
        ? combineVerified(kind, statement, shares)
        : combineUnseen(kind, statement, shares);
  }

  /** Each share is verified, most of them by now, and what they make need not be. */
  private Combined combineVerified(
      CertificateKind kind, Statement statement, SortedMap<ReplicaId, ByteString> shares) {
    SortedMap<Integer, ByteString> good = new TreeMap<>();
    SortedSet<ReplicaId> liars = new TreeSet<>();
    shares.forEach(
        (signer, share) -> {
          if (isShare(statement, signer, share)) {
            good.put(signer.index(), share);
          } else {
            liars.add(signer);
          }
        });
    if (good.size() < key(kind).threshold()) {
      return new Combined(Optional.empty(), liars);
    }
    QuorumCertificate certificate = key(kind).combineUnseen(good).orElseThrow();
    remembered.remember(question(kind, bytes(statement), certificate), true);
    return new Combined(Optional.of(certificate), liars);
  }

  private Combined combineUnseen(
      CertificateKind kind, Statement statement, SortedMap<ReplicaId, ByteString> shares) {
    boolean isHalf = statement instanceof Statement.Vote;
    SortedMap<Integer, ByteString> parts = new TreeMap<>();
    shares.forEach(
        (signer, share) -> parts.put(signer.index(), isHalf ? half(share, kind) : share));
    ByteString message = bytes(statement);
    return switch (key(kind).combine(message, parts)) {
      case Combination.Complete(QuorumCertificate certificate, SortedSet<Integer> liars) -> {
        remembered.remember(question(kind, message, certificate), true);
        yield new Combined(Optional.of(certificate), replicas(liars));
      }
      case Combination.TooFew(SortedSet<Integer> liars) ->
          new Combined(Optional.empty(), replicas(liars));
    };
  }

  private static SortedSet<ReplicaId> replicas(SortedSet<Integer> signers) {
    SortedSet<ReplicaId> replicas = new TreeSet<>();
    signers.forEach(signer -> replicas.add(new ReplicaId(signer)));
    return replicas;
  }

  @Override
  public boolean isCertificate(
      CertificateKind kind, Statement statement, QuorumCertificate certificate) {
    ByteString message = bytes(statement);
    return answer(
        question(kind, message, certificate),
        () ->
            switch (certificate) {
              case QuorumCertificate.MultiSignature(var parts) ->
                  areSharesCheap() && areParts(kind, statement, message, parts);
              case QuorumCertificate.ThresholdSignature whole -> key(kind).isValid(message, whole);
            });
  }

  /** Of the signatures in a certificate some are known: this replica's, and what it collected. */
  private boolean areParts(
      CertificateKind kind,
      Statement statement,
      ByteString message,
      List<QuorumCertificate.Part> parts) {
    return parts.size() >= key(kind).threshold()
        && parts.getLast().signer() < key(kind).signers()
        && parts.stream()
            .allMatch(part -> isShare(statement, message, part.signer(), part.signature()));
  }

  private static Hash32 question(
      CertificateKind kind, ByteString message, QuorumCertificate certificate) {
    Encoder out = new Encoder().u8(CERTIFICATE).u8(code(kind)).bytes(message);
    certificate.encode(out);
    return Hash32.sha256(out.toByteString());
  }

  private static int code(CertificateKind kind) {
    return switch (kind) {
      case FAST -> 1;
      case PREPARED -> 2;
      case COMMITTED -> 3;
      case EXECUTED -> 4;
    };
  }

  private QuorumKey key(CertificateKind kind) {
    return switch (kind) {
      case FAST -> fast;
      case PREPARED, COMMITTED -> commit;
      case EXECUTED -> execution;
    };
  }

  @Override
  public ByteString sign(Signed signed) {
    return secrets.orElseThrow().sign(signed.signedBytes(ledgerId, operators.epoch()));
  }

  @Override
  public boolean isSignature(Signed signed, ReplicaId signer, ByteString signature) {
    ByteString message = signed.signedBytes(ledgerId, operators.epoch());
    Hash32 question =
        Hash32.sha256(
            new Encoder()
                .u8(SIGNATURE)
                .bytes(message)
                .u16(signer.index())
                .bytes(signature)
                .toByteString());
    return answer(
        question,
        () ->
            signer.index() < operators.size()
                && operators
                    .operators()
                    .get(signer.index())
                    .publicKey()
                    .verify(message, signature));
  }

  private ByteString bytes(Statement statement) {
    return statement.signedBytes(ledgerId, operators.epoch());
  }

  private boolean answer(Hash32 question, BooleanSupplier work) {
    Optional<Boolean> known = remembered.answer(question);
    if (known.isPresent()) {
      metrics.count(Event.VERIFICATION_REMEMBERED);
      return known.get();
    }
    boolean answer = work.getAsBoolean();
    metrics.count(Event.VERIFICATION_DONE);
    remembered.remember(question, answer);
    return answer;
  }
}
