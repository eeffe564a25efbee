package org.specie.node.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.transaction.Act;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.quality.requirements.Requirement;

/** A document is bound to an act that says nothing of it. docs/spec/21-application.md, 5.7. */
final class GroundsDocumentTest {
  private static final ByteString MINUTES = ByteString.utf8("resolved: 5 to the mint");

  private final Random random = new Random(21);
  private final Entropy entropy = random::nextBytes;
  private final GroundsDocument kept = GroundsDocument.of(MINUTES, "minutes of 3/4.txt", entropy);

  @Test
  void oneAlteredByteIsSeen() {
    assertThat(kept.isMadeOf(MINUTES)).isTrue();
    for (int i = 0; i < MINUTES.size(); i++) {
      byte[] altered = MINUTES.toByteArray();
      altered[i] ^= 1;
      assertThat(kept.isMadeOf(ByteString.copyOf(altered))).isFalse();
    }
    assertThat(kept.isMadeOf(ByteString.utf8("resolved: 5 to the mint "))).isFalse();
    assertThat(kept.isMadeOf(ByteString.EMPTY)).isFalse();
  }

  @Test
  void theNameOfTheFileSaysWhatItBelongsTo() {
    assertThat(kept.name()).isEqualTo("minutes_of_3_4.txt");
    assertThat(GroundsDocument.named(kept.fileName())).contains(kept);
    assertThat(GroundsDocument.named(kept.fileName().substring(1))).isEmpty();
    assertThat(GroundsDocument.named(kept.fileName().toUpperCase(Locale.ROOT))).isEmpty();
    assertThat(GroundsDocument.named(kept.fileName().replace(".txt", "/txt"))).isEmpty();
    assertThat(GroundsDocument.named("minutes.txt")).isEmpty();
  }

  @Test
  void theSaltKeepsAShortDocumentFromBeingGuessed() {
    GroundsDocument again = GroundsDocument.of(MINUTES, "minutes", entropy);

    assertThat(again.recordId()).isNotEqualTo(kept.recordId());
    assertThat(again.isMadeOf(MINUTES)).isTrue();
    GroundsDocument exchanged = new GroundsDocument(kept.recordId(), again.salt(), kept.name());
    assertThat(exchanged.isMadeOf(MINUTES)).isFalse();
  }

  /** Who signed cannot say that it was for another document, nor that it was for another act. */
  @Test
  @Requirement("E16")
  void aSignatureIsForThisDocumentAndNoOther() {
    Hash32 ledger = Hash32.sha256(ByteString.utf8("a ledger"));
    Ed25519SecretKey member = Ed25519SecretKey.generate(entropy);
    KeyQuorum committee = new KeyQuorum(List.of(member.publicKey()), 1);
    Act act = new Act.DestroyOrdinary(Amount.parse("5.00"));
    ProposedAct signed = ProposedAct.of(ledger, act, 100, kept).signedBy(0, member);

    assertThat(signed.act().statement().recordId()).isEqualTo(kept.recordId());
    assertThat(committee.isMetBy(signed.act().statement().bytes(ledger), signed.act().signatures()))
        .isTrue();
    GroundsDocument other = GroundsDocument.of(ByteString.utf8("another"), "minutes", entropy);
    for (ProposedAct claimed :
        List.of(
            ProposedAct.of(ledger, act, 100, other),
            ProposedAct.of(ledger, new Act.DestroyOrdinary(Amount.parse("6.00")), 100, kept))) {
      assertThat(
              committee.isMetBy(claimed.act().statement().bytes(ledger), signed.act().signatures()))
          .isFalse();
    }
  }
}
