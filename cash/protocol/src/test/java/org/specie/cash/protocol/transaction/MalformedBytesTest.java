package org.specie.cash.protocol.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.cash.protocol.EveryKind;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.proof.Torsion;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.hybrid.SelfMemo;
import org.specie.quality.requirements.Requirement;

/**
 * Bytes that are no transaction, in every place of every kind: items 2, 4, 5, 6 and 51 of the
 * refusals and break 12 of UTT, where five of eight malformed requests brought every replica down.
 */
@Requirement("D2")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MalformedBytesTest {
  private static final int HALF = G1.SIZE / 2;
  private static final BigInteger P =
      new BigInteger(
          "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab",
          16);

  private final World world = new World(115);
  private final Map<String, PrivateTransaction> all = EveryKind.in(world);
  private final Gate gate = new Gate(world);

  private PrivateTransaction kind(String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  /** Refuses {@code bytes} as malformed. */
  private void refuses(String what, ByteString bytes) {
    assertThat(gate.read(bytes)).as(what).isEmpty();
  }

  /**
   * Refuses {@code bytes}, whose part from {@code at} on is malformed. Range proofs are read when
   * they are verified and everything else at once.
   */
  private void refuses(String what, PrivateTransaction of, int at, byte[] part) {
    ByteString bytes = Layout.with(of.encode(), at, part);
    if (at < Layout.rangeAt(of)) {
      refuses(what + " at " + at, bytes);
    } else {
      assertThat(gate.refuses(bytes)).as("%s at %d", what, at).isTrue();
    }
  }

  @Test
  void readsBackWhatItWrote() throws MalformedInput {
    for (PrivateTransaction each : all.values()) {
      ByteString bytes = each.encode();
      assertThat(PrivateTransaction.decode(world.suite, bytes)).isEqualTo(each);
      assertThat(PrivateTransaction.decode(world.suite, bytes).encode()).isEqualTo(bytes);
    }
  }

  private static byte[] bytes(BigInteger value, int size) {
    byte[] big = value.toByteArray();
    byte[] fixed = new byte[size];
    int skip = Math.max(0, big.length - size);
    System.arraycopy(big, skip, fixed, size - big.length + skip, big.length - skip);
    return fixed;
  }

  private static byte[] join(byte[] x, byte[] y) {
    byte[] point = Arrays.copyOf(x, G1.SIZE);
    System.arraycopy(y, 0, point, HALF, HALF);
    return point;
  }

  /** What must never be taken for the point (x, y). */
  private static List<byte[]> wrongEncodings(byte[] point) {
    byte[] x = Arrays.copyOf(point, HALF);
    byte[] y = Arrays.copyOfRange(point, HALF, G1.SIZE);
    BigInteger bigX = new BigInteger(1, x);
    BigInteger bigY = new BigInteger(1, y);
    List<byte[]> wrong = new ArrayList<>();
    wrong.add(new byte[G1.SIZE]);
    for (int flags = 0x20; flags < 0x100; flags += 0x20) {
      byte[] flagged = point.clone();
      flagged[0] |= (byte) flags;
      wrong.add(flagged);
      byte[] infinity = new byte[G1.SIZE];
      infinity[0] = (byte) flags;
      wrong.add(infinity);
    }
    wrong.add(join(x, bytes(bigY.add(BigInteger.ONE), HALF)));
    wrong.add(join(bytes(bigX.xor(BigInteger.ONE), HALF), y));
    wrong.add(join(y, x));
    // The same residues, not reduced.
    wrong.add(join(x, bytes(bigY.add(P), HALF)));
    wrong.add(join(bytes(bigX.add(P), HALF), y));
    wrong.add(join(bytes(P, HALF), bytes(BigInteger.TWO, HALF)));
    // (0, 2), of order 3, and its opposite.
    wrong.add(join(new byte[HALF], bytes(BigInteger.TWO, HALF)));
    wrong.add(join(new byte[HALF], bytes(P.subtract(BigInteger.TWO), HALF)));
    return wrong;
  }

  /** 2, 4: infinity, off the curve, coordinates not reduced, flag bits, in every place. */
  @ParameterizedTest
  @ValueSource(strings = {"PAY renewal", "LOAD", "UNLOAD", "FOLD", "LINK", "ENROL"})
  void refusesWrongEncodingsInThePlaceOfEveryPoint(String name) {
    PrivateTransaction transaction = kind(name);
    ByteString bytes = transaction.encode();
    List<Integer> offsets = Layout.points(bytes);
    assertThat(offsets).isNotEmpty();
    for (int at : offsets) {
      byte[] point = bytes.slice(at, at + G1.SIZE).toByteArray();
      for (byte[] wrong : wrongEncodings(point)) {
        refuses(name, transaction, at, wrong);
      }
    }
  }

  /** The payment of docs/spec/11 has as many points as there are names for. */
  @Test
  void knowsEveryPointOfAPayment() {
    assertThat(Layout.points(kind("PAY").encode())).hasSize(26 + 23 + 7);
    assertThat(Layout.scalars(kind("PAY"))).hasSizeGreaterThan(33);
  }

  /** 5: r, numbers above it, and s + r for the s that stands there. */
  @Test
  void refusesScalarsThatAreNotReduced() {
    all.forEach(
        (name, transaction) -> {
          ByteString bytes = transaction.encode();
          List<Integer> offsets = Layout.scalars(transaction);
          assertThat(offsets).as(name).isNotEmpty();
          for (int at : offsets) {
            BigInteger s = new BigInteger(1, bytes.slice(at, at + Scalar.SIZE).toByteArray());
            BigInteger most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
            for (BigInteger wrong : List.of(Scalar.ORDER, s.add(Scalar.ORDER), most)) {
              refuses(name, transaction, at, bytes(wrong, Scalar.SIZE));
            }
          }
        });
  }

  /** 6, 51: every part missing, down to the last byte. */
  @Test
  void refusesEveryPrefix() {
    Random random = new Random(6);
    all.forEach(
        (name, transaction) -> {
          ByteString bytes = transaction.encode();
          boolean large = bytes.size() > 10_000;
          for (int size = 0; size < bytes.size(); size += large ? 1 + random.nextInt(60) : 1) {
            refuses(name + " cut at " + size, bytes.slice(0, size));
          }
          refuses(name, bytes.slice(0, bytes.size() - 1));
        });
  }

  /** 6. */
  @Test
  void refusesTrailingBytes() {
    all.forEach(
        (name, transaction) -> {
          ByteString bytes = transaction.encode();
          for (int extra : List.of(1, 32, 65, 96)) {
            refuses(name, ByteString.concat(bytes, ByteString.copyOf(new byte[extra])));
          }
        });
  }

  /** 51: a part left out of the middle. */
  @Test
  void refusesAMissingPart() {
    ByteString bytes = kind("PAY").encode();
    for (int at : Layout.points(bytes)) {
      refuses(
          "without the point at " + at,
          ByteString.concat(bytes.slice(0, at), bytes.slice(at + G1.SIZE, bytes.size())));
    }
  }

  @Test
  void refusesUnknownKinds() {
    ByteString bytes = kind("PAY").encode();
    for (int kind = 0; kind < 256; kind++) {
      if (Kind.ofCode(kind).isEmpty()) {
        refuses("kind " + kind, Layout.with(bytes, 0, new byte[] {(byte) kind}));
      }
    }
    assertThat(Kind.ofCode(16)).isEmpty();
  }

  /** The fields of the header that can be out of range: the epoch, the flag, the height. */
  @Test
  void refusesHeadersOutOfRange() {
    ByteString bytes = kind("PAY").encode();
    int epochAt = 1 + 2 + 1;
    int renewalAt = epochAt + 8;
    int validUntilAt = renewalAt + 1 + 32;
    for (int at : List.of(epochAt, validUntilAt)) {
      refuses("negative", Layout.with(bytes, at, new byte[] {(byte) 0x80}));
    }
    for (int flag = 2; flag < 256; flag++) {
      refuses("flag " + flag, Layout.with(bytes, renewalAt, new byte[] {(byte) flag}));
    }
    for (String name : List.of("FOLD", "LINK")) {
      refuses(name + " that renews", Layout.with(kind(name).encode(), renewalAt, new byte[] {1}));
    }
  }

  /** 26: an amount that is moved in clear has 48 bits, and only who signs has a nonce. */
  @Test
  void refusesMovesOutOfRange() {
    ByteString load = kind("LOAD").encode();
    ByteString unload = kind("UNLOAD").encode();
    int amountAt = amountAt(load);
    assertThat(amountAt(unload)).isEqualTo(amountAt);
    for (long amount : List.of(Amount.MAX_MINOR + 1, Long.MAX_VALUE, -1L)) {
      byte[] wrong = bytes(BigInteger.valueOf(amount & Long.MAX_VALUE), 8);
      wrong[0] |= (byte) (amount < 0 ? 0x80 : 0);
      refuses("amount " + amount, Layout.with(load, amountAt, wrong));
      refuses("amount " + amount, Layout.with(unload, amountAt, wrong));
    }
    int nonceAt = amountAt + 8 + 20;
    refuses("nonce", Layout.with(unload, nonceAt + 7, new byte[] {1}));
  }

  private static int amountAt(ByteString bytes) {
    ByteString account = EveryKind.ACCOUNT.address().bytes();
    for (int at = 0; at + account.size() <= bytes.size(); at++) {
      if (bytes.slice(at, at + account.size()).equals(account)) {
        return at - 8;
      }
    }
    throw new AssertionError("the account stands in clear");
  }

  /** 6, 51: counts that do not fit what follows. */
  @Test
  void refusesWrongCountsOfApprovals() {
    ByteString bytes = kind("ENROL").encode();
    int countAt = kind("ENROL").coreBytes().size();
    for (int count : List.of(0, 1, 3, 33, 0x7fffffff, 0x80000000, -1)) {
      byte[] wrong = bytes(BigInteger.valueOf(count & 0xffffffffL), 4);
      refuses("count " + count, Layout.with(bytes, countAt, wrong));
    }
  }

  /** 4: a public spend key must be in the group, for it is compared and hashed. */
  @Test
  void refusesAKeyOutsideTheGroup() {
    PrivateTransaction enrolment = kind("ENROL");
    G1 key = ((Enrolment) enrolment).body().statement().publicSpendKey();
    refusesOutside(enrolment.encode(), 1 + 32, key);
    PrivateTransaction change = kind("CLASS_CHANGE");
    int orderAt = change.bodyBytes().size() - SelfMemo.SIZE - (G1.SIZE + 8 + 1 + 8);
    refusesOutside(change.encode(), orderAt, key);
  }

  private void refusesOutside(ByteString bytes, int keyAt, G1 key) {
    assertThat(bytes.slice(keyAt, keyAt + G1.SIZE).toByteArray()).isEqualTo(key.toByteArray());
    for (int order : Torsion.ORDERS) {
      G1 outside = key.plus(Torsion.ofOrder(order));
      refuses("order " + order, Layout.with(bytes, keyAt, outside.toByteArray()));
    }
  }
}
