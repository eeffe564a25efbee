package org.specie.services.api;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Pem;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;

/**
 * A certificate that a service makes for itself, for callers who are given it and trust nobody
 * else's: ECDSA on P-256, signed with its own key. Source: docs/spec/40-service-api.md 40.16.
 */
public final class OwnCertificate {
  private static final String OWNER_ONLY = "rw-------";
  private static final long DAY_SECONDS = 86_400;

  /** Clocks of callers may be a little behind. */
  private static final long BEFORE_SECONDS = 3_600;

  private static final int SERIAL_BYTES = 16;

  private OwnCertificate() {}

  /**
   * Makes a key and its certificate for {@code host}, a name or an address, and writes both as
   * {@link ServerCertificate#read} reads them.
   *
   * @param days from now on
   */
  public static void make(
      String host, int days, Clock clock, Entropy entropy, Path certificateFile, Path keyFile)
      throws IOException {
    Check.that(days > 0, "a certificate is in force for a time");
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      long now = clock.epochSeconds();
      X509Certificate certificate =
          signed(pair, host, now - BEFORE_SECONDS, now + days * DAY_SECONDS, entropy);
      Files.deleteIfExists(keyFile);
      Files.createFile(keyFile, ownerOnly(keyFile.getFileSystem()));
      Files.writeString(keyFile, Pem.encode(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded()));
      Files.writeString(certificateFile, Pem.encode(Pem.CERTIFICATE, certificate.getEncoded()));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new InvariantViolation("this JDK makes and signs with keys on P-256", e);
    }
  }

  private static X509Certificate signed(
      KeyPair pair, String host, long fromSeconds, long untilSeconds, Entropy entropy)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, "service").build();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(1, entropy.bytes(SERIAL_BYTES)).setBit(0),
            Date.from(Instant.ofEpochSecond(fromSeconds)),
            Date.from(Instant.ofEpochSecond(untilSeconds)),
            name,
            pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(subject(host)));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }

  private static GeneralName subject(String host) {
    boolean isAddress = host.contains(":") || host.matches("[0-9.]+");
    return new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }

  /** Nothing where the file system knows no such permissions. */
  private static FileAttribute<?>[] ownerOnly(FileSystem files) {
    return files.supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
        }
        : new FileAttribute<?>[0];
  }
}
