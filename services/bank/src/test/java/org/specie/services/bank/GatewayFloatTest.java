package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.FloatReason;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.purse.border.FloatLedger.Crossed;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Wallet;

/** The adapter and a real ledger. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("R118")
final class GatewayFloatTest {
  private static final Hash32 REFERENCE = Hash32.sha256(ByteString.utf8("reference"));
  private static final Amount TEN = Amount.parse("10.00");

  private Town town;
  private Wallet ana;
  private Ed25519SecretKey first;
  private Ed25519SecretKey second;
  private Ed25519SecretKey third;

  @BeforeAll
  void openTown() throws IOException {
    town = new Town(54);
    ana = town.customer(Amount.parse("100.00"));
    first = Ed25519SecretKey.generate(town.entropy);
    second = Ed25519SecretKey.generate(town.entropy);
    third = Ed25519SecretKey.generate(town.entropy);
  }

  @AfterAll
  void closeTown() throws IOException {
    town.close();
  }

  private static Hash32 issuer(String name) {
    return Hash32.sha256(ByteString.utf8(name));
  }

  private GatewayFloat adapter(Hash32 issuer, Ed25519SecretKey... keys) {
    return new GatewayFloat(town.gateway(), issuer, new RedeemerKeys(List.of(keys)));
  }

  private ByteString redemption(GatewayFloat adapter, String reference, Amount amount)
      throws IOException {
    return adapter.redemption(
        Hash32.sha256(ByteString.utf8(reference)), ana.account(), amount, adapter.height() + 100);
  }

  @Test
  void saysThatNobodyNamedTheFloat() {
    assertThatThrownBy(() -> redemption(adapter(issuer("nobody's"), first), "one", TEN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(issuer("nobody's").toHex());
  }

  @Test
  void saysHowManyRedeemersAreMissing() throws IOException {
    Hash32 issuer = issuer("of two");
    town.nameFloat(issuer, 2, first, second);
    assertThatThrownBy(() -> redemption(adapter(issuer, third, second), "one", TEN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1 of the 2 redeemers");
  }

  @Test
  void redeemsOnceWithAsManyKeysAsItTakes() throws IOException {
    Hash32 issuer = issuer("two of three");
    town.nameFloat(issuer, 2, first, second, third);
    GatewayFloat adapter = adapter(issuer, third, first, second);
    ana.takeOffline(issuer, REFERENCE, TEN).orThrow();
    long before = town.balanceMinor(ana);
    assertThat(adapter.loaded(ana.account(), REFERENCE))
        .contains(new Crossed(adapter.height(), ana.account(), TEN));
    assertThat(adapter.loaded(ana.account(), issuer)).isEmpty();
    Hash32 back = Hash32.sha256(ByteString.utf8("back"));
    assertThat(adapter.redeemed(back, ana.account(), TEN)).isEmpty();

    ByteString ordered = redemption(adapter, "back", TEN);
    adapter.submit(ordered);
    adapter.submit(ordered);

    assertThat(adapter.refusal()).isEmpty();
    assertThat(adapter.redeemed(back, ana.account(), TEN))
        .contains(new Crossed(adapter.height(), ana.account(), TEN));
    assertThat(town.balanceMinor(ana)).isEqualTo(before + TEN.minor());
    assertThat(adapter.account().inside()).isEqualTo(Amount.ZERO);
    adapter.submit(redemption(adapter, "back", Amount.parse("9.00")));
    assertThat(adapter.refusal()).contains(FloatReason.REFERENCE_KNOWN);
    assertThat(town.isConserved()).isTrue();
  }

  @Test
  void saysWhyTheLedgerRefuses() throws IOException {
    Hash32 issuer = issuer("empty");
    town.nameFloat(issuer, 1, first);
    GatewayFloat adapter = adapter(issuer, first);
    assertThat(adapter.refusal()).isEqualTo(Optional.empty());
    adapter.submit(redemption(adapter, "too much", TEN));
    assertThat(adapter.refusal()).contains(FloatReason.INSUFFICIENT);
  }

  @Test
  void followsTheCommitteeToOtherRedeemers() throws IOException {
    Hash32 issuer = issuer("renamed");
    town.nameFloat(issuer, 1, first);
    GatewayFloat adapter = adapter(issuer, first);
    ana.takeOffline(issuer, REFERENCE, TEN).orThrow();
    ByteString old = redemption(adapter, "renamed", TEN);
    town.nameFloat(issuer, 1, third, second, first);

    adapter.submit(old);
    assertThat(adapter.refusal()).contains(FloatReason.SIGNATURES);
    adapter.submit(redemption(adapter, "renamed", TEN));
    assertThat(adapter.refusal()).isEmpty();
    assertThat(adapter.account().inside()).isEqualTo(Amount.ZERO);
  }

  @Test
  void keysDoNotShow() {
    assertThat(new RedeemerKeys(List.of(first)).toString()).isEqualTo("RedeemerKeys[redacted]");
  }
}
