package org.specie.quality.testkit.simulation.liar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.View;
import org.specie.ledger.sbft.transfer.TransferMessage;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;
import org.specie.quality.testkit.simulation.workload.Order;

/** The liars there are, each good at one thing. */
public final class Liars {
  private Liars() {}

  /** Proposes one batch to some and another to the rest, and votes for both. */
  public static final class Equivocator implements Liar {
    private final Map<Long, Batch> second = new TreeMap<>();

    @Override
    public void says(int to, Message message, Wire wire) {
      switch (message) {
        case PrePrepare it when isOwn(it.view(), wire) -> {
          PrePrepare other = wire.propose(it.view(), it.sequence(), other(it));
          PrePrepare said = to % 2 == 0 ? it : other;
          wire.send(to, said);
          wire.broadcast(wire.vote(other.proposal()));
          wire.broadcast(wire.commit(other.proposal()));
          if (wire.chance().percent(20)) {
            wire.send(to, to % 2 == 0 ? other : it);
          }
        }
        default -> wire.send(to, message);
      }
    }

    private Batch other(PrePrepare it) {
      return second.computeIfAbsent(
          it.sequence().number(),
          each -> {
            List<Transaction> fewer = new ArrayList<>(it.batch().transactions());
            if (!fewer.isEmpty()) {
              fewer.removeLast();
            }
            return new Batch(it.batch().epochSeconds() + 1, fewer);
          });
    }

    private static boolean isOwn(View view, Wire wire) {
      return wire.configuration().isPrimary(view);
    }
  }

  /** Says nothing at all. */
  public static final class Silent implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {}
  }

  /** Is honest but for its proposals: in views of its own it proposes nothing. */
  public static final class IdlePrimary implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      if (!(message instanceof PrePrepare)) {
        wire.send(to, message);
      }
    }
  }

  /** Says everything as late as it may without being thrown out. */
  public static final class Slow implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      wire.send(to, message, wire.tuning().requestTimeoutMs() * 900);
    }
  }

  /** Gives shares that are none. */
  public static final class WrongShares implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      Mutator mutator = new Mutator(wire);
      wire.send(
          to,
          switch (message) {
            case Message.SignShare it ->
                new Message.SignShare(it.proposal(), mutator.bytes(it.share()));
            case Message.CommitShare it ->
                new Message.CommitShare(it.proposal(), mutator.bytes(it.share()));
            case Message.SignState it ->
                new Message.SignState(it.execution(), mutator.bytes(it.share()));
            default -> message;
          });
    }
  }

  /** Leaves out of its view changes what it accepted, or makes it up. */
  public static final class Forgetful implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      if (message instanceof ViewChange it) {
        List<SlotReport> none = List.of();
        ViewChange lie =
            wire.chance().percent(50)
                ? new ViewChange(it.sender(), it.view(), it.stable(), none, it.signature())
                : new Mutator(wire).viewChange(it);
        wire.send(to, wire.resigned(lie));
      } else {
        wire.send(to, message);
      }
    }

    @Override
    public void wakes(Wire wire) {
      wire.broadcast(wire.complain(new View(wire.chance().below(4))));
    }
  }

  /** Repeats what others said before, in other views and epochs too. */
  public static final class Replayer implements Liar {
    private static final int KEPT_MAX = 2_000;

    private final List<Packet> heard = new ArrayList<>();

    @Override
    public void says(int to, Message message, Wire wire) {
      wire.send(to, message);
    }

    @Override
    public boolean hears(Packet packet, Wire wire) {
      if (heard.size() < KEPT_MAX) {
        heard.add(packet);
      } else {
        heard.set(wire.chance().below(KEPT_MAX), packet);
      }
      return true;
    }

    @Override
    public void wakes(Wire wire) {
      for (int i = 0; i < 8 && !heard.isEmpty(); i++) {
        Packet packet = wire.chance().pick(heard);
        int to = wire.chance().below(wire.replicas());
        packet
            .message()
            .ifPresent(
                message -> {
                  long epoch = wire.configuration().epoch() + wire.chance().below(2);
                  wire.send(to, MessageCodec.encode(epoch, message));
                });
      }
    }
  }

  /** Never orders what one client asks for. */
  public static final class Censor implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      wire.send(to, message);
    }

    @Override
    public boolean takes(Transaction transaction) {
      return !isCensored(transaction);
    }

    @Override
    public boolean hears(Packet packet, Wire wire) {
      return packet
          .message()
          .filter(message -> message instanceof Message.Request)
          .map(Message.Request.class::cast)
          .filter(request -> request.transactions().stream().anyMatch(Censor::isCensored))
          .isEmpty();
    }

    private static boolean isCensored(Transaction transaction) {
      return Order.read(transaction.bytes()).map(order -> order.client() == 0).orElse(false);
    }
  }

  /** Collects, and keeps what it made to itself, or shows it to one replica only. */
  public static final class Withholder implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      boolean isCertificate =
          message instanceof Message.FullCommitProof
              || message instanceof Message.Prepare
              || message instanceof Message.FullExecuteProof;
      if (!isCertificate || to == (wire.self() + 1) % wire.replicas()) {
        wire.send(to, message);
      }
    }
  }

  /** Changes one thing in many messages, down to their bytes. */
  public static final class RandomLiar implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      Mutator mutator = new Mutator(wire);
      int dice = wire.chance().below(100);
      if (dice < 60) {
        wire.send(to, message);
      } else if (dice < 90) {
        wire.send(to, mutator.mutate(message));
      } else if (dice < 95) {
        wire.send(to, mutator.bytes(MessageCodec.encode(wire.configuration().epoch(), message)));
      }
    }
  }

  /** Tells each replica something else: the truth, a variation or nothing. */
  public static final class Asymmetric implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      switch (to % 3) {
        case 0 -> wire.send(to, message);
        case 1 -> {
          wire.send(to, new Mutator(wire).mutate(message));
          wire.send(to, message);
        }
        default -> {}
      }
    }
  }

  /** Hands out blocks that are not what was decided, and tells clients what they like to hear. */
  public static final class FalseSource implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      if (message instanceof Message.Status it) {
        wire.send(
            to,
            new Message.Status(
                it.view(),
                it.isActive(),
                it.stable(),
                it.executed().plus(wire.chance().below(500)),
                it.isRejoining()));
      } else {
        wire.send(to, message);
      }
    }

    private final FalseAnswers answers = new FalseAnswers();

    @Override
    public Optional<ByteString> serves(TransferMessage asked, TransferMessage answer, Wire wire) {
      return answers.instead(asked, answer, wire.chance());
    }

    @Override
    public Acknowledgement tells(Acknowledgement it) {
      List<TransactionResult> results = new ArrayList<>(it.block().results());
      TransactionResult first = results.getFirst();
      results.set(0, new TransactionResult(first.transactionId(), 0, new Hash32(lie()).bytes()));
      return new Acknowledgement(
          it.transaction(),
          new Block(it.block().header(), it.block().transactions(), results),
          it.certificate());
    }

    private static ByteString lie() {
      return Hash32.sha256(ByteString.utf8("yes")).bytes();
    }
  }

  /**
   * Votes for whatever anybody proposes or votes for, in any view: for a proposal as often as it is
   * proposed, for a vote once. Two of them would answer each other's votes without end otherwise.
   */
  public static final class Promiscuous implements Liar {
    private final Set<Proposal> seconded = new HashSet<>();

    @Override
    public void says(int to, Message message, Wire wire) {
      wire.send(to, message);
    }

    @Override
    public boolean hears(Packet packet, Wire wire) {
      packet
          .message()
          .ifPresent(
              message -> {
                if (message instanceof PrePrepare it) {
                  vote(it.proposal(), wire);
                } else if (message instanceof Message.SignShare it && seconded.add(it.proposal())) {
                  vote(it.proposal(), wire);
                }
              });
      return true;
    }

    private static void vote(Proposal proposal, Wire wire) {
      wire.broadcast(wire.vote(proposal));
      wire.broadcast(wire.commit(proposal));
    }
  }
}
