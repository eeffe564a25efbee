package org.specie.offline.purse.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.CutStorage;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.card.TestCard;
import org.specie.offline.purse.credential.CredentialDevice.KeyCount;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.Supplies;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;

/** A purse with the real applet gets keys and tokens. Spec: docs/spec/52-purse.md section 8. */
class CredentialManagerTest {
  private static final Secret SECRET = Secret.copyOf(new byte[32]);
  private static final ByteString WISH = ByteString.utf8("a wish of any form at all");
  private static final OwnerId OWNER = owner("ana");

  /** More places to cut at than there are. */
  private static final int PLACES_MAX = 60;

  private final Fuse fuse = new Fuse();
  private final MemoryStorage disk = new MemoryStorage();
  private final TestAgents agents = new TestAgents(OWNER, fuse);
  private final CardDevice device;
  private int draws;

  CredentialManagerTest() throws IOException {
    device = TestCard.with(Mint.shared().issuer(), OWNER, 1_000, 0).device();
  }

  private static OwnerId owner(String name) {
    return new OwnerId(Hash32.sha256(ByteString.utf8(name)).bytes().slice(0, 16));
  }

  private Entropy entropy() {
    return target -> {
      int at = 0;
      while (at < target.length) {
        byte[] fresh = Hash32.sha256(ByteString.utf8("draw " + draws++)).bytes().toByteArray();
        int count = Math.min(fresh.length, target.length - at);
        System.arraycopy(fresh, 0, target, at, count);
        at += count;
      }
    };
  }

  /** A program that has just started. */
  private Purse purse() throws IOException {
    Journal journal = Journal.open(new CutStorage(disk, fuse), SECRET, entropy()).orElseThrow();
    return Purse.open(journal, Mint.shared().verifier(), device, Mint.shared().credentials());
  }

  private Verdict refillKeys(int count) throws IOException {
    return refillKeys(count, Mint.NOW);
  }

  private Verdict refillKeys(int count, Minutes now) throws IOException {
    return purse().credentials(device, agents, entropy()).refillKeys(Supplies.of(count, 0), now);
  }

  private Verdict refillTokens(int count) throws IOException {
    return purse()
        .credentials(device, agents, entropy())
        .refillTokens(Supplies.of(0, count), WISH, Mint.NOW);
  }

  @Test
  void keysThatWereCertifiedUnseenPay() throws IOException {
    assertThat(refillKeys(2)).isEqualTo(Verdict.accepted());
    assertThat(device.keys(Mint.NOW).certified()).isEqualTo(2);
    assertThat(refillKeys(2)).as("nothing is lacking").isEqualTo(Verdict.accepted());
    assertThat(agents.granted()).isEqualTo(2);

    Table ana = Table.withDevice("ana", device);
    Table ben = Table.with("ben", 0);
    ben.take(ana.pay(ben.ask(300), 300));
    assertThat(ben.device().balanceMinor()).isEqualTo(300);
    assertThat(device.keys(Mint.NOW).certified()).as("a key is used once").isOne();
  }

  @Test
  void tokensAreStockedUntilThereAreEnough() throws IOException {
    assertThat(refillTokens(3)).isEqualTo(Verdict.accepted());
    assertThat(refillTokens(3)).isEqualTo(Verdict.accepted());
    assertThat(agents.granted()).isEqualTo(3);
    assertThat(purse().receiving().fresh(Mint.NOW)).isEqualTo(3);
    assertThat(purse().receiving().fresh(Mint.later(31 * 1_440))).isZero();
  }

  @Test
  void aCutAnywhereUsesNoGrantTwice() throws IOException {
    int cuts = 0;
    for (int place = 0; place < PLACES_MAX; place++) {
      fuse.cutAfter(place);
      try {
        assertThat(refillKeys(2)).isEqualTo(Verdict.accepted());
        assertThat(refillTokens(2)).isEqualTo(Verdict.accepted());
        break;
      } catch (IOException cut) {
        cuts++;
      }
    }
    assertThat(cuts).as("it was cut").isPositive();
    fuse.disarm();
    assertThat(refillKeys(2)).isEqualTo(Verdict.accepted());
    assertThat(refillTokens(2)).isEqualTo(Verdict.accepted());
    assertThat(device.keys(Mint.NOW).certified()).isEqualTo(2);
    assertThat(purse().receiving().fresh(Mint.NOW)).isEqualTo(2);
    assertThat(agents.granted()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void theFirstRequestSurvivesACutAtEachPlace(int place) throws IOException {
    fuse.cutAfter(place);
    assertThatThrownBy(() -> refillKeys(1)).isInstanceOf(IOException.class);
    fuse.disarm();
    assertThat(refillKeys(1)).isEqualTo(Verdict.accepted());
    assertThat(device.keys(Mint.NOW).certified()).isOne();
    assertThat(agents.granted()).isOne();
  }

  @Test
  void aRefusalEndsTheRequestAndUsesNothingUp() throws IOException {
    agents.refuse(Optional.of(TokenReason.NOT_THE_OWNER));
    assertThat(refillKeys(1)).isEqualTo(Verdict.refused(TokenReason.NOT_THE_OWNER));
    assertThat(refillTokens(1)).isEqualTo(Verdict.refused(TokenReason.NOT_THE_OWNER));
    agents.refuse(Optional.empty());
    assertThat(refillKeys(1)).isEqualTo(Verdict.accepted());
    assertThat(refillTokens(1)).isEqualTo(Verdict.accepted());
  }

  @Test
  void whatIsNoAnswerIsRefused() throws IOException {
    for (ByteString lie :
        new ByteString[] {
          ByteString.EMPTY, ByteString.utf8("no"), ByteString.copyOf(new byte[290])
        }) {
      agents.lie(Optional.of(lie));
      assertThat(refillKeys(1)).isEqualTo(Verdict.refused(PurseReason.NOT_AN_ANSWER));
      assertThat(refillTokens(1)).isEqualTo(Verdict.refused(PurseReason.NOT_AN_ANSWER));
    }
    agents.lie(Optional.of(Token.fresh(Mint.shared().token(owner("ben"))).encode()));
    assertThat(refillTokens(1)).isEqualTo(Verdict.refused(TokenReason.NOT_THE_OWNER));
    agents.lie(Optional.empty());
    assertThat(refillKeys(1)).isEqualTo(Verdict.accepted());
    assertThat(refillTokens(1)).isEqualTo(Verdict.accepted());
    assertThat(device.keys(Mint.NOW).certified()).isOne();
  }

  /** The device verifies what the host cannot be trusted with. */
  @Test
  void aFalseSignatureIsNotInstalled() throws IOException {
    Agents lying =
        new Agents() {
          @Override
          public AgentAnswer certify(ByteString request) throws IOException {
            AgentAnswer.Given honest = (AgentAnswer.Given) agents.certify(request);
            byte[] bytes = honest.answer().toByteArray();
            bytes[bytes.length - 1] ^= 1;
            return new AgentAnswer.Given(ByteString.copyOf(bytes));
          }

          @Override
          public AgentAnswer makeToken(ByteString request) throws IOException {
            return agents.makeToken(request);
          }
        };
    Verdict verdict =
        purse().credentials(device, lying, entropy()).refillKeys(Supplies.of(1, 0), Mint.NOW);
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(device.keys(Mint.NOW).certified()).isZero();
    assertThat(refillKeys(1)).isEqualTo(Verdict.accepted());
  }

  /** Every place holds a key that nobody paid with when the class key's time is over. */
  @Test
  void keysOfAClassThatIsOverNeitherCountNorStay() throws IOException {
    assertThat(refillKeys(4)).isEqualTo(Verdict.accepted());
    Mint.NextClass next = Mint.shared().nextClass();
    Minutes then = next.certificate().validity().from();
    CredentialManager manager = purse().credentials(device, agents, entropy());
    assertThat(manager.adopt(next.shown(), then)).isEqualTo(Verdict.accepted());
    assertThat(device.keys(then)).isEqualTo(new KeyCount(0, 0));

    assertThat(refillKeys(2, then)).as("by a host that starts again").isEqualTo(Verdict.accepted());
    assertThat(device.keys(then)).isEqualTo(new KeyCount(2, 2));
    Token token = Token.fresh(Mint.shared().token(owner("ben"), next.certificate().validity()));
    assertThat(device.pay(new PayOrder(token, Amount.ofMinor(300), Table.REFERENCE, then)))
        .isInstanceOf(PayAnswer.Paid.class);
  }

  @Test
  void aFullDeviceSaysSo() throws IOException {
    assertThat(refillKeys(5)).isEqualTo(Verdict.refused(PurseReason.NO_PLACE));
    assertThat(device.keys(Mint.NOW).certified()).isEqualTo(4);
  }
}
