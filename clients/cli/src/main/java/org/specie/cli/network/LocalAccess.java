package org.specie.cli.network;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.state.ClassRecord;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.state.Supply;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.node.LocalNetwork;

/** A network that runs in this process for as long as the command does. */
record LocalAccess(LocalNetwork network) implements LedgerAccess {
  @Override
  public LedgerConstants ledger() {
    return network.ledger();
  }

  @Override
  public LedgerGateway gateway() {
    return network.gateway();
  }

  @Override
  public Policy policy() {
    return network.reader().policy();
  }

  @Override
  public Optional<ResharingPlan> plan() throws IOException {
    return network.reader().resharing();
  }

  @Override
  public Optional<OperatorSet> operators(long epoch) throws IOException {
    return network.reader().operators(epoch);
  }

  @Override
  public Optional<ClassRecord> classOf(Scalar pid) throws IOException {
    return network.reader().classOf(pid);
  }

  @Override
  public Supply supply() throws IOException {
    return network.reader().supply();
  }

  @Override
  public Pool pool() throws IOException {
    return network.reader().pool();
  }

  @Override
  public List<DecryptionShare> openingShares(Hash32 core, long minHeight) throws IOException {
    return network.openingShares(core);
  }

  @Override
  public BlockSource blocks() {
    return network.blocks();
  }

  @Override
  public void passTime() throws IOException {
    network.passTime();
  }

  @Override
  public void close() throws IOException {
    network.close();
  }
}
