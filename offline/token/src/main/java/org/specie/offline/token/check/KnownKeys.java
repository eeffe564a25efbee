package org.specie.offline.token.check;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Validity;

/**
 * The keys of one root that were verified once and are looked up afterwards. Whoever has the root
 * has everything: no device, no network. Not thread-safe. Spec: docs/spec/50-art.md 2.5.
 */
public final class KnownKeys {
  /** How many certificates are known at most besides the root; the first one makes room. */
  static final int KNOWN_MAX = 256;

  /** How many keys are ended at most. */
  static final int ENDED_MAX = 65_536;

  private final KeyCert root;
  private final SequencedMap<KeyId, Certificate> known = new LinkedHashMap<>();
  private final Set<KeyId> ended = new LinkedHashSet<>();
  private long verifications;

  private KnownKeys(KeyCert root) {
    this.root = root;
  }

  /** Knows nothing yet but {@code root}, which is trusted because it was given. */
  public static KnownKeys under(KeyCert root) {
    Check.that(root.use() == KeyUse.ROOT, "a root is certified as one");
    return new KnownKeys(root);
  }

  /** The currency of everything under the root. */
  public int currencyNumber() {
    return root.currencyNumber();
  }

  /** Learns every certificate of {@code chain}, or says which rule the first bad one breaks. */
  public Verdict learn(Chain chain) {
    for (Certificate each : chain.certificates()) {
      Verdict verdict = learn(each);
      if (!verdict.isAccepted()) {
        return verdict;
      }
    }
    return Verdict.accepted();
  }

  /**
   * Learns {@code certificate} if its issuer is known and everything about it is right. One that is
   * older than what is known of its key is accepted and changes nothing; that of a key that was
   * ended is refused.
   */
  public Verdict learn(Certificate certificate) {
    if (ended.contains(certificate.id())) {
      return Verdict.refused(TokenReason.UNKNOWN_KEY);
    }
    if (certificate.equals(known.get(certificate.id())) || certificate.equals(root)) {
      return Verdict.accepted();
    }
    Optional<KeyCert> issuer = agent(certificate.issuer());
    if (issuer.isEmpty()) {
      return Verdict.refused(TokenReason.UNKNOWN_KEY);
    }
    Verdict verdict = examine(certificate, issuer.get());
    if (verdict.isAccepted()) {
      remember(certificate);
    }
    return verdict;
  }

  private Verdict examine(Certificate certificate, KeyCert issuer) {
    if (certificate.currencyNumber() != issuer.currencyNumber()) {
      return Verdict.refused(TokenReason.OTHER_CURRENCY);
    }
    if (!isForIssuer(certificate, issuer)) {
      return Verdict.refused(TokenReason.WRONG_USE);
    }
    if (!issuer.validity().encloses(certificate.validity())
        || !issuer.classes().containsAll(certificate.classes())
        || !areLimitsWithin(certificate, issuer)) {
      return Verdict.refused(TokenReason.WIDER_THAN_ISSUER);
    }
    Domain domain =
        switch (certificate) {
          case KeyCert _ -> Domain.KEY;
          case ClassCert _ -> Domain.CLASS;
        };
    countVerification();
    return issuer.key().verify(domain, certificate.signature(), certificate.signedBytes())
        ? Verdict.accepted()
        : Verdict.refused(TokenReason.BAD_SIGNATURE);
  }

  private static boolean isForIssuer(Certificate certificate, KeyCert issuer) {
    return switch (certificate) {
      case KeyCert agent -> issuer.use() == KeyUse.ROOT && agent.use() != KeyUse.ROOT;
      case ClassCert _ -> issuer.use() == KeyUse.CERTIFIER;
    };
  }

  private static boolean areLimitsWithin(Certificate certificate, KeyCert issuer) {
    return switch (certificate) {
      case KeyCert agent -> issuer.limits().cover(agent.limits());
      case ClassCert of -> issuer.limits().payment().covers(of.largestPayment());
    };
  }

  private void remember(Certificate certificate) {
    Certificate before = known.get(certificate.id());
    if (before != null && !isNewer(certificate, before)) {
      return;
    }
    known.putLast(certificate.id(), certificate);
    if (known.size() > KNOWN_MAX) {
      known.pollFirstEntry();
    }
  }

  /** Its validity begins later, or at the same time and ends later. */
  private static boolean isNewer(Certificate certificate, Certificate before) {
    Validity one = certificate.validity();
    Validity other = before.validity();
    int begins = one.from().compareTo(other.from());
    return begins > 0 || (begins == 0 && one.until().compareTo(other.until()) > 0);
  }

  /**
   * Ends a key whose owner lost it: nothing it signs is believed any more, and no certificate makes
   * it known again. The root is not ended so: who does not trust it has nothing under it.
   */
  public void end(KeyId id) {
    Check.that(!id.equals(root.id()), "a root is not ended");
    Check.that(ended.size() < ENDED_MAX, "so many keys are not lost");
    ended.add(id);
    known.remove(id);
  }

  /** The root or the agent with this key. */
  public Optional<KeyCert> agent(KeyId id) {
    if (id.equals(root.id())) {
      return Optional.of(root);
    }
    return known.get(id) instanceof KeyCert agent ? Optional.of(agent) : Optional.empty();
  }

  /** The class with this key. */
  public Optional<ClassCert> classOf(KeyId id) {
    return known.get(id) instanceof ClassCert of ? Optional.of(of) : Optional.empty();
  }

  /** How many signatures were verified so far on certificates and configurations. */
  public long verifications() {
    return verifications;
  }

  void countVerification() {
    verifications++;
  }
}
