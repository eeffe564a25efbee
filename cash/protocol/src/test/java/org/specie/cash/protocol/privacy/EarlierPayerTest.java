package org.specie.cash.protocol.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.EveryKind;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * 93: who paid somebody knows the payee's address and all secrets of the coin. In what the payee
 * does next (claims the coin, links an account, unloads to it, loads from it) nothing equals
 * anything the payer saw or can compute from it by a multiplication.
 */
@Requirement("D8")
final class EarlierPayerTest {
  private final World world = new World(93);
  private final Holder payer = world.enrol("payer", 0);
  private final Holder payee = world.enrol("payee", 0);
  private final View view = new View();
  private Coin received = new Coin(Scalar.ZERO, Scalar.ZERO, Amount.ZERO, world.dummy);

  @BeforeEach
  void pays() {
    PaymentAddress address = world.address(payee);
    Coin funds = world.issue("funds", payer, Amount.parse("100.00"));
    Intent intent =
        Intent.pay(
            false,
            Optional.of(funds),
            new Intent.Payment(address, Amount.parse("77.00"), ByteString.utf8("invoice 9")));
    StateTransaction paid = world.prove(intent, payer).transaction();
    PreparedTransaction prepared = world.prepared(paid);
    CoinOutput output = paid.body().coin().orElseThrow();
    received = world.receive(payee, prepared, Kind.PAY.code(), output).orElseThrow();
    Outputs outputs = Outputs.of(world.suite, Kind.PAY.code(), prepared.nullifiers());
    CoinSecrets secrets =
        CoinSecrets.open(world.suite, payee.keys(), outputs, output).orElseThrow();
    view.see("sent", paid);
    saw("K", address.publicSpendKey());
    view.see("sent.view", address.viewKey().bytes());
    view.see("sent.pid", address.pid(world.suite).toByteString());
    view.see("sent.sn", outputs.coinSerial(world.suite).toByteString());
    view.see("sent.value", Scalar.of(received.value().minor()).toByteString());
    List<Scalar> blindings = secrets.blindings();
    view.see("sent.d6", blindings.get(0).toByteString());
    view.see("sent.d7", blindings.get(1).toByteString());
    saw("base", outputs.coinBase(world.suite));
  }

  private void saw(String name, G1 point) {
    view.see("sent." + name, ByteString.copyOf(point.toByteArray()));
  }

  private Set<String> linked() {
    Set<String> groups = Distinguishers.equalities(view);
    groups.removeIf(group -> !group.contains("sent.") || !group.contains("later."));
    groups.removeIf(group -> group.contains(".policy") || group.contains(".public"));
    for (String product : Multiples.equalProducts(view)) {
      if (product.contains("later")) {
        groups.add(product);
      }
    }
    return groups;
  }

  private Holder later(String name, Intent intent, Holder of) {
    StateProver.Made made = world.prove(intent, of);
    view.see("later." + name, made.transaction())
        .operate("later." + name, world.prepared(made.transaction()), world.keys.shares());
    return of.with(world.credential(made.successor()));
  }

  private static Intent moving(Kind kind, String amount) {
    return new Intent(
        kind,
        false,
        List.of(),
        Optional.empty(),
        Optional.of(
            new Intent.AccountTransfer(
                Amount.parse(amount), EveryKind.ACCOUNT.address().bytes(), 0)));
  }

  @Test
  @Property("P8")
  void nothingThePayeeDoesEqualsAnythingThePayerKnows() {
    Holder claimed = later("claim", Intent.claim(false, Optional.of(received)), payee);
    view.see(
        "later.link",
        world
            .foldProver()
            .link(
                claimed.keys(),
                claimed.state(),
                EveryKind.ACCOUNT.address().bytes(),
                0,
                World.VALID_UNTIL,
                world.entropy)
            .signedBy(ByteString.copyOf(new byte[65])));
    Holder unloaded = later("unload", moving(Kind.UNLOAD, "50.00"), claimed);
    Holder loaded = later("load", moving(Kind.LOAD, "20.00"), unloaded);
    later("idle", Intent.claim(false, Optional.empty()), loaded);
    assertThat(linked()).isEmpty();
  }

  /** The control: a link without its blinding is what the payer computes from the address. */
  @Test
  void wouldFindALinkWithoutItsBlinding() {
    G1 bare = world.suite.value().point().times(payee.keys().pid());
    view.see("later.link.R_a", ByteString.copyOf(bare.toByteArray()));
    saw("G", world.suite.value().point());
    assertThat(linked()).contains("sent.pid·sent.G = later.link.R_a");
  }
}
