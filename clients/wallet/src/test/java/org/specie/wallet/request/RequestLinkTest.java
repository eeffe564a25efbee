package org.specie.wallet.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.WalletReason;

class RequestLinkTest {
  private static final Hash32 GENESIS = Hash32.sha256(org.specie.kernel.core.ByteString.utf8("a"));
  private static final String NETWORK = PaymentRequest.networkOf(GENESIS);
  private static final String ACCOUNT = "0x282D311612e9dD43a9B11e49D23BA814F106A546";
  private static final String LINK = "specie:" + ACCOUNT + "?network=" + NETWORK;

  private static PaymentRequest request(Optional<Amount> amount, OptionalLong expires)
      throws MalformedInput {
    return new PaymentRequest(
        NETWORK, Payee.read(ACCOUNT), amount, "R-2026/11 (3)", "₪ für 2 & 3 = 5? +1%", expires);
  }

  @Test
  @Requirement({"U3", "U8"})
  void readsWhatItWrites() throws MalformedInput {
    for (Optional<Amount> amount :
        List.of(Optional.<Amount>empty(), Optional.of(new Amount(1250)))) {
      for (OptionalLong expires : List.of(OptionalLong.empty(), OptionalLong.of(1_800_000_000))) {
        PaymentRequest request = request(amount, expires);
        String link = RequestLink.write(request);
        assertThat(link).startsWith("specie:" + ACCOUNT + "?network=").matches("[!-~]+");
        assertThat(RequestLink.read(link)).isEqualTo(request);
        assertThat(RequestLink.read(" " + link + "\n")).isEqualTo(request);
      }
    }
  }

  @Test
  void passesOverWhatItDoesNotKnowUnlessItMustBeKnown() throws MalformedInput {
    assertThat(RequestLink.read(LINK + "&colour=blue").amount()).isEmpty();
    assertThatThrownBy(() -> RequestLink.read(LINK + "&req-escrow=1"))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining("req-escrow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "specie:",
        "https://example.org/",
        "specie:0x282D311612e9dD43a9B11e49D23BA814F106A546",
        "specie:0x282D311612e9dD43a9B11e49D23BA814F106A547?network=0123456789abcdef",
        "specie:spc1qqqq?network=0123456789abcdef",
        "specie:0x282D311612e9dD43a9B11e49D23BA814F106A546?network=0123456789ABCDEF",
        "specie:0x282D311612e9dD43a9B11e49D23BA814F106A546?network=0123"
      })
  void refusesWhatIsNoRequest(String text) {
    assertThatThrownBy(() -> RequestLink.read(text)).isInstanceOf(MalformedInput.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&amount=0",
        "&amount=0.00",
        "&amount=-1",
        "&amount=1,50",
        "&amount=1.505",
        "&amount=1e3",
        "&amount=9999999999999.99",
        "&amount=",
        "&amount=1&amount=1",
        "&reference=%00",
        "&reference=%3Cscript%3E",
        "&reference=123456789012345678901234567890123456",
        "&message=%E2%80%AEtxt",
        "&message=%0A",
        "&message=%FF%FE",
        "&message=%zz",
        "&message=%",
        "&message=ä",
        "&expires=0",
        "&expires=-5",
        "&expires=999999999999",
        "&expires=tomorrow",
        "&",
        "&=x",
        "&a&b",
        "&a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1&k=1&l=1&m=1&n=1&o=1&p=1"
      })
  @Requirement("U8")
  void refusesParametersThatAreNone(String parameters) {
    assertThatThrownBy(() -> RequestLink.read(LINK + parameters))
        .as(parameters)
        .isInstanceOf(MalformedInput.class);
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatThrownBy(() -> RequestLink.read(LINK + "&x=" + "y".repeat(RequestLink.LENGTH_MAX)))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining("2048");
    assertThatThrownBy(() -> RequestLink.read(LINK + "&message=" + "m".repeat(141)))
        .isInstanceOf(MalformedInput.class);
  }

  @Test
  void aRequestThatCannotBeWrittenIsNotMade() throws MalformedInput {
    Payee payee = Payee.read(ACCOUNT);
    assertThatThrownBy(
            () ->
                new PaymentRequest(
                    NETWORK, payee, Optional.of(Amount.ZERO), "", "", OptionalLong.empty()))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(
            () ->
                new PaymentRequest(
                    NETWORK, payee, Optional.empty(), "x".repeat(36), "", OptionalLong.empty()))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  @Requirement("U8")
  void isRefusedElsewhereTooLateOrForAnotherAmount() throws MalformedInput {
    Amount asked = new Amount(1250);
    PaymentRequest fixed = request(Optional.of(asked), OptionalLong.of(1_000));
    PaymentRequest open = request(Optional.empty(), OptionalLong.empty());
    Optional<Amount> none = Optional.empty();
    assertThat(fixed.refusal(GENESIS, 1_000, none)).isEmpty();
    assertThat(fixed.refusal(GENESIS, 1_000, Optional.of(asked))).isEmpty();
    assertThat(fixed.refusal(GENESIS, 1_001, none)).contains(WalletReason.REQUEST_EXPIRED);
    assertThat(fixed.refusal(Hash32.ZERO, 1, none)).contains(WalletReason.REQUEST_OTHER_LEDGER);
    assertThat(fixed.refusal(GENESIS, 1, Optional.of(new Amount(1251))))
        .contains(WalletReason.REQUEST_AMOUNT_DIFFERS);
    assertThat(open.refusal(GENESIS, 9_999, Optional.of(asked))).isEmpty();
    assertThat(open.refusal(GENESIS, 1, none)).contains(WalletReason.REQUEST_WITHOUT_AMOUNT);
  }
}
