package org.specie.cli.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/** Who somebody is reaches the identity provider by a file or a line, and by no command line. */
class VouchCommandTest {
  private static final String CUSTOMER =
      Ed25519SecretKey.generate(new SecureRandom()::nextBytes).publicKey().bytes().toHex();

  @TempDir Path folder;

  private Terminal terminal;

  @BeforeEach
  void create() {
    terminal = new Terminal(folder);
    assertThat(terminal.run("identity", "create", "--home", "hall", "--name", "hall").exitCode())
        .isZero();
  }

  private Terminal.Ran vouch(List<String> typed, String out, String... more) {
    List<String> words = new ArrayList<>(List.of("identity", "vouch", "--home", "hall"));
    words.addAll(List.of("--customer", CUSTOMER, "--out", out));
    words.addAll(List.of(more));
    return terminal.type(typed, words.toArray(String[]::new));
  }

  /** What is the same however often the person comes, other than the signature. */
  private String pseudonym(String out) throws IOException {
    return Files.readAllLines(folder.resolve(out)).stream()
        .filter(line -> line.contains("pseudonym"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFileAndALineNameTheSamePerson() throws IOException {
    Files.writeString(folder.resolve("ana.txt"), "  passport 123\r\n\n");
    assertThat(vouch(List.of(), "file", "--person-file", "ana.txt").exitCode()).isZero();
    assertThat(vouch(List.of("passport 123 "), "line").exitCode()).isZero();
    assertThat(vouch(List.of("passport 124"), "other").exitCode()).isZero();

    assertThat(pseudonym("file")).isEqualTo(pseudonym("line")).isNotEqualTo(pseudonym("other"));
  }

  /** An accent apart from its letter, and the mark that some editors put before a text. */
  @Test
  void howALineIsCodedMakesNobodyElse() throws IOException {
    Files.writeString(folder.resolve("rene.txt"), "\uFEFFRene\u0301, 12\n");
    assertThat(vouch(List.of(), "file", "--person-file", "rene.txt").exitCode()).isZero();
    assertThat(vouch(List.of("Ren\u00e9, 12"), "line").exitCode()).isZero();

    assertThat(pseudonym("file")).isEqualTo(pseudonym("line"));
  }

  @Test
  void nobodyAndTwoAndTooMuchAreRefused() throws IOException {
    Files.writeString(folder.resolve("two.txt"), "number 1\nnumber 2\n");
    Files.writeString(folder.resolve("long.txt"), "x".repeat(100_000));
    Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Files.writeString(folder.resolve("empty.txt"), "\n \n");

    assertThat(vouch(List.of(), "no").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(vouch(List.of("  "), "no").exitCode()).isEqualTo(ExitCode.USAGE);
    for (String file : List.of("two.txt", "long.txt", "bytes", "empty.txt")) {
      Terminal.Ran ran = vouch(List.of(), "no", "--person-file", file);
      assertThat(ran.exitCode()).as(file).isEqualTo(ExitCode.USAGE);
      assertThat(ran.err()).doesNotContain("number");
    }
    assertThat(vouch(List.of(), "no", "--person-file", "gone.txt").exitCode())
        .isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void noOptionTakesAPersonFromTheCommandLine() {
    assertThat(vouch(List.of(), "no", "--person", "passport 123").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(folder.resolve("no")).doesNotExist();
  }
}
