package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Pins every byte of a proof: docs/spec/vectors/range-bppp.json is what this class writes, from
 * entropy that is a hash of the name. {@code -Dspecie.vectors.write=true} writes it anew.
 */
final class BulletproofPlusPlusVectorsTest {
  private static final Path FILE =
      Path.of("..", "..", "docs", "spec", "vectors", "range-bppp.json");

  private final BulletproofPlusPlusFixture fixture = BulletproofPlusPlusFixture.create();

  /** A stream that repeats SHA-256 of the name; a prover draws its first 32 bytes. */
  private static Entropy seeded(String name) {
    byte[] block =
        Hash32.newSha256()
            .digest(("SPECIE-vectors-range-bppp/" + name).getBytes(StandardCharsets.UTF_8));
    return target -> {
      for (int i = 0; i < target.length; i++) {
        target[i] = block[i % block.length];
      }
    };
  }

  private String entry(String name, long[] values, long[] offsets, boolean[] negated) {
    Entropy entropy = seeded(name);
    List<Claim> claims = new ArrayList<>();
    List<Opening> openings = new ArrayList<>();
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      Scalar rho = Scalar.reduce(ByteString.utf8("SPECIE-vectors/" + name + "/" + i));
      Opening opening = new Opening(values[i], rho);
      G1 commitment = fixture.commit(opening);
      openings.add(opening);
      claims.add(new Claim(commitment, negated[i], offsets[i]));
      written
          .append(i == 0 ? "" : ",")
          .append("\n    { \"value\": ")
          .append(values[i])
          .append(", \"blinding\": \"")
          .append(rho.toByteString().toHex())
          .append("\", \"negated\": ")
          .append(negated[i])
          .append(", \"offset\": ")
          .append(offsets[i])
          .append(",\n      \"commitment\": \"")
          .append(ByteString.copyOf(commitment.toByteArray()).toHex())
          .append("\" }");
    }
    Transcript transcript = new Transcript("SPECIE-vectors/" + name);
    ByteString proof = fixture.system.prove(claims, openings, transcript, entropy);
    assertThat(
            fixture.verify(fixture.system, claims, proof, new Transcript("SPECIE-vectors/" + name)))
        .isTrue();
    return "  { \"transcript\": \"SPECIE-vectors/"
        + name
        + "\",\n    \"fresh\": \""
        + ByteString.copyOf(entropy.bytes(32)).toHex()
        + "\",\n    \"claims\": ["
        + written
        + " ],\n    \"proof\": \""
        + proof.toHex()
        + "\",\n    \"transcript_after\": \""
        + transcript.hash().bytes().toHex()
        + "\" }";
  }

  private String render() {
    long max = (1L << 48) - 1;
    List<String> entries =
        List.of(
            entry("one", new long[] {0x123456789abcL}, new long[] {0}, new boolean[] {false}),
            entry(
                "four",
                new long[] {5000, 5000, 0, max},
                new long[] {0, 20000, 0, 0},
                new boolean[] {false, true, false, false}),
            entry(
                "six",
                new long[] {-7, 1, 2, 3, 4, max},
                new long[] {7, 0, 0, 0, 4, max},
                new boolean[] {false, false, false, false, true, true}));
    return "{\n \"provenance\": \"written by BulletproofPlusPlusVectorsTest; no second implementation"
        + " has confirmed it\",\n \"notation\": \"Hexadecimal. Points: 96 bytes uncompressed. Scalars:"
        + " 32 bytes big-endian. The transcript is started with the text given; fresh is what the"
        + " prover drew.\",\n \"value_base\": { \"message\": \"value\", \"dst\": \"SPECIE-test-v1\" },\n"
        + " \"blinding_base\": \"generator\",\n \"dst\": \""
        + BulletproofPlusPlusFixture.DST.toUtf8()
        + "\",\n \"parameters\": \""
        + fixture.system.parameters().bytes().toHex()
        + "\",\n \"linear_base_1\": \""
        + ByteString.copyOf(fixture.system.bases().linear().get(1).point().toByteArray()).toHex()
        + "\",\n \"norm_base_0\": \""
        + ByteString.copyOf(fixture.system.bases().norm().get(0).point().toByteArray()).toHex()
        + "\",\n \"proofs\": [\n"
        + String.join(",\n", entries)
        + "\n ]\n}\n";
  }

  @Test
  void proofsAreThoseOfTheVectors() throws IOException {
    String rendered = render();
    if (Boolean.getBoolean("specie.vectors.write")) {
      Files.writeString(FILE, rendered);
    }
    assertThat(Files.readString(FILE)).isEqualTo(rendered);
  }
}
