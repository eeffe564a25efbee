package org.specie.offline.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;

/** Money goes from hand to hand, and nobody but the two is there. */
class PurseTest {
  @Test
  @Requirement({"R1", "R2", "R22"})
  void whatOnePaysTheOtherHas() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);

    ana.take(ben.pay(ana.ask(1_250), 1_250));

    assertThat(ana.device().balanceMinor()).isEqualTo(1_250);
    assertThat(ben.device().balanceMinor()).isEqualTo(3_750);
  }

  @Test
  @Requirement({"R21", "R37"})
  void moneyGoesThroughTenPurses() throws IOException {
    List<Table> people = new ArrayList<>();
    people.add(Table.with("first", 10));
    for (int i = 1; i < 10; i++) {
      Table next = Table.with("number " + i, 0);
      next.take(people.getLast().pay(next.ask(10), 10));
      people.add(next);
    }
    assertThat(people.stream().mapToLong(each -> each.device().balanceMinor()).sum()).isEqualTo(10);
    assertThat(people.getLast().device().balanceMinor()).isEqualTo(10);
  }

  @Test
  @Requirement({"R3", "R5", "R30"})
  void everythingSaidTwiceHappensOnce() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    Request request = ana.ask(100);

    Response first = ben.pay(request, 100);
    Response again = ben.pay(request, 999);
    ana.take(first);
    ana.take(again);
    ana.purse().redemption().redeemAll();

    assertThat(again).isEqualTo(first);
    assertThat(ben.device().balanceMinor()).isEqualTo(4_900);
    assertThat(ben.device().payCommands()).as("the second answer came from the journal").isOne();
    assertThat(ana.device().balanceMinor()).isEqualTo(100);
  }

  @Test
  @Requirement("R10")
  void aTokenThatCameBackCollectsTheNextPayment() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    for (int i = 0; i < 9; i++) {
      ana.take(ben.pay(ana.ask(10), 10));
    }
    assertThat(ana.device().balanceMinor()).as("three tokens of three payments").isEqualTo(90);
  }
}
