package org.specie.cli.bank;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.specie.cli.bank.AccountFolder.OnLedger;
import org.specie.cli.purse.KeptPurse;
import org.specie.cli.purse.PlayMoney;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;
import org.specie.wallet.Progress;
import picocli.CommandLine;

/**
 * Ana with a purse and an account of a ledger, at a bank that says what it likes and whose vault is
 * Ben's card.
 */
record Scene(
    PlayMoney money,
    Minutes now,
    KeptPurse ana,
    KeptPurse ben,
    MemoryAccount ledger,
    LyingBank bank,
    AccountFolder account)
    implements AutoCloseable {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;

  /** Nobody here waits for two minutes. */
  private static final int LOOKS = 2;

  static Scene open(PlayMoney money) throws IOException {
    Minutes now = new Minutes(Math.toIntExact(Instant.now().getEpochSecond() / 60));
    MemoryAccount ledger = new MemoryAccount(Amount.parse("200.00"));
    KeptPurse ben = money.opened("ben", now);
    LyingBank bank = new LyingBank(ben, ledger, now);
    Hash32 genesis = Hash32.sha256(ByteString.utf8("a ledger"));
    Address address = new Address(genesis.bytes().slice(0, Address.SIZE));
    AccountFolder account = folder(money, "ana", bank, Optional.of(new OnLedger(address, genesis)));
    return new Scene(money, now, money.opened("ana", now), ben, ledger, bank, account);
  }

  private static AccountFolder folder(
      PlayMoney money, String name, LyingBank bank, Optional<OnLedger> onLedger)
      throws IOException {
    AccountFolder account =
        new AccountFolder(money.folder().resolve(name), bank.url(), "west.example", 1, onLedger);
    account.write(Secret.random(32, ENTROPY), ByteString.copyOf(ENTROPY.bytes(32)));
    return account;
  }

  /** The shop has an account at that bank too, which keeps it itself. */
  void shopHasAnAccount() throws IOException {
    AccountFolder _ = folder(money, "shop", bank, Optional.empty());
  }

  /** The program, started again on what is on the disk. */
  Withdrawing withdrawing() throws IOException {
    return visit().withdrawing();
  }

  /** The same, of which the caller is to close the line. */
  Visit visit() throws IOException {
    return visit(now);
  }

  /** The same at another time. */
  Visit visit(Minutes at) throws IOException {
    return visit(at, account.withdrawals());
  }

  /** The same with these withdrawals, to say what of them the customer was told. */
  Visit visit(Minutes at, KeptWithdrawals withdrawals) throws IOException {
    return new Visit(
        account,
        withdrawals,
        ana,
        Optional.of(ledger),
        at,
        ENTROPY,
        Counter.of(account, Progress.none(), LOOKS));
  }

  /** The bank has one more token to give to whoever deposits. */
  void givesATokenForDeposits() throws IOException {
    Reference reference = new Reference(ByteString.copyOf(new byte[8]));
    Asking asking =
        ben.purse().receiving().askStanding(Optional.empty(), reference, now, Chain.NONE);
    if (!(asking instanceof Asking.Handed(var request))) {
      throw new AssertionError(asking);
    }
    bank.gives(request.token().encode());
  }

  /** {@code specie bank withdraw} with these words. */
  WithdrawCommand command(String... words) {
    WithdrawCommand command = new WithdrawCommand(money.alone(now));
    var _ =
        new CommandLine(command).registerConverter(Amount.class, Amount::parse).parseArgs(words);
    return command;
  }

  @Override
  public void close() throws IOException {
    bank.close();
    ana.close();
    ben.close();
  }
}
