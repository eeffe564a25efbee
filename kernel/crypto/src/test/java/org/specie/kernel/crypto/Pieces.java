package org.specie.kernel.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Encoder;
import tools.jackson.databind.JsonNode;

/**
 * Lets a fuzzer write messages with values that no mutation would ever hit. In its input the byte
 * ff and a number stand for a piece: first the parts of genuine messages, then the points and
 * scalars of the vector files that break one rule each (on the curve but outside the group, of
 * small order, not reduced, infinity). Every other byte stands for itself, ff ff for the byte ff.
 */
public final class Pieces {
  private static final int ESCAPE = 0xff;

  private final List<ByteString> pieces;

  private Pieces(List<ByteString> pieces) {
    Check.that(pieces.size() < ESCAPE, "every piece has a number of one byte");
    this.pieces = List.copyOf(pieces);
  }

  /** The parts of {@code genuine} messages, in that order, then what breaks the rules. */
  @SafeVarargs
  public static Pieces of(List<ByteString>... genuine) {
    List<ByteString> pieces = new ArrayList<>();
    for (List<ByteString> each : genuine) {
      pieces.addAll(each);
    }
    curious().forEach(pieces::add);
    return new Pieces(pieces);
  }

  /** Cuts {@code message} into parts of {@code sizes} bytes, which add up to all of it. */
  public static List<ByteString> cut(ByteString message, int... sizes) {
    List<ByteString> parts = new ArrayList<>();
    int at = 0;
    for (int size : sizes) {
      parts.add(message.slice(at, at + size));
      at += size;
    }
    Check.that(at == message.size(), "the parts make the whole message");
    return parts;
  }

  private static Stream<ByteString> curious() {
    JsonNode vectors = Vectors.read("bls12-381.json");
    JsonNode outside = vectors.required("outside_subgroup");
    Stream<ByteString> points =
        Stream.of("g1_torsion", "g1_subgroup_plus_torsion", "g1_random", "g2_torsion", "g2_random")
            .flatMap(name -> Vectors.list(outside, name))
            .map(each -> Vectors.bytes(each, "uncompressed"));
    JsonNode invalid = vectors.required("invalid_encodings");
    Stream<ByteString> refused =
        Stream.of("g1_uncompressed", "g1_compressed", "g2_uncompressed")
            .flatMap(name -> Vectors.list(invalid, name))
            .map(each -> Vectors.bytes(each, "bytes"));
    JsonNode encodings = vectors.required("encodings");
    Stream<ByteString> proper =
        Stream.concat(
            Vectors.list(encodings, "g1")
                .flatMap(
                    each ->
                        Stream.of(
                            Vectors.bytes(each, "uncompressed"),
                            Vectors.bytes(each, "compressed"))),
            Vectors.list(encodings, "g2").map(each -> Vectors.bytes(each, "uncompressed")));
    Stream<ByteString> scalars =
        Stream.concat(
            Vectors.list(vectors.required("scalars"), "refused_non_canonical")
                .map(each -> ByteString.hex(each.asString())),
            Vectors.list(vectors.required("scalars"), "unary")
                .map(each -> Vectors.bytes(each, "a")));
    return Stream.of(scalars, proper, points, refused).flatMap(each -> each);
  }

  /** The message that the committed input {@code seed} of {@code test} spells. */
  public ByteString seed(Class<?> test, String seed, int from) {
    try (InputStream in = test.getResourceAsStream(test.getSimpleName() + "Inputs/" + seed)) {
      Check.that(in != null, "there is a seed " + seed);
      return assemble(in.readAllBytes(), from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message that {@code input} spells from its byte {@code from} on. */
  public ByteString assemble(byte[] input, int from) {
    Encoder out = new Encoder();
    for (int at = from; at < input.length; at++) {
      int each = input[at] & 0xff;
      if (each == ESCAPE && at + 1 < input.length) {
        at++;
        int number = input[at] & 0xff;
        out.fixed(number < pieces.size() ? pieces.get(number) : ByteString.hex("ff"));
      } else {
        out.u8(each);
      }
    }
    return out.toByteString();
  }
}
