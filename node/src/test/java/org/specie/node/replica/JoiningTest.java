package org.specie.node.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportKey;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.identity.Validity;
import org.specie.node.Operators;
import org.specie.quality.requirements.Requirement;

/** An operator asks for a seat. docs/spec/27-membership.md, section 9. */
final class JoiningTest {
  private static final Clock CLOCK = () -> 1_000_000;
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final CertificateAuthority AUTHORITY =
      CertificateAuthority.found("bank", Validity.days(CLOCK, 10), ENTROPY);
  private static final CertificateAuthority STRANGER =
      CertificateAuthority.found("bank", Validity.days(CLOCK, 10), ENTROPY);

  @TempDir private Path directory;
  private final Trust trust = new Trust(AUTHORITY.certificate(), CLOCK);
  private Hash32 ledger = Hash32.ZERO;
  private Path home = Path.of("");
  private Candidacy asked;

  @BeforeEach
  void ask() throws IOException {
    List<OperatorSet.Operator> founders =
        List.of(OperatorKey.generate(ENTROPY).operator("replica-1"));
    Genesis genesis =
        new Genesis("bank", 1_000, new OperatorSet(founders, 1), ByteString.utf8("money"));
    NetworkDescription network =
        new NetworkDescription(
            genesis,
            AUTHORITY.certificate(),
            0,
            List.of(
                new NetworkDescription.Member("replica-1", new Endpoint("127.0.0.1", 9), "one")));
    ledger = genesis.ledgerId();
    home = directory.resolve("five");
    asked =
        new Joining(ENTROPY)
            .init(
                home,
                network,
                genesis.operators(),
                "Fifth Bank",
                new Joining.Places(
                    new Endpoint("127.0.0.1", 4100),
                    new Endpoint("127.0.0.1", 4101),
                    new Endpoint("127.0.0.1", 4102)));
  }

  private Candidacy certified() {
    return certified(AUTHORITY);
  }

  private Candidacy certified(CertificateAuthority by) {
    return asked.certified(
        by.issue(
            asked.key().orElseThrow(),
            Role.OPERATOR,
            new PeerName(asked.name()),
            Validity.days(CLOCK, 5)));
  }

  private static void isRefused(Verdict verdict, CandidacyReason reason) {
    assertThat(verdict).isEqualTo(Verdict.refused(reason));
  }

  @Test
  void noTamperedFieldIsTaken() throws IOException, MalformedInput {
    certified().write(home.resolve(Candidacy.FILE));
    List<String> lines = Files.readAllLines(home.resolve(Candidacy.FILE));
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      char last = line.charAt(line.length() - 1);
      String tampered = line.substring(0, line.length() - 1) + (last == '1' ? '2' : '1');
      List<String> changed = new ArrayList<>(lines);
      changed.set(i, tampered);
      Path file = Files.write(directory.resolve("tampered"), changed);
      assertThat(isTaken(file)).as(line).isFalse();
    }
    assertThat(Candidacy.read(home.resolve(Candidacy.FILE)).examine(ledger, trust))
        .isEqualTo(Verdict.accepted());
  }

  private boolean isTaken(Path file) throws IOException {
    try {
      return Candidacy.read(file).examine(ledger, trust).isAccepted();
    } catch (MalformedInput e) {
      return false;
    }
  }

  @Test
  @Requirement("D6")
  void withoutACertificateOfThisAuthorityThereIsNoSeat() throws IOException {
    assertThat(asked.examine(ledger)).isEqualTo(Verdict.accepted());
    isRefused(asked.examine(ledger, trust), CandidacyReason.CERTIFICATE);
    isRefused(certified(STRANGER).examine(ledger, trust), CandidacyReason.CERTIFICATE);
    isRefused(certified().examine(Hash32.ZERO, trust), CandidacyReason.OTHER_LEDGER);
    ReplicaFolder folder = ReplicaFolder.read(home);
    isRefused(Joining.install(folder, asked, CLOCK), CandidacyReason.CERTIFICATE);
    assertThat(Joining.install(folder, certified(), CLOCK)).isEqualTo(Verdict.accepted());
    assertThat(folder.identity().fields().key()).isEqualTo(asked.operator().transportKey());
  }

  @Test
  void theCertificateOfAnothersKeyIsNotInstalled() throws IOException {
    ReplicaFolder folder = ReplicaFolder.read(home);
    IdentityFiles.writeKey(TransportKey.generate(), folder.tlsKey());
    isRefused(Joining.install(folder, certified(), CLOCK), CandidacyReason.CERTIFICATE);
    assertThat(folder.tlsCertificate()).doesNotExist();
  }

  @Test
  @Requirement("E25")
  void anotherKeyLiesBesideTheOneInForce() throws IOException {
    ReplicaFolder folder = ReplicaFolder.read(home);
    assertThat(Joining.install(folder, certified(), CLOCK)).isEqualTo(Verdict.accepted());
    Candidacy renewed = new Joining(ENTROPY).rotate(folder);
    assertThat(renewed.examine(ledger, trust)).isEqualTo(Verdict.accepted());
    assertThat(renewed.operator().transportKey()).isEqualTo(asked.operator().transportKey());
    assertThat(Operators.signingKeys(folder.home(), folder.index()))
        .extracting(key -> key.publicKey())
        .containsExactly(asked.consensusKey(), renewed.consensusKey());
    for (int i = 3; i <= 8; i++) {
      new Joining(ENTROPY).rotate(folder);
    }
    assertThatThrownBy(() -> new Joining(ENTROPY).rotate(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("8 keys");
    Operators.forgetKeysBefore(folder.home(), folder.index(), renewed.consensusKey());
    assertThat(Operators.signingKeys(folder.home(), folder.index()))
        .as("the one in force and those to come")
        .hasSize(7)
        .extracting(key -> key.publicKey())
        .contains(renewed.consensusKey())
        .doesNotContain(asked.consensusKey());
  }

  @Test
  void aFolderWithSomethingInItIsNotTaken() {
    assertThatThrownBy(this::ask).isInstanceOf(IOException.class).hasMessageContaining("not empty");
  }

  @Test
  @Requirement("D6")
  void onlyCertifiedGuestsAreSeenAndNoMoreThanTheLimit() throws IOException {
    GuestBook book = GuestBook.of(ReplicaFolder.read(home));
    assertThat(book.look(ledger, trust)).isFalse();
    book.admit(asked);
    assertThat(book.look(ledger, trust)).isTrue();
    assertThat(book.guests()).as("not certified").isEmpty();
    Files.writeString(home.resolve("guests").resolve("noise"), "what is this");
    Files.writeString(home.resolve("guests").resolve("half"), "name = x\n");
    assertThat(book.look(ledger, trust)).isTrue();
    assertThat(book.guests()).isEmpty();
  }
}
