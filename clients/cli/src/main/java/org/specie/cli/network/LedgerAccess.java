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

/** A ledger as commands use it: in this process, or over replicas that are asked. */
interface LedgerAccess extends AutoCloseable {
  LedgerConstants ledger();

  LedgerGateway gateway();

  /** The policy under which the next transaction is checked. */
  Policy policy() throws IOException;

  /** The last change of operators that was planned, and how far it is. */
  Optional<ResharingPlan> plan() throws IOException;

  /** Who operated the ledger in {@code epoch}, if it has come to that. */
  Optional<OperatorSet> operators(long epoch) throws IOException;

  /** The class of {@code pid} and how often it changed, if somebody is enrolled under it. */
  Optional<ClassRecord> classOf(Scalar pid) throws IOException;

  /** All money there is. */
  Supply supply() throws IOException;

  /** The turnstile of the private pool. */
  Pool pool() throws IOException;

  /** What operators give to open a payment, for a warrant of {@code minHeight} or before. */
  List<DecryptionShare> openingShares(Hash32 core, long minHeight) throws IOException;

  /** The whole chain, to be verified. */
  BlockSource blocks();

  /** Lets the ledger notice what time it is, if somebody has to. */
  void passTime() throws IOException;

  @Override
  void close() throws IOException;
}
