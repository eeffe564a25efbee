// Pointcheval-Sanders credentials: plain, threshold-blind and shown, all from labelled scalars.
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { c, r, s32, scalar, times, u } from './bls12-381.mjs';
import { provenance } from './deterministic.mjs';

const G1 = bls12_381.G1.Point;
const G2 = bls12_381.G2.Point;
const { Fp12 } = bls12_381.fields;
const attributes = 8;
const hidden = [0, 1, 3, 4];
const mod = (value) => ((value % r) + r) % r;
const draw = (label) => scalar(`ps/${label}`);
const mul = (k, point) => times(mod(k), point);
const sum = (points, zero) => points.reduce((a, b) => a.add(b), zero);
const indices = (count) => [...Array(count).keys()];

function check(condition, claim) {
  if (!condition) throw new Error(claim);
}

function productIsOne(pairs) {
  return Fp12.eql(bls12_381.pairingBatch(pairs.filter(({ g1 }) => !g1.is0())), Fp12.ONE);
}

/** e(sigma1, X + sum m_j Y_j) = e(sigma2, g~). */
function verifies(key, messages, sigma1, sigma2) {
  const combined = sum(messages.map((m, j) => mul(m, key.y2[j])), key.x2);
  return productIsOne([{ g1: sigma1, g2: combined }, { g1: sigma2.negate(), g2: G2.BASE }]);
}

const polynomial = (label, degree) => indices(degree + 1).map((i) => draw(`${label}/coefficient ${i}`));
const at = (coefficients, x) => coefficients.reduceRight((acc, a) => mod(acc * x + a), 0n);

function inverse(value) {
  let [out, base] = [1n, mod(value)];
  for (let e = r - 2n; e > 0n; e >>= 1n, base = mod(base * base)) if (e & 1n) out = mod(out * base);
  return out;
}

function lagrangeAtZero(i, all) {
  return all.filter((j) => j !== i).reduce((acc, j) => mod(acc * j * inverse(j - i)), 1n);
}

function credential(key, base, messages) {
  const exponent = messages.reduce((acc, m, j) => mod(acc + m * key.y[j]), key.x);
  return mul(exponent, base);
}

/** Signers hold degree-1 shares; the holder's hidden attributes reach them as C_j = m_j h + d_j g. */
function blindIssuance(key, polynomials, base, messages, signers) {
  const blindings = hidden.map((j) => draw(`blinding ${j}`));
  const commitments = hidden.map((j, i) => mul(messages[j], base).add(mul(blindings[i], G1.BASE)));
  const shares = signers.map((i) => {
    const publicPart = indices(attributes)
      .filter((j) => !hidden.includes(j))
      .reduce((acc, j) => mod(acc + messages[j] * at(polynomials.y[j], i)), at(polynomials.x, i));
    const blind = hidden.map((j, n) => mul(at(polynomials.y[j], i), commitments[n]));
    return { signer: Number(i), share: sum(blind, mul(publicPart, base)) };
  });
  const aggregate = sum(shares.map(({ share }, n) => mul(lagrangeAtZero(signers[n], signers), share)), G1.ZERO);
  const unblinded = aggregate.subtract(sum(hidden.map((j, n) => mul(blindings[n], key.y1[j])), G1.ZERO));
  return { blindings, commitments, shares, aggregate, unblinded };
}

/** s1 = t sigma1, V_j = m_j s1 + r_j g, W = t sigma2 + sum r_j Y_j; e(s1,X+public) prod e(V_j,Y_j) = e(W,g~). */
function show(key, base, signature, messages) {
  const t = draw('rerandomiser');
  const s1 = mul(t, base);
  const masks = hidden.map((j) => draw(`mask ${j}`));
  const v = hidden.map((j, n) => mul(messages[j], s1).add(mul(masks[n], G1.BASE)));
  const w = mul(t, signature).add(sum(hidden.map((j, n) => mul(masks[n], key.y1[j])), G1.ZERO));
  const known = indices(attributes).filter((j) => !hidden.includes(j));
  const x = sum(known.map((j) => mul(messages[j], key.y2[j])), key.x2);
  const equation = (vs, ws) =>
    productIsOne([
      { g1: s1, g2: x },
      ...vs.map((point, n) => ({ g1: point, g2: key.y2[hidden[n]] })),
      { g1: ws.negate(), g2: G2.BASE },
    ]);
  check(equation(v, w), 'an honest show verifies');
  const wrong = [v[0].add(s1), ...v.slice(1)];
  check(!equation(wrong, w), 'an attribute off by one is refused');
  return { t, masks, s1, v, w, wrong };
}

export function pointchevalSanders() {
  const polynomials = { x: polynomial('x', 1), y: indices(attributes).map((j) => polynomial(`y ${j}`, 1)) };
  const key = { x: polynomials.x[0], y: polynomials.y.map((each) => each[0]) };
  key.x2 = mul(key.x, G2.BASE);
  key.y2 = key.y.map((y) => mul(y, G2.BASE));
  key.y1 = key.y.map((y) => mul(y, G1.BASE));
  const dst = 'SPECIE-TEST-V1-PS-BASE';
  const base = G1.fromAffine(bls12_381.G1.hashToCurve(utf8ToBytes('base'), { DST: dst }).toAffine());
  const messages = [draw('pid'), 1n, draw('sn'), 137550n, 0n, r - 1n, draw('m7'), draw('tag')];
  const signature = credential(key, base, messages);
  check(verifies(key, messages, base, signature), 'the credential verifies');
  const signers = [2n, 4n];
  const blind = blindIssuance(key, polynomials, base, messages, signers);
  check(blind.unblinded.equals(signature), 'threshold and plain signature agree');
  const shown = show(key, base, signature, messages);
  const altered = messages.map((m, j) => (j === 3 ? m + 1n : m));
  check(!verifies(key, altered, base, signature), 'another message is refused');
  const members = [1n, 2n, 3n, 4n];
  return {
    provenance: provenance(
      ['the equations of Pointcheval and Sanders (CT-RSA 2016) computed with noble-curves on labelled scalars'],
      ['@noble/curves', '@noble/hashes'],
    ),
    notation: 'As in bls12-381.json; points uncompressed unless the name says compressed. Attributes count from 0.',
    secret_key: { x: s32(key.x), y: key.y.map(s32) },
    public_key: { x_g2: u(key.x2), y_g2: key.y2.map(u), y_g1: key.y1.map(u), x_g2_compressed: c(key.x2) },
    threshold: {
      polynomials_constant_term_first: { x: polynomials.x.map(s32), y: polynomials.y.map((each) => each.map(s32)) },
      key_shares: members.map((i) => ({ signer: Number(i), x: s32(at(polynomials.x, i)), y: polynomials.y.map((each) => s32(at(each, i))) })),
    },
    base: { dst, message: Buffer.from('base').toString('hex'), point: u(base) },
    messages: messages.map(s32),
    signature: { sigma1: u(base), sigma2: u(signature), sigma2_compressed: c(signature) },
    refused_messages: altered.map(s32),
    blind_issuance: {
      hidden_attributes: hidden,
      blindings: blind.blindings.map(s32),
      commitments: blind.commitments.map(u),
      shares: blind.shares.map(({ signer, share }) => ({ signer, share: u(share) })),
      lagrange_at_zero: signers.map((i) => s32(lagrangeAtZero(i, signers))),
      aggregate: u(blind.aggregate),
      unblinded: u(blind.unblinded),
    },
    show: {
      rerandomiser: s32(shown.t),
      masks: shown.masks.map(s32),
      sigma1: u(shown.s1),
      v: shown.v.map(u),
      w: u(shown.w),
      refused_v: shown.wrong.map(u),
    },
  };
}
