package org.specie.cli.issuer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.DirectoryHome;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.pseudonym.Letter;
import org.specie.offline.agents.pseudonym.LetterCall;
import org.specie.offline.agents.pseudonym.SealedDocument;
import org.specie.services.issuer.pseudonym.DistantLetters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer letter answer}. */
@Command(
    name = "answer",
    header = {
      "Examples:",
      "  specie issuer letter answer --home ana --agent http://127.0.0.1:7106 --reference 17 \\",
      "    --letter 5e1f… --document invoices.pdf",
      ""
    },
    description = {
      "",
      "Answers a letter with a document of at most 16 KiB, sealed for whoever wrote the letter. A letter"
          + " is answered once. What was sealed is kept in the person's folder before it leaves, so"
          + " that the same again is the same answer.",
      ""
    },
    mixinStandardHelpOptions = true)
final class AnswerLetterCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private LetterOwner owner = new LetterOwner();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--letter",
      paramLabel = "NUMBER",
      required = true,
      description = "which, as 'letter fetch' prints it")
  private String letter = "";

  @Option(
      names = "--document",
      paramLabel = "FILE",
      required = true,
      description = "what it is answered with")
  private Path document = Path.of("");

  AnswerLetterCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Hash32 number = new Hash32(Digits.read(letter, Hash32.SIZE, "number of a letter"));
    ByteString content = document();
    Ed25519SecretKey person = owner.folder(surroundings).key();
    Ed25519PublicKey key = owner.agentKey();
    try (DistantLetters agent = new DistantLetters(owner.address())) {
      return switch (agent.fetch(LetterCall.fetch(person, key, owner.claim(surroundings)))) {
        case Answer.Refused<List<Letter>>(var reason) -> refused(reason);
        case Answer.Given<List<Letter>>(List<Letter> letters) -> {
          Optional<Letter> asked =
              letters.stream().filter(each -> each.number().equals(number)).findFirst();
          if (asked.isEmpty()) {
            yield refused(RegisterReason.LETTER_UNKNOWN);
          }
          ByteString sealed = sealed(asked.get(), content);
          LetterCall call =
              LetterCall.answer(person, key, owner.claim(surroundings), number, sealed);
          yield told(agent.answer(call, number, sealed));
        }
      };
    }
  }

  private int refused(Reason reason) {
    return told(Verdict.refused(reason));
  }

  private int told(Verdict verdict) {
    return Told.print(
        verdict,
        new Result("answered     " + letter + "\n", Result.fields("answered", letter)),
        surroundings,
        json.chosen());
  }

  private ByteString document() throws IOException {
    try (InputStream in = Files.newInputStream(surroundings.resolve(document))) {
      byte[] read = in.readNBytes(SealedDocument.DOCUMENT_MAX + 1);
      if (read.length == 0 || read.length > SealedDocument.DOCUMENT_MAX) {
        throw new UsageMistake(
            document + " is no document for a letter.",
            "name a file of 1 to " + SealedDocument.DOCUMENT_MAX + " bytes");
      }
      return ByteString.copyOf(read);
    }
  }

  /** What was sealed of this document before: sealed again it would be another answer. */
  private ByteString sealed(Letter to, ByteString content) throws IOException {
    DirectoryHome files = owner.folder(surroundings).files();
    String name = "answer-%s-%s".formatted(to.number().toHex(), Hash32.sha256(content).toHex());
    Optional<ByteString> before = files.document(name);
    if (before.isPresent()) {
      return before.get();
    }
    ByteString sealed = SealedDocument.seal(to, content, surroundings.entropy());
    files.publishToOwner(name, sealed);
    return sealed;
  }
}
