package org.specie.cli.customer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.node.replica.NetworkDescription;
import org.specie.services.psp.Hex;
import org.specie.services.psp.onboarding.Introduction;
import org.specie.services.psp.onboarding.Introduction.PublicFile;

/**
 * The public description of a network of replicas on its way through a provider, who could change
 * it: what counts is the fingerprint of all of it. Source: docs/spec/41-psp.md 41.7.
 */
public final class LedgerFiles {
  private static final String LABEL = "SPECIE ledger files v1";

  /** In this order; the last one makes a folder a network, so it is written last. */
  private static final List<String> NAMES =
      List.of(NetworkDescription.GENESIS, NetworkDescription.AUTHORITY, NetworkDescription.FILE);

  private final List<ByteString> contents;

  private LedgerFiles(List<ByteString> contents) {
    this.contents = List.copyOf(contents);
  }

  /** Those of the network in {@code folder}. */
  public static LedgerFiles in(Path folder) throws IOException {
    List<ByteString> contents = new ArrayList<>();
    for (String name : NAMES) {
      Path file = folder.resolve(name);
      if (Files.size(file) > Introduction.FILE_BYTES_MAX) {
        throw new IOException(
            file + " is longer than the " + Introduction.FILE_BYTES_MAX + " bytes handed out");
      }
      contents.add(ByteString.copyOf(Files.readAllBytes(file)));
    }
    return new LedgerFiles(contents);
  }

  /** Those that were handed out, if they are all there and nothing else is. */
  public static Optional<LedgerFiles> of(List<PublicFile> files) {
    List<ByteString> contents = new ArrayList<>();
    if (!files.stream().map(PublicFile::name).toList().equals(NAMES)) {
      return Optional.empty();
    }
    files.forEach(each -> Hex.bytes(each.content()).ifPresent(contents::add));
    return contents.size() == NAMES.size()
        ? Optional.of(new LedgerFiles(contents))
        : Optional.empty();
  }

  /** As a provider hands them out. */
  public List<PublicFile> handedOut() {
    List<PublicFile> files = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      files.add(new PublicFile(NAMES.get(i), contents.get(i).toHex()));
    }
    return files;
  }

  /** What tells these files from any others. */
  public Hash32 fingerprint() {
    Encoder out = new Encoder().text(LABEL);
    contents.forEach(out::bytes);
    return Hash32.sha256(out.toByteString());
  }

  /** Whether both begin with the same block, and the same authority certifies who is asked. */
  public boolean isOfTheLedger(LedgerFiles other) {
    return contents
        .subList(0, NAMES.indexOf(NetworkDescription.FILE))
        .equals(other.contents.subList(0, NAMES.indexOf(NetworkDescription.FILE)));
  }

  /** Makes {@code folder} one that describes the network. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < NAMES.size(); i++) {
      Files.write(folder.resolve(NAMES.get(i)), contents.get(i).toByteArray());
    }
  }
}
