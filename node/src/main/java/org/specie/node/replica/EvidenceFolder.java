package org.specie.node.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.certificate.Equivocation;

/**
 * Evidence against other operators in files, one each, for whoever brings it before the committee.
 * What a file says is judged by its bytes, wherever it comes from. Source:
 * docs/spec/27-membership.md, section 4.
 */
public final class EvidenceFolder {
  private static final String SUFFIX = ".evidence";
  private static final int FILES_MAX = 64;
  private static final int BYTES_MAX = 4096;

  private final Path folder;
  private final List<String> names = new ArrayList<>();
  private Optional<IOException> failure = Optional.empty();

  private EvidenceFolder(Path folder) {
    this.folder = folder;
  }

  /** The folder with what is in it already. */
  static EvidenceFolder open(Path folder) throws IOException {
    EvidenceFolder opened = new EvidenceFolder(folder);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(SUFFIX))
            .sorted()
            .limit(FILES_MAX)
            .forEach(opened.names::add);
      }
    }
    return opened;
  }

  /** Keeps {@code evidence}, soon: its caller must not wait for a disk. */
  void keepSoon(Equivocation evidence) {
    Thread.ofVirtual().name("specie-evidence").start(() -> keep(evidence));
  }

  private synchronized void keep(Equivocation evidence) {
    Encoder out = new Encoder();
    evidence.encode(out);
    ByteString bytes = out.toByteString();
    String name =
        "epoch-%d-operator-%d-%s%s"
            .formatted(
                evidence.epoch(),
                evidence.operator() + 1,
                Hash32.sha256(bytes).toShortHex(),
                SUFFIX);
    if (names.contains(name) || names.size() >= FILES_MAX) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name), bytes.toByteArray());
      names.add(name);
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  /** The evidence in {@code file}. */
  public static Equivocation read(Path file) throws IOException, MalformedInput {
    if (Files.size(file) > BYTES_MAX) {
      throw new MalformedInput("evidence is at most 4096 bytes long");
    }
    Decoder in = new Decoder(ByteString.copyOf(Files.readAllBytes(file)));
    Equivocation evidence = Equivocation.decode(in);
    in.end();
    return evidence;
  }

  /** What an operator should know, one line each. */
  synchronized List<String> concerns() {
    List<String> concerns = new ArrayList<>();
    names.forEach(name -> concerns.add("an operator was caught in a lie: evidence/" + name));
    failure.ifPresent(why -> concerns.add("evidence cannot be written: " + why.getMessage()));
    return concerns;
  }

  /** How many pieces of evidence there are. */
  synchronized int size() {
    return names.size();
  }
}
