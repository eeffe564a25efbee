package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.specie.quality.requirements.Requirement;

/** Whatever a host sends, the card answers with a word of 51.12 and moves nothing. */
class BadCommandsTest {
  /** Data of a length that no command but SEAL takes, for each that takes one length. */
  private static final Map<Byte, Integer> LENGTHS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(Instructions.STATUS, 17),
              Map.entry(Instructions.ROOT, 17),
              Map.entry(Instructions.UNBIND, 18),
              Map.entry(Instructions.SET_LIMIT, 25),
              Map.entry(Instructions.TIME, 76),
              Map.entry(Instructions.PROVE, 34),
              Map.entry(Instructions.SECRETS, 17),
              Map.entry(Instructions.UNLOCK, 72),
              Map.entry(Instructions.ASK_UNLOCK, 17),
              Map.entry(Instructions.PRESS, 16),
              Map.entry(Instructions.TAMPER, 16),
              Map.entry(Instructions.SHOW, 16),
              Map.entry(Instructions.INSTALL_KEY, 180),
              Map.entry(Instructions.INSTALL_CLASS, 376),
              Map.entry(Instructions.GET_RESULT, 52),
              Map.entry(Instructions.LOAD, 76),
              Map.entry(Instructions.GENERATE, 17),
              Map.entry(Instructions.BLIND, 282),
              Map.entry(Instructions.INSTALL_CERTIFICATE, 257),
              Map.entry(Instructions.BIND, 90)));

  @Test
  void wrongLengthsAreRefused() {
    Host host = Cards.funded(100, 1);
    LENGTHS.forEach(
        (instruction, length) -> {
          for (int wrong : new int[] {1, length - 1, length + 1, 800}) {
            assertThat(host.send(instruction, new byte[wrong]).status())
                .as("instruction %02X, %s bytes", instruction, wrong)
                .isEqualTo(StatusWords.WRONG_LENGTH);
          }
          assertThat(host.send(instruction, new byte[length]).status())
              .as("instruction %02X", instruction)
              .isNotEqualTo(StatusWords.WRONG_LENGTH);
        });
    for (byte[] bare : new byte[][] {{0, 0}, {0, 0, 0}, {0, 0, 0, 0, 0}}) {
      byte[] command = Authority.join(new byte[] {(byte) 0x80, Instructions.LOAD}, bare);
      assertThat(host.raw(command).status()).isEqualTo(StatusWords.WRONG_LENGTH);
    }
    for (byte instruction : new byte[] {Instructions.PAY, Instructions.REDEEM, Instructions.SEAL}) {
      assertThat(host.send(instruction, new byte[17]).status()).isEqualTo(StatusWords.WRONG_LENGTH);
    }
    assertThat(host.send(Instructions.REDEEM, new byte[801]).status())
        .isEqualTo(StatusWords.WRONG_LENGTH);
    assertThat(host.status().balance()).isEqualTo(100);
  }

  @Test
  void strangeClassesInstructionsAndParametersAreRefused() {
    Host host = Cards.funded(100, 1);

    for (int kind : new int[] {0x00, 0x81, 0x84, 0xA0, 0xFF}) {
      byte[] command = {(byte) kind, Instructions.LOAD, 0, 0, 1, 0};
      assertThat(host.raw(command).status())
          .as("class %02X", kind)
          .isEqualTo(StatusWords.UNKNOWN_CLASS);
    }
    for (int instruction : new int[] {0x00, 0x04, 0x0F, 0x25, 0x44, 0x53, 0x61, 0x7F, 0xFE}) {
      assertThat(host.send((byte) instruction, new byte[] {1}).status())
          .as("instruction %02X", instruction)
          .isEqualTo(StatusWords.UNKNOWN_INSTRUCTION);
    }
    assertThat(host.send(Instructions.LOAD, 1, 0, new byte[76]).status())
        .isEqualTo(StatusWords.WRONG_PARAMETERS);
    assertThat(host.send(Instructions.LOAD, 0, 1, new byte[76]).status())
        .isEqualTo(StatusWords.WRONG_PARAMETERS);
    assertThat(host.send(Instructions.PAY, 2, 0, new byte[300]).status())
        .isEqualTo(StatusWords.WRONG_PARAMETERS);
    assertThat(host.send(Instructions.PAY, 0, 2, new byte[300]).status())
        .isEqualTo(StatusWords.WRONG_PARAMETERS);
  }

  /** The state is asked for before anything else of a command. */
  @Test
  @Requirement("R105")
  void commandsBelongToTheirStates() {
    Host blank = Cards.blank();
    Host inUse = Cards.operational();
    byte[] owned = {
      Instructions.STATUS,
      Instructions.ROOT,
      Instructions.BIND,
      Instructions.UNBIND,
      Instructions.PRESS,
      Instructions.SHOW,
      Instructions.INSTALL_CLASS
    };
    byte[] operational = {
      Instructions.PAY,
      Instructions.GET_RESULT,
      Instructions.REDEEM,
      Instructions.LOAD,
      Instructions.GENERATE,
      Instructions.BLIND,
      Instructions.INSTALL_CERTIFICATE,
      Instructions.SEAL,
      Instructions.SET_LIMIT,
      Instructions.UPDATE_CONFIG,
      Instructions.TIME,
      Instructions.PROTECT,
      Instructions.PROVE,
      Instructions.SECRETS,
      Instructions.UNLOCK,
      Instructions.ASK_UNLOCK
    };
    byte[] provisioning = {
      Instructions.TEST, Instructions.INITIALISE, Instructions.PERSONALISE, Instructions.ACTIVATE
    };
    byte[] ending = {Instructions.RECOVERY_RECORD, Instructions.CONFIRM_RECOVERED};
    refuse(blank, owned);
    refuse(blank, operational);
    refuse(blank, ending);
    refuse(
        blank,
        Instructions.INITIALISE,
        Instructions.PERSONALISE,
        Instructions.ACTIVATE,
        Instructions.TAMPER,
        Instructions.INSTALL_KEY);
    blank.test().expectOk();
    refuse(blank, owned);
    refuse(blank, operational);
    refuse(blank, Instructions.PERSONALISE, Instructions.ACTIVATE, Instructions.TAMPER);
    blank.initialise().expectOk();
    refuse(blank, owned);
    refuse(blank, Instructions.TEST, Instructions.INITIALISE, Instructions.ACTIVATE);
    blank.personalise().expectOk();
    refuse(blank, operational);
    refuse(blank, Instructions.TEST, Instructions.INITIALISE, Instructions.PERSONALISE);
    refuse(inUse, provisioning);
    refuse(inUse, ending);
  }

  private static void refuse(Host host, byte... instructions) {
    for (byte instruction : instructions) {
      assertThat(host.send(instruction, new byte[] {1}).status())
          .as("instruction %02X", instruction)
          .isEqualTo(StatusWords.WRONG_STATE);
    }
  }

  @Test
  @Requirement({"R104", "R105"})
  void provisioningIsSignedByTheRootAndTheManagers() {
    Host host = Cards.blank();
    byte[] root = host.authority.rootCertificate();
    byte[] forged = root.clone();
    forged[170] ^= 1;
    assertThat(host.send(Instructions.TEST, forged).status()).isEqualTo(StatusWords.NOT_SIGNED);
    assertThat(
            host.send(
                    Instructions.TEST,
                    host.authority.keyCertificate(host.authority.factory, (byte) 2))
                .status())
        .isEqualTo(StatusWords.WRONG_USE);
    host.test().expectOk();
    byte[] data = host.initialisation();
    for (int at : new int[] {0, 16, 18, 20, 84, 107, 115, 123, 124, 190 - 3}) {
      byte[] tampered = data.clone();
      tampered[Math.min(at, data.length - 1)] ^= 2;
      assertThat(host.send(Instructions.INITIALISE, tampered).isOk()).as("byte %s", at).isFalse();
    }
    host.initialise().expectOk();
    byte[] owner =
        Authority.join(
            host.ownerId,
            Authority.sign(host.authority.root, "ART1-OWN", host.deviceId, host.ownerId));
    assertThat(host.send(Instructions.PERSONALISE, owner).status())
        .isEqualTo(StatusWords.NOT_SIGNED);
    host.personalise().expectOk();
  }

  /** One card takes no other card's load, and no load that is changed. */
  @Test
  void loadIsForThisDeviceAlone() {
    Host host = Cards.operational();
    Host other = Cards.operational();
    byte[] order = other.loading(1, 100);

    assertThat(host.send(Instructions.LOAD, order).status()).isEqualTo(StatusWords.NOT_SIGNED);
    byte[] more = host.loading(1, 100);
    more[11]++;
    assertThat(host.send(Instructions.LOAD, more).status()).isEqualTo(StatusWords.NOT_SIGNED);
    assertThat(host.status().balance()).isZero();
  }

  /** The same payment with short commands: three links there, two answers back. */
  @Test
  void chainsDoWhatOneLongCommandDoes() {
    Host host = Cards.funded(1_000, 1);
    byte[] token = Cards.blank().token().issue();
    byte[] data =
        host.vouched(Instructions.PAY, 0, 0, Host.payment(token, new byte[0], 100, Authority.NOW));

    ByteArrayOutputStream payment = new ByteArrayOutputStream();
    Answer answer = new Answer(new byte[] {0, 0});
    for (int at = 0; at < data.length; at += 100) {
      byte[] link = Arrays.copyOfRange(data, at, Math.min(data.length, at + 100));
      boolean last = at + 100 >= data.length;
      answer = host.raw(shortCommand(last ? 0x80 : 0x90, Instructions.PAY, link));
      if (!last) {
        answer.expectOk();
      }
    }
    payment.writeBytes(answer.data());
    while (!answer.isOk()) {
      assertThat(answer.status() & 0xFF00).isEqualTo(StatusWords.MORE_DATA);
      answer = host.raw(new byte[] {(byte) 0x80, Instructions.GET_RESPONSE, 0, 0, 0});
      payment.writeBytes(answer.data());
    }

    assertThat(payment.toByteArray()).isEqualTo(host.getResult(token).expectData());
    byte[] other =
        host.vouched(Instructions.PAY, 0, 0, Host.payment(token, new byte[0], 101, Authority.NOW));
    for (int at = 0; at < other.length; at += 200) {
      byte[] link = Arrays.copyOfRange(other, at, Math.min(other.length, at + 200));
      answer =
          host.raw(shortCommand(at + 200 < other.length ? 0x90 : 0x80, Instructions.PAY, link));
    }
    assertThat(answer.status() & 0xFF00).isEqualTo(StatusWords.MORE_DATA);
    answer = host.raw(new byte[] {(byte) 0x80, Instructions.GET_RESPONSE, 0, 0, 0});
    assertThat(answer.status()).isEqualTo(StatusWords.PAID_OTHER_AMOUNT);
    assertThat(host.raw(new byte[] {(byte) 0x80, Instructions.GET_RESPONSE, 0, 0, 0}).status())
        .isEqualTo(StatusWords.WRONG_STATE);
  }

  private static byte[] shortCommand(int kind, byte instruction, byte[] data) {
    byte[] header = {(byte) kind, instruction, 0, 0, (byte) data.length};
    return Authority.join(header, data, new byte[1]);
  }

  @Test
  void brokenChainsLeaveNothingBehind() {
    Host host = Cards.funded(1_000, 1);
    byte[] link = new byte[200];

    host.raw(shortCommand(0x90, Instructions.REDEEM, link)).expectOk();
    assertThat(host.raw(shortCommand(0x80, Instructions.LOAD, link)).status())
        .isEqualTo(StatusWords.CHAINING_BROKEN);
    for (int i = 0; i < 4; i++) {
      host.raw(shortCommand(0x90, Instructions.REDEEM, link)).expectOk();
    }
    assertThat(host.raw(shortCommand(0x90, Instructions.REDEEM, link)).status())
        .isEqualTo(StatusWords.WRONG_LENGTH);
    host.load(2, 5).expectOk();
  }

  /** SELECT tells nobody which card this is. */
  @Test
  @Requirement("R25")
  void selectionTellsCardsOfAClassNotApart() {
    byte[] one = Cards.operational().card.select();
    byte[] other = Cards.operational().card.select();

    assertThat(one).isEqualTo(other);
    assertThat(HexFormat.of().formatHex(one)).isEqualTo("015502" + "03d2" + "9000");
  }
}
