package org.specie.ledger.transport.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.ledger.transport.Parties.accepted;
import static org.specie.ledger.transport.Parties.refused;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.Parties;
import org.specie.ledger.transport.TransportReason;
import org.specie.quality.requirements.Requirement;

/** docs/spec/24-transport.md, sections 1 and 2. */
class TrustTest {
  private final CertificateAuthority authority = Parties.authority();
  private final Trust trust = Parties.trust(authority);

  private TransportReason refusalOf(Consumer<Forgery> change) {
    Forgery forgery = new Forgery(authority);
    change.accept(forgery);
    return refused(trust.examine(forgery.certificate()));
  }

  @Test
  @Requirement("E25")
  void trustsWhatTheAuthorityIssued() {
    PeerName name = new PeerName("Bank of 100% / Tel Aviv – א");
    for (Role role : List.of(Role.OPERATOR, Role.READER)) {
      TransportIdentity identity = authority.enrol(role, name, Validity.days(Parties.CLOCK, 30));
      PeerCertificate read = accepted(trust.examine(identity.certificate()));

      assertThat(read).isEqualTo(identity.fields());
      assertThat(read.name()).isEqualTo(name);
      assertThat(read.role()).isEqualTo(role);
      assertThat(read.uri().scope()).isEqualTo(Parties.SCOPE);
    }
    assertThat(trust.examine(new Forgery(authority).certificate()))
        .isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  @Requirement({"D6", "E12"})
  void refusesWhateverDiffersInOneThing() throws GeneralSecurityException {
    KeyPairGenerator p384 = KeyPairGenerator.getInstance("EC");
    p384.initialize(new ECGenParameterSpec("secp384r1"));
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    String uri = new Forgery(authority).uris.getFirst();
    Map<String, Consumer<Forgery>> changes = new TreeMap<>();
    changes.put("another signer", f -> f.signer = P256.generate().getPrivate());
    changes.put("self-signed", f -> f.signer = f.pair.getPrivate());
    changes.put("another issuer", f -> f.issuer = new X500Name("CN=governance"));
    changes.put("another hash", f -> f.algorithm = "SHA384withECDSA");
    changes.put("P-384", f -> f.key = p384.generateKeyPair().getPublic());
    changes.put("RSA", f -> f.key = rsa.generateKeyPair().getPublic());
    changes.put("an authority", f -> f.isAuthority = true);
    changes.put("no name", f -> f.uris = List.of());
    changes.put("two names", f -> f.uris = List.of(uri, uri));
    changes.put("a host name", f -> f.uris = List.of("https://example.org/operator/x"));
    changes.put("role authority", f -> f.uris = List.of(uri.replace("operator/", "authority/")));
    changes.put("unknown role", f -> f.uris = List.of(uri.replace("operator/", "root/")));
    changes.put("no usage", f -> f.usage = Optional.empty());
    changes.put("usage", f -> f.usage = Optional.of(KeyUsage.keyCertSign));
    changes.put("no purpose", f -> f.purposes = List.of());
    changes.put("one purpose only", f -> f.purposes = List.of(KeyPurposeId.id_kp_clientAuth));
    changes.put("other purposes", f -> f.purposes = List.of(KeyPurposeId.id_kp_codeSigning));
    changes.put("critical and unknown", f -> f.hasUnknownExtension = true);

    changes.forEach(
        (what, change) ->
            assertThat(refusalOf(change))
                .as(what)
                .isEqualTo(TransportReason.CERTIFICATE_UNTRUSTED));
  }

  @Test
  void refusesEveryOtherByte() throws CertificateException {
    byte[] der = new Forgery(authority).certificate().getEncoded();
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (int i = 0; i < der.length; i++) {
      byte[] tampered = der.clone();
      tampered[i] ^= 1;
      X509Certificate read;
      try {
        read = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(tampered));
      } catch (CertificateException e) {
        continue;
      }
      assertThat(trust.examine(read))
          .as("byte %d of %s", i, ByteString.copyOf(tampered))
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void refusesAnotherLedgersOperators() {
    assertThat(refused(trust.examine(Forgery.ofAnotherScope(authority).certificate())))
        .isEqualTo(TransportReason.CERTIFICATE_SCOPE);
  }

  @Test
  void refusesTooEarlyAndTooLate() {
    AtomicLong now = new AtomicLong(Parties.NOW);
    Trust moving = new Trust(authority.certificate(), now::get);
    Validity validity = new Validity(Parties.NOW - 10, Parties.NOW + 10);
    X509Certificate certificate =
        authority.enrol(Role.OPERATOR, new PeerName("x"), validity).certificate();
    PeerCertificate read = accepted(moving.examine(certificate));
    for (long good : new long[] {Parties.NOW - 10, Parties.NOW + 10}) {
      now.set(good);
      assertThat(moving.examine(certificate)).isEqualTo(Outcome.accepted(read));
      assertThat(moving.stillGood(read)).isEmpty();
    }
    for (long bad : new long[] {Parties.NOW - 11, Parties.NOW + 11}) {
      now.set(bad);
      assertThat(refused(moving.examine(certificate)))
          .isEqualTo(TransportReason.CERTIFICATE_EXPIRED);
      assertThat(moving.stillGood(read)).contains(TransportReason.CERTIFICATE_EXPIRED);
    }
  }

  @Test
  void outlivesNoAuthority() {
    AtomicLong now = new AtomicLong(Parties.NOW);
    CertificateAuthority brief =
        CertificateAuthority.found(
            "brief", new Validity(Parties.NOW, Parties.NOW + 10), Parties.entropy(3));
    Trust moving = new Trust(brief.certificate(), now::get);
    X509Certificate certificate = Parties.operator(brief, "x").certificate();
    accepted(moving.examine(certificate));

    now.set(Parties.NOW + 11);

    assertThat(refused(moving.examine(certificate))).isEqualTo(TransportReason.CERTIFICATE_EXPIRED);
  }

  @Test
  @Requirement("E25")
  void revokesForGood() {
    TransportIdentity bad = Parties.operator(authority, "bad");
    TransportIdentity good = Parties.operator(authority, "good");
    RevocationList first =
        authority.revoke(Optional.empty(), Set.of(bad.fields().serial()), Parties.CLOCK);
    RevocationList second =
        authority.revoke(Optional.of(first), Set.of(BigInteger.TEN), Parties.CLOCK);

    accepted(trust.replaceRevocations(first));
    assertThat(refused(trust.examine(bad.certificate())))
        .isEqualTo(TransportReason.CERTIFICATE_REVOKED);
    assertThat(trust.stillGood(bad.fields())).contains(TransportReason.CERTIFICATE_REVOKED);
    accepted(trust.examine(good.certificate()));

    accepted(trust.replaceRevocations(second));
    assertThat(second.revokes(bad.fields().serial())).isTrue();
    assertThat(refused(trust.replaceRevocations(first)))
        .isEqualTo(TransportReason.REVOCATIONS_OLDER);
    assertThat(trust.revocations()).contains(second);
    accepted(trust.replaceRevocations(second));
    RevocationList rival = authority.revoke(Optional.of(first), Set.of(), Parties.CLOCK);
    assertThat(refused(trust.replaceRevocations(rival)))
        .isEqualTo(TransportReason.REVOCATIONS_OLDER);
  }

  @Test
  void believesNoRevocationListButTheAuthoritys() {
    RevocationList genuine =
        authority.revoke(Optional.empty(), Set.of(BigInteger.TWO), Parties.CLOCK);
    RevocationList foreign =
        Parties.authority().revoke(Optional.empty(), Set.of(BigInteger.TWO), Parties.CLOCK);

    assertThat(refused(trust.replaceRevocations(foreign)))
        .isEqualTo(TransportReason.REVOCATIONS_UNTRUSTED);
    assertThat(refused(RevocationList.read(ByteString.EMPTY, authority.certificate())))
        .isEqualTo(TransportReason.FILE_MALFORMED);
    for (int i = 0; i < genuine.der().size(); i++) {
      byte[] tampered = genuine.der().toByteArray();
      tampered[i] ^= 1;
      assertThat(RevocationList.read(ByteString.copyOf(tampered), authority.certificate()))
          .as("byte %d", i)
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void showsNoSecretInText() {
    TransportIdentity identity = Parties.operator(authority, "x");

    assertThat(identity.toString() + authority + TransportKey.generate()).contains("secret");
    assertThat(identity.toString()).doesNotContain("BigInteger").hasSizeLessThan(100);
  }
}
