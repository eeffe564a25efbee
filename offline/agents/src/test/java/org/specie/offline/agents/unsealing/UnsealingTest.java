package org.specie.offline.agents.unsealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.escrow.QuorumBox;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.World;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/56-register.md sections 3 to 5. */
@Requirement("R54")
class UnsealingTest {
  private static final String ANA = "account 0017";
  private static final String BEN = "account 0018";

  private final RegisterWorld world = new RegisterWorld();
  private RegisterEntry ana;
  private RegisterEntry ben;

  @BeforeEach
  void enrol() throws IOException {
    ana = entry(world.enrol(ANA));
    ben = entry(world.enrol(BEN));
  }

  private RegisterEntry entry(OwnerId owner) throws IOException {
    return world.register.entry(owner).orElseThrow();
  }

  private static UnsealingOrder order(OwnerId owner, String reference) {
    return new UnsealingOrder(
        "Court of the Old Town",
        reference,
        "Laundering of the proceeds of a robbery",
        owner,
        World.later(-60),
        World.later(1_440));
  }

  private static UnsealingCase about(RegisterEntry entry, String reference) {
    return UnsealingCase.of(order(entry.owner(), reference), entry, RegisterWorld.entropy());
  }

  private Warrant warrant(UnsealingCase about, RegisterEntry entry, int... members)
      throws IOException {
    List<Approval> approvals = new ArrayList<>();
    for (int member : members) {
      approvals.add(
          world
              .authority(member)
              .approve(about.encode(), entry.encode(), World.NOW)
              .optional()
              .orElseThrow());
    }
    return new Warrant(about, approvals);
  }

  private GivenShare share(int member, Warrant warrant, RegisterEntry entry) throws IOException {
    return world
        .authority(member)
        .share(warrant.encode(), entry.encode(), World.NOW)
        .optional()
        .orElseThrow();
  }

  private List<GivenShare> shares(Warrant warrant, RegisterEntry entry, int... members)
      throws IOException {
    List<GivenShare> all = new ArrayList<>();
    for (int member : members) {
      all.add(share(member, warrant, entry));
    }
    return all;
  }

  private static SortedSet<Integer> set(Integer... indices) {
    return new TreeSet<>(List.of(indices));
  }

  private Unsealing open(UnsealingCase about, RegisterEntry entry, List<GivenShare> answers) {
    return Unsealing.of(world.authorities, about, entry, answers);
  }

  private static Unsealing refused(RegisterReason reason, Integer... liars) {
    return new Unsealing.Refused(reason, set(liars));
  }

  private void givesNothing(RegisterReason reason, ByteString warrant, RegisterEntry entry)
      throws IOException {
    assertThat(world.authority(1).share(warrant, entry.encode(), World.NOW))
        .isEqualTo(Answer.refused(reason));
    assertThat(world.book(1).count()).isZero();
  }

  /** One person, two devices, two owner ids: an order about either leads to the person. */
  @Test
  void eachOwnerIdOfAPersonOpensToThatPerson() throws IOException {
    RegisterEntry second = entry(world.enrol(ANA, 2));
    assertThat(second.owner()).isNotEqualTo(ana.owner());
    for (RegisterEntry each : List.of(ana, second)) {
      UnsealingCase about = about(each, "AZ 13/26");
      Warrant warrant = warrant(about, each, 1, 2, 4);
      assertThat(open(about, each, shares(warrant, each, 1, 2, 4)))
          .isEqualTo(new Unsealing.Opened(world.identity(ANA), set()));
    }
  }

  @Test
  void threeOfFourOpenTheOneEntryThatWasOrdered() throws IOException {
    UnsealingCase about = about(ana, "AZ 12/26");
    Warrant warrant = warrant(about, ana, 1, 2, 4);

    assertThat(open(about, ana, shares(warrant, ana, 2, 3, 4)))
        .isEqualTo(new Unsealing.Opened(world.identity(ANA), set()));
    assertThat(open(about, ana, shares(warrant, ana, 1, 2, 3, 4)))
        .isEqualTo(new Unsealing.Opened(world.identity(ANA), set()));
    assertThat(open(about, ana, shares(warrant, ana, 1, 2)))
        .isEqualTo(refused(RegisterReason.TOO_FEW_SHARES));
  }

  @Test
  void twoOfFourReadNothing() throws IOException {
    UnsealingCase about = about(ana, "AZ 12/26");
    List<GivenShare> two = shares(warrant(about, ana, 1, 2, 3), ana, 1, 2);

    assertThat(open(about, ana, two)).isEqualTo(refused(RegisterReason.TOO_FEW_SHARES));
    assertThat(open(about, ana, List.of(two.get(0), two.get(1), two.get(1))))
        .as("one twice is one")
        .isEqualTo(refused(RegisterReason.TOO_FEW_SHARES));
  }

  @Test
  void noShareWithoutEnoughApprovalsOfExactlyThisCase() throws IOException {
    UnsealingCase about = about(ana, "AZ 12/26");
    Warrant whole = warrant(about, ana, 1, 2, 3);
    List<Approval> approvals = whole.approvals();
    Approval first = approvals.getFirst();

    for (List<Approval> each :
        List.of(
            List.<Approval>of(),
            approvals.subList(0, 2),
            List.of(first, first, first),
            List.of(approvals.get(1), first, approvals.get(2)),
            List.of(first, approvals.get(1), new Approval(3, first.signature())),
            List.of(first, approvals.get(1), new Approval(4, approvals.get(2).signature())),
            List.of(first, approvals.get(1), new Approval(5, approvals.get(2).signature())))) {
      givesNothing(RegisterReason.NOT_ORDERED, new Warrant(about, each).encode(), ana);
    }
    Warrant other = warrant(about(ana, "AZ 12/26"), ana, 1, 2, 3);
    givesNothing(RegisterReason.NOT_ORDERED, new Warrant(about, other.approvals()).encode(), ana);
    assertThat(share(1, whole, ana).index()).isEqualTo(1);
  }

  /** Every part of order, case and approvals counts. */
  @Test
  void noShareForAWarrantOfWhichOneByteWasChanged() throws IOException {
    ByteString genuine = warrant(about(ana, "AZ 12/26"), ana, 1, 2, 3).encode();
    UnsealingAuthority authority = world.authority(1);
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(authority.share(ByteString.copyOf(bytes), ana.encode(), World.NOW).optional())
          .as("byte %s", at)
          .isEmpty();
    }
    assertThat(world.book(1).count()).isZero();
  }

  @Test
  void noShareOfAnEntryOfWhichOneByteWasChanged() throws IOException {
    UnsealingCase about = about(ana, "AZ 12/26");
    ByteString warrant = warrant(about, ana, 1, 2, 3).encode();
    ByteString genuine = ana.encode();
    UnsealingAuthority authority = world.authority(1);
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      ByteString changed = ByteString.copyOf(bytes);
      assertThat(authority.share(warrant, changed, World.NOW).optional())
          .as("byte %s", at)
          .isEmpty();
      assertThat(isApproved(changed)).as("byte %s, in a case of its own", at).isFalse();
    }
    assertThat(world.book(1).count()).isZero();
    assertThat(isApproved(genuine)).isTrue();
  }

  private boolean isApproved(ByteString bytes) throws IOException {
    try {
      UnsealingCase about = about(RegisterEntry.decode(bytes), "AZ 12/26");
      return world.authority(1).approve(about.encode(), bytes, World.NOW).optional().isPresent();
    } catch (MalformedInput _) {
      return false;
    }
  }

  @Test
  void opensNoOtherEntryThanTheOneOrdered() throws IOException {
    UnsealingCase about = about(ana, "AZ 12/26");
    Warrant warrant = warrant(about, ana, 1, 2, 3);

    givesNothing(RegisterReason.ENTRY_OF_OTHERS, warrant.encode(), ben);
    assertThat(world.authority(1).approve(about.encode(), ben.encode(), World.NOW))
        .isEqualTo(Answer.refused(RegisterReason.ENTRY_OF_OTHERS));
    UnsealingCase disguised =
        UnsealingCase.of(order(ana.owner(), "AZ 12/26"), ben, RegisterWorld.entropy());
    assertThat(world.authority(1).approve(disguised.encode(), ben.encode(), World.NOW))
        .isEqualTo(Answer.refused(RegisterReason.ENTRY_OF_OTHERS));
    List<GivenShare> ofAna = shares(warrant, ana, 1, 2, 3);
    assertThat(open(about, ben, ofAna)).isEqualTo(refused(RegisterReason.ENTRY_OF_OTHERS));
    assertThat(open(about(ben, "AZ 12/26"), ben, ofAna))
        .isEqualTo(refused(RegisterReason.TOO_FEW_SHARES));
  }

  /** Two orders about one person: the shares of one do not count in the other. */
  @Test
  void sharesOfTwoCasesDoNotAddUp() throws IOException {
    UnsealingCase first = about(ana, "AZ 12/26");
    UnsealingCase second = about(ana, "AZ 99/26");
    List<GivenShare> mixed = shares(warrant(first, ana, 1, 2, 3), ana, 1, 2);
    mixed.addAll(shares(warrant(second, ana, 1, 2, 3), ana, 3, 4));

    assertThat(open(first, ana, mixed)).isEqualTo(refused(RegisterReason.TOO_FEW_SHARES));
    assertThat(open(second, ana, mixed)).isEqualTo(refused(RegisterReason.TOO_FEW_SHARES));
  }

  /** Otherwise a request about oneself would open somebody else's entry. */
  @Test
  void nobodyMakesAnEntryOutOfAnothers() throws IOException {
    RegisterEntry relabelled = new RegisterEntry(ben.owner(), ana.box(), ana.signature());
    UnsealingCase about = about(relabelled, "AZ 12/26");
    assertThat(world.authority(1).approve(about.encode(), relabelled.encode(), World.NOW))
        .isEqualTo(Answer.refused(RegisterReason.ENTRY_FALSE));

    Ed25519SecretKey stranger = Ed25519SecretKey.generate(RegisterWorld.entropy());
    RegisterWorld elsewhere = new RegisterWorld();
    RegisterEntry foreign = elsewhere.register.entry(elsewhere.enrol(ANA)).orElseThrow();
    assertThat(foreign.isGood(List.of(stranger.publicKey()), world.authorities.key().key()))
        .isFalse();
    assertThat(
            world
                .authority(1)
                .approve(about(foreign, "AZ 12/26").encode(), foreign.encode(), World.NOW))
        .isEqualTo(Answer.refused(RegisterReason.ENTRY_FALSE));
  }

  @Test
  void approvesAndOpensOnlyWhileTheOrderIsValid() throws IOException {
    UnsealingCase about = about(ana, "AZ 12/26");
    Warrant warrant = warrant(about, ana, 1, 2, 3);
    for (int minutes : new int[] {-61, 1_441}) {
      assertThat(world.authority(1).approve(about.encode(), ana.encode(), World.later(minutes)))
          .isEqualTo(Answer.refused(RegisterReason.CASE_NOT_VALID_NOW));
      assertThat(world.authority(1).share(warrant.encode(), ana.encode(), World.later(minutes)))
          .isEqualTo(Answer.refused(RegisterReason.CASE_NOT_VALID_NOW));
    }
    assertThat(
            world.authority(1).share(warrant.encode(), ana.encode(), World.later(1_440)).optional())
        .isPresent();
  }

  @Test
  void answersARepeatedRequestWithTheSameShareAndOneLogEntry() throws IOException {
    Warrant warrant = warrant(about(ana, "AZ 12/26"), ana, 1, 2, 3);
    GivenShare first = share(1, warrant, ana);

    assertThat(share(1, warrant, ana)).isEqualTo(first);
    assertThat(world.authority(1).share(warrant.encode(), ana.encode(), World.later(100_000)))
        .as("an answer stays one when the order is over")
        .isEqualTo(Answer.given(first));
    assertThat(world.book(1).count()).isEqualTo(1);
  }

  @Test
  void namesWhoSignedAWrongShareAndOpensWithoutIt() throws IOException {
    UnsealingCase about = about(ana, "AZ 12/26");
    Warrant warrant = warrant(about, ana, 1, 2, 3);
    List<GivenShare> answers = shares(warrant, ana, 1, 2, 3, 4);
    GivenShare ofBen = share(4, warrant(about(ben, "AZ 13/26"), ben, 1, 2, 3), ben);
    GivenShare lie =
        GivenShare.sign(
            world.authorities,
            world.signing(4),
            new LogEntry(9, Hash32.ZERO, about.commitment(), World.NOW),
            ofBen.share());
    List<GivenShare> withLie = List.of(answers.get(0), lie, answers.get(1), answers.get(2));

    assertThat(open(about, ana, withLie))
        .isEqualTo(new Unsealing.Opened(world.identity(ANA), set(4)));
    assertThat(open(about, ana, List.of(answers.get(0), lie, answers.get(2))))
        .isEqualTo(refused(RegisterReason.TOO_FEW_SHARES, 4));
  }

  /** Whoever brings shares cannot make an honest authority look like a liar. */
  @Test
  void namesNobodyForWhatItDidNotSign() throws IOException {
    UnsealingCase about = about(ana, "AZ 12/26");
    Warrant warrant = warrant(about, ana, 1, 2, 3);
    List<GivenShare> answers = shares(warrant, ana, 1, 2, 3);
    GivenShare ofBen = share(3, warrant(about(ben, "AZ 13/26"), ben, 1, 2, 3), ben);
    GivenShare third = answers.get(2);
    GivenShare forged =
        new GivenShare(
            third.commitment(), third.number(), third.logged(), ofBen.share(), third.signature());

    assertThat(open(about, ana, List.of(answers.get(0), answers.get(1), forged, ofBen)))
        .isEqualTo(refused(RegisterReason.TOO_FEW_SHARES));
  }

  /** An agent that seals rubbish is found out when it is opened, by its signature. */
  @Test
  void saysSoWhenTheAgentSealedRubbish() throws IOException {
    Ed25519SecretKey agent = Ed25519SecretKey.generate(RegisterWorld.entropy());
    Authorities authorities =
        new Authorities(
            world.authorities.key(), world.authorities.members(), List.of(agent.publicKey()));
    RegisterEntry rubbish = rubbish(agent);
    assertThat(authorities.isGood(rubbish)).isTrue();

    UnsealingCase about = about(rubbish, "AZ 12/26");
    List<GivenShare> answers = new ArrayList<>();
    List<Approval> approvals = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      approvals.add(
          authority(authorities, i)
              .approve(about.encode(), rubbish.encode(), World.NOW)
              .optional()
              .orElseThrow());
    }
    ByteString warrant = new Warrant(about, approvals).encode();
    for (int i = 1; i <= 3; i++) {
      answers.add(
          authority(authorities, i)
              .share(warrant, rubbish.encode(), World.NOW)
              .optional()
              .orElseThrow());
    }
    assertThat(Unsealing.of(authorities, about, rubbish, answers))
        .isEqualTo(refused(RegisterReason.SEALED_UNREADABLE));
  }

  private UnsealingAuthority authority(Authorities authorities, int index) throws IOException {
    return new UnsealingAuthority(
        authorities, world.keys(index), world.book(index), RegisterWorld.entropy());
  }

  /** As 2.7 says, around 640 bytes that are no identity. */
  private RegisterEntry rubbish(Ed25519SecretKey agent) {
    OwnerId owner = new OwnerId(World.sixteen("rubbish"));
    ByteString context =
        new Encoder().text("SPECIE register entry v1").fixed(owner.bytes()).toByteString();
    QuorumBox box =
        QuorumBox.seal(
            world.authorities.key().key(),
            context,
            ByteString.copyOf(new byte[640]),
            RegisterWorld.entropy());
    Encoder signed = new Encoder().text("SPECIE register signed v1").fixed(owner.bytes());
    box.encode(signed);
    return new RegisterEntry(owner, box, agent.sign(signed.toByteString()));
  }
}
