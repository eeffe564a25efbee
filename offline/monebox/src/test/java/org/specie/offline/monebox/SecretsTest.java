package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.offline.monebox.Authority.join;
import static org.specie.offline.monebox.SecretCommands.CHANGES_TIERS;
import static org.specie.offline.monebox.SecretCommands.LONG;
import static org.specie.offline.monebox.SecretCommands.NUMBER;
import static org.specie.offline.monebox.SecretCommands.PASSWORD;
import static org.specie.offline.monebox.SecretCommands.RIGHT;
import static org.specie.offline.monebox.SecretCommands.WANTS_BOTH;
import static org.specie.offline.monebox.SecretCommands.WANTS_NUMBER;
import static org.specie.offline.monebox.SecretCommands.WANTS_PASSWORD;
import static org.specie.offline.monebox.SecretCommands.WRITES_MAX;
import static org.specie.offline.monebox.SecretCommands.WRONG;
import static org.specie.offline.monebox.SecretCommands.arrange;
import static org.specie.offline.monebox.SecretCommands.asked;
import static org.specie.offline.monebox.SecretCommands.choose;
import static org.specie.offline.monebox.SecretCommands.guarded;
import static org.specie.offline.monebox.SecretCommands.isCut;
import static org.specie.offline.monebox.SecretCommands.prove;
import static org.specie.offline.monebox.SecretCommands.secrets;
import static org.specie.offline.monebox.SecretCommands.tier;
import static org.specie.offline.monebox.SecretCommands.token;
import static org.specie.offline.monebox.SecretCommands.value;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.simulator.PersistentMemory;
import org.specie.offline.simulator.Snapshot;
import org.specie.quality.requirements.Requirement;

/** What is paid from which amount on which secret of the owner (51.14). */
class SecretsTest {

  /** Of PROTECT with all that it can change, as 51.11 counts. */
  private static final int JOURNAL_MOST = 105;

  private static void refusesToPay(Host host, long minor, short word) {
    assertThat(host.pay(token(), minor).status()).as("%s", minor).isEqualTo(word);
  }

  @Test
  @Requirement("R75")
  void theTierOfTheAmountSaysWhatIsWanted() {
    Host host = guarded(4);
    host.pay(token(), 999).expectOk();
    refusesToPay(host, 1_000, StatusWords.SECRET_REQUIRED);
    prove(host, NUMBER, RIGHT).expectOk();
    host.pay(token(), 4_999).expectOk();

    prove(host, NUMBER, RIGHT).expectOk();
    refusesToPay(host, 5_000, StatusWords.SECRET_REQUIRED);
    prove(host, PASSWORD, LONG).expectOk();
    host.pay(token(), 8_999).expectOk();

    prove(host, PASSWORD, LONG).expectOk();
    refusesToPay(host, 9_000, StatusWords.SECRET_REQUIRED);
    prove(host, NUMBER, RIGHT).expectOk();
    host.pay(token(), 9_000).expectOk();
    assertThat(host.status().spent()).isEqualTo(999 + 4_999 + 8_999 + 9_000);
  }

  /** One proof, one payment, one binding, one session; and what was paid is answered without. */
  @Test
  @Requirement("R75")
  void aProofIsForOnePaymentOfWhoBroughtIt() {
    Host host = guarded(3);
    byte[] token = token();
    prove(host, NUMBER, RIGHT).expectOk();
    byte[] paid = host.pay(token, 2_000).expectData();
    refusesToPay(host, 2_000, StatusWords.SECRET_REQUIRED);
    assertThat(host.pay(token, 2_000).expectData()).isEqualTo(paid);

    Host second = host.beside();
    host.press().expectOk();
    second.bindWith(host, 50_000).expectOk();
    prove(host, NUMBER, RIGHT).expectOk();
    refusesToPay(second, 2_000, StatusWords.SECRET_REQUIRED);
    host.card.select();
    refusesToPay(host, 2_000, StatusWords.SECRET_REQUIRED);
  }

  /** Nor is it for the host that comes into the place of the one that brought it. */
  @Test
  @Requirement("R75")
  void aProofGoesWithItsHost() {
    Host host = guarded(1);
    Host second = host.beside();
    host.press().expectOk();
    second.bindWith(host, 50_000).expectOk();
    prove(second, NUMBER, RIGHT).expectOk();
    host.sendVouched(Instructions.UNBIND, new byte[] {second.binding}).expectOk();
    Host third = host.beside();
    host.press().expectOk();
    third.bindWith(host, 50_000).expectOk();

    assertThat(third.binding).isEqualTo(second.binding);
    refusesToPay(third, 2_000, StatusWords.SECRET_REQUIRED);
  }

  @Test
  @Requirement("R75")
  void aTapProvesNothing() {
    Host host = Cards.funded(10_000, 2);
    host.press().expectOk();
    choose(host, NUMBER, RIGHT).expectOk();
    host.press().expectOk();
    arrange(host, tier(500, WANTS_NUMBER)).expectOk();
    host.card.contactless(true);
    prove(host, NUMBER, RIGHT).expectOk();

    assertThat(host.tap(token(), 500).status()).isEqualTo(StatusWords.SECRET_REQUIRED);
    host.tap(token(), 499).expectOk();
  }

  @Test
  @Requirement("R75")
  void wrongNumbersLockIt() {
    Host host = guarded(2);
    for (int left = Secrets.TRIES_NUMBER - 1; left >= 0; left--) {
      Answer wrong = prove(host, NUMBER, WRONG);
      assertThat(wrong.status()).isEqualTo(StatusWords.SECRET_WRONG);
      assertThat(wrong.data()).containsExactly(left);
    }

    assertThat(prove(host, NUMBER, RIGHT).status()).isEqualTo(StatusWords.SECRET_LOCKED);
    refusesToPay(host, 1_000, StatusWords.SECRET_LOCKED);
    host.card.select();
    assertThat(prove(host, NUMBER, RIGHT).status()).isEqualTo(StatusWords.SECRET_LOCKED);
    host.press().expectOk();
    assertThat(choose(host, NUMBER, RIGHT).status()).isEqualTo(StatusWords.SECRET_LOCKED);
    host.press().expectOk();
    assertThat(arrange(host).status()).isEqualTo(StatusWords.SECRET_LOCKED);
    host.pay(token(), 999).expectOk();
    prove(host, PASSWORD, LONG).expectOk();
    host.pay(token(), 5_000).expectOk();
  }

  @Test
  @Requirement("R75")
  void aRightNumberGivesTheTriesBack() {
    Host host = guarded(1);
    for (int round = 0; round < 3; round++) {
      for (int i = 1; i < Secrets.TRIES_NUMBER; i++) {
        assertThat(prove(host, NUMBER, WRONG).status()).isEqualTo(StatusWords.SECRET_WRONG);
      }
      prove(host, NUMBER, RIGHT).expectOk();
    }
    assertThat(secrets(host)[1]).isEqualTo(Secrets.TRIES_NUMBER);
  }

  /** A cut tells nobody whether a number was right, and takes no wrong try back. */
  @Test
  @Requirement("R75")
  void noCutHelpsGuessing() {
    Host host = guarded(1);
    for (String each : new String[] {WRONG, RIGHT}) {
      assertThat(isCutBefore(0, host, each)).as("before a try is counted: %s", each).isTrue();
    }
    assertThat(secrets(host)[1]).isEqualTo(Secrets.TRIES_NUMBER);
    assertThat(isCutBefore(1, host, RIGHT)).as("before the tries are given back").isTrue();
    assertThat(isCutBefore(1, host, WRONG)).isFalse();
    assertThat(secrets(host)[1]).isEqualTo((byte) (Secrets.TRIES_NUMBER - 2));
    refusesToPay(host, 1_000, StatusWords.SECRET_REQUIRED);
  }

  private static boolean isCutBefore(int write, Host host, String number) {
    PersistentMemory memory = host.card.memory();
    memory.begin(write);
    prove(host, NUMBER, number);
    boolean isCut = memory.wasCut();
    host.card.powerUp();
    memory.begin(Integer.MAX_VALUE);
    return isCut;
  }

  /** Both secrets and the table, in one command. */
  private static Answer protect(Host host, String number, String password, byte[]... tiers) {
    byte[] challenge = host.challenge();
    byte[] salt = new byte[Secrets.SALT];
    byte[] other = Arrays.copyOf(new byte[] {1}, Secrets.SALT);
    byte[] data =
        join(
            new byte[] {WANTS_BOTH | CHANGES_TIERS},
            padded(host, challenge, salt, value(host, NUMBER, number)),
            padded(host, challenge, other, value(host, PASSWORD, password)),
            join(tiers));
    byte[] code =
        host.code(host.bindingKey, new byte[] {Instructions.PROTECT, 0, 0}, challenge, data);
    return host.send(Instructions.PROTECT, join(data, new byte[] {host.binding}, code));
  }

  private static byte[] padded(Host host, byte[] challenge, byte[] salt, byte[] value) {
    byte[] header = {Instructions.PROTECT, (byte) 0xFF, (byte) 0xFF};
    byte[] pad = host.code(host.bindingKey, header, challenge, salt);
    for (int i = 0; i < pad.length; i++) {
      pad[i] ^= value[i];
    }
    return join(salt, pad);
  }

  /** Whatever write it is cut before: the secrets and the table of before, or those of after. */
  @Test
  @Requirement("R75")
  void secretsAndTableChangeTogetherOrNotAtAll() {
    Host host = guarded(1);
    byte[] before = secrets(host);
    byte[][] tiers = {
      tier(6, WANTS_NUMBER), tier(7, WANTS_BOTH), tier(8, WANTS_NUMBER), tier(9, WANTS_BOTH)
    };
    byte[] after = join(new byte[] {3, 3, 10}, join(tiers));
    PersistentMemory memory = host.card.memory();
    Snapshot guarded = host.card.snapshot();
    int journalled = 0;
    boolean cut = true;
    for (int at = 0; cut && at < WRITES_MAX; at++) {
      guarded.restore();
      host.card.powerUp();
      prove(host, NUMBER, RIGHT).expectOk();
      prove(host, PASSWORD, LONG).expectOk();
      byte[] _ = asked(host);
      host.press().expectOk();
      memory.begin(at);
      protect(host, WRONG, RIGHT, tiers);
      journalled = memory.journalledMost();
      cut = isCut(host);
      boolean isNew = Arrays.equals(secrets(host), after);
      assertThat(secrets(host)).as("cut at %s", at).isEqualTo(isNew ? after : before);
      prove(host, NUMBER, isNew ? WRONG : RIGHT).expectOk();
      prove(host, PASSWORD, isNew ? RIGHT : LONG).expectOk();
      assertThat(isNew || cut).isTrue();
    }
    assertThat(cut).isFalse();
    assertThat(journalled).isEqualTo(JOURNAL_MOST);
  }

  /** A table that is refused takes the secrets of its command along. */
  @Test
  @Requirement("R75")
  void aRefusedTableSetsNoSecret() {
    Host host = Cards.funded(10_000, 1);
    host.press().expectOk();
    assertThat(protect(host, RIGHT, LONG, tier(6, WANTS_NUMBER), tier(5, WANTS_BOTH)).status())
        .isEqualTo(StatusWords.MALFORMED);
    assertThat(secrets(host)).containsExactly(0, 0, 0);
    host.press().expectOk();
    protect(host, RIGHT, LONG, tier(5, WANTS_NUMBER), tier(6, WANTS_BOTH)).expectOk();
    assertThat(secrets(host))
        .containsExactly(join(new byte[] {3, 3, 10}, tier(5, WANTS_NUMBER), tier(6, WANTS_BOTH)));
  }

  /** Each byte of what is changed, and each length, is one that the page has. */
  @Test
  @Requirement("R75")
  void protectHasOneFormForEachChange() {
    Host host = Cards.funded(10_000, 1);
    for (byte changes : new byte[] {0, 8, -1, (byte) 0x80}) {
      assertThat(sentProtect(host, changes, 0)).isEqualTo(StatusWords.MALFORMED);
    }
    int[][] wrong = {{1, 0}, {1, 31}, {1, 33}, {1, 41}, {3, 32}, {3, 63}, {4, 8}, {4, 45}, {5, 40}};
    for (int[] each : wrong) {
      assertThat(sentProtect(host, (byte) each[0], each[1]))
          .as("%s and %s bytes", each[0], each[1])
          .isEqualTo(StatusWords.WRONG_LENGTH);
    }
    assertThat(host.send(Instructions.PROTECT, new byte[16]).status())
        .isEqualTo(StatusWords.WRONG_LENGTH);
    assertThat(host.send(Instructions.PROTECT, new byte[17]).status())
        .isEqualTo(StatusWords.WRONG_LENGTH);
    assertThat(secrets(host)).containsExactly(0, 0, 0);
  }

  private static short sentProtect(Host host, byte changes, int more) {
    host.press().expectOk();
    byte[] data = join(new byte[] {changes}, new byte[more]);
    return host.sendVouched(Instructions.PROTECT, data).status();
  }

  /** A cut leaves the secret, or the table, of before or of after. */
  @Test
  @Requirement("R75")
  void aCutChangeIsDoneOrNot() {
    Host host = guarded(2);
    PersistentMemory memory = host.card.memory();
    Snapshot before = host.card.snapshot();
    boolean cut = true;
    for (int at = 0; cut && at < WRITES_MAX; at++) {
      before.restore();
      host.card.powerUp();
      prove(host, NUMBER, RIGHT).expectOk();
      host.press().expectOk();
      memory.begin(at);
      choose(host, NUMBER, WRONG);
      cut = memory.wasCut();
      host.card.powerUp();
      boolean isNew = prove(host, NUMBER, WRONG).isOk();
      assertThat(prove(host, NUMBER, RIGHT).isOk()).as("cut at %s", at).isNotEqualTo(isNew);
      assertThat(isNew || cut).isTrue();
    }
    assertThat(cut).isFalse();
  }

  @Test
  @Requirement("R75")
  void onlyWhoKnowsTheSecretChangesIt() {
    Host host = guarded(1);
    assertThat(choose(host, NUMBER, WRONG).status()).isEqualTo(StatusWords.BUTTON_REQUIRED);
    host.press().expectOk();
    assertThat(choose(host, NUMBER, WRONG).status()).isEqualTo(StatusWords.SECRET_REQUIRED);
    host.press().expectOk();
    assertThat(arrange(host).status()).isEqualTo(StatusWords.SECRET_REQUIRED);

    prove(host, NUMBER, RIGHT).expectOk();
    host.press().expectOk();
    assertThat(arrange(host).status())
        .as("the password too")
        .isEqualTo(StatusWords.SECRET_REQUIRED);
    prove(host, PASSWORD, LONG).expectOk();
    host.press().expectOk();
    arrange(host, tier(7, WANTS_NUMBER)).expectOk();
    assertThat(secrets(host)).containsExactly(join(new byte[] {3, 3, 10}, tier(7, WANTS_NUMBER)));
    prove(host, NUMBER, RIGHT).expectOk();
    host.press().expectOk();
    choose(host, NUMBER, WRONG).expectOk();
    assertThat(prove(host, NUMBER, RIGHT).status()).isEqualTo(StatusWords.SECRET_WRONG);
    prove(host, NUMBER, WRONG).expectOk();
  }

  @Test
  @Requirement("R75")
  void noTableIsTakenThatNobodyCouldPayBy() {
    Host host = Cards.funded(10_000, 1);
    host.press().expectOk();
    choose(host, NUMBER, RIGHT).expectOk();
    byte[][][] wrong = {
      {tier(5, WANTS_PASSWORD)},
      {tier(5, (byte) 0)},
      {tier(5, (byte) 5)},
      {tier(5, (byte) -1)},
      {tier(5, WANTS_NUMBER), tier(5, WANTS_NUMBER)},
      {tier(6, WANTS_NUMBER), tier(5, WANTS_NUMBER)}
    };
    for (byte[][] each : wrong) {
      host.press().expectOk();
      assertThat(arrange(host, each).status()).isEqualTo(StatusWords.MALFORMED);
    }
    byte[] tooMany = join(tier(1, WANTS_NUMBER), tier(2, WANTS_NUMBER), tier(3, WANTS_NUMBER));
    host.press().expectOk();
    assertThat(arrange(host, tooMany, tier(4, WANTS_NUMBER), tier(5, WANTS_NUMBER)).status())
        .isEqualTo(StatusWords.WRONG_LENGTH);
    assertThat(arrange(host, new byte[8]).status()).isEqualTo(StatusWords.WRONG_LENGTH);
    assertThat(secrets(host)).containsExactly(1, 3, 0);
    assertThat(prove(host, PASSWORD, LONG).status()).isEqualTo(StatusWords.NOT_FOUND);
    assertThat(prove(host, 2, LONG).status()).isEqualTo(StatusWords.NOT_FOUND);
    host.pay(token(), 10_000 - 1).expectOk();
  }

  /** Whoever is on the line, or has another host, uses up no try and learns nothing to guess by. */
  @Test
  @Requirement("R75")
  void nobodyWithoutABindingGuesses() {
    Host host = guarded(1);
    Host stranger = host.beside();
    stranger.binding = host.binding;
    for (int i = 0; i < 2 * Secrets.TRIES_NUMBER; i++) {
      assertThat(prove(stranger, NUMBER, RIGHT).status()).isEqualTo(StatusWords.NOT_AUTHENTIC);
    }
    assertThat(secrets(host)[1]).isEqualTo(Secrets.TRIES_NUMBER);
    byte[] value = value(host, NUMBER, RIGHT);
    byte[] challenge = host.challenge();
    byte[] plain =
        org.specie.kernel.crypto.mac.Cmac.of(Secret.copyOf(value), ByteString.copyOf(challenge))
            .toByteArray();
    byte[] data = join(new byte[] {NUMBER}, plain);
    byte[] code =
        host.code(host.bindingKey, new byte[] {Instructions.PROVE, 0, 0}, challenge, data);
    assertThat(host.send(Instructions.PROVE, join(data, new byte[] {host.binding}, code)).status())
        .as("the proof is made with the binding's key")
        .isEqualTo(StatusWords.SECRET_WRONG);
  }
}
