package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.quality.requirements.Requirement;

/** What a token's owner gets, and what never pays twice (51.8). */
class RedemptionTest {
  /** One token given to two payers: one payment is credited, the other is evidence (G1). */
  @Test
  @Requirement({"R5", "R37"})
  void forkIsCreditedOnce() {
    Host ana = Cards.funded(10_000, 1);
    Host eve = Cards.funded(10_000, 1);
    Host ben = Cards.operational();
    byte[] token = ben.token().issue();
    byte[] ofAna = ana.pay(token, 100).expectData();
    byte[] ofEve = eve.pay(token, 900).expectData();

    ben.redeem(token, ofAna).expectOk();

    assertThat(ben.redeem(token, ofEve).status()).isEqualTo(StatusWords.FORKED);
    assertThat(ben.status().balance()).isEqualTo(100);
  }

  /** A payer who meets both branches pays each once, and repeats each with its own bytes. */
  @Test
  @Requirement({"R3", "R37"})
  void branchesOfAForkAreDifferentPayments() {
    Host ben = Cards.operational();
    byte[] token = ben.token().issue();
    byte[] ofAna = Cards.funded(1_000, 1).pay(token, 100).expectData();
    byte[] ofEve = Cards.funded(1_000, 1).pay(token, 900).expectData();
    Host cai = Cards.funded(1_000, 2);

    byte[] onAna = cai.pay(token, ofAna, 10, Authority.NOW).expectData();
    byte[] onEve = cai.pay(token, ofEve, 10, Authority.NOW).expectData();

    assertThat(onEve).isNotEqualTo(onAna);
    assertThat(cai.pay(token, ofAna, 10, Authority.NOW).expectData()).isEqualTo(onAna);
    assertThat(cai.pay(token, ofEve, 10, Authority.NOW).expectData()).isEqualTo(onEve);
    assertThat(cai.getResult(token, ofAna).expectData()).isEqualTo(onAna);
    assertThat(cai.getResult(token, ofEve).expectData()).isEqualTo(onEve);
    assertThat(cai.getResult(token).status()).isEqualTo(StatusWords.NOT_FOUND);
    assertThat(cai.status().spent()).isEqualTo(20);
    ben.redeem(token, ofEve).expectOk();
    ben.redeem(token, onEve).expectOk();
    assertThat(ben.redeem(token, onAna).status()).isEqualTo(StatusWords.FORKED);
  }

  @Test
  @Requirement({"R6", "R7"})
  void everyTamperedFieldIsRefused() {
    Host ana = Cards.funded(10_000, 1);
    Host ben = Cards.operational();
    byte[] token = ben.token().issue();
    byte[] payment = ana.pay(token, 100).expectData();
    byte[] whole = Authority.join(token, payment);
    int configuration = token.length;
    int[] fields = {
      ArtLayout.CFG_TYPE,
      ArtLayout.CFG_FLAGS,
      ArtLayout.CFG_CURRENCY,
      ArtLayout.CFG_PLACES,
      ArtLayout.CFG_CLASSES,
      ArtLayout.CFG_PAYMENTS_MAX,
      ArtLayout.CFG_TOKEN_ID,
      ArtLayout.CFG_OWNER_ID,
      ArtLayout.CFG_VALID_FROM + 3,
      ArtLayout.CFG_VALID_UNTIL + 3,
      ArtLayout.CFG_LARGEST_PAYMENT + 7,
      ArtLayout.CFG_LARGEST_AGGREGATE + 7,
      ArtLayout.CFG_POLICY,
      ArtLayout.CFG_FACTORY,
      ArtLayout.CFG_INFO_SIZE,
      ArtLayout.CFG_EXTENSIONS_SIZE,
      ArtLayout.CFG_INFO,
      token.length - 1,
      configuration + ArtLayout.PAY_SEQUENCE + 3,
      configuration + ArtLayout.PAY_AGGREGATE + 7,
      configuration + ArtLayout.PAY_AMOUNT + 7,
      configuration + ArtLayout.PAY_TIME + 3,
      configuration + ArtLayout.PAY_PREVIOUS,
      configuration + ArtLayout.PAY_REFERENCE,
      configuration + ArtLayout.PAY_USE + 1,
      configuration + ArtLayout.PAY_CERT,
      configuration + ArtLayout.PAY_CERT + ArtLayout.PAY_CERT_SIGNATURE + 9,
      configuration + ArtLayout.PAY_SIGNATURE,
      configuration + ArtLayout.PAY_SIGNATURE + 33
    };
    for (int at : fields) {
      byte[] tampered = whole.clone();
      tampered[at] ^= 2;
      assertThat(ben.send(Instructions.REDEEM, tampered).isOk()).as("byte %s", at).isFalse();
    }
    assertThat(ben.status().balance()).isZero();
    ben.redeem(token, payment).expectOk();
  }

  @Test
  @Requirement("R6")
  void tokenOfSomebodyElseIsRefused() {
    Host ana = Cards.funded(10_000, 1);
    byte[] token = Cards.blank().token().issue();
    byte[] payment = ana.pay(token, 100).expectData();

    assertThat(Cards.operational().redeem(token, payment).status())
        .isEqualTo(StatusWords.NOT_OWNER);
  }

  /** A card that cannot remember one more payment pays no more, until a token is over (G10). */
  @Test
  @Requirement({"R3", "R14"})
  void nothingIsPaidTwiceWhenTheLogIsFull() {
    Host host = Cards.funded(10_000, 4);
    host.installKey(host.authority.timeKeeper, ArtLayout.USE_TIME).expectOk();
    byte[][] tokens = new byte[Cards.PAID + 1][];
    for (int i = 0; i < tokens.length; i++) {
      TokenDraft draft = Cards.blank().token();
      draft.until = Authority.NOW + 10 + i;
      tokens[i] = draft.issue();
    }
    for (int i = 0; i < Cards.PAID; i++) {
      if (host.status().certifiedKeys() == 0) {
        host.certifyKey();
      }
      host.pay(tokens[i], 10).expectOk();
    }
    host.certifyKey();

    assertThat(host.pay(tokens[Cards.PAID], 10).status()).isEqualTo(StatusWords.PAID_LOG_FULL);
    assertThat(host.pay(tokens[0], 10).status()).isEqualTo(StatusWords.RESULT_EVICTED);
    assertThat(host.getResult(tokens[0]).status()).isEqualTo(StatusWords.RESULT_EVICTED);
    assertThat(host.pay(tokens[Cards.PAID - 1], 10).isOk()).as("still kept").isTrue();
    host.time(Authority.NOW + 10 + ArtLayout.GRACE_MINUTES + 1).expectOk();
    TokenDraft later = Cards.blank().token();
    later.until = Authority.NOW + 30_000;
    byte[] last = later.issue();
    host.pay(last, new byte[0], 10, Authority.NOW + 20_000).expectOk();
    assertThat(host.pay(tokens[0], new byte[0], 10, Authority.NOW + 20_000).status())
        .as("forgotten, and over")
        .isEqualTo(StatusWords.OUTSIDE_DATES);
    assertThat(host.status().spent()).isEqualTo((Cards.PAID + 1) * 10L);
  }

  @Test
  @Requirement("R5")
  void tableForgetsATokenOnlyWhenItIsOver() {
    Host ben = Cards.operational();
    ben.installKey(ben.authority.timeKeeper, ArtLayout.USE_TIME).expectOk();
    byte[][] tokens = new byte[Cards.OWN + 1][];
    byte[][] payments = new byte[tokens.length][];
    Host ana = Cards.funded(10_000, 4);
    for (int i = 0; i < tokens.length; i++) {
      TokenDraft draft = ben.token();
      draft.until = Authority.NOW + 10 + (i == tokens.length - 1 ? 20_000 : 0);
      tokens[i] = draft.issue();
      if (ana.status().certifiedKeys() == 0) {
        ana.certifyKey();
      }
      payments[i] = ana.pay(tokens[i], 10).expectData();
    }
    for (int i = 0; i < Cards.OWN; i++) {
      ben.redeem(tokens[i], payments[i]).expectOk();
    }

    assertThat(ben.redeem(tokens[Cards.OWN], payments[Cards.OWN]).status())
        .isEqualTo(StatusWords.REDEEM_TABLE_FULL);
    ben.time(Authority.NOW + 10 + ArtLayout.GRACE_MINUTES + 1).expectOk();
    ben.redeem(tokens[Cards.OWN], payments[Cards.OWN]).expectOk();
    assertThat(ben.redeem(tokens[0], payments[0]).status())
        .as("forgotten, and too late")
        .isEqualTo(StatusWords.TOO_LATE);
    assertThat(ben.status().balance()).isEqualTo((Cards.OWN + 1) * 10L);
  }
}
