package org.specie.cash.application;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.state.FloatAccount;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/** An issuer of offline cash with three redeemers, two of whom decide, and its customers. */
final class OfflineIssuer {
  static final Hash32 NAME = Hash32.sha256(ByteString.utf8("the root's certificate"));

  private final Bank bank;
  final List<Ed25519SecretKey> redeemers = new ArrayList<>();

  OfflineIssuer(Bank bank) {
    this.bank = bank;
    for (int i = 0; i < 3; i++) {
      redeemers.add(Bank.memberKey("redeemer " + i));
    }
  }

  static Hash32 reference(String of) {
    return Hash32.sha256(ByteString.utf8("reference " + of));
  }

  FloatAccount account() throws IOException {
    return bank.application.view().offlineFloat(NAME).orElseThrow();
  }

  CashTransaction named(String limit) {
    return bank.act(new Act.NameFloat(NAME, Bank.quorum(redeemers), Amount.parse(limit)));
  }

  CashTransaction issued(String amount) {
    return bank.act(new Act.IssueOffline(NAME, Amount.parse(amount)));
  }

  CashTransaction destroyed(String amount) {
    return bank.act(new Act.DestroyOffline(NAME, Amount.parse(amount)));
  }

  CashTransaction load(Customer from, String reference, String amount) throws IOException {
    return load(from, reference, amount, bank.nonce(from));
  }

  CashTransaction load(Customer from, String reference, String amount, long nonce) {
    return CashTransaction.of(
        body(reference, amount, nonce).sign(bank.ledger.ledgerId(), from.account()));
  }

  LoadFloat.Body body(String reference, String amount, long nonce) {
    return new LoadFloat.Body(
        nonce, NAME, reference(reference), Amount.parse(amount), bank.height() + 100);
  }

  CashTransaction redemption(String reference, Customer to, String amount) {
    return signed(statement(reference, to, amount), 0, 2);
  }

  RedeemFloat.Statement statement(String reference, Customer to, String amount) {
    return new RedeemFloat.Statement(
        NAME, reference(reference), to.address(), Amount.parse(amount), bank.height() + 100);
  }

  CashTransaction signed(RedeemFloat.Statement statement, int... signers) {
    List<KeyQuorum.Signature> signatures = new ArrayList<>();
    for (int signer : signers) {
      signatures.add(statement.sign(bank.ledger.ledgerId(), signer, redeemers.get(signer)));
    }
    return CashTransaction.of(statement.with(signatures));
  }
}
