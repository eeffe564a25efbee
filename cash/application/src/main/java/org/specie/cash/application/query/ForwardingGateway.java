package org.specie.cash.application.query;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.state.Crossing;
import org.specie.cash.application.state.FloatAccount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.api.chain.TransactionProof;

/** A way to the ledger that passes everything on, for those who change or watch a part of it. */
public abstract class ForwardingGateway implements LedgerGateway {
  private final LedgerGateway real;

  protected ForwardingGateway(LedgerGateway real) {
    this.real = real;
  }

  @Override
  public Parameters parameters() {
    return real.parameters();
  }

  @Override
  public Tip tip() throws IOException {
    return real.tip();
  }

  @Override
  public Directory operators() throws IOException {
    return real.operators();
  }

  @Override
  public Optional<EscrowThresholdKey> escrowKey() throws IOException {
    return real.escrowKey();
  }

  @Override
  public Account account(Address address) throws IOException {
    return real.account(address);
  }

  @Override
  public Policy policy() throws IOException {
    return real.policy();
  }

  @Override
  public Optional<Standing> entry(Hash32 name) throws IOException {
    return real.entry(name);
  }

  @Override
  public Optional<SealedPayment> sealedPayment(Hash32 core) throws IOException {
    return real.sealedPayment(core);
  }

  @Override
  public Optional<FloatAccount> offlineFloat(Hash32 issuer) throws IOException {
    return real.offlineFloat(issuer);
  }

  @Override
  public Optional<Crossing> loaded(Hash32 issuer, Address from, Hash32 reference)
      throws IOException {
    return real.loaded(issuer, from, reference);
  }

  @Override
  public Optional<Crossing> redeemed(Hash32 issuer, Hash32 reference) throws IOException {
    return real.redeemed(issuer, reference);
  }

  @Override
  public Optional<Listing> provider(ProviderName name, long notBefore) throws IOException {
    return real.provider(name, notBefore);
  }

  @Override
  public Optional<Recorded> find(Hash32 transactionId) throws IOException {
    return real.find(transactionId);
  }

  @Override
  public Optional<TransactionProof> prove(Hash32 transactionId, long height) throws IOException {
    return real.prove(transactionId, height);
  }

  @Override
  public List<Recorded> bucket(Bucket bucket) throws IOException {
    return real.bucket(bucket);
  }

  @Override
  public List<Recorded> blocks(long fromHeight, long toHeight) throws IOException {
    return real.blocks(fromHeight, toHeight);
  }

  @Override
  public Outcome submit(ByteString transaction) throws IOException {
    return real.submit(transaction);
  }
}
