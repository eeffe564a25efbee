package org.specie.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.QuorumCertificate.MultiSignature;
import org.specie.kernel.crypto.quorum.QuorumCertificate.Part;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.InclusionProof;
import org.specie.ledger.api.block.MerkleTree;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.chain.BlockAuditor;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.ledger.api.chain.OperatorChange;
import org.specie.ledger.api.chain.OperatorTimeline;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Holds the code against docs/spec/vectors/ledger.json, written by a second implementation. */
@Requirement({"E4", "E6"})
class LedgerVectorsTest {
  private static JsonNode vectors;

  @BeforeAll
  static void read() {
    Path file = Path.of("..", "..", "docs", "spec", "vectors", "ledger.json");
    vectors = new ObjectMapper().readTree(file.toFile());
  }

  private static ByteString bytes(JsonNode hex) {
    return ByteString.hex(hex.asString());
  }

  private static Hash32 hash(JsonNode hex) {
    return Hash32.hex(hex.asString());
  }

  private static Genesis genesis() throws MalformedInput {
    return Genesis.decode(bytes(vectors.at("/genesis/bytes")));
  }

  @Test
  void genesisAndTransactionHaveTheirNames() throws MalformedInput {
    assertThat(genesis().encode()).isEqualTo(bytes(vectors.at("/genesis/bytes")));
    assertThat(genesis().ledgerId()).isEqualTo(hash(vectors.at("/genesis/ledger_id")));
    assertThat(new Transaction(bytes(vectors.at("/transaction/bytes"))).id())
        .isEqualTo(hash(vectors.at("/transaction/id")));
  }

  @Test
  void merkleTreesHaveTheirRootsAndPaths() {
    List<Hash32> leaves = new ArrayList<>();
    vectors.get("merkle_leaves").forEach(leaf -> leaves.add(hash(leaf)));
    for (JsonNode tree : vectors.get("merkle")) {
      int count = tree.get("count").asInt();
      assertThat(MerkleTree.root(leaves.subList(0, count))).isEqualTo(hash(tree.get("root")));
      for (int i = 0; i < count; i++) {
        List<Hash32> path = new ArrayList<>();
        tree.get("paths").get(i).forEach(sibling -> path.add(hash(sibling)));
        InclusionProof proof = MerkleTree.prove(leaves.subList(0, count), i);
        assertThat(proof).isEqualTo(new InclusionProof(i, count, path));
      }
    }
  }

  @Test
  void blocksAndCertificatesAreEncodedAndSignedByteForByte() throws MalformedInput {
    for (JsonNode each : vectors.get("chain")) {
      BlockHeader header = BlockHeader.decode(bytes(each.get("header")));
      assertThat(header.encode()).isEqualTo(bytes(each.get("header")));
      assertThat(header.hash()).isEqualTo(hash(each.get("header_hash")));
      Block block = Block.decode(bytes(each.get("block")));
      assertThat(block.header()).isEqualTo(header);
      assertThat(block.encode()).isEqualTo(bytes(each.get("block")));
      CommitCertificate certificate = CommitCertificate.decode(bytes(each.get("certificate")));
      assertThat(certificate.encode()).isEqualTo(bytes(each.get("certificate")));
      MultiSignature signed = (MultiSignature) certificate.quorum();
      for (int i = 0; i < signed.parts().size(); i++) {
        byte[] seed = bytes(vectors.get("operator_seeds").get(signer(each, i))).toByteArray();
        Part part = signed.parts().get(i);
        assertThat(OperatorKey.fromSeed(seed).sign(part.signer(), header)).isEqualTo(part);
      }
    }
  }

  /** Whose seed made signature number {@code index} of a block. */
  private static int signer(JsonNode block, int index) {
    return block.get("signers").get(index).asInt();
  }

  @Test
  void theOperatorsOfEachEpochHaveTheirNames() throws IOException, MalformedInput {
    OperatorTimeline timeline = new OperatorTimeline(genesis());
    for (JsonNode each : vectors.get("operator_changes")) {
      OperatorChange change = OperatorChange.decode(bytes(each.get("bytes")));
      assertThat(change.encode()).isEqualTo(bytes(each.get("bytes")));
      assertThat(change.operators().encode()).isEqualTo(bytes(each.get("operators")));
      assertThat(change.operators().hash()).isEqualTo(hash(each.get("hash")));
      assertThat(timeline.extend(change)).isEqualTo(Verdict.accepted());
    }
    assertThat(timeline.latest().epoch()).isEqualTo(1);
  }

  private record Vectors(JsonNode chain) implements BlockSource {
    @Override
    public long height() {
      return chain.size() - 1L;
    }

    @Override
    public Optional<ByteString> block(long height) {
      return Optional.of(bytes(chain.get((int) height).get("block")));
    }

    @Override
    public Optional<ByteString> certificate(long height) {
      return Optional.of(bytes(chain.get((int) height).get("certificate")));
    }
  }

  @Test
  void theChainOfTheVectorsIsSound() throws IOException, MalformedInput {
    assertThat(
            new ChainVerifier(genesis())
                .verify(new Vectors(vectors.get("chain")), BlockAuditor.none()))
        .isInstanceOf(ChainVerdict.Sound.class);
  }

  @Test
  void statesHaveTheirRootsAndProofs() throws IOException, MalformedInput {
    for (JsonNode each : vectors.get("state")) {
      Map<ByteString, ByteString> entries = new TreeMap<>();
      each.get("entries").forEach(entry -> entries.put(bytes(entry.get(0)), bytes(entry.get(1))));
      AuthenticatedState state = AuthenticatedState.open(new MemoryStorage());
      StateChanges changes = StateChanges.over(state);
      entries.forEach(changes::put);
      state.commit(state.stage(0, changes));
      StateRoot root = new StateRoot(hash(each.get("root")));
      assertThat(state.root()).isEqualTo(root);
      for (JsonNode expected : each.get("proofs")) {
        ByteString key = bytes(expected.get(0));
        assertThat(state.prove(key).encode()).isEqualTo(bytes(expected.get(1)));
        StateProof proof = StateProof.decode(bytes(expected.get(1)));
        ByteString value = entries.get(key);
        Verdict verdict =
            value == null ? proof.verifyAbsent(root, key) : proof.verifyPresent(root, key, value);
        assertThat(verdict).isEqualTo(Verdict.accepted());
      }
    }
  }
}
