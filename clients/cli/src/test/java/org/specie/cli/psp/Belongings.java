package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.cli.customer.KeptBackup;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.letter.Letter;
import org.specie.wallet.letter.Mailbox;

/**
 * Everything that a provider has: what was heard on its lines, its tables, the files of its
 * database, and all other files of its folder.
 *
 * @param folder in which the providers' folders lie
 */
record Belongings(Path folder) {
  private static final int READ_MS = 60_000;

  /** What was heard on the lines of customers and of operators. */
  Map<String, byte[]> lines(Village village, Village.Provider provider) {
    Map<String, byte[]> lines = new LinkedHashMap<>();
    lines.put("the line of customers", provider.line().heard());
    lines.put("the line of operators", village.operatorsLine().heard());
    return lines;
  }

  /** Its lines, its database as tables and as files, and all other files of its folder. */
  Map<String, byte[]> places(Village village, Village.Provider provider)
      throws IOException, SQLException {
    Map<String, byte[]> places = lines(village, provider);
    assertThat(places.values()).allSatisfy(heard -> assertThat(heard).hasSizeGreaterThan(10_000));
    places.put("the tables", text(rows(village, provider)));
    // In the log of writes a row may be cut by the edge of a page; in its table it is whole.
    try (Connection connection = village.connection(provider);
        Statement settle = connection.createStatement()) {
      settle.execute("CHECKPOINT");
    }
    Path home = folder.resolve(provider.name());
    places.put("the files of the database", files(home.resolve("database"), Path.of("")));
    places.put("the other files", files(home, home.resolve("database")));
    return places;
  }

  /** All files below {@code root}, but those below {@code without}, one after the other. */
  static byte[] files(Path root, Path without) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(without) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            try {
              all.write(Files.readAllBytes(file));
            } catch (NoSuchFileException _) {
              // The database removes its own working files at any time.
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
    assertThat(all.size()).isPositive();
    return all.toByteArray();
  }

  /** The rows of each table, sorted, as text. */
  Map<String, String> rows(Village village, Village.Provider provider)
      throws IOException, SQLException {
    Map<String, String> tables = new TreeMap<>();
    try (Connection connection = village.connection(provider)) {
      List<String> names = new ArrayList<>();
      try (ResultSet found =
          connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
        while (found.next()) {
          names.add(found.getString("TABLE_NAME"));
        }
      }
      for (String name : names) {
        try (Statement all = connection.createStatement();
            ResultSet row = all.executeQuery("SELECT * FROM " + name)) {
          TreeSet<String> rows = new TreeSet<>();
          while (row.next()) {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
              text.append(row.getString(i)).append('|');
            }
            rows.add(text.toString());
          }
          tables.put(name, rows.toString());
        }
      }
    }
    assertThat(tables).containsKeys("customer", "token_spent", "tokens_issued");
    return tables;
  }

  /** Says {@code bytes} on the line of customers, and waits until they have gone by. */
  private static void say(Village.Provider provider, byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), provider.line().port())) {
      socket.setSoTimeout(READ_MS);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  /** A backup that says in clear what it is about is found out. */
  private void leavesOneThatIsNotSealed(
      Village village, Village.Provider provider, Needles needles, Villager customer)
      throws IOException, SQLException {
    ByteString clear =
        ByteString.concat(
            needles.all().values().stream().map(ByteString::copyOf).toArray(ByteString[]::new));
    try (KeptBackup kept = customer.backup()) {
      kept.leave(2, clear).orThrow();
    }
    TreeSet<String> inHex = new TreeSet<>();
    // What tables show of bytes is their hexadecimal form.
    needles.all().keySet().stream()
        .filter(what -> what.endsWith(" in hex"))
        .forEach(what -> inHex.add(what + " @ the tables"));
    assertThat(needles.foundIn(Map.of("the tables", text(rows(village, provider)))))
        .containsAll(inHex);
  }

  /** So is a letter that its writer did not seal. */
  void provesThatALetterCanFail(
      Village village,
      Village.Provider provider,
      Needles needles,
      Villager customer,
      Mailbox mailbox)
      throws IOException, SQLException {
    ByteString clear =
        ByteString.concat(
            needles.all().values().stream().map(ByteString::copyOf).toArray(ByteString[]::new));
    TreeSet<String> found = new TreeSet<>();
    for (int at = 0; at < clear.size(); at += Letter.SIZE / 2) {
      byte[] letter = new byte[Letter.SIZE];
      clear.slice(at, Math.min(clear.size(), at + Letter.SIZE)).copyTo(letter, 0);
      customer.network().provider().leave(mailbox, ByteString.copyOf(letter)).orThrow();
      found.addAll(needles.foundIn(Map.of("the tables", text(rows(village, provider)))));
    }
    // What tables show of bytes is their hexadecimal form.
    assertThat(found)
        .containsAll(
            needles.all().keySet().stream()
                .filter(what -> what.endsWith(" in hex"))
                .map(what -> what + " @ the tables")
                .toList());
  }

  private static byte[] text(Map<String, String> rows) {
    return rows.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A provider that writes down and says what it must not is found out, whatever it is. */
  void provesThatItCanFail(
      Village village, Village.Provider provider, Needles needles, Villager customer)
      throws IOException, SQLException {
    TreeSet<String> leaked = new TreeSet<>();
    leavesOneThatIsNotSealed(village, provider, needles, customer);
    Path log = folder.resolve(provider.name()).resolve("log");
    try (Connection connection = village.connection(provider);
        PreparedStatement add =
            connection.prepareStatement("INSERT INTO sealed_request VALUES (?, ?, ?)")) {
      int number = 0;
      for (var each : needles.all().entrySet()) {
        leaked.add(each.getKey() + " @ the files of the database");
        leaked.add(each.getKey() + " @ the other files");
        leaked.add(each.getKey() + " @ the line of customers");
        number++;
        add.setBytes(1, Hash32.sha256(ByteString.utf8("row " + number)).bytes().toByteArray());
        add.setBytes(2, each.getValue());
        add.setDate(3, Date.valueOf("2999-12-31"));
        add.executeUpdate();
        Files.write(log, each.getValue(), StandardOpenOption.APPEND);
        say(provider, each.getValue());
      }
    }
    // What tables show of bytes is their hexadecimal form.
    needles.all().keySet().stream()
        .filter(what -> what.endsWith(" in hex"))
        .forEach(what -> leaked.add(what + " @ the tables"));
    assertThat(needles.foundIn(places(village, provider))).containsAll(leaked);
  }
}
