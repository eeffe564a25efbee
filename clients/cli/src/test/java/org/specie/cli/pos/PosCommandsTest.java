package org.specie.cli.pos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.Terminal;
import org.specie.cli.purse.PlayMoney;
import org.specie.quality.requirements.Requirement;

/** {@code specie pos …}: tills in folders of their own, and one purse with a card behind them. */
class PosCommandsTest {
  @TempDir static Path made;
  @TempDir Path place;

  private PlayMoney money;

  @BeforeAll
  static void make() throws IOException {
    PlayMoney.make(made.resolve("practice"));
  }

  @BeforeEach
  void copy() throws IOException {
    money = PlayMoney.copied(made.resolve("practice"), place.resolve("practice"));
  }

  private String sell(String till, String customer, String price) {
    String request = money.done("pos", "request", price, "--till", till);
    String answer = money.done("purse", "pay", request, "--purse", customer);
    money.done("pos", "receive", answer, "--till", till);
    return answer;
  }

  @Test
  @Requirement("U5")
  void tillsSellWhileTheCardIsAwayAndEverythingIsCountedOnce() throws IOException {
    money.done("pos", "open", "--till", "till-1", "--purse", "shop", "--tokens", "2");
    money.done("pos", "open", "--till", "till-2", "--purse", "shop", "--tokens", "2");
    money.refused(7757, "pos", "open", "--till", "till-1", "--purse", "shop");
    Path away = place.resolve("away");
    Files.move(money.folder().resolve("shop"), away);

    String first = sell("till-1", "ana", "7.90");
    sell("till-2", "ben", "3.10");
    assertThat(money.done("pos", "receive", first, "--till", "till-1"))
        .as("an answer that is shown again buys nothing")
        .isEqualTo("received 7.90 before; it is one payment, and counted");
    money.refused(7202, "pos", "receive", first, "--till", "till-2");
    money.refused(7755, "pos", "receive", first.substring(0, 200), "--till", "till-1");
    assertThat(money.field("toCollect", "pos", "report", "--till", "till-1")).isEqualTo("7.90");
    Terminal stranger = new Terminal(money.folder(), "another one");
    assertThat(stranger.run("pos", "report", "--till", "till-1").err()).contains("Refused 7752");

    Files.move(away, money.folder().resolve("shop"));
    assertThat(money.balance("shop")).isEqualTo("0.00");
    assertThat(collect("till-1")).isEqualTo("1");
    assertThat(collect("till-2")).isEqualTo("1");
    assertThat(collect("till-1")).isEqualTo("0");
    assertThat(money.balance("shop")).isEqualTo("11.00");
    assertThat(money.balance("ana")).isEqualTo("192.10");
    assertThat(money.balance("ben")).isEqualTo("196.90");
    assertThat(money.done("pos", "report", "--till", "till-1"))
        .containsPattern("taken +7\\.90")
        .containsPattern("to collect +0\\.00")
        .containsPattern("fresh tokens +2");
  }

  private String collect(String till) {
    return money.field(
        "collected", "pos", "collect", "--till", till, "--purse", "shop", "--tokens", "2");
  }

  @Test
  void aTillWithoutTokensSaysSo() {
    money.done("pos", "open", "--till", "till-1", "--purse", "shop", "--tokens", "1");
    money.done("pos", "request", "1", "--till", "till-1");
    money.refused(7201, "pos", "request", "1", "--till", "till-1");
    // Who was asked and did not pay takes nothing from the customers of tomorrow.
    assertThat(
            money.field(
                "tokens", "pos", "collect", "--till", "till-1", "--purse", "shop", "--tokens", "2"))
        .isEqualTo("2");
    money.refused(7751, "pos", "request", "1", "--till", "nowhere");
    assertThat(
            money
                .run("pos", "open", "--till", "x", "--purse", "shop", "--tokens", "257")
                .exitCode())
        .isEqualTo(2);
  }
}
