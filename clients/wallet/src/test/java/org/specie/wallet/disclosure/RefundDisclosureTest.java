package org.specie.wallet.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.LedgerConstants;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Progress;
import org.specie.wallet.Town;
import org.specie.wallet.Town.Person;

/** Refunds and changes of class in what is shown of a period. docs/spec/13, clause 13.18. */
@Requirement({"D29", "D38"})
final class RefundDisclosureTest {
  @Test
  void aRefundIsPaidByTheShopAndNoIncomeOfTheCustomer() throws IOException {
    try (Town town = new Town(136)) {
      town.offerTiers(3_600, 7_200, true);
      Person ana = town.person("ana", "100.00");
      Person shop = town.person("shop", "10.00");
      ana.wallet().load(Amount.parse("90.00")).orThrow();
      ana.wallet()
          .payReturnably(shop.wallet().paymentAddress(), Amount.parse("30.00"), "")
          .orThrow();
      shop.wallet().sync(Progress.none()).orThrow();
      Hash32 name = shop.wallet().entries().getFirst().name();
      shop.wallet().accept(name, town.now()).orThrow();
      shop.wallet().giveBack(name, Amount.parse("12.50"), "").orThrow();
      ana.wallet().sync(Progress.none()).orThrow();
      ana.wallet().takeBack(name, town.now()).orThrow();
      town.pass(10);
      LedgerConstants ledger = town.network().ledger();
      DisclosureVerifier office = new DisclosureVerifier(ledger, Shop.OFFICE);
      Disclosure ofShop =
          shop.wallet().disclosures().disclose(Shop.wanted(0, town.now()), town.now()).orThrow();
      assertThat(office.verify(ofShop)).isEqualTo(Verdict.accepted());
      assertThat(ofShop.fields(ledger.suite()))
          .containsEntry("received", "30.00")
          .containsEntry("paid", "12.50")
          .containsEntry("returned", "0.00");
      Disclosure ofAna =
          ana.wallet().disclosures().disclose(Shop.wanted(0, town.now()), town.now()).orThrow();
      assertThat(office.verify(ofAna)).isEqualTo(Verdict.accepted());
      assertThat(ofAna.fields(ledger.suite()))
          .containsEntry("received", "0.00")
          .containsEntry("paid", "30.00")
          .containsEntry("returned", "12.50");
      IncomeStatement income =
          shop.wallet().disclosures().income(Shop.wanted(0, town.now()), town.now()).orThrow();
      assertThat(income.income()).isEqualTo(Amount.parse("30.00"));
      assertThat(office.verify(income)).isEqualTo(Verdict.accepted());
    }
  }
}
