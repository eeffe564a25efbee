package org.specie.quality.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.signature.Address;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.role.Committee;
import org.specie.node.role.Registration;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Registrars;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.network.Network;
import org.specie.wallet.storage.WalletStore;

/**
 * Two people of a network of four operators, Ana and Ben, and what they do with their money. What
 * they keep through everything are their words; each time the network opens, wallets are made of
 * the words alone.
 */
final class Households {
  static final long START = 1_000_000;

  private static final char[] PASSPHRASE = "open sesame".toCharArray();
  private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8, 1, 1);

  private final Entropy entropy;
  private final AtomicLong now = new AtomicLong(START);
  private final List<Mnemonic> words = new ArrayList<>();

  Households(long seed) {
    Random random = new Random(seed);
    this.entropy = random::nextBytes;
  }

  /** A place for a wallet that is lost when the test's machine stops. */
  private static final class Scratch implements WalletStore {
    private Optional<ByteString> bytes = Optional.empty();

    @Override
    public Optional<ByteString> read() {
      return bytes;
    }

    @Override
    public void replace(ByteString next) {
      bytes = Optional.of(next);
    }

    @Override
    public void close() {}
  }

  /** Founds a network in {@code home}; Ana enrols, is given 200.00 and loads 80.00; Ben enrols. */
  void settleIn(CopiedHome home) throws IOException {
    try (LocalNetwork network =
        LocalNetwork.create(home, NetworkPlan.standard(START), now::get, entropy)) {
      Wallet ana = newWallet(network);
      Wallet ben = newWallet(network);
      enrol(home, network, ana, "ana");
      enrol(home, network, ben, "ben");
      issue(home, network, ana.account(), "200.00");
      issue(home, network, ben.account(), "20.00");
      ana.load(Amount.parse("80.00")).orThrow();
    }
  }

  LocalNetwork open(CopiedHome home) throws IOException {
    return LocalNetwork.open(home, now::get, entropy);
  }

  /** Ana pays openly, then privately, and takes money out; Ben claims and pays back. */
  void live(LocalNetwork network) throws IOException {
    Wallet ana = ana(network);
    Wallet ben = ben(network);
    ana.payOrdinary(ben.account(), Amount.parse("7.00")).orThrow();
    ana.payPrivately(ben.paymentAddress(), Amount.parse("12.50"), "rent").orThrow();
    ana.unload(Amount.parse("5.00")).orThrow();
    ben.sync(Progress.none()).orThrow();
    ben.claim().orThrow();
    ben.payPrivately(ana.paymentAddress(), Amount.parse("2.00"), "change").orThrow();
  }

  void nextEpoch(LocalNetwork network) throws IOException {
    now.set(network.gateway().tip().epochEndsAtSeconds());
    network.passTime();
    ana(network).idle().orThrow();
  }

  Wallet ana(LocalNetwork network) throws IOException {
    return restored(network, 0);
  }

  Wallet ben(LocalNetwork network) throws IOException {
    return restored(network, 1);
  }

  private Wallet restored(LocalNetwork network, int who) throws IOException {
    return wallets(network)
        .restore(new Scratch(), PASSPHRASE, words.get(who), Progress.none())
        .orThrow();
  }

  private Wallets wallets(LocalNetwork network) {
    return new Wallets(Network.connect(network.gateway()).orThrow(), entropy, CHEAP);
  }

  private Wallet newWallet(LocalNetwork network) throws IOException {
    Wallets.Created created = wallets(network).create(new Scratch(), PASSPHRASE).orThrow();
    if (!(Mnemonic.parse(String.join(" ", created.words()))
        instanceof Mnemonic.Parsed.Understood read)) {
      throw new AssertionError("a wallet shows words that can be read");
    }
    words.add(read.mnemonic());
    return created.wallet();
  }

  private static void enrol(CopiedHome home, LocalNetwork network, Wallet wallet, String identity)
      throws IOException {
    var policy = network.ledger().firstPolicy();
    try (var open =
        org.specie.node.role.Registrars.open(
            home, network.ledger().suite().domain(), policy.registrars())) {
      Registrars registrars =
          (key, classId, validUntil) ->
              switch (open.register(ByteString.utf8(identity), key, classId, validUntil)) {
                case Registration.Approved(var statement, var approvals) ->
                    Answer.done(new Registrars.Approved(statement, approvals));
                case Registration.Refused(var reason) -> Answer.refused(reason);
              };
      wallet.enrol(registrars, 0).orThrow();
    }
  }

  private void issue(CopiedHome home, LocalNetwork network, Address to, String amount)
      throws IOException {
    var policy = network.ledger().firstPolicy();
    Committee committee =
        Committee.open(home, network.ledger().ledgerId(), policy.committee(), entropy);
    long validUntil = Header.validUntilFrom(network.gateway().tip().height());
    CashTransaction act =
        CashTransaction.of(
            committee.decide(new Act.IssueOrdinary(to, Amount.parse(amount)), validUntil));
    if (!(network.gateway().submit(act.encode()) instanceof Outcome.Final(var recorded))
        || recorded.code() != 0) {
      throw new AssertionError("the committee's act is applied");
    }
  }

  /** For a replay of the chain outside of the network. */
  Entropy entropy() {
    return entropy;
  }
}
