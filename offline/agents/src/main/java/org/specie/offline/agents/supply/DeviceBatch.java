package org.specie.offline.agents.supply;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.token.signature.P256Key;

/**
 * The devices that leave a maker's works together, by their points, as the maker signs them. Spec:
 * docs/spec/57-station.md 9.1.
 *
 * @param id 16 bytes, the maker's name of it
 * @param maker who signs, and holds it first
 * @param points of its devices, increasing
 * @param signature the maker's
 */
public record DeviceBatch(
    ByteString id, Ed25519PublicKey maker, List<P256Key> points, ByteString signature) {
  /** Size of a batch's name. */
  public static final int ID_SIZE = 16;

  /** How many devices a batch has at most. */
  public static final int DEVICES_MAX = 1_024;

  private static final String TAG = "SPECIE device batch v1";

  public DeviceBatch {
    points = List.copyOf(points);
    Check.that(id.size() == ID_SIZE, "a batch has a name of 16 bytes");
    Check.that(isList(points), "a batch has 1 to 1,024 devices, in the order of their points");
    Check.that(
        signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature of Ed25519 has 64 bytes");
  }

  private static boolean isList(List<P256Key> points) {
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i - 1).point().compareTo(points.get(i).point()) >= 0) {
        return false;
      }
    }
    return !points.isEmpty() && points.size() <= DEVICES_MAX;
  }

  private static ByteString body(ByteString id, Ed25519PublicKey maker, List<P256Key> points) {
    Encoder out = new Encoder().fixed(id).fixed(maker.bytes()).u16(points.size());
    points.forEach(each -> out.fixed(each.point()));
    return out.toByteString();
  }

  private static ByteString signed(ByteString body) {
    return new Encoder().text(TAG).fixed(body).toByteString();
  }

  /** The maker says which devices it made; in whatever order. */
  public static DeviceBatch make(ByteString id, Ed25519SecretKey maker, List<P256Key> devices) {
    List<P256Key> points =
        devices.stream().sorted((a, b) -> a.point().compareTo(b.point())).toList();
    ByteString signature = maker.sign(signed(body(id, maker.publicKey(), points)));
    return new DeviceBatch(id, maker.publicKey(), points, signature);
  }

  /** Whether its maker signed it. */
  public boolean isGood() {
    return maker.verify(signed(body(id, maker, points)), signature);
  }

  /** The one encoding. */
  public ByteString encode() {
    return ByteString.concat(body(id, maker, points), signature);
  }

  /** Reads a batch and nothing after it. */
  public static DeviceBatch decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    ByteString id = in.fixed(ID_SIZE);
    Ed25519PublicKey maker = Ed25519PublicKey.decode(in.fixed(Ed25519PublicKey.SIZE));
    int count = in.u16();
    if (count > DEVICES_MAX) {
      throw new MalformedInput("a batch has at most 1,024 devices");
    }
    List<P256Key> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(P256Key.decode(in));
    }
    ByteString signature = in.fixed(Ed25519PublicKey.SIGNATURE_SIZE);
    in.end();
    if (!isList(points)) {
      throw new MalformedInput("a batch has devices, in the order of their points");
    }
    return new DeviceBatch(id, maker, points, signature);
  }
}
