package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.ByteString;
import org.specie.node.act.GroundsDocument;

/** A folder with documents that acts were decided on. Source: docs/spec/21-application.md, 5.7. */
final class DocumentStore {
  private final Surroundings surroundings;
  private final Path folder;

  private DocumentStore(Surroundings surroundings, Path folder) {
    this.surroundings = surroundings;
    this.folder = folder;
  }

  /** A document, and whether its bytes are still those that its record id was made of. */
  record Kept(GroundsDocument document, boolean unaltered) {}

  static DocumentStore at(Surroundings surroundings, Path folder) {
    return new DocumentStore(surroundings, surroundings.resolve(folder));
  }

  /** Puts a copy of {@code file} there, under the record id of an act to be. */
  GroundsDocument keep(Path file) throws IOException {
    Path from = surroundings.resolve(file);
    if (!Files.isRegularFile(from) || Files.size(from) > GroundsDocument.BYTES_MAX) {
      throw new UsageMistake(
          file + " cannot be kept",
          "name a file of at most " + GroundsDocument.BYTES_MAX + " bytes");
    }
    ByteString bytes = ByteString.copyOf(Files.readAllBytes(from));
    GroundsDocument document =
        GroundsDocument.of(bytes, String.valueOf(from.getFileName()), surroundings.entropy());
    Files.createDirectories(folder);
    Files.write(
        folder.resolve(document.fileName()), bytes.toByteArray(), StandardOpenOption.CREATE_NEW);
    return document;
  }

  /** What is there, by name. */
  List<Kept> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UsageMistake(folder + " is no folder", "name the one given with --documents");
    }
    List<Kept> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Optional<GroundsDocument> document =
            GroundsDocument.named(String.valueOf(file.getFileName()));
        if (document.isPresent()) {
          boolean unaltered =
              Files.size(file) <= GroundsDocument.BYTES_MAX
                  && document.get().isMadeOf(ByteString.copyOf(Files.readAllBytes(file)));
          all.add(new Kept(document.get(), unaltered));
        }
      }
    }
    return all;
  }
}
