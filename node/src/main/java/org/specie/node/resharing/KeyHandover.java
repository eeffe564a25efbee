package org.specie.node.resharing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.membership.Resharing;
import org.specie.cash.application.membership.ResharingMessages;
import org.specie.cash.application.signer.OfficeShare;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.IssuingKey;
import org.specie.cash.application.state.OfficeKeys;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.state.ResharingPlan.Stage;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.ResharingPost;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.dkg.DkgShare;
import org.specie.kernel.crypto.dkg.ResharingBoard;
import org.specie.kernel.crypto.dkg.ResharingDealer;
import org.specie.kernel.crypto.dkg.ResharingMessage;
import org.specie.kernel.crypto.dkg.ResharingRecipient;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.OperatorKey;

/**
 * Does this operator's part whenever the keys of its office are handed on, as a holder, as a new
 * operator, or as both. All it knows is the state and its {@link ShareVault}, so it may be stopped
 * between any two steps and go on. For one thread. Source: docs/spec/27-membership.md, section 8.
 */
public final class KeyHandover {
  /** For how many heights a post is given time to arrive before it is submitted again. */
  public static final int RESUBMIT_BLOCKS = 8;

  private record Submitted(Hash32 plan, int round, long height) {}

  private final LedgerConstants ledger;
  private final Resharing resharing;
  private final List<OperatorKey> keys;
  private final ShareVault vault;
  private final Entropy entropy;
  private Optional<Submitted> last = Optional.empty();

  /**
   * @param keys the operator's consensus keys, today's and those it is to have; they stay the
   *     caller's
   */
  public KeyHandover(
      LedgerConstants ledger, List<OperatorKey> keys, ShareVault vault, Entropy entropy) {
    this.ledger = ledger;
    this.resharing = new Resharing(ledger);
    this.keys = List.copyOf(keys);
    this.vault = vault;
    this.entropy = entropy;
  }

  /**
   * What is to be submitted after the block at {@code height}, whose state {@code view} is or is
   * newer. Everything it takes to stand by it is on the disk when this returns. Usually nothing, in
   * no time; tens of milliseconds for a dealing and for what the others dealt.
   */
  public List<Transaction> after(CashView view, long height) throws IOException {
    Optional<ResharingPlan> known = view.resharing();
    if (known.isEmpty()) {
      return List.of();
    }
    ResharingPlan plan = known.get();
    return switch (plan.stage()) {
      case KEYS, DEALINGS, EXAMINATION -> due(view, plan, height);
      case COMPLETE -> {
        receive(view, plan);
        yield List.of();
      }
      case FAILED, CANCELLED -> {
        if (vault.hasRecipient()) {
          vault.forgetPlan();
        }
        yield List.of();
      }
    };
  }

  /**
   * Erases every share whose last height is not above {@code height}, up to which all outputs are
   * signed.
   */
  public void signedUpTo(CashView view, long height) throws IOException {
    Optional<Long> oldest = vault.oldest();
    while (oldest.isPresent()) {
      Optional<IssuingKey> next = view.issuingKey(oldest.get() + 1);
      if (next.isEmpty() || next.get().fromHeight() > height + 1) {
        return;
      }
      vault.erase(oldest.get());
      oldest = vault.oldest();
    }
  }

  private List<Transaction> due(CashView view, ResharingPlan plan, long height) throws IOException {
    OperatorSet seats =
        plan.stage() == Stage.DEALINGS ? view.membership().operators() : plan.operators();
    Optional<Integer> place = place(seats);
    int round = plan.stage().code();
    if (place.isEmpty()
        || view.posted(round, place.get()).isPresent()
        || isOnItsWay(plan, height)) {
      return List.of();
    }
    Optional<ByteString> kept = vault.post(plan.id(), round);
    if (kept.isEmpty()) {
      kept = made(view, plan, seats, place.get());
    }
    if (kept.isEmpty()) {
      return List.of();
    }
    last = Optional.of(new Submitted(plan.id(), round, height));
    return List.of(new Transaction(kept.get()));
  }

  private boolean isOnItsWay(ResharingPlan plan, long height) {
    return last.filter(
            each ->
                each.plan().equals(plan.id())
                    && each.round() == plan.stage().code()
                    && height < each.height() + RESUBMIT_BLOCKS)
        .isPresent();
  }

  private Optional<Integer> place(OperatorSet seats) {
    for (int i = 0; i < seats.size(); i++) {
      if (key(seats, i + 1).isPresent()) {
        return Optional.of(i + 1);
      }
    }
    return Optional.empty();
  }

  private Optional<OperatorKey> key(OperatorSet seats, int place) {
    var wanted = seats.operators().get(place - 1).publicKey();
    return keys.stream().filter(each -> each.publicKey().equals(wanted)).findFirst();
  }

  /** Makes and keeps the post of the round, if this operator can and the plan is still there. */
  private Optional<ByteString> made(CashView view, ResharingPlan plan, OperatorSet seats, int place)
      throws IOException {
    Optional<ByteString> messages =
        switch (plan.stage()) {
          case KEYS -> wantedUnder(view, plan, place);
          case DEALINGS -> dealt(view, plan, place);
          case EXAMINATION -> examined(view, plan, place);
          case COMPLETE, FAILED, CANCELLED -> Optional.empty();
        };
    // Blocks may have come meanwhile; what was read across two of them counts for nothing.
    boolean isStillThere =
        view.resharing()
            .filter(each -> each.id().equals(plan.id()) && each.stage() == plan.stage())
            .isPresent();
    if (messages.isEmpty() || !isStillThere) {
      return Optional.empty();
    }
    ResharingPost.Statement statement =
        new ResharingPost.Statement(plan.id(), plan.stage().code(), place, messages.get());
    ResharingPost post = statement.sign(ledger.ledgerId(), key(seats, place).orElseThrow());
    ByteString bytes = CashTransaction.of(post).encode();
    vault.keepPost(plan.id(), plan.stage().code(), bytes);
    return Optional.of(bytes);
  }

  private Optional<ByteString> wantedUnder(CashView view, ResharingPlan plan, int place)
      throws IOException {
    Optional<ResharingRecipient> kept = recipient(view, plan, place);
    ResharingRecipient recipient =
        kept.isPresent()
            ? kept.get()
            : ResharingRecipient.create(resharing.parameters(view, plan), place, entropy);
    if (kept.isEmpty()) {
      Secret secret = recipient.toSecret();
      vault.keepRecipient(plan.id(), secret);
      secret.destroy();
    }
    ResharingMessage key = recipient.key();
    recipient.destroy();
    return Optional.of(ResharingMessages.encode(List.of(key)));
  }

  private Optional<ByteString> dealt(CashView view, ResharingPlan plan, int place)
      throws IOException {
    long epoch = plan.operators().epoch() - 1;
    Optional<OfficeShare> share = vault.of(epoch);
    boolean isExpelled = plan.expelled().equals(Optional.of(place));
    if (share.isEmpty() || share.get().index() != place || isExpelled) {
      return Optional.empty();
    }
    ResharingBoard board = resharing.board(view, plan, Stage.DEALINGS);
    Optional<ResharingDealer> dealer =
        share.get().dealer(resharing.officeKeys(view, epoch), board.parameters(), entropy);
    if (dealer.isEmpty()) {
      return Optional.empty();
    }
    ResharingMessage dealing = dealer.get().deal(board, entropy);
    dealer.get().destroy();
    return Optional.of(ResharingMessages.encode(List.of(dealing)));
  }

  private Optional<ByteString> examined(CashView view, ResharingPlan plan, int place)
      throws IOException {
    Optional<ResharingRecipient> recipient = recipient(view, plan, place);
    if (recipient.isEmpty() || !isPosted(view, recipient.get(), place)) {
      return Optional.empty();
    }
    ResharingBoard board = resharing.board(view, plan, Stage.EXAMINATION);
    ByteString objections = ResharingMessages.encode(recipient.get().complaints(board, entropy));
    recipient.get().destroy();
    return Optional.of(objections);
  }

  private Optional<ResharingRecipient> recipient(CashView view, ResharingPlan plan, int place)
      throws IOException {
    Optional<Secret> secret = vault.recipient(plan.id());
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ResharingRecipient.restore(resharing.parameters(view, plan), place, secret.get()));
    } catch (MalformedInput e) {
      throw new IOException("the key for the next share is damaged; restore the folder", e);
    } finally {
      secret.get().destroy();
    }
  }

  /**
   * Whether the ledger has the key of {@code recipient} and not one from before a restored disk.
   */
  private static boolean isPosted(CashView view, ResharingRecipient recipient, int place)
      throws IOException {
    ByteString own = ResharingMessages.encode(List.of(recipient.key()));
    return view.posted(Stage.KEYS.code(), place).filter(own::equals).isPresent();
  }

  /** Makes the share from what is on the board, keeps it, and only then forgets the key to it. */
  private void receive(CashView view, ResharingPlan plan) throws IOException {
    long epoch = plan.operators().epoch();
    Optional<Integer> place = place(plan.operators());
    if (place.isPresent() && vault.of(epoch).isEmpty()) {
      Optional<ResharingRecipient> recipient = recipient(view, plan, place.get());
      if (recipient.isEmpty() || !isPosted(view, recipient.get(), place.get())) {
        return;
      }
      ResharingBoard board = resharing.board(view, plan, Stage.COMPLETE);
      if (!view.resharing().equals(Optional.of(plan))) {
        return;
      }
      Optional<DkgShare> share = recipient.get().finish(board);
      recipient.get().destroy();
      if (share.isPresent()) {
        OfficeKeys keys = resharing.officeKeys(view, epoch);
        vault.keep(keys, OfficeShare.of(share.get(), keys, ledger.generation()));
        share.get().destroy();
      }
    }
    if (vault.hasRecipient()) {
      vault.forgetPlan();
    }
  }
}
