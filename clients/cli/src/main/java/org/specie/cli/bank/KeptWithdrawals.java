package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.wallet.Answer;
import org.specie.wallet.storage.PrivateFile;

/**
 * The withdrawals that a bank was asked for and the purse was not paid: one file for each, named by
 * the digest of its token, with the request and the salt under which it is loaded. It is removed
 * when the purse has the payment, or nothing can have been loaded for it; what a bank says alone
 * removes nothing that was. Spec: docs/spec/59-bank-service.md clause 12.9.
 */
final class KeptWithdrawals {
  private static final String FOLDER = "withdrawals";
  private static final String NAME = "[0-9a-f]{64}";
  private static final String REFUSED = ".refused";

  private final Path folder;
  private final List<Request> untold = new ArrayList<>();

  /**
   * @param root the folder of a purse
   */
  KeptWithdrawals(Path root) {
    this.folder = root.resolve(FOLDER);
  }

  /**
   * One of them.
   *
   * @param salt the first that the bank named, once a load may have left under it
   */
  record Kept(Request request, Optional<Hash32> salt) {}

  /** Keeps {@code request}, before it leaves. */
  void keep(Request request) throws IOException {
    if (of(request).isEmpty()) {
      write(new Kept(request, Optional.empty()));
    }
  }

  private void write(Kept kept) throws IOException {
    PrivateFile.createFolder(folder);
    ByteString salt = kept.salt().map(Hash32::bytes).orElse(ByteString.EMPTY);
    PrivateFile.replace(
        file(kept.request()), ByteString.concat(length(salt), salt, kept.request().encode()));
  }

  private static ByteString length(ByteString salt) {
    return ByteString.copyOf(new byte[] {(byte) salt.size()});
  }

  private Path file(Request request) {
    return folder.resolve(request.token().digest().toHex());
  }

  /** What is kept of {@code request}. */
  Optional<Kept> of(Request request) throws IOException {
    Path file = file(request);
    return Files.exists(file)
        ? Optional.of(read(file)).filter(kept -> kept.request().equals(request))
        : Optional.empty();
  }

  /** All that is kept. */
  List<Kept> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Kept> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.sorted().toList()) {
        if (each.getFileName().toString().matches(NAME)) {
          Kept kept = read(each);
          if (!untold.contains(kept.request())) {
            all.add(kept);
          }
        }
      }
    }
    return all;
  }

  private static Kept read(Path file) throws IOException {
    if (Files.size(file) > 1 + Hash32.SIZE + JournalRecord.MESSAGE_MAX) {
      throw damaged(file);
    }
    ByteString all = ByteString.copyOf(Files.readAllBytes(file));
    int salt = all.isEmpty() ? 0 : all.at(0);
    if (all.size() <= 1 + salt || (salt != 0 && salt != Hash32.SIZE)) {
      throw damaged(file);
    }
    try {
      if (Message.decode(all.slice(1 + salt, all.size())) instanceof Request request) {
        Optional<ByteString> bytes = Optional.of(all.slice(1, 1 + salt));
        return new Kept(request, bytes.filter(each -> !each.isEmpty()).map(Hash32::new));
      }
    } catch (MalformedInput e) {
      throw new IOException(damaged(file).getMessage(), e);
    }
    throw damaged(file);
  }

  private static IOException damaged(Path file) {
    return new IOException(file + " is damaged; keep it elsewhere as evidence");
  }

  /**
   * The salt under which the float is loaded for {@code request}, kept before the load leaves:
   * always the first one that the bank named, because one that names another would be paid twice.
   */
  Answer<Hash32> pin(Request request, Hash32 named) throws IOException {
    Optional<Hash32> before = of(request).flatMap(Kept::salt);
    if (before.isPresent()) {
      return before.get().equals(named)
          ? Answer.done(named)
          : Answer.refused(CounterReason.OTHER_SALT, "(" + file(request) + ")");
    }
    write(new Kept(request, Optional.of(named)));
    return Answer.done(named);
  }

  /** The purse has its payment, or nothing was loaded for it and nothing will be paid. */
  void end(Request request) throws IOException {
    PrivateFile.delete(file(request));
  }

  /**
   * Keeps as evidence what the bank refuses for good, or the purse, under a name that is not looked
   * at again once the customer was {@linkplain #told told}.
   */
  Path putAside(Request request) throws IOException {
    keep(request);
    untold.add(request);
    return aside(request);
  }

  /** The customer has read what was put aside; before that, the next program finds it again. */
  void told() throws IOException {
    for (Request each : untold) {
      if (Files.exists(file(each))) {
        PrivateFile.move(file(each), aside(each));
      }
    }
    untold.clear();
  }

  private Path aside(Request request) {
    return folder.resolve(file(request).getFileName() + REFUSED);
  }

  /** Whether it was put aside. */
  boolean isAside(Request request) {
    return untold.contains(request) || Files.exists(aside(request));
  }
}
