package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.state.ClassRecord;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.act.OrderReason;
import org.specie.node.act.ProposedOrder;
import org.specie.node.role.MemberFolder;
import org.specie.wallet.Answer;
import org.specie.wallet.ClassRegistrars;
import org.specie.wallet.WalletReason;

/**
 * Where files of orders to change a class are laid out, with the ledger at hand: what is to be seen
 * of them.
 */
public final class OrderTable {
  private final Surroundings surroundings;
  private final OpenNetwork opened;
  private final Policy policy;

  public OrderTable(Surroundings surroundings, OpenNetwork opened) throws IOException {
    this.surroundings = surroundings;
    this.opened = opened;
    this.policy = opened.policy();
  }

  /** The order, not signed yet, that the owner of {@code key} come to {@code classId}. */
  Answer<ProposedOrder> propose(G1 key, int classId, long validUntil) throws IOException {
    if (classId < 0 || classId >= policy.classes().size()) {
      return Answer.refused(WalletReason.CLASS_UNKNOWN, String.valueOf(classId));
    }
    Optional<ClassRecord> standing = opened.classOf(key);
    if (standing.isEmpty()) {
      return Answer.refused(OrderReason.NOT_ENROLLED);
    }
    if (standing.get().classId() == classId) {
      return Answer.refused(OrderReason.IN_CLASS, "(" + words(classId) + ")");
    }
    ClassOrder order = new ClassOrder(key, standing.get().number() + 1, classId, validUntil);
    return Answer.done(
        new ProposedOrder(
            opened.ledger().ledgerId(), opened.ledger().suite().domain(), order, List.of()));
  }

  private Answer<ProposedOrder> read(Path file) throws IOException {
    ProposedOrder order;
    try {
      order = ProposedOrder.read(surroundings.resolve(file), opened.ledger().suite().domain());
    } catch (MalformedInput e) {
      return Answer.refused(OrderReason.UNREADABLE, "(" + file + ": " + e.getMessage() + ")");
    }
    long next = opened.gateway().tip().height() + 1;
    Optional<ClassRecord> standing = opened.classOf(order.order().publicSpendKey());
    return switch (order.examine(opened.ledger().ledgerId(), policy, standing, next)) {
      case Verdict.Accepted() -> Answer.done(order);
      case Verdict.Refused(var reason) -> Answer.refused(reason, "(" + file + ")");
    };
  }

  /** The signatures of all of {@code files}, which hold one order that may be signed now. */
  Answer<ProposedOrder> read(List<Path> files) throws IOException {
    return Copies.united(files, this::read, OrderReason.DIFFERENT_ORDERS);
  }

  /** {@code order} with the signature of the registrar whose folder is {@code folder}. */
  Answer<ProposedOrder> sign(ProposedOrder order, MemberFolder folder) throws IOException {
    Ed25519SecretKey key = folder.key();
    try {
      Optional<Integer> seat = ProposedOrder.seat(policy, key.publicKey());
      if (seat.isEmpty()) {
        return Answer.refused(OrderReason.NOT_A_REGISTRAR, "(" + folder.name() + ")");
      }
      return order.signers().contains(seat.get())
          ? Answer.refused(OrderReason.SIGNED_ALREADY, "(" + folder.name() + ")")
          : Answer.done(order.signedBy(seat.get(), key));
    } finally {
      key.destroy();
    }
  }

  /** The order in {@code files} as a person carries it out, if enough registrars have signed. */
  public Answer<ClassRegistrars.Ordered> decided(List<Path> files) throws IOException {
    return read(files)
        .then(
            order ->
                order.isDecided(policy)
                    ? Answer.done(new ClassRegistrars.Ordered(order.order(), order.approvals()))
                    : Answer.refused(
                        PrivateReason.REGISTRAR_SIGNATURE,
                        "(%d of the %d registrars that it takes)"
                            .formatted(order.signers().size(), policy.registrars().required())));
  }

  /** Whom it moves where, who decides it and who has signed. */
  Result describe(ProposedOrder proposed) {
    ClassOrder order = proposed.order();
    KeyQuorum registrars = policy.registrars();
    List<Integer> members =
        proposed.signers().stream().map(index -> index + 1).collect(Collectors.toList());
    String key = order.publicSpendKey().toCompressed().toHex();
    return new Result(
        """
        Moves the person with the public spend key %s
        to            %s
        from          the first renewal of its budget in a later epoch on
        number        %d of this person's changes
        decided by    the registrars, %d of %d
        signed by     %s
        valid until   block %d
        """
            .formatted(
                key,
                words(order.classId()),
                order.number(),
                registrars.required(),
                registrars.keys().size(),
                ActWords.signed(members),
                order.validUntil()),
        Result.fields(
            "key", key,
            "class", order.classId(),
            "number", order.number(),
            "required", registrars.required(),
            "members", registrars.keys().size(),
            "signedBy", members,
            "enough", proposed.isDecided(policy),
            "validUntil", order.validUntil()));
  }

  private String words(int classId) {
    WalletClass named = policy.classes().get(classId);
    return "class %d: %s, budget %s an epoch".formatted(classId, named.name(), named.budget());
  }
}
