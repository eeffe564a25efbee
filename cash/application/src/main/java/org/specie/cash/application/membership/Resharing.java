package org.specie.cash.application.membership;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.EscrowKey;
import org.specie.cash.application.state.IssuingKey;
import org.specie.cash.application.state.OfficeKeys;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.state.ResharingPlan.Stage;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.ResharingBoard;
import org.specie.kernel.crypto.dkg.ResharingMessage;
import org.specie.kernel.crypto.dkg.ResharingParameters;
import org.specie.kernel.crypto.dkg.SharedKey;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.block.OperatorSet;

/**
 * The handing on of the keys of the office as the state tells it: in whose hands they are, what a
 * plan's ceremony is about, and its board. All of it is a function of the state. Source:
 * docs/spec/27-membership.md, sections 5 to 7.
 */
public final class Resharing {
  /** The most operators a key is handed on to: a dealing for more would not fit a transaction. */
  public static final int RECIPIENTS_MAX = 96;

  /** The most heights for which a round waits for those who are silent. */
  public static final int ROUND_BLOCKS_MAX = 128;

  private static final DomainTag CEREMONY = new DomainTag("specie/cash/resharing/1");
  private static final List<Stage> ROUNDS = List.of(Stage.KEYS, Stage.DEALINGS, Stage.EXAMINATION);

  private final LedgerConstants ledger;

  public Resharing(LedgerConstants ledger) {
    this.ledger = ledger;
  }

  /** The plan that starts in the block at {@code height}. */
  static ResharingPlan planned(CashView view, CommitteePlan decided, long height)
      throws IOException {
    OperatorSet now = view.membership().operators();
    return new ResharingPlan(
        decided.id(),
        Stage.KEYS,
        Math.addExact(height, ROUND_BLOCKS_MAX),
        now.size(),
        decided.operators().size(),
        0,
        decided.expelled(),
        decided.operators(),
        ResharingPlan.Faults.NONE);
  }

  /** The issuing key as the operators of {@code epoch} hold it, if it has come to that. */
  public Optional<IssuingKey> keyOf(CashView view, long epoch) throws IOException {
    long first = ledger.genesis().operators().epoch();
    return epoch == first
        ? Optional.of(new IssuingKey(first, 0, ledger.key()))
        : view.issuingKey(epoch);
  }

  /**
   * The issuing key with the shares that sign the outputs of the block at {@code height}, which may
   * be as far ahead as the state knows the operators.
   */
  public IssuingKey keyAt(CashView view, long height) throws IOException {
    Membership membership = view.membership();
    long epoch =
        membership
            .pending()
            .map(pending -> pending.operators().epoch())
            .orElse(membership.operators().epoch());
    IssuingKey key = require(view, epoch);
    while (key.fromHeight() > height) {
      epoch--;
      key = require(view, epoch);
    }
    return key;
  }

  private IssuingKey require(CashView view, long epoch) throws IOException {
    return keyOf(view, epoch)
        .orElseThrow(
            () ->
                new IOException(
                    "the issuing key of epoch " + epoch + " is missing; restore the state"));
  }

  /**
   * The operators' escrow key as the operators of {@code epoch} hold it, if it has come to that and
   * the ledger was founded with one.
   */
  public Optional<EscrowKey> escrowKeyOf(CashView view, long epoch) throws IOException {
    return epoch == ledger.genesis().operators().epoch()
        ? ledger.escrowKey()
        : view.escrowKey(epoch);
  }

  /** All keys of the office as the operators of {@code epoch}, who have them, hold them. */
  public OfficeKeys officeKeys(CashView view, long epoch) throws IOException {
    return new OfficeKeys(require(view, epoch), escrowKeyOf(view, epoch));
  }

  /** What all who take part in {@code plan} agree on. */
  public ResharingParameters parameters(CashView view, ResharingPlan plan) throws IOException {
    OperatorSet next = plan.operators();
    SharedKey from = officeKeys(view, next.epoch() - 1).shared();
    return new ResharingParameters(
        from,
        new DkgParameters(
            CEREMONY.hash(ledger.ledgerId().bytes(), plan.id().bytes()),
            next.size(),
            next.faults() + 1,
            next.faults(),
            from.secrets()));
  }

  /**
   * The board of {@code plan} when {@code stage} begins: all rounds before it are posted and
   * closed. About 15 ms a dealing for four operators.
   */
  public ResharingBoard board(CashView view, ResharingPlan plan, Stage stage) throws IOException {
    ResharingParameters parameters = parameters(view, plan);
    ResharingBoard board = new ResharingBoard(parameters);
    for (Stage round : ROUNDS) {
      if (round.code() < stage.code()) {
        int places = round == Stage.DEALINGS ? plan.holders() : plan.operators().size();
        for (int place = 1; place <= places; place++) {
          Optional<ByteString> posted = view.posted(round.code(), place);
          if (posted.isPresent()) {
            for (ResharingMessage each : decoded(parameters, round, posted.get())) {
              board.post(place, each);
            }
          }
        }
        board.closeRound();
      }
    }
    return board;
  }

  private static List<ResharingMessage> decoded(
      ResharingParameters parameters, Stage round, ByteString posted) throws IOException {
    try {
      return ResharingMessages.decode(parameters, round, posted);
    } catch (MalformedInput e) {
      throw new IOException("a posted message in the state is damaged; restore the state", e);
    }
  }
}
