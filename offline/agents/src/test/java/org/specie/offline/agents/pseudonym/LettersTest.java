package org.specie.offline.agents.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.hybrid.ViewSecretKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.World;
import org.specie.offline.agents.suspicion.SuspicionReport;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/56-register.md 2.10 to 2.14. */
@Requirement("R144")
class LettersTest {
  private static final String ANA = "account 0017";
  private static final ByteString INVOICES = ByteString.utf8("invoices 1 to 3, 2,850 in all");

  private final RegisterWorld world = new RegisterWorld();
  private final Ed25519SecretKey inspection = Ed25519SecretKey.generate(RegisterWorld.entropy());
  private final ViewSecretKey writer = ViewSecretKey.generate(RegisterWorld.entropy());
  private final Letters letters =
      new Letters(world.registerStorage, world.register, inspection.publicKey());
  private OwnerId ana;

  @BeforeEach
  void enrol() throws IOException {
    ana = world.enrol(ANA);
  }

  private Letter letter(OwnerId owner, String text) {
    return new Letter(RegisterWorld.report(owner, inspection), writer.publicKey(), text);
  }

  private Hash32 left(String text) throws IOException {
    return letters.leave(letter(ana, text).encode()).optional().orElseThrow();
  }

  private void assertNotLeft(ByteString letter, RegisterReason reason) throws IOException {
    assertThat(letters.leave(letter)).isEqualTo(Answer.refused(reason));
  }

  private LetterCall fetching(String reference, Ed25519SecretKey person, Minutes time) {
    return LetterCall.fetch(person, world.agentKeys.publicKey(), new Claim(reference, 1, time));
  }

  @Test
  void theOwnerFindsALetterAndItsWriterADocument() throws IOException {
    Letter written = letter(ana, "Please send the invoices of these three receipts.");
    Hash32 number = left(written.text());
    assertThat(letters.state(number)).contains(Letters.State.LYING);
    OwnerId here =
        world
            .agent()
            .recognise(fetching(ANA, world.person(ANA), World.NOW), World.NOW)
            .optional()
            .orElseThrow();
    assertThat(here).isEqualTo(ana);
    assertThat(letters.fetch(here)).containsExactly(written);
    assertThat(letters.state(number)).contains(Letters.State.FETCHED);
    ByteString sealed = SealedDocument.seal(written, INVOICES, RegisterWorld.entropy());
    assertThat(letters.answer(here, number, sealed).isAccepted()).isTrue();
    assertThat(letters.state(number)).contains(Letters.State.ANSWERED);
    assertThat(letters.fetch(here)).containsExactly(written);
    assertThat(letters.state(number)).contains(Letters.State.ANSWERED);
    assertThat(SealedDocument.open(writer, number, letters.document(number).orElseThrow()))
        .contains(INVOICES);
  }

  @Test
  void withoutAReportOfInspectionThereIsNoLetter() throws IOException {
    ByteString genuine = letter(ana, "text").encode();
    for (int at = 0; at < SuspicionReport.SIZE; at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(letters.leave(ByteString.copyOf(bytes)).optional()).as("byte %s", at).isEmpty();
    }
    Ed25519SecretKey stranger = Ed25519SecretKey.generate(RegisterWorld.entropy());
    assertNotLeft(
        new Letter(RegisterWorld.report(ana, stranger), writer.publicKey(), "text").encode(),
        RegisterReason.REPORT_FALSE);
    assertNotLeft(ByteString.EMPTY, RegisterReason.MALFORMED);
    assertNotLeft(ByteString.concat(genuine, ByteString.utf8("more")), RegisterReason.MALFORMED);
    assertThat(letters.fetch(ana)).isEmpty();
  }

  @Test
  void nobodyWritesToWhomNobodyKnows() throws IOException {
    OwnerId anonymous =
        world.agent().anonymous(World.sixteen("a request")).optional().orElseThrow();
    for (OwnerId each : List.of(anonymous, new OwnerId(World.sixteen("nobody")))) {
      assertNotLeft(letter(each, "text").encode(), RegisterReason.NOBODY_KNOWN);
    }
  }

  @Test
  void sixteenLettersLieAndTheSameOneOnce() throws IOException {
    for (int i = 0; i < Letters.LETTERS_MAX; i++) {
      Hash32 number = left("letter " + i);
      assertThat(left("letter " + i)).isEqualTo(number);
    }
    assertThat(letters.fetch(ana)).hasSize(Letters.LETTERS_MAX);
    assertNotLeft(letter(ana, "one more").encode(), RegisterReason.LETTERS_FULL);
    // An owner id of the same person for another device has letters of its own.
    OwnerId second = world.enrol(ANA, 2);
    assertThat(letters.leave(letter(second, "one more").encode()).optional()).isPresent();
    assertThat(letters.fetch(second)).hasSize(1);
  }

  private void assertNotRecognised(LetterCall call, Minutes now, RegisterReason reason)
      throws IOException {
    assertThat(world.agent().recognise(call, now)).isEqualTo(Answer.refused(reason));
  }

  @Test
  void onlyTheOwnerComesForLetters() throws IOException {
    Ed25519SecretKey own = world.person(ANA);
    Ed25519SecretKey other = Ed25519SecretKey.generate(RegisterWorld.entropy());
    assertNotRecognised(fetching(ANA, other, World.NOW), World.NOW, RegisterReason.NO_CONSENT);
    assertNotRecognised(
        fetching("account 0018", own, World.NOW), World.NOW, RegisterReason.NO_CONSENT);
    assertNotRecognised(
        LetterCall.fetch(own, other.publicKey(), new Claim(ANA, 1, World.NOW)),
        World.NOW,
        RegisterReason.NO_CONSENT);
    for (Minutes now : List.of(World.later(-1), World.later(1_441))) {
      assertNotRecognised(fetching(ANA, own, World.NOW), now, RegisterReason.CONSENT_NOT_VALID_NOW);
    }
    // A consent was shown to a station, and its signature gets nobody a letter.
    Consent consent = world.consent(ANA, World.NOW);
    assertNotRecognised(
        new LetterCall(consent.claim(), Hash32.ZERO, consent.signature()),
        World.NOW,
        RegisterReason.NO_CONSENT);
  }

  @Test
  void aCallOfWhichOneByteWasChangedLeadsToNobody() throws IOException {
    ByteString genuine = fetching(ANA, world.person(ANA), World.NOW).encode();
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(isRecognised(ByteString.copyOf(bytes))).as("byte %s", at).isFalse();
    }
    assertThat(isRecognised(genuine)).isTrue();
  }

  private boolean isRecognised(ByteString bytes) throws IOException {
    try {
      LetterCall call = LetterCall.decode(new Decoder(bytes));
      return world.agent().recognise(call, World.later(1)).optional().isPresent();
    } catch (MalformedInput _) {
      return false;
    }
  }

  @Test
  void aLetterIsAnsweredOnceByItsOwner() throws IOException {
    Letter written = letter(ana, "text");
    Hash32 number = left("text");
    OwnerId ben = world.enrol("account 0018");
    ByteString sealed = SealedDocument.seal(written, INVOICES, RegisterWorld.entropy());
    assertThat(letters.answer(ben, number, sealed))
        .isEqualTo(Verdict.refused(RegisterReason.LETTER_UNKNOWN));
    assertThat(letters.answer(ana, Hash32.ZERO, sealed))
        .isEqualTo(Verdict.refused(RegisterReason.LETTER_UNKNOWN));
    assertThat(letters.answer(ana, number, ByteString.utf8("short")))
        .isEqualTo(Verdict.refused(RegisterReason.MALFORMED));
    byte[] tooLong = new byte[SealedDocument.SIZE_MAX + 1];
    assertThat(letters.answer(ana, number, ByteString.copyOf(tooLong)))
        .isEqualTo(Verdict.refused(RegisterReason.MALFORMED));
    assertThat(letters.document(number)).isEmpty();
    assertThat(letters.answer(ana, number, sealed).isAccepted()).isTrue();
    assertThat(letters.answer(ana, number, sealed).isAccepted()).isTrue();
    assertThat(
            letters.answer(
                ana, number, SealedDocument.seal(written, INVOICES, RegisterWorld.entropy())))
        .isEqualTo(Verdict.refused(RegisterReason.ANSWERED_OTHERWISE));
    assertThat(letters.document(number)).contains(sealed);
  }

  @Test
  void aDocumentOpensForItsLetterAlone() throws IOException {
    Letter written = letter(ana, "text");
    ByteString sealed = SealedDocument.seal(written, INVOICES, RegisterWorld.entropy());
    assertThat(SealedDocument.open(writer, letter(ana, "other").number(), sealed)).isEmpty();
    ViewSecretKey other = ViewSecretKey.generate(RegisterWorld.entropy());
    assertThat(SealedDocument.open(other, written.number(), sealed)).isEmpty();
    assertThat(SealedDocument.open(writer, written.number(), ByteString.EMPTY)).isEmpty();
    for (int at = 0; at < sealed.size(); at++) {
      byte[] bytes = sealed.toByteArray();
      bytes[at] ^= 1;
      assertThat(SealedDocument.open(writer, written.number(), ByteString.copyOf(bytes)))
          .as("byte %s", at)
          .isEmpty();
    }
  }

  @Test
  void anAnswerIsSignedForOneLetterAndOneDocument() {
    Hash32 number = letter(ana, "text").number();
    Claim claim = new Claim(ANA, 1, World.NOW);
    LetterCall call =
        LetterCall.answer(world.person(ANA), world.agentKeys.publicKey(), claim, number, INVOICES);
    assertThat(call.answers(number, INVOICES)).isTrue();
    assertThat(call.fetches()).isFalse();
    assertThat(call.answers(Hash32.ZERO, INVOICES)).isFalse();
    assertThat(call.answers(number, ByteString.EMPTY)).isFalse();
  }
}
