package org.specie.offline.purse.border;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Table;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;

/**
 * The issuer's own purse, at the border where banks and provisioning stations are the customers: it
 * is the bank of banks. Spec: docs/spec/53-float.md 1.1 and section 6; docs/spec/57-station.md 6.2.
 */
@Requirement("R148")
final class IssuersPurseTest {
  private static final Address SECOND = Bureau.address("second bank");
  private static final Address STATION = Bureau.address("station");
  private static final Hash32 SALT = Hash32.sha256(ByteString.utf8("salt of another"));
  private static final long RESERVE = 4_000;

  private Bureau issuer;
  private Table first;
  private Table second;
  private Table station;

  @BeforeEach
  void open() throws IOException {
    issuer = new Bureau();
    issuer.ledger.open(SECOND, RESERVE);
    issuer.ledger.open(STATION, RESERVE);
    first = issuer.ana;
    second = Table.with("second bank", 0);
    station = Table.with("station", 0);
  }

  /** An institution takes cash over wholesale, against its account. */
  private void fund(Table institution, Address account, long minor) throws IOException {
    Request request = institution.ask(minor);
    assertThat(issuer.border().withdraw(request, account, SALT, Mint.NOW).isAccepted()).isTrue();
    Hash32 key = request.token().digest();
    issuer.border().work(Mint.NOW);
    assertThat(issuer.paid(key)).as("nothing before the account is debited").isEmpty();
    issuer.ledger.load(account, issuer.border().withdrawal(key).orElseThrow().reference(), minor);
    issuer.finish(Mint.NOW);
    institution.take(issuer.paid(key).orElseThrow());
  }

  private void assertCovered() throws IOException {
    assertThat(issuer.ledger.inside()).isEqualTo(issuer.outsideTheVault());
  }

  private static void move(Table from, Table to, long minor) throws IOException {
    to.take(from.pay(to.ask(minor), minor));
  }

  /** Two banks and a station are funded; people get cash of each; what is too much goes back. */
  @Test
  void fundsBanksAndAStationAndTakesBackWhatTheyDoNotNeed() throws IOException {
    fund(first, Bureau.ANA, 2_000);
    fund(second, SECOND, 1_500);
    fund(station, STATION, 1_000);
    assertCovered();
    assertThat(issuer.ledger.balance(Bureau.ANA)).isEqualTo(Bureau.SAVINGS - 2_000);
    assertThat(issuer.ledger.balance(SECOND)).isEqualTo(RESERVE - 1_500);
    assertThat(issuer.ledger.balance(STATION)).isEqualTo(RESERVE - 1_000);
    assertThat(issuer.device.balanceMinor()).isEqualTo(Bureau.STOCK - 4_500);

    Table customer = Table.with("customer of a bank", 0);
    Table newcomer = Table.with("newcomer at the station", 0);
    move(second, customer, 700);
    move(station, newcomer, 300);
    assertThat(newcomer.balanceMinor()).as("the preload").isEqualTo(300);
    assertThat(station.balanceMinor()).as("what the station has less").isEqualTo(700);
    // Banks settle between each other in the issuer's cash, too.
    move(first, second, 400);
    assertCovered();

    Response surplus = first.pay(issuer.deposit(), 900);
    assertThat(issuer.border().deposit(surplus, Mint.later(9)).isAccepted()).isTrue();
    issuer.finish(Mint.later(9));
    assertCovered();
    assertThat(issuer.ledger.balance(Bureau.ANA)).isEqualTo(Bureau.SAVINGS - 2_000 + 900);
    long held =
        first.balanceMinor()
            + second.balanceMinor()
            + station.balanceMinor()
            + customer.balanceMinor()
            + newcomer.balanceMinor();
    assertThat(held).isEqualTo(issuer.outsideTheVault()).isEqualTo(4_500 - 900);
  }

  @Test
  void aBankWithoutCoverGetsNothing() throws IOException {
    Request request = second.ask(1_500);
    assertThat(issuer.border().withdraw(request, SECOND, SALT, Mint.NOW).isAccepted()).isTrue();
    Hash32 reference =
        issuer.border().withdrawal(request.token().digest()).orElseThrow().reference();
    // Another institution's load under the same reference is not this one's.
    issuer.ledger.load(STATION, reference, 1_500);
    issuer.finish(Mint.NOW);
    assertThat(issuer.paid(request.token().digest())).isEmpty();
    assertThat(issuer.device.payCommands()).isZero();
  }
}
