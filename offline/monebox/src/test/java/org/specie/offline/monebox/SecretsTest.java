package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.offline.monebox.Authority.amount;
import static org.specie.offline.monebox.Authority.join;
import static org.specie.offline.monebox.Authority.sha256;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.simulator.PersistentMemory;
import org.specie.offline.simulator.Snapshot;
import org.specie.quality.requirements.Requirement;

/** What is paid from which amount on which secret of the owner (51.14). */
class SecretsTest {
  private static final int NUMBER = 0;
  private static final int PASSWORD = 1;
  private static final byte CHANGES_TIERS = 4;
  private static final byte WANTS_NUMBER = 1;
  private static final byte WANTS_PASSWORD = 2;
  private static final byte WANTS_BOTH = 3;
  private static final String RIGHT = "4711";
  private static final String WRONG = "4712";
  private static final String LONG = "correct horse battery staple";

  /** Of PROTECT with all that it can change, as 51.11 counts. */
  private static final int JOURNAL_MOST = 105;

  private static final int WRITES_MAX = 40;

  private static byte[] value(Host host, int kind, String secret) {
    byte[] domain = "ART1-SEC".getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(sha256(domain, host.deviceId, new byte[] {(byte) kind}, bytes), 16);
  }

  /** A command whose data depends on the challenge that it uses up. */
  private static Answer derived(
      Host host, byte instruction, byte[] head, byte[] over, byte[] masked) {
    byte[] challenge = host.challenge();
    byte[] derived =
        host.code(
            host.bindingKey, new byte[] {instruction, (byte) 0xFF, (byte) 0xFF}, challenge, over);
    for (int i = 0; i < masked.length; i++) {
      derived[i] ^= masked[i];
    }
    byte[] data = join(head, derived);
    byte[] code = host.code(host.bindingKey, new byte[] {instruction, 0, 0}, challenge, data);
    return host.send(instruction, join(data, new byte[] {host.binding}, code));
  }

  private static Answer choose(Host host, int kind, String secret) {
    byte[] salt = sha256(secret.getBytes(StandardCharsets.UTF_8), new byte[] {7});
    byte[] head = join(new byte[] {(byte) (1 << kind)}, Arrays.copyOf(salt, 16));
    return derived(
        host, Instructions.PROTECT, head, Arrays.copyOf(salt, 16), value(host, kind, secret));
  }

  private static Answer prove(Host host, int kind, String secret) {
    byte[] head = {(byte) kind};
    return derived(host, Instructions.PROVE, head, value(host, kind, secret), new byte[0]);
  }

  private static byte[] tier(long from, byte secrets) {
    return join(amount(from), new byte[] {secrets});
  }

  private static Answer arrange(Host host, byte[]... tiers) {
    return host.sendVouched(Instructions.PROTECT, join(new byte[] {CHANGES_TIERS}, join(tiers)));
  }

  private static byte[] secrets(Host host) {
    return host.sendVouched(Instructions.SECRETS, new byte[0]).expectData();
  }

  private static byte[] token() {
    return Cards.blank().token().issue();
  }

  private static void refusesToPay(Host host, long minor, short word) {
    assertThat(host.pay(token(), minor).status()).as("%s", minor).isEqualTo(word);
  }

  /** Nothing below 1,000, the number from there, the password from 5,000, both from 9,000. */
  private static Host guarded(int keys) {
    Host host = Cards.funded(100_000, keys);
    host.press().expectOk();
    choose(host, NUMBER, RIGHT).expectOk();
    host.press().expectOk();
    choose(host, PASSWORD, LONG).expectOk();
    host.press().expectOk();
    arrange(host, tier(1_000, WANTS_NUMBER), tier(5_000, WANTS_PASSWORD), tier(9_000, WANTS_BOTH))
        .expectOk();
    return host;
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

  private static byte[] asked(Host host) {
    return host.sendVouched(Instructions.ASK_UNLOCK, new byte[0]).expectData();
  }

  private static byte[] order(Host host, byte[] asked, byte[] device) {
    return join(asked, Authority.sign(host.authority.manager, "ART1-UNL", device, asked));
  }

  private static byte[] order(Host host, byte[] asked) {
    return order(host, asked, host.deviceId);
  }

  private static void refusesOrder(Host host, byte[] order) {
    assertThat(host.send(Instructions.UNLOCK, order).status()).isEqualTo(StatusWords.NOT_ASKED);
    assertThat(secrets(host)[0]).isEqualTo((byte) 3);
  }

  private static void lock(Host host) {
    for (int i = 0; i < Secrets.TRIES_NUMBER; i++) {
      prove(host, NUMBER, WRONG);
    }
  }

  @Test
  @Requirement("R75")
  void theManagersUnlockOnceForThisDevice() {
    Host host = guarded(2);
    lock(host);
    byte[] asked = asked(host);
    byte[] right = order(host, asked);
    assertThat(host.send(Instructions.UNLOCK, order(host, asked, new byte[16])).status())
        .isEqualTo(StatusWords.NOT_SIGNED);
    byte[] tampered = right.clone();
    tampered[0] ^= 1;
    assertThat(host.send(Instructions.UNLOCK, tampered).status()).isEqualTo(StatusWords.NOT_SIGNED);

    host.card.select();
    host.send(Instructions.UNLOCK, right).expectOk();

    host.pay(token(), 9_000).expectOk();
    assertThat(secrets(host)[0]).isZero();
    host.press().expectOk();
    choose(host, NUMBER, WRONG).expectOk();
    assertThat(host.send(Instructions.UNLOCK, right).status()).isEqualTo(StatusWords.NOT_ASKED);
    prove(host, NUMBER, WRONG).expectOk();
  }

  /** An order that nobody brought in its time is worth nothing after a later lock. */
  @Test
  @Requirement("R75")
  void anOrderAnswersWhatWasAskedLastAndNothingElse() {
    Host host = guarded(1);
    byte[] never = order(host, new byte[Asking.SIZE]);
    refusesOrder(host, never);

    byte[] kept = order(host, asked(host));
    byte[] next = order(host, asked(host));
    refusesOrder(host, kept);

    prove(host, NUMBER, WRONG);
    host.card.select();
    prove(host, NUMBER, RIGHT).expectOk();
    refusesOrder(host, next);
    refusesOrder(host, never);

    byte[] early = order(host, asked(host));
    prove(host, NUMBER, RIGHT).expectOk();
    host.press().expectOk();
    choose(host, NUMBER, WRONG).expectOk();
    lock(host);
    for (byte[] each : new byte[][] {never, kept, next, early}) {
      refusesOrder(host, each);
    }
    host.send(Instructions.UNLOCK, order(host, asked(host))).expectOk();
  }

  /** Whoever sets the first secret ends what was asked while there was none. */
  @Test
  @Requirement("R75")
  void anOrderAskedBeforeThereIsASecretIsNoneForIt() {
    Host host = Cards.funded(10_000, 1);
    byte[] early = order(host, asked(host));
    host.press().expectOk();
    choose(host, NUMBER, RIGHT).expectOk();
    assertThat(host.send(Instructions.UNLOCK, early).status()).isEqualTo(StatusWords.NOT_ASKED);
    assertThat(secrets(host)[0]).isEqualTo(WANTS_NUMBER);
  }

  /** A stranger beside the card ends nobody's asking, and has none. */
  @Test
  @Requirement("R75")
  void onlyABoundHostAsks() {
    Host host = guarded(1);
    byte[] right = order(host, asked(host));
    Host stranger = host.beside();
    stranger.binding = host.binding;
    assertThat(stranger.sendVouched(Instructions.ASK_UNLOCK, new byte[0]).status())
        .isEqualTo(StatusWords.NOT_AUTHENTIC);
    host.send(Instructions.UNLOCK, right).expectOk();
  }

  /** Wherever asking is cut, the card waits for what it asked before or for what it asks now. */
  @Test
  @Requirement("R75")
  void aCutAskingLeavesOneOpen() {
    Host host = guarded(1);
    Snapshot before = host.card.snapshot();
    boolean cut = true;
    for (int at = 0; cut && at < WRITES_MAX; at++) {
      before.restore();
      host.card.powerUp();
      byte[] old = order(host, asked(host));
      host.card.memory().begin(at);
      host.sendVouched(Instructions.ASK_UNLOCK, new byte[0]);
      cut = isCut(host);
      boolean isOld = host.send(Instructions.UNLOCK, old).isOk();
      assertThat(isOld && !cut).as("cut at %s", at).isFalse();
      assertThat(secrets(host)[0]).isEqualTo((byte) (isOld ? 0 : 3));
      host.send(Instructions.UNLOCK, order(host, asked(host))).expectOk();
    }
    assertThat(cut).isFalse();
  }

  /** Wherever an order is cut, all is as before and it counts, or all is gone and it does not. */
  @Test
  @Requirement("R75")
  void aCutOrderIsBroughtAgain() {
    Host host = guarded(1);
    byte[] right = order(host, asked(host));
    Snapshot before = host.card.snapshot();
    boolean cut = true;
    for (int at = 0; cut && at < WRITES_MAX; at++) {
      before.restore();
      host.card.powerUp();
      host.card.memory().begin(at);
      host.send(Instructions.UNLOCK, right);
      cut = isCut(host);
      boolean isDone = secrets(host)[0] == 0;
      assertThat(isDone || cut).as("cut at %s", at).isTrue();
      assertThat(host.send(Instructions.UNLOCK, right).status())
          .isEqualTo(isDone ? StatusWords.NOT_ASKED : (short) 0x9000);
      assertThat(secrets(host)[0]).isZero();
    }
    assertThat(cut).isFalse();
  }

  /** Whether the power failed; then it comes back. */
  private static boolean isCut(Host host) {
    boolean cut = host.card.memory().wasCut();
    host.card.powerUp();
    host.card.memory().begin(Integer.MAX_VALUE);
    return cut;
  }
}
