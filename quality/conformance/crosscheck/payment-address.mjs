// The text form of payment addresses, docs/spec/30-wallet.md 30.2: Bech32m over compressed parts.
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { bech32m } from '@scure/base';
import { bytes, bytes64, number, provenance } from './deterministic.mjs';

const LENGTH_MAX = 1023;
const G1 = bls12_381.G1.Point;
const order = bls12_381.fields.Fr.ORDER;

function check(condition, claim) {
  if (!condition) throw new Error(claim);
}

// BIP-350, "Test vectors for Bech32m". The library is held against them before it makes any of ours.
const valid = [
  'A1LQFN3A',
  'a1lqfn3a',
  'an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6',
  'abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx',
  '11llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllludsr8',
  'split1checkupstagehandshakeupstreamerranterredcaperredlc445v',
  '?1v759aa',
];
const invalid = [
  ['qyrz8wqd2c9m', 'no separator'],
  ['1qyrz8wqd2c9m', 'empty prefix'],
  ['y1b0jsk6g', 'a character outside the alphabet'],
  ['lt1igcx5c0', 'a character outside the alphabet'],
  ['in1muywd', 'a checksum too short'],
  ['mm1crxm3i', 'a character outside the alphabet in the checksum'],
  ['au1s5cgom', 'a character outside the alphabet in the checksum'],
  ['M1VUXWEZ', 'a checksum computed over the upper-case prefix'],
  ['16plkw9', 'empty prefix'],
  ['1p2gdwpf', 'empty prefix'],
  ['A1lqfn3a', 'mixed case'],
  ['a12uel5l', 'Bech32 where Bech32m is due'],
];

function published() {
  for (const text of valid) {
    check(bech32m.decodeUnsafe(text, LENGTH_MAX) !== undefined, `BIP-350 accepts ${text}`);
  }
  for (const [text] of invalid) {
    check(bech32m.decodeUnsafe(text, LENGTH_MAX) === undefined, `BIP-350 refuses ${text}`);
  }
  return {
    valid: valid.map((text) => {
      const { prefix, words } = bech32m.decode(text, LENGTH_MAX);
      return { text, prefix, words: bytesToHex(Uint8Array.from(words)) };
    }),
    invalid: invalid.map(([text, why]) => ({ text, why })),
  };
}

const scalar = (label) => number(bytes64(label)) % order;

function address(i) {
  const spend = G1.BASE.multiply(scalar(`address/spend/${i}`));
  const first = G1.BASE.multiply(scalar(`address/first/${i}`));
  const response = scalar(`address/response/${i}`).toString(16).padStart(64, '0');
  const view = x25519.getPublicKey(bytes(`address/view/${i}`, 32));
  const payload = concatBytes(
    spend.toBytes(true),
    view,
    first.toBytes(true),
    Uint8Array.from(response.match(/../g), (pair) => parseInt(pair, 16)),
  );
  check(payload.length === 160, 'a payload has 160 bytes');
  return {
    public_spend_key: spend.toHex(false),
    view_key: bytesToHex(view),
    first_message: first.toHex(false),
    response,
    payload: bytesToHex(payload),
    text: bech32m.encode('spc', bech32m.toWords(payload), LENGTH_MAX),
  };
}

export function paymentAddresses() {
  return {
    provenance: provenance(
      [
        'bech32m: BIP-350, test vectors for Bech32m',
        'addresses: docs/spec/30-wallet.md 30.2 with noble and scure; form only, nobody signed them',
      ],
      ['@noble/curves', '@scure/base'],
    ),
    bech32m: published(),
    addresses: [0, 1, 2, 3].map(address),
  };
}
