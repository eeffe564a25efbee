// BLS12-381: encodings, hashing, group operations, pairings, points outside the subgroup.
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytes, bytes64, hexOf, number, provenance } from './deterministic.mjs';

const G1 = bls12_381.G1.Point;
const G2 = bls12_381.G2.Point;
const { Fp, Fp2, Fp12 } = bls12_381.fields;
export const r = bls12_381.fields.Fr.ORDER;
const p = Fp.ORDER;
const zAbs = 0xd201000000010000n;
const cofactor1 = 0x396c8c005555e1568c00aaab0000aaabn;
// (z^8 - 4z^7 + 5z^6 - 4z^4 + 6z^3 - 4z^2 - 4z + 13) / 9
const z = -zAbs;
const cofactor2 =
  (z ** 8n - 4n * z ** 7n + 5n * z ** 6n - 4n * z ** 4n + 6n * z ** 3n - 4n * z ** 2n - 4n * z + 13n) / 9n;

function check(condition, claim) {
  if (!condition) throw new Error(claim);
}

/** Plain double-and-add: valid for every curve point and every scalar, also outside the subgroup. */
export function times(k, point) {
  let result = point.subtract(point);
  let power = point;
  for (; k > 0n; k >>= 1n, power = power.double()) {
    if (k & 1n) result = result.add(power);
  }
  return result;
}

export const scalar = (label) => number(bytes64(`bls scalar/${label}`)) % r;
export const s32 = (value) => hexOf(value, 32);

/** The ZCash encoding written out here, because noble refuses to encode points outside the subgroup. */
function raw(point, compressed) {
  const { x, y } = point.toAffine();
  const coefficients = (value) => (typeof value === 'bigint' ? [value] : [value.c1, value.c0]);
  const hex = (value) => coefficients(value).map((part) => hexOf(part, 48)).join('');
  if (!compressed) return hex(x) + hex(y);
  const leading = coefficients(y).find((part) => part !== 0n) ?? 0n;
  const flags = leading > (p - 1n) / 2n ? 0xa0 : 0x80;
  return (parseInt(hex(x).slice(0, 2), 16) | flags).toString(16) + hex(x).slice(2);
}

export const u = (point) => (point.is0() ? infinity(point, false) : raw(point, false));
export const c = (point) => (point.is0() ? infinity(point, true) : raw(point, true));

function infinity(point, compressed) {
  const size = (point instanceof G1 ? 48 : 96) * (compressed ? 1 : 2);
  return (compressed ? 'c0' : '40') + '00'.repeat(size - 1);
}

/** A point of E(Fp) from hashed coordinates, almost surely outside the subgroup. */
function anyG1(label) {
  for (let i = 0; ; i++) {
    const x = number(bytes64(`curve point/${label}/${i}`)) % p;
    const y = sqrt(Fp, Fp.add(Fp.mul(Fp.sqr(x), x), 4n));
    if (y !== undefined) return G1.fromAffine({ x, y });
  }
}

function anyG2(label) {
  for (let i = 0; ; i++) {
    const half = (n) => number(bytes64(`twist point/${label}/${n}/${i}`)) % p;
    const x = Fp2.fromBigTuple([half(0), half(1)]);
    const b = Fp2.fromBigTuple([4n, 4n]);
    const y = sqrt(Fp2, Fp2.add(Fp2.mul(Fp2.sqr(x), x), b));
    if (y !== undefined) return G2.fromAffine({ x, y });
  }
}

function sqrt(field, value) {
  try {
    return field.sqrt(value);
  } catch {
    return undefined;
  }
}

/** A point whose order is exactly the prime `order`, which divides `groupOrder`. */
function ofOrder(order, groupOrder, any) {
  let rest = groupOrder;
  while (rest % order === 0n) rest /= order;
  for (let i = 0; ; i++) {
    let point = times(rest, any(`order ${order}/${i}`));
    if (point.is0()) continue;
    for (let next = times(order, point); !next.is0(); next = times(order, point)) point = next;
    return point;
  }
}

function hashToCurve() {
  const dst = 'QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_';
  const rfc = [
    ['', '052926add2207b76ca4fa57a8734416c8dc95e24501772c814278700eed6d1e4e8cf62d9c09db0fac349612b759e79a1', '08ba738453bfed09cb546dbb0783dbb3a5f1f566ed67bb6be0e8c67e2e81a4cc68ee29813bb7994998f3eae0c9c6a265'],
    ['abc', '03567bc5ef9c690c2ab2ecdf6a96ef1c139cc0b2f284dca0a9a7943388a49a3aee664ba5379a7655d3c68900be2f6903', '0b9c15f3fe6e5cf4211f346271d7b01c8f3b28be689c8429c85b67af215533311f0b8dfaaa154fa6b88176c229f2885d'],
    ['abcdef0123456789', '11e0b079dea29a68f0383ee94fed1b940995272407e3bb916bbf268c263ddd57a6a27200a784cbc248e84f357ce82d98', '03a87ae2caf14e8ee52e51fa2ed8eefe80f02457004ba4d486d6aa1f517c0889501dc7413753f9599b099ebcbbd2d709'],
    ['q128_' + 'q'.repeat(128), '15f68eaa693b95ccb85215dc65fa81038d69629f70aeee0d0f677cf22285e7bf58d7cb86eefe8f2e9bc3f8cb84fac488', '1807a1d50c29f430b8cafc4f8638dfeeadf51211e1602a5f184443076715f91bb90a48ba1e370edce6ae1062f5e6dd38'],
    ['a512_' + 'a'.repeat(512), '082aabae8b7dedb0e78aeb619ad3bfd9277a2f77ba7fad20ef6aabdc6c31d19ba5a6d12283553294c1825c4b3ca2dcfe', '05b84ae5a942248eea39e1d91030458c40153f3b654ab7872d779ad1e942856a20c438e8d99bc8abfbf74729ce1f7ac8'],
  ];
  const hashed = (message, tag) => bls12_381.G1.hashToCurve(message, { DST: tag });
  const published = rfc.map(([text, x, y]) => {
    const point = hashed(utf8ToBytes(text), dst);
    check(u(point) === x + y, `RFC 9380 J.9.1 disagrees for "${text}"`);
    return { message: bytesToHex(utf8ToBytes(text)), compressed: c(point), uncompressed: u(point) };
  });
  const own = [0, 1, 31, 32, 33, 100, 1000].map((size, i) => {
    const message = bytes(`hash to curve/${i}`, size);
    const tag = `SPECIE-TEST-V1-${i}`;
    const point = hashed(message, tag);
    return { dst: tag, message: bytesToHex(message), compressed: c(point), uncompressed: u(point) };
  });
  return { rfc9380_j_9_1: { dst, cases: published }, random_messages: own };
}

function scalars() {
  const edge = [0n, 1n, 2n, r - 1n, r - 2n, (r - 1n) / 2n, 1n << 128n, (1n << 64n) - 1n];
  const values = [...edge, ...[0, 1, 2, 3, 4, 5, 6, 7].map((i) => scalar(`operand/${i}`))];
  const mod = (v) => ((v % r) + r) % r;
  const binary = [];
  for (let i = 0; i < values.length; i++) {
    const [a, b] = [values[i], values[(i * 7 + 3) % values.length]];
    binary.push({ a: s32(a), b: s32(b), sum: s32(mod(a + b)), difference: s32(mod(a - b)), product: s32(mod(a * b)) });
  }
  const power = (base, e) => {
    let out = 1n;
    for (; e > 0n; e >>= 1n, base = (base * base) % r) if (e & 1n) out = (out * base) % r;
    return out;
  };
  const unary = values.map((a) => ({
    a: s32(a),
    negated: s32(mod(-a)),
    squared: s32(mod(a * a)),
    inverse: a === 0n ? null : s32(power(a, r - 2n)),
  }));
  const wide = ['00'.repeat(64), 'ff'.repeat(64), hexOf(r, 64), hexOf(r - 1n, 64), hexOf(r << 200n, 64)]
    .concat([0, 1, 2, 3, 4, 5].map((i) => bytesToHex(bytes64(`wide/${i}`))))
    .map((wideBytes) => ({ bytes: wideBytes, reduced: s32(BigInt('0x' + wideBytes) % r) }));
  const refused = [r, r + 1n, (1n << 255n) - 1n, (1n << 256n) - 1n].map(s32);
  return { binary, unary, reduce_64_bytes_big_endian: wide, refused_non_canonical: refused };
}

function encodings() {
  const multiples = [0n, 1n, 2n, 3n, 7n, 255n, 65537n, r - 1n, r - 2n, scalar('encoding/0'), scalar('encoding/1')];
  const of = (generator) =>
    multiples.map((k) => {
      const point = times(k, generator);
      check(k === 0n || c(point) === bytesToHex(point.toBytes(true)), 'compressed encoding agrees with noble');
      check(k === 0n || u(point) === bytesToHex(point.toBytes(false)), 'uncompressed encoding agrees with noble');
      return { k: s32(k), compressed: c(point), uncompressed: u(point) };
    });
  return { g1: of(G1.BASE), g2: of(G2.BASE) };
}

function operations() {
  const ks = [0n, 1n, 2n, r - 1n, (1n << 128n) - 1n, 1n << 254n, ...[0, 1, 2, 3, 4, 5].map((i) => scalar(`times/${i}`))];
  const of = (generator) =>
    ks.map((k, i) => {
      const point = times(scalar(`point/${i}`), generator);
      return { point: u(point), scalar: s32(k), result: u(times(k, point)) };
    });
  const sums = (generator) =>
    [0, 1, 2, 3].map((i) => {
      const a = times(scalar(`sum a/${i}`), generator);
      const b = i === 0 ? a : i === 1 ? a.negate() : times(scalar(`sum b/${i}`), generator);
      return { a: u(a), b: u(b), sum: u(a.add(b)), difference: u(a.subtract(b)), negated_a: u(a.negate()) };
    });
  const msm = [1, 2, 3, 8, 33, 64, 130].map((size) => {
    const points = [];
    const factors = [];
    let result = G1.ZERO;
    for (let i = 0; i < size; i++) {
      const point = times(scalar(`msm point/${size}/${i}`), G1.BASE);
      // Zeros, repeated points and opposite points are where bucket methods go wrong.
      const chosen = i % 11 === 5 ? points[i - 1] : i % 13 === 7 ? points[i - 1].negate() : point;
      const factor = i % 17 === 9 ? 0n : scalar(`msm scalar/${size}/${i % 11 === 5 ? i - 1 : i}`);
      points.push(chosen);
      factors.push(factor);
      result = result.add(times(factor, chosen));
    }
    return { points: points.map(u), scalars: factors.map(s32), result: u(result) };
  });
  return {
    scalar_multiplication: { g1: of(G1.BASE), g2: of(G2.BASE) },
    addition: { g1: sums(G1.BASE), g2: sums(G2.BASE) },
    multi_scalar_multiplication_g1: msm,
  };
}

function product(pairs) {
  const finite = pairs.filter(({ g1, g2 }) => !g1.is0() && !g2.is0());
  return finite.length === 0 ? Fp12.ONE : bls12_381.pairingBatch(finite);
}

function pairings() {
  const a = scalar('pairing/a');
  const b = scalar('pairing/b');
  const on1 = (k) => times(((k % r) + r) % r, G1.BASE);
  const on2 = (k) => times(((k % r) + r) % r, G2.BASE);
  const lists = [
    ['e(aP,bQ) e(-abP,Q) = 1', [[a, b], [-(a * b), 1n]]],
    ['e(aP,Q) e(P,-aQ) = 1', [[a, 1n], [1n, -a]]],
    ['e(aP,bQ) e(bP,-aQ) = 1', [[a, b], [b, -a]]],
    ['three terms', [[a, b], [b, a], [-2n * a * b, 1n]]],
    ['pairs with infinity count as one', [[0n, b], [a, 0n], [a, b], [-a, b]]],
    ['the empty product', []],
    ['e(P,Q) alone is not one', [[1n, 1n]]],
    ['scalar off by one', [[a, b], [-(a * b) + 1n, 1n]]],
    ['sign forgotten', [[a, b], [a * b, 1n]]],
    ['second argument exchanged', [[a, b], [-(a * a), 1n]]],
  ].map(([what, exponents]) => {
    const pairs = exponents.map(([k1, k2]) => ({ g1: on1(k1), g2: on2(k2) }));
    return { what, pairs: pairs.map(({ g1, g2 }) => ({ g1: u(g1), g2: u(g2) })), one: Fp12.eql(product(pairs), Fp12.ONE) };
  });
  check(lists.filter((each) => each.one).length === 6, 'six products are one');
  const gt = [[1n, 1n], [2n, 1n], [a, b]].map(([k1, k2]) => ({
    g1: u(on1(k1)),
    g2: u(on2(k2)),
    gt: bytesToHex(Fp12.toBytes(product([{ g1: on1(k1), g2: on2(k2) }]))),
  }));
  return {
    products: lists,
    gt_values: gt,
    gt_note:
      'Tower Fp2 = Fp[u]/(u^2+1), Fp6 = Fp2[v]/(v^3-(u+1)), Fp12 = Fp6[w]/(w^2-v); 12 coefficients of 48 big-endian bytes, ' +
      'order c0.c0.c0, c0.c0.c1, c0.c1.c0 ... c1.c2.c1. Libraries may differ by a fixed exponent (the cube) in the final exponentiation.',
  };
}

function outsideSubgroup() {
  const order1 = cofactor1 * r;
  const order2 = cofactor2 * r;
  check(times(order1, anyG1('order')).is0(), 'order of E(Fp)');
  check(times(order2, anyG2('order')).is0(), 'order of the twist');
  const small = (list, groupOrder, any) =>
    list.map((n) => {
      const point = ofOrder(n, groupOrder, any);
      check(!point.is0() && times(n, point).is0(), `order ${n}`);
      return { order: Number(n), uncompressed: u(point), compressed: c(point) };
    });
  const torsion1 = small([3n, 11n, 10177n, 859267n, 52437899n], order1, anyG1);
  const torsion2 = small([13n, 23n, 2713n], order2, anyG2);
  const mixed = torsion1.map(({ order, uncompressed }, i) => {
    const k = scalar(`mixed/${i}`);
    const inside = times(k, G1.BASE);
    const small = { x: BigInt('0x' + uncompressed.slice(0, 96)), y: BigInt('0x' + uncompressed.slice(96)) };
    const point = inside.add(G1.fromAffine(small));
    check(!times(r, point).is0() && times(order1, point).is0(), 'mixed point');
    return { order, uncompressed: u(point), subgroup_part: u(inside), cleared_by_one_minus_z: u(times(1n + zAbs, point)) };
  });
  const random = [0, 1, 2].map((i) => {
    const point = anyG1(`random/${i}`);
    const cleared = times(1n + zAbs, point);
    check(times(r, cleared).is0(), '1-z clears the cofactor');
    return { uncompressed: u(point), compressed: c(point), cleared_by_one_minus_z: u(cleared) };
  });
  const random2 = [0, 1].map((i) => ({ uncompressed: u(anyG2(`random/${i}`)), compressed: c(anyG2(`random/${i}`)) }));
  const note =
    'g1_torsion of order 3 is (0, 2); with its opposite it is the only one. blst refuses to read x = 0 and so never lets it in. ' +
    'Sums of it with points of the subgroup are read like any other point of the curve.';
  return { note, g1_torsion: torsion1, g1_subgroup_plus_torsion: mixed, g1_random: random, g2_torsion: torsion2, g2_random: random2 };
}

const flip = (hex, at, mask) => {
  const out = Uint8Array.from(Buffer.from(hex, 'hex'));
  out[at] ^= mask;
  return bytesToHex(out);
};

function invalidEncodings() {
  const good = times(scalar('invalid/g1'), G1.BASE);
  const good2 = times(scalar('invalid/g2'), G2.BASE);
  let smallX = G1.BASE;
  for (let i = 1n; smallX.toAffine().x >= (1n << 381n) - p; i++) smallX = times(scalar(`small x/${i}`), G1.BASE);
  const { x, y } = smallX.toAffine();
  const sign = y > (p - 1n) / 2n ? 0x20n : 0n;
  let offCurve = 1n;
  while (sqrt(Fp, Fp.add(Fp.mul(Fp.sqr(offCurve), offCurve), 4n)) !== undefined) offCurve++;
  const flags = (value, top, size) => hexOf(value + (top << BigInt(8 * (size - 1))), size);
  const entry = (why, bytesHex) => ({ why, bytes: bytesHex });
  const both = (point, size) => [
    entry('one byte short', c(point).slice(2)),
    entry('one byte long', c(point) + '00'),
    entry('compression flag missing', flip(c(point), 0, 0x80)),
    entry('infinity flag on a finite point', flip(c(point), 0, 0x40)),
    entry('infinity with the sign flag', 'e0' + '00'.repeat(size - 1)),
    entry('infinity with a non-zero tail', 'c0' + '00'.repeat(size - 2) + '01'),
    entry('all bytes zero', '00'.repeat(size)),
    entry('all bits set', 'ff'.repeat(size)),
  ];
  const full = (point, size) => [
    entry('one byte short', u(point).slice(2)),
    entry('one byte long', u(point) + '00'),
    entry('compression flag set', flip(u(point), 0, 0x80)),
    entry('sign flag set', flip(u(point), 0, 0x20)),
    entry('infinity flag on a finite point', flip(u(point), 0, 0x40)),
    entry('infinity with a non-zero tail', '40' + '00'.repeat(size - 2) + '01'),
    entry('y changed in one bit: not on the curve', flip(u(point), size - 1, 1)),
    entry('all bytes zero', '00'.repeat(size)),
  ];
  return {
    g1_compressed: [
      ...both(good, 48),
      entry('x = p', flags(p, 0x80n, 48)),
      entry('x + p of a valid point', flags(x + p, 0x80n + sign, 48)),
      entry('no point has this x', flags(offCurve, 0x80n, 48)),
    ],
    g1_uncompressed: [
      ...full(good, 96),
      entry('x + p of a valid point', hexOf(x + p, 48) + hexOf(y, 48)),
      entry('y = p', hexOf(x, 48) + hexOf(p, 48)),
      entry('coordinates exchanged', hexOf(y, 48) + hexOf(x, 48)),
    ],
    g2_compressed: [...both(good2, 96), entry('first coefficient = p', flags(p, 0x80n, 48) + '00'.repeat(48))],
    g2_uncompressed: [...full(good2, 192), entry('coefficients of x exchanged', swapHalves(u(good2)))],
  };
}

const swapHalves = (hex) => hex.slice(96, 192) + hex.slice(0, 96) + hex.slice(192);

export function bls12381() {
  return {
    provenance: provenance(
      ['RFC 9380 appendix J.9.1 (hash to curve; the generator stops if noble disagrees)', 'everything else: noble-curves on values hashed from labels'],
      ['@noble/curves', '@noble/hashes'],
    ),
    notation:
      'Hexadecimal. Scalars: 32 bytes big-endian. Points: 48/96 (G1) and 96/192 (G2) bytes, big-endian coordinates with the three ZCash flag bits; ' +
      'G2 coefficients in the order c1, c0. Infinity: c0 00... compressed, 40 00... uncompressed.',
    constants: { p: hexOf(p, 48), r: s32(r), z_negated: zAbs.toString(16), g1_cofactor: cofactor1.toString(16), g2_cofactor: cofactor2.toString(16) },
    hash_to_curve_g1: hashToCurve(),
    scalars: scalars(),
    encodings: encodings(),
    ...operations(),
    pairings: pairings(),
    outside_subgroup: outsideSubgroup(),
    invalid_encodings: invalidEncodings(),
  };
}
