package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Town.Person;
import org.specie.wallet.holding.KnownName;

/** A provider that leads a name elsewhere. docs/spec/30-wallet.md 30.19. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KnownNamesTest {
  private static final String NORTH = "https://north.example:443";
  private static final String SOUTH = "https://south.example:443";

  private Town town;
  private Person ana;
  private Person ben;
  private Person eve;

  @BeforeAll
  void build() throws IOException {
    town = new Town(36);
    ana = town.person("ana", "20.00");
    ben = town.person("ben", "10.00");
    eve = town.person("eve", "10.00");
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  private PaymentAddress of(Person person) {
    return ana.wallet().readAddress(person.wallet().paymentAddressText()).orThrow();
  }

  private Answer<PaymentAddress> told(String provider, String name, PaymentAddress address)
      throws IOException {
    return ana.wallet().names().check(provider, name, address, false);
  }

  @Test
  @Requirement("D23")
  void aNameThatWasPaidLeadsNowhereElseUnlessThePayerKnows() throws IOException {
    Answer<PaymentAddress> refused = Answer.refused(WalletReason.NAME_LEADS_ELSEWHERE);
    assertThat(told(NORTH, "ben.north", of(ben)).orThrow()).isEqualTo(of(ben));
    assertThat(told(NORTH, "ben.north", of(eve))).isEqualTo(refused);
    assertThat(told(SOUTH, "ben.north", of(eve)).isDone()).isTrue();
    assertThat(told(NORTH, "ben.nord", of(eve)).isDone()).isTrue();
    ana.reopen();
    assertThat(told(NORTH, "ben.north", of(eve))).isEqualTo(refused);
    assertThat(ana.wallet().names().check(NORTH, "ben.north", of(eve), true).isDone()).isTrue();
    assertThat(told(NORTH, "ben.north", of(ben))).isEqualTo(refused);
    assertThat(told(NORTH, "ben.north", of(eve)).isDone()).isTrue();
  }

  @Test
  void anAddressWrittenAnewIsTheSame() throws IOException {
    assertThat(told(NORTH, "ben.again", of(ben)).isDone()).isTrue();
    PaymentAddress before = of(ben);
    ben.reopen();
    assertThat(of(ben)).isNotEqualTo(before);
    assertThat(told(NORTH, "ben.again", of(ben)).isDone()).isTrue();
  }

  @Test
  void theOldestNameIsForgottenFirst() throws IOException {
    var draft = ana.wallet().holdings().edit();
    for (int i = 0; i < 3; i++) {
      draft.know(new KnownName(NORTH, "name" + i, KnownName.keysOf(of(ben))), 2);
    }
    assertThat(draft.known(NORTH, "name0")).isEmpty();
    assertThat(draft.known(NORTH, "name2")).isPresent();
  }
}
