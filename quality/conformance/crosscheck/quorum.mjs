// Quorum certificates of both schemes (page 07): keys, shares, certificates, and what is refused.
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { c, r, s32, scalar, times, u } from './bls12-381.mjs';
import { bytes, hexOf, provenance } from './deterministic.mjs';

const G1 = bls12_381.G1.Point;
const G2 = bls12_381.G2.Point;
const { Fp12 } = bls12_381.fields;
const signers = 4;
const threshold = 3;
const seats = [...Array(signers).keys()];
const mod = (value) => ((value % r) + r) % r;
const head = (scheme) => hexOf(scheme, 1) + hexOf(threshold, 2) + hexOf(signers, 2);

function check(condition, claim) {
  if (!condition) throw new Error(claim);
}

function inverse(value) {
  let [out, base] = [1n, mod(value)];
  for (let e = r - 2n; e > 0n; e >>= 1n, base = mod(base * base)) if (e & 1n) out = mod(out * base);
  return out;
}

function interpolate(shares) {
  const indices = shares.map(({ seat }) => BigInt(seat + 1));
  return shares.reduce((sum, { point }, n) => {
    const i = indices[n];
    const lambda = indices.filter((j) => j !== i).reduce((acc, j) => mod(acc * j * inverse(j - i)), 1n);
    return sum.add(times(lambda, point));
  }, G1.ZERO);
}

function thresholdSignature(message) {
  const polynomial = [...Array(threshold).keys()].map((k) => scalar(`quorum/coefficient ${k}`));
  const at = (x) => polynomial.reduceRight((acc, a) => mod(acc * x + a), 0n);
  const publicKey = times(at(0n), G2.BASE);
  const shareKeys = seats.map((seat) => times(at(BigInt(seat + 1)), G2.BASE));
  const dst = 'SPECIE-V1-QUORUM-BLS12381G1_XMD:SHA-256_SSWU_RO_';
  const hashed = G1.fromAffine(bls12_381.G1.hashToCurve(message, { DST: dst }).toAffine());
  const shares = seats.map((seat) => ({ seat, point: times(at(BigInt(seat + 1)), hashed) }));
  const right = (key, point) =>
    Fp12.eql(
      bls12_381.pairingBatch([{ g1: point.negate(), g2: G2.BASE }, { g1: hashed, g2: key }]),
      Fp12.ONE,
    );
  shares.forEach(({ seat, point }) => check(right(shareKeys[seat], point), 'a share is right under its key'));
  const whole = interpolate(shares.slice(1));
  check(right(publicKey, whole), 'three shares make the certificate');
  check(interpolate(shares.slice(0, 3)).equals(whole), 'any three make the same');
  const thin = interpolate(shares.slice(0, 2));
  check(!right(publicKey, thin), 'two do not');
  return {
    dst,
    polynomial_constant_term_first: polynomial.map(s32),
    key: head(2) + u(publicKey) + shareKeys.map(u).join(''),
    hashed_message: c(hashed),
    shares: shares.map(({ point }) => c(point)),
    certificate: '02' + c(whole),
    refused: [
      { why: 'interpolated from two shares', certificate: '02' + c(thin) },
      { why: 'the share of one signer', certificate: '02' + c(shares[0].point) },
      { why: 'negated', certificate: '02' + c(whole.negate()) },
      { why: 'the hashed message itself', certificate: '02' + c(hashed) },
    ],
  };
}

function multiSignature(message) {
  const secrets = seats.map((seat) => bytes(`quorum/ed25519 ${seat}`, 32));
  const label = utf8ToBytes('SPECIE-QUORUM-V1');
  const signed = hexToBytes(hexOf(label.length, 4) + bytesToHex(label) + bytesToHex(message));
  const shares = secrets.map((secret) => bytesToHex(ed25519.sign(signed, secret)));
  const bare = secrets.map((secret) => bytesToHex(ed25519.sign(message, secret)));
  const certificate = (parts) =>
    '01' + hexOf(parts.length, 4) + parts.map(([seat, share]) => hexOf(seat, 2) + share).join('');
  const all = seats.map((seat) => [seat, shares[seat]]);
  return {
    secret_keys: secrets.map((secret) => bytesToHex(secret)),
    key: head(1) + secrets.map((secret) => bytesToHex(ed25519.getPublicKey(secret))).join(''),
    signed: bytesToHex(signed),
    shares,
    certificate: certificate(all.slice(1)),
    also_valid: certificate(all),
    refused: [
      { why: 'two parts', certificate: certificate(all.slice(0, 2)) },
      { why: 'signed without the label', certificate: certificate(all.slice(1).map(([seat]) => [seat, bare[seat]])) },
      { why: 'a signature under another seat', certificate: certificate([[0, shares[0]], [1, shares[1]], [2, shares[3]]]) },
      { why: 'a part too many that is wrong', certificate: certificate([...all.slice(0, 3), [3, shares[2]]]) },
      { why: 'a seat nobody has', certificate: certificate([...all.slice(0, 2), [4, shares[3]]]) },
    ],
  };
}

export function quorum() {
  const message = utf8ToBytes('quorum certificate over one message');
  return {
    provenance: provenance(
      ['docs/spec/07-quorum-certificates.md computed with noble-curves on labelled scalars and secrets'],
      ['@noble/curves', '@noble/hashes'],
    ),
    notation: 'As in bls12-381.json. Keys and certificates are whole encodings; signers count from 0.',
    signers,
    threshold,
    message: bytesToHex(message),
    threshold_signature: thresholdSignature(message),
    multi_signature: multiSignature(message),
  };
}
