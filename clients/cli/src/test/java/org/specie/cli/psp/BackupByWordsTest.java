package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.Terminal;
import org.specie.kernel.core.Amount;
import org.specie.kernel.crypto.signature.Address;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device that is lost with everything on it but the words. Source: docs/spec/41-psp.md 41.17. */
final class BackupByWordsTest {
  private static final String NOTE = "for the second-hand bicycle";

  @TempDir private Path folder;

  private static JsonNode json(Terminal.Ran ran) {
    return JsonMapper.builder().build().readTree(ran.out());
  }

  private static String[] at(String device, String... words) {
    String[] where = {"--network", device, "--wallet", device + ".wallet", "--json"};
    return Stream.of(words, where).flatMap(Stream::of).toArray(String[]::new);
  }

  private static void lose(Village village, String device) throws IOException {
    Village.removeAll(village.folder().resolve(device));
    Files.delete(village.folder().resolve(device + ".wallet"));
  }

  @Test
  void wordsAloneFindAndOpenIt() throws Exception {
    try (Village village = new Village(folder, Amount.parse("100.00"))) {
      Village.Provider north = village.provider("north");
      String evidence = village.evidence("ana", village.join("ana", north)).toString();
      JsonNode made = json(village.run(at("ana", "wallet", "new")));
      StringBuilder words = new StringBuilder();
      made.get("words").forEach(word -> words.append(word.asString()).append(' '));
      Path paper = Files.writeString(folder.resolve("words.txt"), words);
      String address = made.get("address").asString();
      village.run(at("ana", "wallet", "enrol", "--evidence-file", evidence));
      village.decide(
          new Act.IssueOrdinary(
              Address.parse(made.get("account").asString()), Amount.parse("50.00")));
      village.run(at("ana", "wallet", "load", "20"));
      village.run(at("ana", "wallet", "pay", address, "7.25", "--note", NOTE));
      village.run(at("ana", "wallet", "backup"));
      String before = village.run(at("ana", "wallet", "history")).out();
      assertThat(before).contains(NOTE);
      assertThat(json(village.run("psp", "kept", "--dir", "ana", "--json")).get("backup"))
          .as("it is not kept under the folder's key")
          .isEmpty();

      lose(village, "ana");
      village.join("new", north);
      String[] restore = at("new", "wallet", "restore", "--words-file", paper.toString());
      assertThat(village.run(restore).err()).contains("keeps a backup of this wallet");
      assertThat(village.run(at("new", "wallet", "history")).out()).isEqualTo(before);
      // What was paid to oneself comes in with its note; that it was paid with one, the ledger
      // does not say.
      lose(village, "new");
      village.join("new", north);
      Terminal.Ran ran =
          village.run(
              Stream.of(restore, new String[] {"--without-backup"})
                  .flatMap(Stream::of)
                  .toArray(String[]::new));
      assertThat(ran.err()).doesNotContain("backup");
      assertThat(village.run(at("new", "wallet", "history")).out())
          .isNotEqualTo(before)
          .containsOnlyOnce(NOTE);

      assertThat(village.run(at("new", "wallet", "backup", "--remove")).out())
          .contains("forgotten");
      lose(village, "new");
      village.join("new", north);
      assertThat(village.run(restore).err()).doesNotContain("backup");
      assertThat(village.isConserved()).isTrue();
      village.stop(north);
    }
  }

  /** A provider that gives another wallet's backup, or a changed one, has the ledger read. */
  @Test
  void whatIsNoneOfItsOwnLeavesTheLedgerToBeRead() throws Exception {
    try (Village village = new Village(folder, Amount.parse("100.00"))) {
      Village.Provider north = village.provider("north");
      village.join("ana", north);
      JsonNode made = json(village.run(at("ana", "wallet", "new")));
      village.decide(
          new Act.IssueOrdinary(
              Address.parse(made.get("account").asString()), Amount.parse("50.00")));
      village.run(at("ana", "wallet", "backup"));
      village.database(
          north, "UPDATE backup SET content = set_byte(content, 200, get_byte(content, 200) # 1)");
      StringBuilder words = new StringBuilder();
      made.get("words").forEach(word -> words.append(word.asString()).append(' '));
      Path paper = Files.writeString(folder.resolve("words.txt"), words);
      village.join("new", north);
      Terminal.Ran ran =
          village.run(at("new", "wallet", "restore", "--words-file", paper.toString()));
      assertThat(ran.err()).contains("5307");
      assertThat(json(ran).get("ordinary").asString()).isEqualTo("50.00");
      village.stop(north);
    }
  }
}
