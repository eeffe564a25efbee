package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.specie.offline.simulator.CountedCryptography;
import org.specie.offline.simulator.CountedCryptography.Operation;

/**
 * How long commands would take on named cards: what the applet does, counted, times what JCAlgTest
 * measured on those cards. The table of 51.13 is what this prints.
 */
class CostModelTest {
  /** For all writes of a command to persistent memory; an estimate, nobody published one. */
  private static final double WRITES_MS = 10;

  private static final int HASH_BLOCKS = 5;

  /** Milliseconds of one operation, from the database of JCAlgTest, snapshot of June 2026. */
  private static final List<Card> CARDS =
      List.of(
          card("NXP JCOP4 J3R180", 32.0, 30.2, 26.8, 20.0, 11.0, 7.9, 2.1),
          card("NXP JCOP4 P71D321", 33.1, 31.3, 26.2, 21.6, 11.9, 8.5, 2.3),
          card("NXP JCOP3 J3H145g", 56.3, 50.3, 156, 55.1, 18.7, 8.6, 10.3),
          card("G+D SmartCafe 7.0 215K", 52.3, 67.9, 207, 63.7, 13.1, 9.3, 7.1),
          card("Infineon CJTOP 80K", 146, 101, 214, 126, 38, 37, 22));

  /** SHA-256 was measured for 256 bytes, which are five blocks. */
  private static Card card(
      String title,
      double sign,
      double verify,
      double key,
      double agreement,
      double rsaPublic,
      double hash256,
      double aesMac) {
    return new Card(
        title,
        Map.of(
            Operation.ECDSA_SIGN, sign,
            Operation.ECDSA_VERIFY, verify,
            Operation.EC_KEY, key,
            Operation.EC_AGREEMENT, agreement,
            Operation.RSA_PUBLIC, rsaPublic,
            Operation.HASH_BLOCK, hash256 / HASH_BLOCKS,
            Operation.AES_MAC, aesMac));
  }

  private record Card(String title, Map<Operation, Double> milliseconds) {
    long takes(Map<Operation, Integer> counts) {
      double sum = WRITES_MS;
      for (Map.Entry<Operation, Integer> each : counts.entrySet()) {
        sum += each.getValue() * milliseconds.getOrDefault(each.getKey(), 0.0);
      }
      return Math.round(sum);
    }
  }

  private static Map<Operation, Integer> counted(Runnable command) {
    CountedCryptography.begin();
    command.run();
    return CountedCryptography.counts();
  }

  private static Map<String, Map<Operation, Integer>> commands() {
    Host ana = Cards.funded(10_000, 2);
    Host eve = Cards.funded(10_000, 2);
    Host ben = Cards.operational();
    Map<String, Map<Operation, Integer>> commands = new LinkedHashMap<>();
    byte[] token = ben.token().issue();
    commands.put("pay, fresh token", counted(() -> ana.pay(token, 100).expectOk()));
    commands.put("pay, the same again", counted(() -> ana.pay(token, 100).expectOk()));
    byte[] first = ana.getResult(token).expectData();
    commands.put(
        "pay, token with a payment",
        counted(() -> eve.pay(token, first, 100, Authority.NOW).expectOk()));
    byte[] second = eve.getResult(token, first).expectData();
    commands.put("redeem, first step", counted(() -> ben.redeem(token, first).expectOk()));
    commands.put("redeem, further step", counted(() -> ben.redeem(token, second).expectOk()));
    commands.put("generate", counted(ben::generate));
    commands.put(
        "blind",
        counted(() -> ben.blind((byte) 0, ben.authority.classKey, BigInteger.TWO).expectOk()));
    return commands;
  }

  private static List<String> table() {
    List<String> rows = new ArrayList<>();
    commands()
        .forEach(
            (name, counts) ->
                rows.add(
                    "| %s | %s | %s |"
                        .formatted(
                            name,
                            counts.entrySet().stream()
                                .map(each -> each.getValue() + " " + word(each.getKey()))
                                .collect(Collectors.joining(", ")),
                            CARDS.stream()
                                .map(card -> Long.toString(card.takes(counts)))
                                .collect(Collectors.joining(" | ")))));
    return rows;
  }

  private static String word(Operation operation) {
    return operation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Test
  void tableOfThePageIsWhatTheAppletCosts() throws IOException {
    String page = Files.readString(Path.of("../../docs/spec/51-monebox.md"));
    List<String> rows = table();
    String head =
        CARDS.stream()
            .map(card -> card.title)
            .collect(Collectors.joining(" | ", "| ms | operations | ", " |"));
    System.out.println(head);
    rows.forEach(System.out::println);

    assertThat(page).contains(head);
    rows.forEach(row -> assertThat(page).contains(row));
  }
}
