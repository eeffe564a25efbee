package org.specie.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.specie.cash.application.OrdinaryReason;
import org.specie.cash.application.access.AccessReason;
import org.specie.cash.application.access.EscrowMember;
import org.specie.cash.application.access.ExceptionalAccess;
import org.specie.cash.application.access.Opening;
import org.specie.cash.application.access.OrderedPayment;
import org.specie.cash.application.access.OrderedPayment.Sought;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.client.RemoteGateway;
import org.specie.cash.gateway.client.ReplicaLine;
import org.specie.cash.gateway.message.MessageCodec;
import org.specie.cash.gateway.message.MessageCodec.Answered;
import org.specie.cash.gateway.message.MessageCodec.Asked;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.tier.OpenedRecord;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.Decryption;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.escrow.EscrowCiphertext;
import org.specie.node.home.MemoryHome;
import org.specie.node.role.Body;
import org.specie.node.role.Committee;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Exceptional access on a running network. docs/spec/12-tiers.md, clauses 12.20 to 12.22. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpeningTest {
  private static final Amount LARGE = Amount.parse("5000.01");
  private static final Hash32 GROUNDS = Hash32.sha256(ByteString.utf8("file 17/26"));

  private TestNetwork world;
  private Person ana;
  private Person ben;
  private StateTransaction paid;
  private StateTransaction other;
  private StateTransaction small;
  private OrderedPayment ordered;

  @BeforeAll
  void payAndOrder() throws IOException {
    world = new TestNetwork(17, new MemoryHome(), TestNetwork.tiered(PolicyProfile.BOI, 5, 600));
    ana = new Person(world, "ana");
    ben = new Person(world, "ben");
    ana.settleIn("20000.00");
    ana.load("16000.00");
    ben.settleIn("1.00");
    paid = payLarge();
    other = payLarge();
    StateProver.Made made = ana.payment(ben, "5.00");
    ana.submit(made);
    small = made.transaction();
    assertThat(seek(paid)).isEqualTo(new Sought.Refused(AccessReason.NOT_ORDERED));
    assertThat(world.network.openingShares(paid.core())).isEmpty();
    assertThat(asked(paid)).isEqualTo(new Reply.Refused(GatewayReason.NO_WARRANT));
    assertThat(world.gateway().submit(order(paid.core(), List.of(1)).encode()))
        .isEqualTo(new Outcome.NotAdmitted(OrdinaryReason.COMMITTEE_SIGNATURES));
    world.apply(order(paid.core(), List.of(0, 2)));
    ordered = ((Sought.Found) seek(paid)).payment();
  }

  @AfterAll
  void close() throws IOException {
    world.close();
  }

  private Suite suite() {
    return world.network.ledger().suite();
  }

  private StateTransaction payLarge() throws IOException {
    Intent.Payment payment =
        new Intent.Payment(
            PaymentAddress.of(suite(), ben.keys(), world.entropy),
            LARGE,
            ByteString.utf8("a boat"));
    StateProver.Made made = ana.prove(Intent.pay(Kind.DELAYED_PAY, payment));
    ana.submit(made);
    return made.transaction();
  }

  private CashTransaction order(Hash32 core, List<Integer> authorities) throws IOException {
    Committee table = world.table(Body.AUTHORITIES);
    return CashTransaction.of(
        table.decide(new Act.OrderOpening(core, GROUNDS), world.validUntil(), authorities));
  }

  private Sought seek(StateTransaction payment) throws IOException {
    return OrderedPayment.seek(world.gateway(), world.network.ledger(), payment.core());
  }

  private Reply asked(StateTransaction payment) throws IOException {
    return world.network.answers().answer(new Request.OpeningShare(payment.core(), 0));
  }

  private TierPolicy tiers() {
    return world.network.ledger().firstPolicy().tiers().orElseThrow();
  }

  private DecryptionShare auditor(int index, ExceptionalAccess.Due due) throws IOException {
    EscrowMember member = Body.AUDITORS.member(world.home, index).share(tiers().auditorsKey());
    return member.share(due, world.entropy).orElseThrow();
  }

  private List<DecryptionShare> auditors(ExceptionalAccess.Due due, int... members)
      throws IOException {
    List<DecryptionShare> shares = new ArrayList<>();
    for (int index : members) {
      shares.add(auditor(index, due));
    }
    return shares;
  }

  private List<DecryptionShare> operators() throws IOException {
    return world.network.openingShares(paid.core());
  }

  private void assertOpens(Opening opening) {
    OpenedRecord record = ((Opening.Opened) opening).record();
    assertThat(record.payerKey()).isEqualTo(ana.keys().publicSpendKey());
    assertThat(record.isPaidTo(suite(), ben.keys().pid())).isTrue();
    assertThat(record.isPaidTo(suite(), ana.keys().pid())).isFalse();
    assertThat(record.amount()).isEqualTo(suite().auditAmount().times(Scalar.of(LARGE.minor())));
  }

  @Test
  @Requirement("D31")
  @Property("P13")
  void aWarrantAndBothQuorumsOpenExactlyOnePayment() throws IOException {
    assertThat(ordered.warrant().grounds()).isEqualTo(GROUNDS);
    assertThat(ordered.due().label()).isEqualTo(paid.core());
    assertThat(operators()).hasSize(4);
    assertOpens(Opening.of(ordered, auditors(ordered.due(), 0, 2), operators()));
    assertOpens(Opening.of(ordered, auditors(ordered.due(), 2, 1), operators().subList(2, 4)));
    assertThat(seek(other)).isEqualTo(new Sought.Refused(AccessReason.NOT_ORDERED));
    assertThat(world.network.openingShares(other.core())).isEmpty();
    assertThat(asked(other)).isEqualTo(new Reply.Refused(GatewayReason.NO_WARRANT));
  }

  @Test
  @Requirement("D31")
  @Property("P13")
  void fewerThanEitherQuorumOpenNothing() throws IOException {
    assertThat(Opening.of(ordered, List.of(), operators()))
        .isEqualTo(new Opening.TooFew(AccessReason.TOO_FEW_AUDITORS, 0, 2));
    assertThat(Opening.of(ordered, auditors(ordered.due(), 1), operators()))
        .isEqualTo(new Opening.TooFew(AccessReason.TOO_FEW_AUDITORS, 1, 2));
    assertThat(Opening.of(ordered, auditors(ordered.due(), 0, 1, 2), List.of()))
        .isEqualTo(new Opening.TooFew(AccessReason.TOO_FEW_OPERATORS, 0, 2));
    assertThat(Opening.of(ordered, auditors(ordered.due(), 0, 1), operators().subList(3, 4)))
        .isEqualTo(new Opening.TooFew(AccessReason.TOO_FEW_OPERATORS, 1, 2));
  }

  /** Twice the same, of another payment, of the other quorum, under another's index: nothing. */
  @Test
  @Requirement("D31")
  @Property("P13")
  void falseSharesCountForNothingAndHinderNobody() throws IOException {
    DecryptionShare first = auditor(0, ordered.due());
    DecryptionShare again = auditor(0, ordered.due());
    ExceptionalAccess.Due elsewhere =
        new ExceptionalAccess.Due(other.core(), other.body().audit().orElseThrow());
    ExceptionalAccess.Due relabelled =
        new ExceptionalAccess.Due(other.core(), ordered.due().sealed());
    DecryptionShare pretended = new DecryptionShare(2, first.points(), first.proof());
    List<DecryptionShare> wrong =
        List.of(
            first,
            again,
            auditor(1, elsewhere),
            auditor(1, relabelled),
            pretended,
            operators().get(1));
    assertThat(Opening.of(ordered, wrong, operators()))
        .isEqualTo(new Opening.TooFew(AccessReason.TOO_FEW_AUDITORS, 1, 2));
    List<DecryptionShare> amongThem = new ArrayList<>(wrong);
    amongThem.add(auditor(1, ordered.due()));
    assertOpens(Opening.of(ordered, amongThem, operators()));
    List<DecryptionShare> lied = new ArrayList<>();
    DecryptionShare honest = operators().getFirst();
    lied.add(new DecryptionShare(4, honest.points(), honest.proof()));
    lied.add(first);
    lied.addAll(operators().subList(2, 4));
    assertOpens(Opening.of(ordered, auditors(ordered.due(), 0, 1), lied));
  }

  /** D31, and the promise behind it: of a payment within the budget there is nothing to open. */
  @Test
  @Requirement({"D31", "D9"})
  @Property("P7")
  void withinTheBudgetAllKeysTogetherOpenNothing() throws IOException {
    assertThat(seek(small)).isEqualTo(new Sought.Refused(PrivateReason.NOT_SEALED));
    Reason refused =
        ((Outcome.NotAdmitted)
                world.gateway().submit(order(small.core(), List.of(0, 1, 2)).encode()))
            .reason();
    assertThat(refused).isEqualTo(PrivateReason.NOT_SEALED);
    assertThat(world.network.openingShares(small.core())).isEmpty();
    assertThat(small.body().audit()).isEmpty();
    // Whatever two points of it are taken for a sealed record: all shares of both keys, used
    // without any rule, find neither payer nor payee nor amount in it.
    G1 payer = ana.keys().publicSpendKey();
    G1 payee = suite().auditPayee().times(ben.keys().pid());
    assertThat(openedByAll(small)).doesNotContain(payer, payee, amount("5.00"));
    // The same search finds all three where they are sealed.
    assertThat(openedByAll(paid)).contains(payer, payee, amount(LARGE.toDecimal()));
  }

  private G1 amount(String decimal) {
    return suite().auditAmount().times(Scalar.of(Amount.parse(decimal).minor()));
  }

  /** Whatever is under any two points of {@code payment}, by all shares of both keys. */
  private List<G1> openedByAll(StateTransaction payment) throws IOException {
    List<G1> points = points(payment.bodyBytes());
    assertThat(points).hasSizeGreaterThan(4);
    List<G1> opened = new ArrayList<>();
    for (G1 taken : points) {
      opened.addAll(openedByAll(taken, points));
    }
    return opened;
  }

  /** The points {@code sealed} without the masks that all shares make of {@code ephemeral}. */
  private List<G1> openedByAll(G1 ephemeral, List<G1> sealed) throws IOException {
    EscrowCiphertext pretended = threefold(ephemeral, ephemeral);
    if (!pretended.isMasked()) {
      return List.of();
    }
    ExceptionalAccess.Due due = new ExceptionalAccess.Due(small.core(), pretended);
    List<DecryptionShare> operators = new ArrayList<>();
    for (int index = 1; index <= 4; index++) {
      operators.add(
          Operators.escrowShare(world.home, index, tiers().operatorsKey())
              .orElseThrow()
              .share(due, world.entropy)
              .orElseThrow());
    }
    List<DecryptionShare> auditors = auditors(due, 0, 1, 2);
    List<List<G1>> masks =
        List.of(
            masks(Decryption.combine(tiers().auditorsKey(), pretended, due.label(), auditors)),
            masks(Decryption.combine(tiers().operatorsKey(), pretended, due.label(), operators)));
    List<G1> opened = new ArrayList<>();
    sealed.forEach(each -> opened.addAll(threefold(ephemeral, each).open(masks)));
    return opened;
  }

  private static EscrowCiphertext threefold(G1 ephemeral, G1 sealed) {
    return new EscrowCiphertext(ephemeral, List.of(sealed, sealed, sealed));
  }

  private static List<G1> masks(Decryption decryption) {
    return ((Decryption.Complete) decryption).masks();
  }

  /** Everything in {@code bytes} that can be read as a point. */
  private static List<G1> points(ByteString bytes) {
    List<G1> points = new ArrayList<>();
    for (int at = 0; at + G1.SIZE <= bytes.size(); at++) {
      try {
        points.add(G1.decode(new Decoder(bytes.slice(at, at + G1.SIZE))));
        at += G1.SIZE - 1;
      } catch (MalformedInput e) {
        // No point begins here.
      }
    }
    return points;
  }

  /** Over lines: one replica lies, one has no share, two are enough. */
  @Test
  @Requirement("D31")
  void aGatewayCollectsSharesAmongLiars() throws IOException {
    List<DecryptionShare> shares = operators();
    DecryptionShare first = shares.getFirst();
    List<Reply> replies =
        List.of(
            new Reply.OpeningShare(new DecryptionShare(3, first.points(), first.proof())),
            new Reply.Refused(GatewayReason.NO_ESCROW_SHARE),
            new Reply.OpeningShare(shares.get(2)),
            new Reply.OpeningShare(shares.get(3)));
    try (RemoteGateway gateway =
        new RemoteGateway(
            world.network.ledger(),
            replies.stream().map(Line::new).toList(),
            1,
            new Patience(2_000, 20, 20_000),
            world.entropy)) {
      OrderedPayment found =
          ((Sought.Found) OrderedPayment.seek(gateway, world.network.ledger(), paid.core()))
              .payment();
      assertThat(found).isEqualTo(ordered);
      List<DecryptionShare> given = gateway.openingShares(paid.core(), found.warrant().height());
      assertThat(given).hasSize(3);
      assertOpens(Opening.of(found, auditors(found.due(), 0, 1), given));
      assertThat(OrderedPayment.seek(gateway, world.network.ledger(), small.core()))
          .isEqualTo(new Sought.Refused(PrivateReason.NOT_SEALED));
    }
  }

  /** A line that carries bytes to the network and back; of shares it brings what it was given. */
  private final class Line implements ReplicaLine {
    private final Reply share;

    private Line(Reply share) {
      this.share = share;
    }

    @Override
    public String name() {
      return share.toString();
    }

    @Override
    public boolean isOperator() {
      return true;
    }

    @Override
    public CompletionStage<Reply> ask(Request request) {
      try {
        Request asked =
            MessageCodec.decodeRequest(MessageCodec.encode(new Asked(1, request))).request();
        Reply said =
            asked instanceof Request.OpeningShare ? share : world.network.answers().answer(asked);
        return CompletableFuture.completedFuture(
            MessageCodec.decodeReply(MessageCodec.encode(new Answered(1, said))).reply());
      } catch (IOException | MalformedInput e) {
        return CompletableFuture.failedFuture(new IOException(e));
      }
    }

    @Override
    public void close() {}
  }

  /** A payment sealed under a policy that is no longer in force is opened by the keys it names. */
  @Test
  @Requirement({"D14", "D31"})
  void aLaterPolicyChangesNothingOfIt() throws IOException {
    Policy now = world.gateway().policy();
    Policy changed = now.withSupplyCap(Amount.parse("900000000.00"));
    LedgerGateway.Tip tip = world.gateway().tip();
    world.decide(new Act.SetPolicy(changed, tip.height() + 2));
    world.network.passTime();
    assertThat(world.gateway().policy()).isEqualTo(changed);
    OrderedPayment found = ((Sought.Found) seek(paid)).payment();
    assertThat(found).isEqualTo(ordered);
    assertThat(Optional.of(found.tiers())).isEqualTo(now.tiers());
  }
}
