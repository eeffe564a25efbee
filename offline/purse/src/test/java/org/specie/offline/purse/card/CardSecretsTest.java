package org.specie.offline.purse.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.DeviceBehaviour;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.card.CardSecrets.Kind;
import org.specie.offline.purse.card.CardSecrets.Proof;
import org.specie.offline.purse.card.CardSecrets.State;
import org.specie.offline.purse.card.CardSecrets.Tier;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;

/** What an owner knows, from the host's side; the card's is in the applet's tests. */
class CardSecretsTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final Tier FROM_TEN = new Tier(Amount.ofMinor(1_000), Set.of(Kind.NUMBER));
  private static final Tier FROM_FIFTY =
      new Tier(Amount.ofMinor(5_000), Set.of(Kind.NUMBER, Kind.PASSWORD));

  private final List<ByteString> line = new ArrayList<>();
  private final TestCard card =
      TestCard.with(Mint.shared().issuer(), DeviceBehaviour.BEN, 50_000, 3);
  private final CardSecrets secrets =
      new CardSecrets(this::heard, card.binding(), TestCard.DEVICE_ID);

  CardSecretsTest() throws IOException {}

  private ByteString heard(ByteString command) throws IOException {
    ByteString answer = card.transmit(command);
    line.add(command);
    line.add(answer);
    return answer;
  }

  private static Secret secret(String text) {
    return Secret.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }

  private void choose(Kind kind, String text) throws IOException {
    card.press();
    assertThat(secrets.protect(Map.of(kind, secret(text)), Optional.empty(), ENTROPY))
        .isEqualTo(Verdict.accepted());
  }

  private void guard() throws IOException {
    choose(Kind.NUMBER, "4711");
    choose(Kind.PASSWORD, "correct horse");
    card.press();
    assertThat(secrets.protect(Map.of(), Optional.of(List.of(FROM_TEN, FROM_FIFTY)), ENTROPY))
        .isEqualTo(Verdict.accepted());
  }

  private PayAnswer pay(long minor) throws IOException {
    Token fresh = Token.fresh(Mint.shared().token(DeviceBehaviour.ANA));
    return card.device().pay(DeviceBehaviour.order(fresh, minor));
  }

  @Test
  @Requirement("R75")
  void theCardHoldsToTheTableAndTellsIt() throws IOException {
    assertThat(secrets.state()).isEqualTo(new State(Set.of(), 0, 0, List.of()));
    guard();
    State state = secrets.state();
    assertThat(state)
        .isEqualTo(
            new State(Set.of(Kind.NUMBER, Kind.PASSWORD), 3, 10, List.of(FROM_TEN, FROM_FIFTY)));
    assertThat(state.wanted(Amount.ofMinor(999))).isEmpty();
    assertThat(state.wanted(Amount.ofMinor(1_000))).containsExactly(Kind.NUMBER);
    assertThat(state.wanted(Amount.ofMinor(5_000)))
        .containsExactlyInAnyOrder(Kind.NUMBER, Kind.PASSWORD);

    var _ = DeviceBehaviour.paid(pay(999));
    assertThat(pay(1_000)).isEqualTo(new PayAnswer.Refused(DeviceReason.SECRET_REQUIRED));
    assertThat(secrets.prove(Kind.NUMBER, secret("4711"))).isEqualTo(new Proof.Proven());
    assertThat(pay(5_000)).isEqualTo(new PayAnswer.Refused(DeviceReason.SECRET_REQUIRED));
    assertThat(secrets.prove(Kind.PASSWORD, secret("correct horse"))).isEqualTo(new Proof.Proven());
    var _ = DeviceBehaviour.paid(pay(5_000));
  }

  /** One press, one command; and what the card refuses of it leaves all as it was. */
  @Test
  @Requirement("R75")
  void secretsAndTiersAreSetTogether() throws IOException {
    card.press();
    assertThatThrownBy(
            () ->
                secrets.protect(
                    Map.of(Kind.NUMBER, secret("4711")), Optional.of(List.of(FROM_FIFTY)), ENTROPY))
        .hasMessageContaining("6A80");
    assertThat(secrets.state()).isEqualTo(new State(Set.of(), 0, 0, List.of()));

    card.press();
    Map<Kind, Secret> both =
        Map.of(Kind.NUMBER, secret("4711"), Kind.PASSWORD, secret("correct horse"));
    assertThat(secrets.protect(both, Optional.of(List.of(FROM_FIFTY)), ENTROPY))
        .isEqualTo(Verdict.accepted());
    assertThat(secrets.state())
        .isEqualTo(new State(Set.of(Kind.NUMBER, Kind.PASSWORD), 3, 10, List.of(FROM_FIFTY)));
    assertThat(secrets.prove(Kind.NUMBER, secret("4711"))).isEqualTo(new Proof.Proven());
    assertThat(secrets.prove(Kind.PASSWORD, secret("correct horse"))).isEqualTo(new Proof.Proven());
  }

  @Test
  @Requirement("R75")
  void threeWrongNumbersLockIt() throws IOException {
    guard();
    for (int left = 2; left >= 0; left--) {
      assertThat(secrets.prove(Kind.NUMBER, secret("0000"))).isEqualTo(new Proof.Wrong(left));
    }
    assertThat(secrets.prove(Kind.NUMBER, secret("4711")))
        .isEqualTo(new Proof.Refused(DeviceReason.SECRET_LOCKED));
    assertThat(pay(1_000)).isEqualTo(new PayAnswer.Refused(DeviceReason.SECRET_LOCKED));
    var _ = DeviceBehaviour.paid(pay(999));
  }

  @Test
  @Requirement("R75")
  void nobodySetsOneWithoutTheButtonOrTheOneBefore() throws IOException {
    assertThat(secrets.protect(Map.of(Kind.NUMBER, secret("1")), Optional.empty(), ENTROPY))
        .isEqualTo(Verdict.refused(DeviceReason.BUTTON_REQUIRED));
    guard();
    card.press();
    assertThat(secrets.protect(Map.of(Kind.NUMBER, secret("1")), Optional.empty(), ENTROPY))
        .isEqualTo(Verdict.refused(DeviceReason.SECRET_REQUIRED));
    card.press();
    assertThat(secrets.protect(Map.of(), Optional.of(List.of()), ENTROPY))
        .isEqualTo(Verdict.refused(DeviceReason.SECRET_REQUIRED));
  }

  /** Whoever heard everything and tries all numbers finds none by what the card keeps of one. */
  @Test
  @Requirement("R75")
  void noSecretIsOnTheLine() throws IOException {
    guard();
    assertThat(secrets.prove(Kind.NUMBER, secret("4711"))).isEqualTo(new Proof.Proven());
    String all = ByteString.concat(line.toArray(ByteString[]::new)).toHex();

    assertThat(all).doesNotContain(ByteString.utf8("4711").toHex());
    List<String> texts = List.of("4711", "correct horse");
    for (int kind = 0; kind < texts.size(); kind++) {
      String text = texts.get(kind);
      ByteString number = ByteString.copyOf(new byte[] {(byte) kind});
      Hash32 digest =
          Hash32.sha256(
              ByteString.utf8("ART1-SEC"), TestCard.DEVICE_ID, number, ByteString.utf8(text));
      assertThat(all).doesNotContain(digest.bytes().slice(0, 16).toHex());
    }
  }
}
