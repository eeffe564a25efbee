package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all proposals have in common: the network, the file, and for how long they are valid. */
final class ProposalOptions {
  /** The longest an act may wait for its signatures, in blocks. */
  private static final long VALID_BLOCKS_MAX = 1_000_000;

  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "file to write, for members to sign")
  private Path out = Path.of("");

  @Option(
      names = "--valid-blocks",
      paramLabel = "N",
      description = "so many blocks it can be applied in (default: ${DEFAULT-VALUE})",
      defaultValue = "" + Proposal.VALID_BLOCKS)
  private long validBlocks = Proposal.VALID_BLOCKS;

  @Option(
      names = "--document",
      paramLabel = "FILE",
      description =
          "what the act is decided on; it stays off the ledger, in the folder of --documents")
  private Optional<Path> document = Optional.empty();

  @Option(
      names = "--documents",
      paramLabel = "DIR",
      description = "folder to keep the document in; 'specie act documents' checks it")
  private Optional<Path> documents = Optional.empty();

  /** What is proposed, once the network is open. */
  @FunctionalInterface
  interface Making {
    Answer<Act> act(OpenNetwork opened) throws IOException;
  }

  /** What becomes of the file, once the network is open. */
  @FunctionalInterface
  interface Writing {
    Answer<Result> write(Proposal proposal, OpenNetwork opened) throws IOException;
  }

  /** Writes the proposal into the file and says what it does. */
  int propose(Surroundings surroundings, Making making) throws IOException {
    if (document.isPresent() != documents.isPresent()) {
      throw new UsageMistake(
          "--document and --documents go together",
          "name the document and the folder it is kept in");
    }
    return print(
        surroundings,
        (proposal, opened) -> making.act(opened).then(act -> write(proposal, opened, act)));
  }

  private Answer<Result> write(Proposal proposal, OpenNetwork opened, Act act) throws IOException {
    if (document.isEmpty()) {
      return proposal.write(opened, act);
    }
    DocumentStore store = DocumentStore.at(proposal.surroundings(), documents.orElseThrow());
    return proposal.write(opened, act, store.keep(document.get()));
  }

  /** Opens the network for {@code writing}, if there can be such a file. */
  int write(Surroundings surroundings, Writing writing) throws IOException {
    if (document.isPresent() || documents.isPresent()) {
      throw new UsageMistake(
          "no document goes with this", "only what 'specie act' proposes has a record id");
    }
    return print(surroundings, writing);
  }

  private int print(Surroundings surroundings, Writing writing) throws IOException {
    if (validBlocks < 1 || validBlocks > VALID_BLOCKS_MAX) {
      throw new UsageMistake(
          "--valid-blocks " + validBlocks + " cannot be", "choose 1 to " + VALID_BLOCKS_MAX);
    }
    Proposal proposal = new Proposal(surroundings, out, validBlocks);
    proposal.requireNew();
    try (OpenNetwork opened = folder.open(surroundings)) {
      return new Printer(surroundings, json.chosen()).print(writing.write(proposal, opened));
    }
  }
}
