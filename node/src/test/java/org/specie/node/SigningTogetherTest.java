package org.specie.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.signer.OperatorShare;
import org.specie.cash.application.signer.OperatorSigner;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.node.home.MemoryHome;
import org.specie.node.signing.OperatorChannel;
import org.specie.node.signing.PeerSigning;
import org.specie.node.signing.SignatureArchive;
import org.specie.node.signing.SigningMessage;
import org.specie.node.signing.SigningSeats;
import org.specie.node.signing.SigningTable;
import org.specie.quality.requirements.Requirement;

/** Four operators sign a short history over links that are not all what they should be. */
@Timeout(240)
final class SigningTogetherTest {
  /** Longer than a test may take: who is told only when its patience ends was not told. */
  private static final long DEADLINE_MS = 300_000;

  private static final long LOOK_MS = 20;

  private final MemoryHome home = new MemoryHome();
  private final Map<String, PeerSigning> operators = new ConcurrentHashMap<>();
  private LedgerConstants ledger;
  private SignatureArchive honest;
  private TestNetwork world;

  /** What becomes of a message that an operator sends. */
  private interface Fate {
    List<SigningMessage> of(int sender, SigningMessage message);
  }

  @BeforeEach
  void makeAHistory() throws IOException {
    world = new TestNetwork(4, home);
    Person ana = new Person(world, "ana");
    ana.settleIn("100.00");
    ana.load("70.00");
    ana.submit(ana.payment(ana, "5.00"));
    ana.submit(ana.payment(ana, "5.00"));
    ledger = world.network.ledger();
    world.close();
    honest = SignatureArchive.open(home.database("signatures"));
  }

  @AfterEach
  void stop() throws IOException {
    for (PeerSigning each : operators.values()) {
      each.close();
    }
  }

  private SignatureArchive join(int index, Fate fate) throws IOException {
    SignatureArchive archive = SignatureArchive.open(new MemoryStorage());
    OperatorShare share =
        Operators.share(home, index, ledger.key().key().hash(), ledger.generation());
    OperatorSigner signer =
        OperatorSigner.open(
            ledger.genesis(), share, LocalNetwork.outputs(ledger), new MemoryStorage());
    OperatorChannel channel =
        (to, frame) -> {
          try {
            for (SigningMessage each : fate.of(index, SigningMessage.decode(frame))) {
              PeerSigning receiver = operators.get(to);
              if (receiver != null) {
                receiver.received(name(index), each.encode());
              }
            }
          } catch (MalformedInput e) {
            throw new AssertionError("an honest operator sends messages", e);
          }
        };
    PeerSigning signing =
        new PeerSigning(
            new SigningTable(
                _ -> seats(),
                name(index),
                LocalNetwork.outputs(ledger),
                signer,
                _ -> Optional.of(share),
                BlockLog.open(home.database("chain")),
                archive,
                BatchVerifier.onOneCore(ledger.suite().bases(), world.entropy),
                channel));
    operators.put(name(index), signing);
    signing.start();
    return archive;
  }

  private static String name(int index) {
    return "operator " + index;
  }

  private SigningSeats.Seats seats() {
    List<String> names = IntStream.rangeClosed(1, 4).mapToObj(SigningTogetherTest::name).toList();
    return SigningSeats.Seats.of(0, 0, ledger.key(), names);
  }

  private void hasSignedEverything(int index, SignatureArchive archive) throws IOException {
    PeerSigning signing = Objects.requireNonNull(operators.get(name(index)));
    assertThat(signing.awaitSigned(honest.height(), DEADLINE_MS))
        .as("operator %d: %s, %s", index, signing.failure(), signing.faults())
        .isTrue();
    for (long height = 0; height <= honest.height(); height++) {
      assertThat(archive.of(height, 0)).isEqualTo(honest.of(height, 0));
    }
  }

  private void allSign(Fate fate, List<Integer> sound) throws IOException {
    Map<Integer, SignatureArchive> archives = new TreeMap<>();
    for (int index = 1; index <= 4; index++) {
      archives.put(index, join(index, fate));
    }
    for (int index : sound) {
      hasSignedEverything(index, Objects.requireNonNull(archives.get(index)));
    }
  }

  @Test
  @Requirement("D5")
  void operatorsApartMakeTheSignaturesThatOneProcessMakes() throws IOException {
    allSign((_, message) -> List.of(message), List.of(1, 2, 3, 4));
  }

  @Test
  @Requirement("D5")
  void signsAlsoWhatNobodyWaitsFor() throws IOException, InterruptedException {
    long last = honest.height();
    Map<Integer, SignatureArchive> archives = new TreeMap<>();
    for (int index = 1; index <= 4; index++) {
      archives.put(index, join(index, (_, message) -> List.of(message)));
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MS);
    CountDownLatch never = new CountDownLatch(1);
    boolean isOver = false;
    while (!isOver && archives.values().stream().anyMatch(each -> each.height() < last)) {
      isOver = never.await(LOOK_MS, TimeUnit.MILLISECONDS) || System.nanoTime() - end > 0;
    }
    assertThat(archives.values()).allSatisfy(each -> assertThat(each.height()).isEqualTo(last));
    for (int index = 1; index <= 4; index++) {
      hasSignedEverything(index, Objects.requireNonNull(archives.get(index)));
    }
  }

  @Test
  @Requirement("D5")
  void anOperatorThatSaysNothingOnlyCostsTime() throws IOException {
    allSign((sender, message) -> sender == 2 ? List.of() : List.of(message), List.of(1, 2, 3, 4));
  }

  @Test
  @Requirement("D5")
  void falseSharesOnlyCostTimeAndAreTold() throws IOException {
    allSign(
        (sender, message) ->
            sender == 2 && message instanceof SigningMessage.Shares shares
                ? List.of(SigningMessage.Shares.of(shares.height(), shifted(shares)))
                : List.of(message),
        List.of(1, 3, 4));
    assertThat(operators.values().stream().flatMap(each -> each.faults().stream()))
        .anyMatch(fault -> fault.startsWith("operator 2 at block"));
  }

  private static SortedMap<OutputPlace, G1> shifted(SigningMessage.Shares shares) {
    SortedMap<OutputPlace, G1> shifted = new TreeMap<>();
    try {
      shares.read().forEach((place, share) -> shifted.put(place, share.plus(G1.GENERATOR)));
    } catch (MalformedInput e) {
      throw new AssertionError("an honest operator sends shares", e);
    }
    return shifted;
  }

  @Test
  @Requirement("D19")
  void anEmptyArchiveIsFilledAgainWhateverOneOperatorSends() throws IOException {
    Fate fate =
        (sender, message) ->
            sender == 1 && message instanceof SigningMessage.Aggregates(long height, var blocks)
                ? List.of(new SigningMessage.Aggregates(height, falsified(blocks)))
                : List.of(message);
    Map<Integer, SignatureArchive> archives = new TreeMap<>();
    for (int index = 1; index <= 3; index++) {
      archives.put(index, join(index, fate));
    }
    for (int index = 1; index <= 3; index++) {
      hasSignedEverything(index, Objects.requireNonNull(archives.get(index)));
    }
    hasSignedEverything(4, join(4, fate));
  }

  private static List<List<SigningMessage.Signed>> falsified(
      List<List<SigningMessage.Signed>> blocks) {
    List<List<SigningMessage.Signed>> falsified = new ArrayList<>();
    for (List<SigningMessage.Signed> block : blocks) {
      falsified.add(
          block.stream()
              .map(
                  each ->
                      new SigningMessage.Signed(
                          each.transaction(),
                          each.signatures().stream()
                              .map(
                                  signature ->
                                      new BlindSignature(
                                          signature.base(), signature.value().plus(G1.GENERATOR)))
                              .toList()))
              .toList());
    }
    return falsified;
  }

  @Test
  void bytesThatAreNoMessageAreCountedAndNothingElse() throws IOException {
    SignatureArchive archive = join(1, (_, message) -> List.of(message));
    PeerSigning signing = Objects.requireNonNull(operators.get(name(1)));
    signing.received(name(2), ByteString.hex("ff"));
    signing.received(name(2), new SigningMessage.AskShares(1_000_000).encode());
    signing.received(name(9), new SigningMessage.AskShares(1).encode());
    assertThat(signing.malformed()).isEqualTo(1);
    hasSignedEverything(2, join(2, (_, message) -> List.of(message)));
    hasSignedEverything(1, archive);
  }
}
