package org.specie.node;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway.Parameters;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.Transfer;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.proof.EnrolProver;
import org.specie.cash.protocol.proof.FoldProver;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.proof.Successor;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;
import org.specie.kernel.crypto.signature.AccountKeys;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Secp256k1SecretKey;
import org.specie.node.role.Registration;

/** Somebody who uses the network through its gateway alone, doing by hand what a wallet does. */
final class Person {
  private final TestNetwork world;
  private final String name;
  private final HolderKeys keys;
  private final Secp256k1SecretKey account;
  private Optional<StateCredential> live = Optional.empty();

  Person(TestNetwork world, String name) {
    this.world = world;
    this.name = name;
    this.keys = HolderKeys.derive(suite(), seed());
    this.account = AccountKeys.derive(seed(), 0);
  }

  private Seed seed() {
    byte[] seed = new byte[Seed.SIZE];
    byte[] from = Hash32.sha256(ByteString.utf8(name)).bytes().toByteArray();
    System.arraycopy(from, 0, seed, 0, from.length);
    return new Seed(Secret.copyOf(seed));
  }

  private Suite suite() {
    return world.network.ledger().suite();
  }

  private Parameters parameters() {
    return world.gateway().parameters();
  }

  Address address() {
    return account.address();
  }

  HolderKeys keys() {
    return keys;
  }

  State state() {
    return live.orElseThrow().state();
  }

  Amount balance() throws IOException {
    return world.gateway().account(address()).balance();
  }

  private long nonce() throws IOException {
    return world.gateway().account(address()).nonce();
  }

  CashTransaction transfer(Person to, String amount) throws IOException {
    return CashTransaction.of(
        new Transfer.Body(nonce(), to.address(), Amount.parse(amount), world.validUntil())
            .sign(world.network.ledger().ledgerId(), account));
  }

  Registration register(String identity) throws IOException {
    return world.registrars.register(
        ByteString.utf8(identity), keys.publicSpendKey(), 0, world.validUntil());
  }

  void enrol() throws IOException {
    if (!(register("id of " + name) instanceof Registration.Approved approved)) {
      throw new AssertionError("registrars refuse " + name);
    }
    EnrolProver.Made made =
        new EnrolProver(suite(), parameters().key().key(), world.gateway().tip().rules())
            .prove(approved.statement(), approved.approvals(), keys, world.entropy);
    accept(made.successor(), world.apply(CashTransaction.of(made.enrolment())));
  }

  void link() throws IOException {
    FoldProver.UnsignedLink unsigned =
        new FoldProver(
                suite(),
                parameters().key().key(),
                parameters().dummy(),
                world.gateway().tip().rules())
            .link(
                keys,
                live.orElseThrow(),
                address().bytes(),
                nonce(),
                world.validUntil(),
                world.entropy);
    world.apply(CashTransaction.of(unsigned.signedBy(account.sign(unsigned.core()).bytes())));
  }

  /** Loads {@code amount} into the float of {@code issuer} under {@code reference}. */
  void takeOffline(Hash32 issuer, Hash32 reference, String amount) throws IOException {
    LoadFloat.Body body =
        new LoadFloat.Body(nonce(), issuer, reference, Amount.parse(amount), world.validUntil());
    world.apply(CashTransaction.of(body.sign(world.network.ledger().ledgerId(), account)));
  }

  /** Enrolled, linked, and with {@code amount} in the ordinary account. */
  void settleIn(String amount) throws IOException {
    world.issue(address(), amount);
    enrol();
    link();
  }

  StateProver.Made prove(Intent intent) throws IOException {
    return new StateProver(
            suite(), parameters().key().key(), parameters().dummy(), world.gateway().tip().rules())
        .prove(intent, keys, live.orElseThrow(), world.validUntil(), world.entropy);
  }

  void load(String amount) throws IOException {
    StateProver.Made made = prove(move(Kind.LOAD, amount, nonce()));
    StateTransaction signed =
        made.transaction().signedBy(account.sign(made.transaction().core()).bytes());
    accept(made.successor(), world.apply(CashTransaction.of(signed)));
  }

  void unload(String amount) throws IOException {
    submit(prove(move(Kind.UNLOAD, amount, 0)));
  }

  private Intent move(Kind kind, String amount, long nonce) {
    return new Intent(
        kind,
        false,
        List.of(),
        Optional.empty(),
        Optional.of(new Intent.AccountTransfer(Amount.parse(amount), address().bytes(), nonce)));
  }

  StateProver.Made payment(Person payee, String amount) throws IOException {
    return prove(
        Intent.pay(
            false,
            Optional.empty(),
            new Intent.Payment(
                PaymentAddress.of(suite(), payee.keys, world.entropy),
                Amount.parse(amount),
                ByteString.utf8("coffee"))));
  }

  /** Submits {@code made} and takes its successor as the live state. */
  Recorded submit(StateProver.Made made) throws IOException {
    Recorded recorded = world.apply(CashTransaction.of(made.transaction()));
    accept(made.successor(), recorded);
    return recorded;
  }

  /** Finishes what was submitted earlier: the aggregate is in {@code recorded}. */
  void accept(Successor successor, Recorded recorded) {
    BlindSignature blind = recorded.signatures().getFirst();
    SigningRequest request = successor.request();
    live =
        Optional.of(
            new StateCredential(
                successor.state(),
                verified(request, successor.message(suite()), successor.blindings(), blind)));
  }

  /** Claims the coin that {@code recorded} pays to this person. */
  void claim(StateTransaction paid, Recorded recorded) throws IOException {
    CoinOutput output = paid.body().coin().orElseThrow();
    List<G1> raw = new java.util.ArrayList<>(List.of(paid.body().nullifier()));
    paid.body().slots().forEach(slot -> raw.add(slot.nullifier()));
    Outputs outputs =
        Outputs.of(
            suite(),
            paid.kind().code(),
            raw.stream().map(point -> point.clearCofactor().toCompressed()).toList());
    CoinSecrets secrets = CoinSecrets.open(suite(), keys, outputs, output).orElseThrow();
    SigningRequest request = SigningRequests.coin(suite(), outputs, output);
    PsSignature signature =
        verified(
            request,
            secrets.message(suite(), outputs, keys.pid()),
            secrets.blindings(),
            recorded.signatures().get(1));
    claim(new Coin(keys.pid(), outputs.coinSerial(suite()), secrets.value(), signature));
  }

  /** Claims the coin the committee issued by {@code recordId}. */
  void claimIssued(Hash32 recordId, Amount value, Recorded recorded) throws IOException {
    Scalar serial = suite().issuanceSerial(recordId.bytes());
    SigningRequest request = SigningRequests.issued(suite(), recordId.bytes(), keys.pid(), value);
    PsSignature signature =
        verified(
            request,
            Coin.message(suite(), keys.pid(), serial, value),
            List.of(),
            recorded.signatures().getFirst());
    claim(new Coin(keys.pid(), serial, value, signature));
  }

  private void claim(Coin coin) throws IOException {
    submit(prove(Intent.claim(false, Optional.of(coin))));
  }

  private PsSignature verified(
      SigningRequest request, List<Scalar> message, List<Scalar> blindings, BlindSignature blind) {
    PsSignature signature = blind.unblind(parameters().key().key(), request, blindings);
    if (!parameters().key().key().verifies(message, signature)) {
      throw new AssertionError("the operators' aggregate does not open to what was asked for");
    }
    return signature;
  }
}
