package org.specie.wallet.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.specie.cash.application.query.BucketKey;
import org.specie.cash.application.query.LedgerGateway.Bucket;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.wallet.network.Network;

/**
 * Finds transactions by nullifier without naming the nullifier: it downloads the bucket that many
 * others share and looks inside. Buckets are kept, so that a long walk asks for each of them about
 * once.
 */
final class Buckets {
  /** A transaction and its decoded form. */
  record Found<T>(Recorded recorded, T transaction) {}

  /** What one bucket holds, by the state's nullifier. */
  private record Contents(
      Map<ByteString, Found<StateTransaction>> states, List<Found<Enrolment>> enrolments) {}

  /** Buckets held at a time; with about a thousand transactions each, some hundred megabytes. */
  private static final int KEPT_MAX = 32;

  private final Network network;
  private final int bits;
  private final SequencedMap<Bucket, Contents> kept = new LinkedHashMap<>();

  Buckets(Network network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /** The applied transaction that consumed the state with this canonical nullifier. */
  Optional<Found<StateTransaction>> consumerOf(ByteString nullifier) throws IOException {
    Contents contents = contents(BucketKey.ofNullifier(nullifier).bucket(bits));
    return Optional.ofNullable(contents.states().get(nullifier));
  }

  /** The applied enrolment of {@code publicSpendKey}, whose pid is {@code pid}. */
  Optional<Found<Enrolment>> enrolmentOf(G1 publicSpendKey, Scalar pid) throws IOException {
    return contents(BucketKey.ofPid(pid).bucket(bits)).enrolments().stream()
        .filter(
            each -> each.transaction().body().statement().publicSpendKey().equals(publicSpendKey))
        .findFirst();
  }

  private Contents contents(Bucket bucket) throws IOException {
    @Nullable Contents known = kept.get(bucket);
    Contents contents = known == null ? index(network.gateway().bucket(bucket)) : known;
    kept.putLast(bucket, contents);
    if (kept.size() > KEPT_MAX) {
      kept.pollFirstEntry();
    }
    return contents;
  }

  private Contents index(List<Recorded> transactions) {
    Contents contents = new Contents(new HashMap<>(), new ArrayList<>());
    for (Recorded recorded : transactions) {
      if (recorded.code() == 0) {
        index(contents, recorded);
      }
    }
    return contents;
  }

  private void index(Contents contents, Recorded recorded) {
    try {
      if (CashTransaction.decode(network.suite(), recorded.bytes())
          instanceof CashTransaction.Private(var transaction)) {
        if (transaction instanceof StateTransaction state) {
          contents
              .states()
              .put(Consumed.canonical(state.body().nullifier()), new Found<>(recorded, state));
        } else if (transaction instanceof Enrolment enrolment) {
          contents.enrolments().add(new Found<>(recorded, enrolment));
        }
      }
    } catch (MalformedInput e) {
      // Not a transaction, whatever the other side says: nothing of ours is in it.
    }
  }
}
