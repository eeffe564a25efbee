package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.NaiveSum;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;
import org.specie.kernel.crypto.transcript.Transcript;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pins every byte of bases and proofs: docs/spec/vectors/range-bpplus.json. */
final class BulletproofPlusVectorsTest {
  private static final JsonNode FILE = Vectors.read("range-bpplus.json");

  private static BulletproofPlus system(JsonNode system) throws MalformedInput {
    BaseSet.Builder builder = new BaseSet.Builder();
    BaseSet.Base value = builder.add(point(system, "value_base"));
    BaseSet.Base blinding = builder.add(point(system, "blinding_base"));
    ByteString tag = ByteString.utf8(Vectors.text(system, "domain_separation_tag"));
    int claimsMax = system.required("claims_max").intValue();
    return BulletproofPlus.create(builder, value, blinding, tag, claimsMax);
  }

  private static G1 point(JsonNode node, String field) throws MalformedInput {
    return G1.decode(new Decoder(Vectors.bytes(node, field)));
  }

  private static String hex(G1 point) {
    return ByteString.copyOf(point.toByteArray()).toHex();
  }

  @Test
  void derivesTheBases() throws MalformedInput {
    JsonNode expected = FILE.required("system");
    BulletproofPlusBases bases = system(expected).bases();
    assertThat(bases.left().size()).isEqualTo(expected.required("bases").intValue());
    assertThat(hex(bases.left().getFirst().point())).isEqualTo(Vectors.text(expected, "first_g"));
    assertThat(hex(bases.left().getLast().point())).isEqualTo(Vectors.text(expected, "last_g"));
    assertThat(hex(bases.right().getFirst().point())).isEqualTo(Vectors.text(expected, "first_h"));
    assertThat(hex(bases.right().getLast().point())).isEqualTo(Vectors.text(expected, "last_h"));
    assertThat(bases.digest()).isEqualTo(Hash32.hex(Vectors.text(expected, "digest")));
  }

  @Test
  void provesAndVerifiesByteForByte() throws MalformedInput {
    BulletproofPlus system = system(FILE.required("system"));
    for (JsonNode each : Vectors.list(FILE, "proofs").toList()) {
      List<Claim> claims = new ArrayList<>();
      List<Opening> openings = new ArrayList<>();
      for (JsonNode claim : Vectors.list(each, "claims").toList()) {
        boolean negated = claim.required("negated").booleanValue();
        long offset = claim.required("offset").longValue();
        claims.add(new Claim(point(claim, "commitment"), negated, offset));
        Scalar blinding = Scalar.decode(new Decoder(Vectors.bytes(claim, "blinding")));
        openings.add(new Opening(claim.required("value").longValue(), blinding));
      }
      ByteString fresh = Vectors.bytes(each, "fresh");
      ByteString proof = Vectors.bytes(each, "proof");
      Transcript proving = new Transcript(Vectors.text(each, "transcript"));
      assertThat(system.prove(claims, openings, proving, once(fresh))).isEqualTo(proof);
      assertThat(proving.hash()).isEqualTo(Hash32.hex(Vectors.text(each, "transcript_after")));

      Transcript verifying = new Transcript(Vectors.text(each, "transcript"));
      try (NaiveSum sum = new NaiveSum()) {
        assertThat(system.accumulate(claims, proof, verifying, Scalar.ONE, sum)).isTrue();
        assertThat(sum.isZero()).isTrue();
      }
      assertThat(verifying.hash()).isEqualTo(proving.hash());

      Transcript following = new Transcript(Vectors.text(each, "transcript"));
      var reference = new BulletproofPlusReference(system.bases(), claims, following);
      assertThat(reference.defect(proof).clearCofactor().isInfinity()).isTrue();
    }
  }

  private static Entropy once(ByteString fresh) {
    return target -> {
      Check.that(target.length == fresh.size(), "the prover draws 32 bytes, once");
      fresh.copyTo(target, 0);
    };
  }

  /** Prints the file anew; only for a change of the protocol, which changes its version. */
  public static void main(String[] arguments) {
    JsonMapper mapper = JsonMapper.builder().build();
    ObjectNode file = mapper.createObjectNode();
    ObjectNode provenance = file.putObject("provenance");
    provenance.put("generated_by", "BulletproofPlusVectorsTest.main, from labelled hashes");
    provenance.put(
        "checked_by",
        "BulletproofPlusReference, a verifier that follows the protocol round by round");
    provenance.put("specification", "docs/spec/03-range-proofs.md, clauses 3.6, 3.7 and 3.13");
    file.put(
        "notation",
        "Hexadecimal. Scalars: 32 bytes big-endian. Points: 96 bytes uncompressed. transcript: the"
            + " protocol a fresh transcript starts with. fresh: what the prover draws.");
    writeSystem(file.putObject("system"));
    ArrayNode proofs = file.putArray("proofs");
    writeProof(proofs.addObject(), "one", new long[][] {{281474976710655L, 0, 0}});
    writeProof(proofs.addObject(), "limit", new long[][] {{123456, 0, 0}, {123456, 1, 500000}});
    writeProof(
        proofs.addObject(),
        "payment",
        new long[][] {{2500, 0, 0}, {2500, 1, 500000}, {0, 0, 0}, {1, 0, 7}});
    System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(file));
  }

  private static void writeSystem(ObjectNode system) {
    BulletproofPlusBases bases = BulletproofPlusFixture.SYSTEM.bases();
    system.put("domain_separation_tag", BulletproofPlusFixture.TAG.toUtf8());
    system.put("claims_max", BulletproofPlusFixture.CLAIMS_MAX);
    system.put("value_base", hex(bases.value().point()));
    system.put("blinding_base", hex(bases.blinding().point()));
    system.put("bases", bases.left().size());
    system.put("first_g", hex(bases.left().getFirst().point()));
    system.put("last_g", hex(bases.left().getLast().point()));
    system.put("first_h", hex(bases.right().getFirst().point()));
    system.put("last_h", hex(bases.right().getLast().point()));
    system.put("digest", bases.digest().toHex());
  }

  /** Rows are value, 1 if negated, offset. */
  private static void writeProof(ObjectNode vector, String name, long[][] rows) {
    List<Claim> claims = new ArrayList<>();
    List<Opening> openings = new ArrayList<>();
    vector.put("transcript", "SPECIE-vector-" + name);
    ArrayNode list = vector.putArray("claims");
    for (long[] row : rows) {
      String label = "blinding " + name + " " + claims.size();
      Scalar blinding = Scalar.reduce(Hash32.sha256(ByteString.utf8(label)).bytes());
      Opening opening = new Opening(row[0], blinding);
      Claim claim = new Claim(BulletproofPlusFixture.commit(opening), row[1] == 1, row[2]);
      ObjectNode entry = list.addObject();
      entry.put("commitment", hex(claim.commitment()));
      entry.put("negated", claim.negated());
      entry.put("offset", claim.offset());
      entry.put("value", opening.value());
      entry.put("blinding", blinding.toByteString().toHex());
      claims.add(claim);
      openings.add(opening);
    }
    ByteString fresh = Hash32.sha256(ByteString.utf8("fresh " + name)).bytes();
    Transcript transcript = new Transcript("SPECIE-vector-" + name);
    ByteString proof =
        BulletproofPlusFixture.SYSTEM.prove(claims, openings, transcript, once(fresh));
    vector.put("fresh", fresh.toHex());
    vector.put("proof", proof.toHex());
    vector.put("transcript_after", transcript.hash().toHex());
  }
}
