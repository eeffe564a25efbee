package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.World;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.agents.unsealing.Approval;
import org.specie.offline.agents.unsealing.CaseFile;
import org.specie.offline.agents.unsealing.GivenShare;
import org.specie.offline.agents.unsealing.LogAudit;
import org.specie.offline.agents.unsealing.LogEntry;
import org.specie.offline.agents.unsealing.Unsealing;
import org.specie.offline.agents.unsealing.Warrant;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.issuer.asking.ShownLog;
import org.specie.services.issuer.authority.LogPage;

/** Spec: docs/spec/58-issuer-service.md section 11. */
@Requirement("R54")
class AuthorityRoleTest {
  private static final String ANA = "account 0017";
  private static final String GIVEN =
      "SELECT count(*) FROM entry WHERE book = 'unsealing' AND get_byte(key, 0) = 1";

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private final RegisterWorld sealing = new RegisterWorld();
  private Town town;
  private Unsealers unsealers;
  private RegisterEntry ana;

  @BeforeEach
  void start() throws IOException {
    town = TOWNS.found(folder);
    unsealers = new Unsealers(town, sealing);
    ana = sealing.register.entry(sealing.enrol(ANA)).orElseThrow();
  }

  @AfterEach
  void stop() throws IOException {
    town.close();
  }

  private CaseFile about(RegisterEntry entry, String reference, int... approving)
      throws IOException {
    return Unsealers.about(sealing, entry, reference, approving);
  }

  private static GivenShare given(Answer<GivenShare> answer) {
    return answer.optional().orElseThrow(() -> new AssertionError(answer.toString()));
  }

  private static void assertRefused(Answer<GivenShare> answer, Reason reason) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.reason().code()).isEqualTo(reason.code()));
  }

  private Unsealing opened(CaseFile asked, List<GivenShare> answers) {
    return Unsealing.of(sealing.authorities, asked.about(), asked.entry(), answers);
  }

  /** Four processes, one of them away: the other three give what opens the entry. */
  @Test
  void threeOfFourProcessesOpenTheEntryThatWasOrdered() throws IOException {
    CaseFile asked = about(ana, "AZ 12/26", 1, 2, 3);
    List<GivenShare> answers = new ArrayList<>();
    for (int i = 1; i <= RegisterWorld.MEMBERS; i++) {
      IssuerService running = unsealers.start(i);
      if (i == 2) {
        Unsealers.Asking away = unsealers.from(1, 2, running);
        running.close();
        assertThatThrownBy(() -> away.share(asked)).isInstanceOf(IOException.class);
      } else {
        answers.add(given(unsealers.from(1, i, running).share(asked)));
      }
      if (answers.size() == 2) {
        assertThat(opened(asked, answers))
            .isEqualTo(new Unsealing.Refused(RegisterReason.TOO_FEW_SHARES, new TreeSet<>()));
      }
    }
    assertThat(opened(asked, answers))
        .isEqualTo(new Unsealing.Opened(sealing.identity(ANA), new TreeSet<>()));
  }

  @Test
  void noShareWithoutEnoughApprovalsOfExactlyThisCase() throws IOException {
    Unsealers.Asking asking = unsealers.from(2, 1, unsealers.start(1));
    CaseFile whole = about(ana, "AZ 12/26", 1, 2, 3);
    assertRefused(asking.share(about(ana, "AZ 12/26", 1, 2)), RegisterReason.NOT_ORDERED);
    List<Approval> ofAnother = about(ana, "AZ 99/26", 1, 2, 3).warrant().approvals();
    assertRefused(
        asking.share(new CaseFile(new Warrant(whole.about(), ofAnother), ana)),
        RegisterReason.NOT_ORDERED);
    RegisterEntry ben = sealing.register.entry(sealing.enrol("account 0018")).orElseThrow();
    assertRefused(asking.share(new CaseFile(whole.warrant(), ben)), RegisterReason.ENTRY_OF_OTHERS);
    unsealers.setTime(World.later(1_441));
    assertRefused(
        unsealers.from(2, 1, unsealers.start(1)).share(whole), RegisterReason.CASE_NOT_VALID_NOW);
    assertThat(town.count("authority1", GIVEN)).isZero();
    unsealers.setTime(World.NOW);
    assertThat(given(unsealers.from(2, 1, unsealers.start(1)).share(whole)).index()).isEqualTo(1);
    assertThat(town.count("authority1", GIVEN)).isEqualTo(1);
  }

  /** Whoever got hold of a warrant and the entry has no share by it. */
  @Test
  void sharesAreForAuthoritiesAlone() throws IOException {
    IssuerService running = unsealers.start(1);
    CaseFile asked = about(ana, "AZ 12/26", 1, 2, 3);
    for (Ed25519SecretKey caller :
        List.of(town.stationKey, town.complianceKey, town.policyKey, Town.key())) {
      assertRefused(unsealers.from(caller, 1, running).share(asked), IssuerReason.CALLER_UNKNOWN);
    }
    assertThat(town.count("authority1", GIVEN)).isZero();
  }

  @Test
  void anAuthorityThatWasKilledAnswersWithTheSameBytesAndLogsOnce() throws IOException {
    CaseFile asked = about(ana, "AZ 12/26", 1, 2, 3);
    IssuerService first = unsealers.start(1);
    GivenShare share = given(unsealers.from(2, 1, first).share(asked));
    IssuerService second = unsealers.start(1);
    unsealers.setTime(World.later(100_000));
    assertThat(given(unsealers.from(3, 1, second).share(asked))).isEqualTo(share);
    CaseFile other = about(ana, "AZ 13/26", 1, 2, 3);
    Unsealers.Asking before = unsealers.from(2, 1, first);
    assertThatThrownBy(() -> before.share(other))
        .as("the one before, if it still runs, gives nothing any more")
        .isInstanceOf(IOException.class);
    assertThat(town.count("authority1", GIVEN)).isEqualTo(1);
    ShownLog log = ShownLog.of(town.address(second));
    assertThat(log.entries())
        .extracting(LogEntry::commitment)
        .containsExactly(asked.about().commitment());
    assertThat(log.head().number()).isEqualTo(1);
    assertThat(log.head().digest()).isEqualTo(share.logged());
  }

  /** A log that lacks an entry is a share that nobody counts, so the process does not go on. */
  @Test
  void anAuthorityWhoseDatabaseWasSetBackDoesNotStart() throws IOException {
    IssuerService running = unsealers.start(1);
    given(unsealers.from(2, 1, running).share(about(ana, "AZ 12/26", 1, 2, 3)));
    town.sql(
        "authority1",
        "CREATE TABLE copy_book AS SELECT * FROM book",
        "CREATE TABLE copy_entry AS SELECT * FROM entry");
    given(unsealers.from(2, 1, running).share(about(ana, "AZ 13/26", 1, 2, 3)));
    town.sql(
        "authority1",
        "DELETE FROM entry",
        "DELETE FROM book",
        "INSERT INTO book SELECT * FROM copy_book",
        "INSERT INTO entry SELECT * FROM copy_entry");
    assertThat(unsealers.tryStart(1)).isEqualTo(Answer.refused(IssuerReason.BOOK_SET_BACK));
  }

  /** More than a page of it, by whoever comes. */
  @Test
  void everybodyReadsTheWholeLogAndCountsOpenings() throws IOException {
    int cases = 258;
    IssuerService running = unsealers.start(1);
    assertThat(ShownLog.of(town.address(running)).entries()).isEmpty();
    LogAudit audit = new LogAudit(sealing.authorities);
    audit.head(ShownLog.of(town.address(running)).head());
    Unsealers.Asking asking = unsealers.from(2, 1, running);
    List<Hash32> commitments = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      commitments.add(given(asking.share(about(ana, "AZ " + i, 1, 2, 3))).commitment());
    }
    ShownLog log = ShownLog.of(town.address(running));
    assertThat(log.entries())
        .extracting(LogEntry::commitment)
        .containsExactlyElementsOf(commitments);
    audit.log(1, log.entries());
    audit.head(log.head());
    LogAudit.Report report = audit.report();
    assertThat(report.findings()).isEmpty();
    assertThat(report.cases()).hasSize(cases);
    try (ApiClient api = new ApiClient(town.address(running))) {
      for (String wrong : List.of("-1", "x", "9223372036854775807", "99999999999999999999")) {
        assertThat(
                api.ask(
                    Method.GET,
                    "/v1/log/" + wrong,
                    Optional.empty(),
                    Nothing.NOTHING,
                    LogPage.class))
            .as(wrong)
            .isInstanceOfSatisfying(
                org.specie.services.api.Answer.Refused.class,
                refused ->
                    assertThat(refused.refusal().code())
                        .isEqualTo(IssuerReason.CALL_MALFORMED.code()));
      }
    }
  }
}
