package org.specie.cli.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cli.Result;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.RevocationList;
import org.specie.node.governance.Revocations;
import org.specie.node.reader.ReaderFolder;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicaFolder;

/**
 * What is known of a network on one machine besides its replicas: readers, revocations, pruning.
 */
final class ReaderSights {
  private static final Patience BRIEF = new Patience(1_000, 100, 1_000);

  private final Path network;
  private final Clock clock;
  private final Entropy entropy;

  ReaderSights(Path network, Clock clock, Entropy entropy) {
    this.network = network;
    this.clock = clock;
    this.entropy = entropy;
  }

  /** What each reader whose folder is here says of itself; nothing of those that are away. */
  Map<String, Optional<ReplicaStatus>> readers() throws IOException {
    List<Path> folders;
    try (Stream<Path> paths = Files.list(network)) {
      folders = paths.filter(ReaderFolder::isIn).sorted().toList();
    }
    Map<String, Optional<ReplicaStatus>> statuses = new LinkedHashMap<>();
    for (Path folder : folders) {
      try (RemoteAccess access =
          RemoteAccess.to(NetworkDescription.read(folder), clock, entropy, BRIEF)) {
        statuses.putAll(access.replicas().statuses());
      }
    }
    return statuses;
  }

  /** The revocation list that is published here, if there is one that holds. */
  Optional<RevocationList> revoked() throws IOException {
    Path file = network.resolve(Revocations.FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return switch (IdentityFiles.revocations(file, NetworkDescription.read(network).authority())) {
      case Outcome.Accepted<RevocationList>(var list) -> Optional.of(list);
      case Outcome.Refused<RevocationList>(var reason) ->
          throw new IOException(file + ": " + reason.code() + " " + reason.sentence());
    };
  }

  /** Adds all of it, and which of {@code replicas} keep fewer blocks than all. */
  Result on(Result replicas, List<ReplicaFolder> folders) throws IOException {
    StringBuilder text = new StringBuilder(replicas.text());
    Map<String, Object> json = new LinkedHashMap<>(replicas.json());
    List<Map<String, Object>> readers = new ArrayList<>();
    for (var each : readers().entrySet()) {
      String height = each.getValue().map(at -> "block " + at.height()).orElse("away");
      text.append("reader      %s: %s%n".formatted(each.getKey(), height));
      readers.add(
          Result.fields(
              "name", each.getKey(),
              "up", each.getValue().isPresent(),
              "height", each.getValue().map(ReplicaStatus::height).orElse(-1L)));
    }
    json.put("readers", readers);
    Optional<RevocationList> list = revoked();
    int revoked = list.map(each -> each.serials().size()).orElse(0);
    list.ifPresent(
        each ->
            text.append(
                "revoked     %d certificates, list %s%n".formatted(revoked, each.number())));
    json.put("revoked", revoked);
    Map<String, Object> kept = new LinkedHashMap<>();
    for (ReplicaFolder folder : folders) {
      Optional<Long> blocks = folder.blocksKept();
      blocks.ifPresent(
          count -> text.append("keeps       %s: %d blocks%n".formatted(folder.name(), count)));
      kept.put(folder.name(), blocks.<Object>map(count -> count).orElse("all"));
    }
    json.put("blocksKept", kept);
    return new Result(text.toString(), json);
  }
}
