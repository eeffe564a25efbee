package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.protocol.credential.EntryAddress;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Town.Person;
import org.specie.wallet.address.RefundKeys;
import org.specie.wallet.holding.GivenAddress;
import org.specie.wallet.holding.HeldEntry;
import org.specie.wallet.holding.HeldEntry.Role;

/** Paying back somebody unknown. docs/spec/12-tiers.md, 12.18, and 30-wallet.md, 30.17. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefundTest {
  private Town town;

  @BeforeAll
  void build() throws IOException {
    town = new Town(11);
    town.offerTiers(3_600, 7_200, true);
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  private Person rich(String name) throws IOException {
    Person person = town.person(name, "100.00");
    person.wallet().load(Amount.parse("100.00")).orThrow();
    return person;
  }

  private static EntryAddress read(String text) {
    return RefundAddresses.read(text).orThrow();
  }

  @Test
  @Requirement("U7")
  void aShopPaysBackACustomerItDoesNotKnow() throws IOException {
    Person ana = rich("ana");
    Person shop = rich("shop");
    Person other = rich("other");
    RefundAddresses addresses = ana.wallet().refundAddresses();
    GivenAddress given = addresses.give("order 17").orThrow();
    String text = addresses.text(given);
    assertThat(addresses.give("order 17").orThrow()).isEqualTo(given);
    assertThat(addresses.give("order 18").orThrow().number()).isEqualTo(given.number() + 1);

    ana.wallet()
        .payPrivately(shop.wallet().paymentAddress(), Amount.parse("30.00"), "order 17")
        .orThrow();
    shop.wallet().sync(Progress.none()).orThrow();
    shop.wallet().refund(read(text), Amount.parse("12.50"), "order 17, too small").orThrow();
    assertThat(shop.wallet().balance().budgetLeft()).isEqualTo(Amount.parse("87.50"));

    ana.wallet().sync(Progress.none()).orThrow();
    other.wallet().sync(Progress.none()).orThrow();
    assertThat(other.wallet().entries()).isEmpty();
    HeldEntry promise = ana.wallet().entries().getFirst();
    assertThat(promise.role()).isEqualTo(Role.PROMISED);
    assertThat(promise.addressNumber()).contains(given.number());
    assertThat(promise.note()).isEqualTo("order 17, too small");
    assertThat(Town.substance(ana.restored().holdings()))
        .as("words alone find the refund")
        .isEqualTo(Town.substance(ana.wallet().holdings()));
    ana.wallet().accept(promise.name(), town.now()).orThrow();
    assertThat(ana.wallet().balance().privately()).isEqualTo(Amount.parse("82.50"));
    assertThat(Town.substance(ana.restored().holdings()))
        .isEqualTo(Town.substance(ana.wallet().holdings()));
    knowsNothingOf(ana, shop, text);
  }

  /**
   * Neither what the shop's wallet holds nor what it was given contains anything of the payer's.
   */
  private static void knowsNothingOf(Person payer, Person shop, String text) throws IOException {
    var address = payer.wallet().paymentAddress();
    List<ByteString> names = new ArrayList<>();
    names.add(address.pid(payer.wallet().network().suite()).toByteString());
    names.add(address.pid(payer.wallet().network().suite()).toByteString().slice(0, 16));
    names.add(address.publicSpendKey().toCompressed());
    names.add(ByteString.copyOf(address.publicSpendKey().toByteArray()));
    names.add(address.viewKey().bytes());
    names.add(payer.wallet().account().bytes());
    EntryAddress given = read(text);
    StringBuilder known =
        new StringBuilder()
            .append(given.encode().toHex())
            .append(given.acceptor().toCompressed().toHex());
    shop.wallet().history().forEach(each -> known.append(each).append(hex(each.note())));
    shop.wallet()
        .entries()
        .forEach(
            each ->
                known
                    .append(each.opening().claim())
                    .append(each.standing().encode().toHex())
                    .append(each.counterparty())
                    .append(hex(each.note())));
    for (ByteString name : names) {
      assertThat(known.toString()).doesNotContain(name.toHex());
    }
    assertThat(text).isNotEqualTo(payer.wallet().paymentAddressText());
  }

  private static String hex(String text) {
    return ByteString.utf8(text).toHex();
  }

  @Test
  @Requirement("U7")
  void givesFreshAddressesThatHaveNothingInCommon() throws IOException {
    Person ben = rich("ben");
    RefundAddresses addresses = ben.wallet().refundAddresses();
    Set<Object> parts = new HashSet<>();
    for (int i = 0; i < RefundKeys.AHEAD; i++) {
      GivenAddress given = addresses.give("").orThrow();
      EntryAddress address = read(addresses.text(given));
      assertThat(parts.add(address.acceptor())).isTrue();
      assertThat(parts.add(address.viewKey())).isTrue();
    }
    assertThat(addresses.give("")).isEqualTo(Answer.refused(WalletReason.REFUND_ADDRESSES_UNUSED));
    assertThat(addresses.given()).hasSize(RefundKeys.AHEAD);
    Person shop = rich("shop of ben");
    String last = addresses.text(addresses.given().getLast());
    shop.wallet().refund(read(last), Amount.parse("1.00"), "").orThrow();
    Wallet restored = ben.restored();
    assertThat(restored.entries()).hasSize(1);
    assertThat(restored.refundAddresses().give("").orThrow().number())
        .as("what was paid to is not given again")
        .isEqualTo(RefundKeys.AHEAD);
    ben.wallet().sync(Progress.none()).orThrow();
    assertThat(addresses.give("").isDone()).isTrue();
    assertThat(ben.reopen().refundAddresses().given()).hasSize(RefundKeys.AHEAD + 1);
  }

  @Test
  void takesBackARefundNobodyAccepted() throws IOException {
    Person shop = rich("shop of nobody");
    Person cleo = rich("cleo");
    RefundAddresses addresses = cleo.wallet().refundAddresses();
    String text = addresses.text(addresses.give("").orThrow());
    shop.wallet().refund(read(text), Amount.parse("5.00"), "").orThrow();
    town.pass(7_200);
    var name = shop.wallet().entries().getFirst().name();
    shop.wallet().takeBack(name, town.now()).orThrow();
    assertThat(shop.wallet().balance().privately()).isEqualTo(Amount.parse("100.00"));
    assertThat(Town.substance(shop.restored().holdings()))
        .isEqualTo(Town.substance(shop.wallet().holdings()));
  }
}
