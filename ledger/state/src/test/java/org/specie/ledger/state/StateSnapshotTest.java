package org.specie.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.snapshot.SnapshotRefusal;
import org.specie.ledger.state.StateManifest.Piece;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Requirement;

/** docs/spec/20-ledger.md, clauses 8.10 to 8.15. */
@Requirement("D19")
class StateSnapshotTest {
  private static final ByteString NOTE = ByteString.utf8("note");
  private static final int VALUE_BYTES = 20_000;

  private final TreeMap<ByteString, ByteString> oracle = new TreeMap<>();
  private final MemoryStorage sourceDisk = new MemoryStorage();

  private static ByteString key(int number) {
    return ByteString.utf8("key " + number);
  }

  private static ByteString value(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(VALUE_BYTES)];
    random.nextBytes(bytes);
    return ByteString.copyOf(bytes);
  }

  private StateRoot commit(AuthenticatedState state, StateChanges changes) throws IOException {
    changes
        .pending()
        .forEach(
            (key, value) -> {
              if (value.isPresent()) {
                oracle.put(key, value.get());
              } else {
                oracle.remove(key);
              }
            });
    StagedState staged = state.stage(state.version().orElse(-1L) + 1, changes);
    state.commit(staged);
    return staged.root();
  }

  /** A state of about {@code entries} entries of 10 kB with a history. */
  private AuthenticatedState source(Random random, int entries) throws IOException {
    AuthenticatedState state = AuthenticatedState.open(sourceDisk);
    for (int version = 0; version < 3; version++) {
      StateChanges changes = StateChanges.over(state);
      for (int i = 0; i < entries / 2; i++) {
        changes.put(key(random.nextInt(entries)), value(random));
      }
      changes.delete(key(random.nextInt(entries)));
      commit(state, changes);
    }
    return state;
  }

  private void advance(AuthenticatedState state, Random random, int changed) throws IOException {
    StateChanges changes = StateChanges.over(state);
    for (int i = 0; i < changed; i++) {
      ByteString key = key(random.nextInt(400));
      if (random.nextInt(3) == 0) {
        changes.delete(key);
      } else {
        changes.put(key, value(random));
      }
    }
    commit(state, changes);
  }

  private static StateSnapshot open(AuthenticatedState state) throws IOException {
    return state.snapshot(state.version().orElseThrow()).orElseThrow();
  }

  private static StateManifest manifest(StateSnapshot snapshot) throws MalformedInput {
    return StateManifest.decode(snapshot.manifest());
  }

  private static void fetchMissing(StateRestoration restoration, StateSnapshot snapshot)
      throws IOException {
    for (int index : restoration.missing()) {
      assertThat(restoration.accept(index, snapshot.chunk(index).orElseThrow()))
          .isEqualTo(Verdict.accepted());
    }
  }

  private void assertEqualsOracle(AuthenticatedState state, StateRoot root) throws IOException {
    assertThat(state.root()).isEqualTo(root);
    Map<ByteString, ByteString> entries = new TreeMap<>();
    state.scan(ByteString.EMPTY, (key, value) -> entries.put(key, value) == null);
    assertThat(entries).isEqualTo(oracle);
    for (Map.Entry<ByteString, ByteString> entry : oracle.entrySet()) {
      StateProof proof = state.prove(entry.getKey());
      assertThat(proof.verifyPresent(root, entry.getKey(), entry.getValue()))
          .isEqualTo(Verdict.accepted());
    }
  }

  private static int count(Storage storage) throws IOException {
    int[] count = {0};
    storage.scan(ByteString.EMPTY, ByteString.EMPTY, (key, value) -> ++count[0] > 0);
    return count[0];
  }

  /** Entries, their versioned values, the branchings between them, root and head. */
  private int keysOfThisStateAlone() throws IOException {
    MemoryStorage fresh = new MemoryStorage();
    AuthenticatedState once = AuthenticatedState.open(fresh);
    StateChanges all = StateChanges.over(once);
    oracle.forEach(all::put);
    once.commit(once.stage(0, all));
    return count(fresh);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 40, 400})
  void aRestoredStateIsTheStateAndGoesOnLikeIt(int entries) throws Exception {
    Random random = new Random(entries);
    AuthenticatedState source = source(random, entries + 1);
    MemoryStorage disk = new MemoryStorage();
    AuthenticatedState restored = AuthenticatedState.open(disk);
    try (StateSnapshot snapshot = open(source)) {
      StateRestoration restoration = restored.restore(manifest(snapshot), NOTE);
      fetchMissing(restoration, snapshot);
      restoration.finish();
    }
    assertEqualsOracle(restored, source.root());
    assertThat(restored.version()).isEqualTo(source.version());
    assertThat(restored.oldestVersion()).isEqualTo(source.version());
    assertThat(count(disk)).isEqualTo(keysOfThisStateAlone());

    AuthenticatedState reopened = AuthenticatedState.open(disk);
    StateChanges next = StateChanges.over(source).put(key(1), ByteString.utf8("next"));
    StateChanges same = StateChanges.over(reopened).put(key(1), ByteString.utf8("next"));
    StateRoot root = commit(source, next);
    assertThat(commit(reopened, same)).isEqualTo(root);
    assertEqualsOracle(reopened, root);
  }

  @Test
  void allReplicasCutOneStateTheSameWayWhateverTheirHistory() throws Exception {
    AuthenticatedState source = source(new Random(5), 400);
    AuthenticatedState other = AuthenticatedState.open(new MemoryStorage());
    StateChanges all = StateChanges.over(other);
    oracle.forEach(all::put);
    other.commit(other.stage(source.version().orElseThrow(), all));
    try (StateSnapshot one = open(source);
        StateSnapshot two = open(other)) {
      assertThat(two.manifest()).isEqualTo(one.manifest());
      assertThat(one.pieces().pieces()).hasSizeGreaterThan(4);
      for (int i = 0; i < one.pieces().pieces().size(); i++) {
        ByteString chunk = one.chunk(i).orElseThrow();
        assertThat(two.chunk(i)).contains(chunk);
        assertThat(chunk.size()).isLessThanOrEqualTo((int) StateChunk.PIECE_BYTES_MIN + 4);
      }
      assertThat(one.chunk(-1)).isEmpty();
      assertThat(one.chunk(one.pieces().pieces().size())).isEmpty();
    }
  }

  @Test
  void refusesAManifestWithAnyByteChanged() throws Exception {
    AuthenticatedState source = source(new Random(6), 150);
    try (StateSnapshot snapshot = open(source)) {
      ByteString genuine = snapshot.manifest();
      for (int i = 0; i < genuine.size(); i++) {
        byte[] changed = genuine.toByteArray();
        changed[i] ^= 1;
        try {
          StateManifest other = StateManifest.decode(ByteString.copyOf(changed));
          assertThat(other.height()).as("byte %d", i).isNotEqualTo(snapshot.height());
        } catch (MalformedInput e) {
          assertThat(e).hasMessageMatching("[a-z0-9 ]+");
        }
      }
      assertThatThrownBy(() -> StateManifest.decode(genuine.slice(0, genuine.size() - 1)))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void refusesManifestsThatOverlapLeaveGapsOrAreTooDeep() {
    Hash32 some = Hash32.sha256(ByteString.utf8("some"));
    assertMalformed(List.of());
    assertMalformed(List.of(new Piece(1, Hash32.ZERO, some)));
    assertMalformed(List.of(new Piece(0, Hash32.ZERO, some), new Piece(0, Hash32.ZERO, some)));
    assertMalformed(List.of(new Piece(257, Hash32.ZERO, some)));
    assertMalformed(List.of(new Piece(2, Hash32.ZERO, some), new Piece(1, Hash32.ZERO, some)));
  }

  private static void assertMalformed(List<Piece> pieces) {
    ByteString bytes =
        new Encoder()
            .u8(1)
            .u64(5)
            .hash(Hash32.sha256(ByteString.utf8("some")))
            .list(pieces, (to, piece) -> to.u16(piece.depth()).hash(piece.hash()))
            .toByteString();
    assertThatThrownBy(() -> StateManifest.decode(bytes)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void refusesAChunkWithAnyByteChangedAndStoresNothingOfIt() throws Exception {
    Random random = new Random(7);
    AuthenticatedState source = AuthenticatedState.open(sourceDisk);
    StateChanges changes = StateChanges.over(source);
    for (int i = 0; i < 8; i++) {
      changes.put(key(i), ByteString.utf8("value " + i));
    }
    commit(source, changes);
    MemoryStorage disk = new MemoryStorage();
    AuthenticatedState restored = AuthenticatedState.open(disk);
    try (StateSnapshot snapshot = open(source)) {
      StateRestoration restoration = restored.restore(manifest(snapshot), NOTE);
      int before = count(disk);
      ByteString genuine = snapshot.chunk(0).orElseThrow();
      for (int i = 0; i < genuine.size(); i++) {
        byte[] changed = genuine.toByteArray();
        changed[i] ^= (byte) (1 << random.nextInt(8));
        assertRefused(restoration, 0, ByteString.copyOf(changed));
        assertRefused(restoration, 0, genuine.slice(0, i));
      }
      assertRefused(restoration, 0, ByteString.concat(genuine, ByteString.hex("00")));
      assertRefused(restoration, 0, ByteString.copyOf(new byte[StateChunk.BYTES_MAX + 1]));
      assertRefused(restoration, 1, genuine);
      assertRefused(restoration, -1, genuine);
      assertThat(count(disk)).isEqualTo(before);
      assertThatThrownBy(restoration::finish).isInstanceOf(InvariantViolation.class);
    }
  }

  private static void assertRefused(StateRestoration restoration, int index, ByteString chunk)
      throws IOException {
    assertThat(restoration.accept(index, chunk)).isEqualTo(SnapshotRefusal.CHUNK_INVALID.refused());
  }

  @Test
  void refusesTheChunkOfAnotherPiece() throws Exception {
    AuthenticatedState source = source(new Random(8), 400);
    AuthenticatedState restored = AuthenticatedState.open(new MemoryStorage());
    try (StateSnapshot snapshot = open(source)) {
      StateRestoration restoration = restored.restore(manifest(snapshot), NOTE);
      assertRefused(restoration, 1, snapshot.chunk(2).orElseThrow());
      assertRefused(restoration, 2, snapshot.chunk(1).orElseThrow());
    }
  }

  @Test
  void aHalfRestoredStateIsNoState() throws Exception {
    AuthenticatedState source = source(new Random(9), 400);
    MemoryStorage disk = new MemoryStorage();
    AuthenticatedState restored = AuthenticatedState.open(disk);
    try (StateSnapshot snapshot = open(source)) {
      StateRestoration restoration = restored.restore(manifest(snapshot), NOTE);
      restoration.accept(0, snapshot.chunk(0).orElseThrow());
      for (AuthenticatedState each : List.of(restored, AuthenticatedState.open(disk))) {
        assertThat(each.version()).isEmpty();
        assertThat(each.restoration().orElseThrow().note()).isEqualTo(NOTE);
        assertThat(each.snapshot(snapshot.height())).isEmpty();
        assertThatThrownBy(() -> each.get(key(1))).hasMessageContaining("being restored");
        assertThatThrownBy(() -> each.stage(9, StateChanges.over(each)))
            .isInstanceOf(InvariantViolation.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void survivesPowerCutsAtAnyWriteOnADiskThatForgets(long seed) throws Exception {
    Random random = new Random(seed);
    AuthenticatedState source = source(random, 300);
    ForgetfulStorage disk = new ForgetfulStorage(random);
    AuthenticatedState restored = AuthenticatedState.open(disk);
    if (random.nextBoolean()) {
      StateChanges old = StateChanges.over(restored);
      oracle.forEach(
          (key, value) -> {
            if (random.nextInt(4) > 0) {
              old.put(key, value);
            }
          });
      old.put(key(9_999), value(random));
      restored.commit(restored.stage(0, old));
    }
    int cuts = 0;
    while (restored.version().filter(source.version().orElseThrow()::equals).isEmpty()) {
      if (random.nextInt(4) == 0) {
        advance(source, random, 30);
      }
      disk.failAfter(cuts < 12 ? random.nextInt(12) : Integer.MAX_VALUE);
      try (StateSnapshot snapshot = open(source)) {
        boolean isSame =
            restored.restoration().isPresent()
                && restored.restoration().get().manifest().height() == snapshot.height();
        StateRestoration restoration =
            isSame ? restored.restoration().get() : restored.restore(manifest(snapshot), NOTE);
        fetchMissing(restoration, snapshot);
        restoration.finish();
      } catch (IOException cut) {
        cuts++;
        disk.restart();
        restored = reopen(disk, random);
      }
    }
    disk.restart();
    AuthenticatedState reopened = AuthenticatedState.open(disk);
    assertEqualsOracle(reopened, source.root());
    assertThat(count(disk)).as("keys after %d cuts", cuts).isEqualTo(keysOfThisStateAlone());
  }

  private static AuthenticatedState reopen(ForgetfulStorage disk, Random random)
      throws IOException {
    disk.failAfter(random.nextInt(3));
    try {
      return AuthenticatedState.open(disk);
    } catch (IOException cut) {
      disk.restart();
      return AuthenticatedState.open(disk);
    }
  }

  @Test
  void aLaterTargetFetchesOnlyWhatChanged() throws Exception {
    Random random = new Random(11);
    AuthenticatedState source = source(random, 400);
    MemoryStorage disk = new MemoryStorage();
    AuthenticatedState restored = AuthenticatedState.open(disk);
    int pieces;
    try (StateSnapshot snapshot = open(source)) {
      StateRestoration restoration = restored.restore(manifest(snapshot), NOTE);
      pieces = restoration.missing().size();
      fetchMissing(restoration, snapshot);
    }
    advance(source, random, 1);
    try (StateSnapshot snapshot = open(source)) {
      StateRestoration restoration = restored.restore(manifest(snapshot), NOTE);
      assertThat(restoration.missing()).hasSizeLessThan(pieces / 2);
      fetchMissing(restoration, snapshot);
      restoration.finish();
    }
    assertEqualsOracle(restored, source.root());

    advance(source, random, 1);
    try (StateSnapshot snapshot = open(source)) {
      StateRestoration restoration = restored.restore(manifest(snapshot), NOTE);
      assertThat(restoration.missing()).isNotEmpty().hasSizeLessThan(pieces / 2);
      fetchMissing(restoration, snapshot);
      restoration.finish();
    }
    assertEqualsOracle(restored, source.root());
    assertThat(count(disk)).isEqualTo(keysOfThisStateAlone());
  }

  @Test
  @Requirement("U14")
  void anOpenSnapshotIsNotPrunedUnderItsReader() throws Exception {
    Random random = new Random(12);
    AuthenticatedState source = source(random, 200);
    long version = source.version().orElseThrow();
    StateRoot root = source.root();
    List<ByteString> chunks = new ArrayList<>();
    StateSnapshot snapshot = open(source);
    for (int i = 0; i < snapshot.pieces().pieces().size(); i++) {
      chunks.add(snapshot.chunk(i).orElseThrow());
    }
    for (int i = 0; i < 5; i++) {
      advance(source, random, 50);
      source.prune(source.version().orElseThrow());
    }
    assertThat(source.oldestVersion()).contains(version);
    for (int i = 0; i < chunks.size(); i++) {
      assertThat(snapshot.chunk(i)).contains(chunks.get(i));
    }
    assertThat(snapshot.pieces().root()).isEqualTo(root);
    snapshot.close();
    snapshot.close();
    source.prune(source.version().orElseThrow());
    assertThat(source.oldestVersion()).isEqualTo(source.version());
    assertThat(source.snapshot(version)).isEmpty();
    assertThat(count(sourceDisk)).isEqualTo(keysOfThisStateAlone());
  }

  @Test
  void refusesTheLayoutOfAnEarlierProgram() throws IOException {
    AuthenticatedState source = source(new Random(13), 3);
    assertThat(source.version()).isPresent();
    ByteString head = sourceDisk.get(StateLayout.head()).orElseThrow();
    sourceDisk.write(new Storage.Batch().put(StateLayout.head(), head.slice(1, head.size())));
    assertThatThrownBy(() -> AuthenticatedState.open(sourceDisk))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("layout 0")
        .hasMessageContaining("made again from the blocks");
  }

  @Test
  void refusesToGoBack() throws Exception {
    AuthenticatedState source = source(new Random(14), 40);
    StateManifest earlier;
    try (StateSnapshot snapshot = open(source)) {
      earlier = manifest(snapshot);
    }
    assertThatThrownBy(() -> source.restore(earlier, NOTE)).isInstanceOf(InvariantViolation.class);
    assertThat(source.get(key(0)).isPresent() || source.get(key(1)).isPresent())
        .isEqualTo(oracle.containsKey(key(0)) || oracle.containsKey(key(1)));
    assertThat(Optional.of(source.root())).contains(earlier.root());
  }
}
