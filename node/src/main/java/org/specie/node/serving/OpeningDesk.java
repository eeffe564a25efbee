package org.specie.node.serving;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.access.EscrowMember;
import org.specie.cash.application.access.ExceptionalAccess;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.Warrant;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.gateway.service.Openings;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.chain.BlockSource;

/**
 * Where operators give their shares of openings: by their own committed state and their own block,
 * only of a payment whose warrant is final, to whoever asks. Source: docs/spec/12-tiers.md, clause
 * 12.21.
 */
public final class OpeningDesk implements Openings {
  /** Who sits here with a share of the operators' escrow key that is in force. */
  @FunctionalInterface
  public interface Seats {
    /** By the committed state; one or nobody at a replica. */
    List<EscrowMember> in(CashView view) throws IOException;
  }

  private final CashApplication application;
  private final BlockSource blocks;
  private final Seats seats;
  private final Entropy entropy;

  public OpeningDesk(
      CashApplication application, BlockSource blocks, Seats seats, Entropy entropy) {
    this.application = application;
    this.blocks = blocks;
    this.seats = seats;
    this.entropy = entropy;
  }

  @Override
  public Part part(Hash32 core, long finalHeight) throws IOException {
    List<EscrowMember> members = seats.in(application.view());
    if (members.isEmpty()) {
      return new Part.Withheld(GatewayReason.NO_ESCROW_SHARE);
    }
    if (!isOrdered(core, finalHeight)) {
      return new Part.Withheld(GatewayReason.NO_WARRANT);
    }
    Optional<ExceptionalAccess.Due> due = due(core);
    return due.flatMap(each -> members.getFirst().share(each, entropy))
        .<Part>map(Part.Given::new)
        .orElseGet(() -> new Part.Withheld(GatewayReason.NOT_KEPT));
  }

  /** The shares of everybody who sits here. */
  public List<DecryptionShare> shares(Hash32 core, long finalHeight) throws IOException {
    List<DecryptionShare> shares = new ArrayList<>();
    Optional<ExceptionalAccess.Due> due =
        isOrdered(core, finalHeight) ? due(core) : Optional.empty();
    List<EscrowMember> members =
        due.isPresent() ? seats.in(application.view()) : List.<EscrowMember>of();
    for (EscrowMember member : members) {
      member.share(due.get(), entropy).ifPresent(shares::add);
    }
    return shares;
  }

  /** A warrant stands for ever, so one given by a final height is in that height's state. */
  private boolean isOrdered(Hash32 core, long finalHeight) throws IOException {
    Optional<Warrant> warrant = application.view().warrant(core);
    return warrant.filter(each -> each.height() <= finalHeight).isPresent();
  }

  private Optional<ExceptionalAccess.Due> due(Hash32 core) throws IOException {
    CashView view = application.view();
    Optional<Long> height = view.sealedHeight(core);
    Optional<Block> block = height.isPresent() ? blocks.readBlock(height.get()) : Optional.empty();
    if (block.isEmpty()) {
      return Optional.empty();
    }
    for (Transaction each : block.get().transactions()) {
      Optional<StateTransaction> payment =
          ExceptionalAccess.payment(application.ledger().suite(), each.bytes(), core);
      if (payment.isPresent()) {
        return ExceptionalAccess.due(view, payment.get());
      }
    }
    return Optional.empty();
  }
}
