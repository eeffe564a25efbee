package org.specie.services.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.Answer;
import org.specie.services.registrar.Registrar.Given;
import org.specie.services.registrar.Registrar.Signed;
import org.specie.services.registrar.evidence.Evidence;
import org.specie.services.registrar.evidence.Mark;
import org.specie.services.registrar.evidence.Registration;

/** What one registrar looks at, what it remembers, and what its signature is worth. */
final class RegistrarTest {
  private static final long UNTIL = 192;
  private static final G1 WALLET = Offices.wallet();
  private static final G1 OTHER = Offices.wallet();

  private final Offices offices = new Offices(3, 2);

  private int code(Registrar registrar, Registration asked) throws IOException {
    int code = code(registrar.register(asked, offices.proof(asked)));
    int given = code(registrar.give(asked));
    // Whoever is looked at and found wanting has no part of a tag either.
    assertThat(given).isEqualTo(code == 3551 ? 0 : code);
    return code;
  }

  private static int code(Answer<?> answer) {
    return answer instanceof Answer.Refused<?>(var refusal) ? refusal.code() : 0;
  }

  private Signed signed(Registrar registrar, Registration asked) throws IOException {
    if (registrar.register(asked, offices.proof(asked))
        instanceof Answer.Done<Signed>(Signed signed)) {
      return signed;
    }
    throw new AssertionError("it signs");
  }

  private Registration ana(G1 wallet) {
    return offices.asks("ana", wallet, UNTIL);
  }

  @Test
  void signsForOneEnrolmentAndNoOther() throws IOException {
    Ed25519PublicKey key = offices.quorum().keys().get(1);
    try (Registrar registrar = offices.registrar(1)) {
      Signed signed = signed(registrar, ana(WALLET));
      Hash32 tag = signed.tag();
      Domain domain = Offices.DOMAIN;
      assertThat(verifies(key, signed, new Enrolment.Statement(domain, tag, WALLET, 0, UNTIL)))
          .isTrue();

      Domain elsewhere = new Domain("elsewhere", "ILS", 1);
      Hash32 somebody = Hash32.sha256(ByteString.utf8("somebody"));
      for (Enrolment.Statement each :
          List.of(
              new Enrolment.Statement(elsewhere, tag, WALLET, 0, UNTIL),
              new Enrolment.Statement(domain, somebody, WALLET, 0, UNTIL),
              new Enrolment.Statement(domain, tag, OTHER, 0, UNTIL),
              new Enrolment.Statement(domain, tag, WALLET, 1, UNTIL),
              new Enrolment.Statement(domain, tag, WALLET, 0, UNTIL + 64))) {
        assertThat(verifies(key, signed, each)).as("%s", each).isFalse();
      }
    }
  }

  private static boolean verifies(
      Ed25519PublicKey key, Signed signed, Enrolment.Statement statement) {
    return key.verify(statement.bytes(), signed.signature());
  }

  /** Any two of three make one tag, and none of them makes it alone. */
  @Test
  @Requirement({"D5", "D36"})
  void aTagTakesAsManyAsThePolicyWhicheverTheyAre() throws IOException {
    Registration asked = ana(WALLET);
    ByteString proof = offices.proof(asked, 0, 1).orElseThrow();
    assertThat(offices.proof(asked, 0, 2)).contains(proof);
    assertThat(offices.proof(asked, 1, 2)).contains(proof);
    assertThat(offices.proof(asked, 0, 1, 2)).contains(proof);
    for (int alone = 0; alone < 3; alone++) {
      assertThat(offices.proof(asked, alone)).isEmpty();
    }
    // Later evidence, another wallet and another height are the same person.
    Evidence later = changed(asked.evidence(), 0, Offices.NOW + 90);
    assertThat(offices.proof(offices.asks(later, "ana", OTHER, UNTIL + 64), 0, 2)).contains(proof);
    assertThat(offices.proof(offices.asks("ben", WALLET, UNTIL))).isNotEqualTo(proof);
  }

  /** A registrar believes no tag that it has not seen proven. */
  @Test
  @Requirement("D5")
  void signsForNoTagWithoutItsProof() throws IOException {
    Registration asked = ana(WALLET);
    ByteString proof = offices.proof(asked);
    ByteString question = TagKey.question(Offices.DOMAIN, asked.evidence().identity());
    ByteString elsewhere =
        TagKey.question(new Domain("elsewhere", "ILS", 1), asked.evidence().identity());
    assertThat(offices.tags().tag(elsewhere, proof)).isEmpty();
    try (Registrar registrar = offices.registrar(0);
        Registrar estranged = offices.estranged(1)) {
      Answer<Given> given = registrar.give(asked);
      ByteString alone =
          given instanceof Answer.Done<Given>(Given share) ? share.point() : ByteString.EMPTY;
      assertThat(offices.tags().isShare(question, 0, alone)).isTrue();
      assertThat(offices.tags().isShare(question, 1, alone)).isFalse();
      assertThat(offices.tags().isShare(question, -1, alone)).isFalse();
      assertThat(offices.tags().isShare(question, 3, alone)).isFalse();
      for (ByteString each :
          List.of(
              alone,
              offices.proof(offices.asks("ben", OTHER, UNTIL)),
              ByteString.hex("c0" + "00".repeat(47)),
              ByteString.hex("00".repeat(48)),
              proof.slice(0, 47),
              ByteString.EMPTY)) {
        assertThat(code(registrar.register(asked, each))).isEqualTo(6308);
      }
      assertThat(code(estranged.register(asked, proof))).isEqualTo(6308);
      assertThat(registrar.standing().entries()).isZero();
      assertThat(code(registrar, asked)).isZero();
    }
  }

  /** Registrars agree on who somebody is without a word between them. */
  @Test
  @Property("P6")
  void onePersonHasOneTagAtEveryRegistrar() throws IOException {
    try (Registrar one = offices.registrar(0);
        Registrar two = offices.registrar(1)) {
      Hash32 tag = signed(one, ana(WALLET)).tag();
      assertThat(signed(two, ana(WALLET)).tag()).isEqualTo(tag);
      assertThat(signed(one, offices.asks("ben", OTHER, UNTIL)).tag()).isNotEqualTo(tag);
    }
  }

  @Test
  void believesNothingOfWhoeverPassesARegistrationOn() throws IOException {
    Registration good = ana(WALLET);
    Evidence evidence = good.evidence();
    Ed25519SecretKey thief = Ed25519SecretKey.generate(Offices.ENTROPY);
    Evidence stolen =
        new Evidence(
            evidence.issuer(), evidence.pseudonym(), thief.publicKey(), 0, evidence.expires());
    ByteString key = OTHER.toCompressed();
    try (Registrar registrar = offices.registrar(0)) {
      List<Registration> wrong =
          List.of(
              // The provider has evidence, and another wallet in mind, or another height.
              new Registration(evidence, good.signature(), key, UNTIL, good.consent()),
              new Registration(
                  evidence, good.signature(), good.publicSpendKey(), UNTIL + 1, good.consent()),
              new Registration(
                  evidence,
                  good.signature(),
                  key,
                  UNTIL,
                  thief.sign(Registration.toSign(Offices.domain(), evidence, key, UNTIL))),
              new Registration(
                  stolen,
                  good.signature(),
                  key,
                  UNTIL,
                  thief.sign(Registration.toSign(Offices.domain(), stolen, key, UNTIL))),
              // The consent is for another ledger.
              new Registration(
                  evidence,
                  good.signature(),
                  good.publicSpendKey(),
                  UNTIL,
                  offices
                      .holder("ana")
                      .sign(
                          Registration.toSign(
                              ByteString.utf8("elsewhere"),
                              evidence,
                              good.publicSpendKey(),
                              UNTIL))),
              // Ana makes herself a business, or her evidence younger.
              offices.asks(changed(evidence, 1, evidence.expires()), "ana", WALLET, UNTIL),
              offices.asks(changed(evidence, 0, evidence.expires() + 1), "ana", WALLET, UNTIL));
      for (Registration each : wrong.subList(0, 5)) {
        assertThat(code(registrar, each)).isEqualTo(6303);
      }
      for (Registration each : wrong.subList(5, 7)) {
        Registration forged =
            new Registration(
                each.evidence(),
                good.signature(),
                each.publicSpendKey(),
                each.validUntil(),
                each.consent());
        assertThat(code(registrar, forged)).isEqualTo(6303);
      }
      assertThat(registrar.standing().entries()).isZero();
      assertThat(code(registrar, good)).isZero();
    }
  }

  private static Evidence changed(Evidence of, int classId, long expires) {
    return new Evidence(of.issuer(), of.pseudonym(), of.holder(), classId, expires);
  }

  @Test
  void looksAtEverythingBeforeItWritesAnythingDown() throws IOException {
    Evidence evidence = offices.evidence("ana");
    Evidence strange =
        new Evidence("other", evidence.pseudonym(), evidence.holder(), 0, evidence.expires());
    Registration good = ana(WALLET);
    try (Registrar registrar = offices.registrar(0)) {
      for (String noKey : List.of("00".repeat(48), "c0" + "00".repeat(47), "ff".repeat(48))) {
        Registration each =
            new Registration(
                evidence, good.signature(), ByteString.hex(noKey), UNTIL, good.consent());
        assertThat(code(registrar, each)).isEqualTo(3552);
      }
      assertThat(code(registrar, offices.asks(strange, "ana", WALLET, UNTIL))).isEqualTo(6302);
      Evidence old = changed(evidence, 0, Offices.NOW - 1);
      assertThat(code(registrar, offices.asks(old, "ana", WALLET, UNTIL))).isEqualTo(6303);
      Evidence unknown = changed(evidence, 2, evidence.expires());
      assertThat(code(registrar, offices.asks(unknown, "ana", WALLET, UNTIL))).isEqualTo(3007);
      long height = offices.height.get();
      assertThat(code(registrar, offices.asks("ana", WALLET, height))).isEqualTo(3006);
      assertThat(code(registrar, offices.asks("ana", WALLET, height + Registrar.AHEAD_MAX + 1)))
          .isEqualTo(3006);
      assertThat(registrar.standing().entries()).isZero();
      assertThat(code(registrar, offices.asks("ana", WALLET, height + Registrar.AHEAD_MAX)))
          .isZero();
    }
  }

  private static Registration by(Ed25519SecretKey key, String provider, Registration asked) {
    return asked.with(
        new Mark(provider, List.of(key.sign(Mark.toSign(Offices.domain(), provider, asked)))));
  }

  @Test
  @Requirement("E25")
  void answersProvidersOfItsListAtTheMomentAndEverybodyWithoutOne() throws IOException {
    Ed25519SecretKey north = Ed25519SecretKey.generate(Offices.ENTROPY);
    Ed25519SecretKey next = Ed25519SecretKey.generate(Offices.ENTROPY);
    Registration asked = ana(WALLET);
    Registration fromNorth = by(north, "north", asked);
    try (Registrar registrar = offices.registrar(0)) {
      assertThat(code(registrar, asked)).isZero();

      // Admitted.
      offices.served.set(Optional.of(Map.of("north", north.publicKey())));
      assertThat(code(registrar, fromNorth)).isZero();
      assertThat(code(registrar, asked)).isEqualTo(6307);
      assertThat(code(registrar, by(north, "south", asked))).isEqualTo(6307);
      assertThat(code(registrar, by(next, "north", asked))).isEqualTo(6307);
      // A mark is for one registration, on one ledger, and brings no other.
      Registration bens = offices.asks("ben", OTHER, UNTIL);
      assertThat(code(registrar, bens.with(fromNorth.mark().orElseThrow()))).isEqualTo(6307);
      ByteString elsewhere = Mark.toSign(ByteString.utf8("elsewhere"), "north", asked);
      assertThat(code(registrar, asked.with(new Mark("north", List.of(north.sign(elsewhere))))))
          .isEqualTo(6307);
      assertThat(code(registrar, asked.with(new Mark("north", List.of())))).isEqualTo(6307);

      // Another key: who signs with both comes through before and after.
      ByteString message = Mark.toSign(Offices.domain(), "north", asked);
      Registration both =
          asked.with(new Mark("north", List.of(next.sign(message), north.sign(message))));
      assertThat(code(registrar, both)).isZero();
      offices.served.set(Optional.of(Map.of("north", next.publicKey())));
      assertThat(code(registrar, both)).isZero();
      assertThat(code(registrar, fromNorth)).isEqualTo(6307);

      // Struck off.
      offices.served.set(Optional.of(Map.of()));
      assertThat(code(registrar, both)).isEqualTo(6307);

      offices.isListLost.set(true);
      assertThatThrownBy(() -> registrar.register(both, offices.proof(both)))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> registrar.give(both)).isInstanceOf(IOException.class);
      assertThat(registrar.standing().entries()).isOne();
    }
  }

  @Test
  void signsNothingUnlessThePolicyInForceNamesIt() throws IOException {
    Registrar before = offices.registrar(0);
    offices.replace(0);
    assertThat(code(before, ana(WALLET))).isEqualTo(6305);
    assertThat(before.standing().named()).isFalse();
    before.close();
    LedgerSight blind =
        new LedgerSight() {
          @Override
          public View look() throws IOException {
            throw new IOException("nobody answers");
          }

          @Override
          public boolean isKnown(Hash32 tag) throws IOException {
            throw new IOException("nobody answers");
          }
        };
    try (Registrar registrar = offices.registrar(offices.own(0, new MemoryStorage()), blind)) {
      assertThat(code(registrar, ana(WALLET))).isEqualTo(6304);
      assertThat(registrar.standing().height()).isZero();
    }
  }

  @Test
  @Requirement("D36")
  void onePersonHasOneWalletAlsoAfterARestart() throws IOException {
    Registrar registrar = offices.registrar(0);
    Signed first = signed(registrar, ana(WALLET));
    assertThat(signed(registrar, ana(WALLET))).isEqualTo(first);
    assertThat(code(registrar, ana(OTHER))).isEqualTo(3551);
    registrar.close();
    try (Registrar again = offices.registrar(0)) {
      assertThat(again.standing().entries()).isOne();
      assertThat(code(again, ana(OTHER))).isEqualTo(3551);
      assertThat(signed(again, ana(WALLET))).isEqualTo(first);
    }
  }

  @Test
  void anEntryLapsesWhenWhatWasSignedCanNoLongerBeApplied() throws IOException {
    try (Registrar registrar = offices.registrar(0)) {
      Hash32 tag = signed(registrar, ana(WALLET)).tag();
      signed(registrar, offices.asks("ana", WALLET, UNTIL + 64));
      // The shorter one is asked again: the longer one is what counts.
      signed(registrar, ana(WALLET));
      offices.height.set(UNTIL + 64);
      assertThat(code(registrar, offices.asks("ana", OTHER, 400))).isEqualTo(3551);
      offices.height.set(UNTIL + 65);
      offices.enrolled.add(tag);
      assertThat(code(registrar, offices.asks("ana", OTHER, 400))).isEqualTo(3551);
      offices.enrolled.clear();
      assertThat(code(registrar, offices.asks("ana", OTHER, 400))).isZero();
      assertThat(code(registrar, offices.asks("ana", WALLET, 400))).isEqualTo(3551);
      assertThat(registrar.standing().entries()).isOne();
    }
  }

  @Test
  void aNewcomerKnowsWhomTheLedgerHasEnrolled() throws IOException {
    try (Registrar registrar = offices.registrar(0)) {
      offices.enrolled.add(signed(registrar, ana(WALLET)).tag());
    }
    offices.replace(0);
    try (Registrar newcomer = offices.registrar(0)) {
      assertThat(code(newcomer, ana(OTHER))).isEqualTo(3551);
      assertThat(code(newcomer, offices.asks("ben", OTHER, UNTIL))).isZero();
    }
  }

  /** No signature leaves of which the disk knows nothing. */
  @Test
  void aBookThatCannotBeWrittenOrReadGivesNoSignature() throws IOException {
    Storage full =
        new Storage() {
          @Override
          public Optional<ByteString> get(ByteString key) {
            return Optional.empty();
          }

          @Override
          public void write(Batch batch) throws IOException {
            throw new IOException("the disk is full");
          }

          @Override
          public void scan(ByteString prefix, ByteString from, Visitor visitor) {}

          @Override
          public void close() {}
        };
    try (Registrar registrar = offices.registrar(offices.own(0, full), offices.sight())) {
      assertThatThrownBy(() -> registrar.register(ana(WALLET), offices.proof(ana(WALLET))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("full");
    }
    MemoryStorage damaged = new MemoryStorage();
    damaged.write(new Storage.Batch().put(ByteString.hex("38"), ByteString.hex("00")));
    assertThatThrownBy(() -> RegisterBook.open(damaged))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }
}
