package org.specie.ledger.transport.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.ledger.transport.Parties.accepted;
import static org.specie.ledger.transport.Parties.refused;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.ledger.transport.Parties;
import org.specie.ledger.transport.TransportReason;
import org.specie.quality.requirements.Requirement;

/** docs/spec/24-transport.md, 1.6. */
class IdentityFilesTest {
  @TempDir private Path folder;
  private final CertificateAuthority authority = Parties.authority();

  private Path file(String name) {
    return folder.resolve(name);
  }

  @Test
  @Requirement("E25")
  void writesWhatItReads() throws IOException {
    TransportIdentity identity = Parties.operator(authority, "x");
    IdentityFiles.write(identity, file("key"), file("certificate"));
    IdentityFiles.write(authority, file("root-key"), file("root"));

    assertThat(accepted(IdentityFiles.identity(file("key"), file("certificate"))).fields())
        .isEqualTo(identity.fields());
    AuthorityCertificate root = accepted(IdentityFiles.authorityCertificate(file("root")));
    accepted(new Trust(root, Parties.CLOCK).examine(identity.certificate()));
    CertificateAuthority read =
        accepted(IdentityFiles.authority(file("root-key"), file("root"), Parties.entropy(9)));
    accepted(Parties.trust(authority).examine(Parties.reader(read, "y").certificate()));
    RevocationList list = read.revoke(Optional.empty(), Set.of(BigInteger.ONE), Parties.CLOCK);
    IdentityFiles.write(list, file("revoked"));
    assertThat(accepted(IdentityFiles.revocations(file("revoked"), root))).isEqualTo(list);
  }

  @Test
  void keepsKeysFromOthers() throws IOException {
    IdentityFiles.write(Parties.operator(authority, "x"), file("key"), file("certificate"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("key"))))
        .isEqualTo("rw-------");
    for (String open : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"}) {
      Files.setPosixFilePermissions(file("key"), PosixFilePermissions.fromString(open));
      assertThat(refused(IdentityFiles.identity(file("key"), file("certificate"))))
          .isEqualTo(TransportReason.KEY_FILE_OPEN_TO_OTHERS);
    }
  }

  @Test
  void refusesKeysAndCertificatesThatDoNotBelongTogether() throws IOException {
    IdentityFiles.write(Parties.operator(authority, "x"), file("key"), file("certificate"));
    IdentityFiles.write(Parties.operator(authority, "x"), file("key-2"), file("certificate-2"));

    assertThat(refused(IdentityFiles.identity(file("key"), file("certificate-2"))))
        .isEqualTo(TransportReason.KEY_OF_ANOTHER_CERTIFICATE);
    IdentityFiles.write(authority, file("root-key"), file("root"));
    assertThat(refused(IdentityFiles.identity(file("root-key"), file("root"))))
        .isEqualTo(TransportReason.CERTIFICATE_UNTRUSTED);
    assertThat(refused(IdentityFiles.authorityCertificate(file("certificate"))))
        .isEqualTo(TransportReason.CERTIFICATE_UNTRUSTED);
  }

  @Test
  void refusesFilesThatAreSomethingElse() throws IOException {
    IdentityFiles.write(Parties.operator(authority, "x"), file("key"), file("certificate"));
    String certificate = Files.readString(file("certificate"));
    String[] broken = {
      "",
      "-----BEGIN CERTIFICATE-----",
      certificate + certificate,
      "x" + certificate,
      certificate.replace("CERTIFICATE", "X509 CRL"),
      certificate.replaceFirst("M", "!"),
      certificate.replaceFirst("MII", "AAA"),
      "-----BEGIN CERTIFICATE-----\n" + "A".repeat(3 << 20) + "\n-----END CERTIFICATE-----\n"
    };
    for (String text : broken) {
      Files.writeString(file("broken"), text);
      assertThat(refused(IdentityFiles.identity(file("key"), file("broken"))))
          .isEqualTo(TransportReason.FILE_MALFORMED);
      assertThat(refused(IdentityFiles.revocations(file("broken"), authority.certificate())))
          .isEqualTo(TransportReason.FILE_MALFORMED);
    }
    Files.delete(file("key"));
    Files.createFile(
        file("key"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file("key"), certificate);
    assertThat(refused(IdentityFiles.identity(file("key"), file("certificate"))))
        .isEqualTo(TransportReason.FILE_MALFORMED);
  }
}
