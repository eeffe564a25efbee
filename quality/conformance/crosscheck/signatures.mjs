// Ed25519, recoverable secp256k1 signatures, addresses and accounts of docs/spec/06-keys.md.
import { ed25519, ED25519_TORSION_SUBGROUP } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { HDKey } from '@scure/bip32';
import { entropyToMnemonic, mnemonicToSeedSync } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { bytes, hexOf, number, provenance } from './deterministic.mjs';

function check(condition, claim) {
  if (!condition) throw new Error(claim);
}

const littleEndian = (n) => hexToBytes(hexOf(n, 32)).reverse();
const fromLittleEndian = (b) => number(Uint8Array.from(b).reverse());

/** Signatures that verify under some reading of RFC 8032 and must be refused under ours. */
function refusedEd25519() {
  const secret = bytes('ed25519/refused', 32);
  const { scalar, point, pointBytes, prefix } = ed25519.utils.getExtendedPublicKey(secret);
  const message = bytes('ed25519/refused message', 50);
  const L = ed25519.Point.Fn.ORDER;
  const torsion = ed25519.Point.fromHex(ED25519_TORSION_SUBGROUP.find((hex) => ed25519.Point.fromHex(hex, true).double().double().is0() === false), true);
  const nonce = fromLittleEndian(sha512(concatBytes(prefix, message))) % L;
  const signed = (R, A) => {
    const k = fromLittleEndian(sha512(concatBytes(R, A, message))) % L;
    return concatBytes(R, littleEndian((nonce + k * scalar) % L));
  };
  const R = ed25519.Point.BASE.multiply(nonce);
  const good = signed(R.toBytes(), pointBytes);
  check(bytesToHex(good) === bytesToHex(ed25519.sign(message, secret)), 'the construction signs');
  const mixedR = R.add(torsion).toBytes();
  const mixedA = point.add(torsion).toBytes();
  check(ed25519.verify(signed(mixedR, pointBytes), message, pointBytes, { zip215: true }), 'R with torsion is valid with the cofactor');
  const high = concatBytes(good.subarray(0, 32), littleEndian(fromLittleEndian(good.subarray(32)) + L));
  const y = 2n ** 255n - 19n;
  const entry = (why, publicKey, signature) => ({ why, public_key: bytesToHex(publicKey), message: bytesToHex(message), signature: bytesToHex(signature) });
  return {
    signatures: [
      entry('R has a component of small order (valid with the cofactor)', pointBytes, signed(mixedR, pointBytes)),
      entry('S + L (malleated)', pointBytes, high),
      entry('R is the neutral element', pointBytes, concatBytes(ed25519.Point.ZERO.toBytes(), good.subarray(32))),
      entry('R is not reduced', pointBytes, concatBytes(littleEndian(y + 3n), good.subarray(32))),
      entry('one byte short', pointBytes, good.subarray(0, 63)),
      entry('one byte long', pointBytes, concatBytes(good, new Uint8Array(1))),
    ],
    public_keys: [
      { why: 'has a component of small order', bytes: bytesToHex(mixedA) },
      ...ED25519_TORSION_SUBGROUP.map((hex) => ({ why: 'has small order', bytes: hex })),
      { why: 'neutral element, not reduced', bytes: bytesToHex(littleEndian(y + 1n)) },
      { why: 'neutral element with sign', bytes: bytesToHex(littleEndian((1n << 255n) + 1n)) },
      { why: 'y not reduced', bytes: bytesToHex(littleEndian(y + 18n)) },
      { why: 'no point has this y', bytes: bytesToHex(notOnCurve()) },
    ],
  };
}

function notOnCurve() {
  for (let y = 2n; ; y++) {
    try {
      ed25519.Point.fromBytes(littleEndian(y));
    } catch {
      return littleEndian(y);
    }
  }
}

export function ed25519Vectors() {
  const rfc8032 = [
    ['9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', '', 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'],
    ['4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', '72', '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'],
    ['c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7', 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025', 'af82', '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a'],
  ].map(([secret, publicKey, message, signature]) => {
    check(bytesToHex(ed25519.getPublicKey(hexToBytes(secret))) === publicKey, 'RFC 8032 key');
    check(bytesToHex(ed25519.sign(hexToBytes(message), hexToBytes(secret))) === signature, 'RFC 8032 signature');
    return { secret_key: secret, public_key: publicKey, message, signature };
  });
  const own = [0, 1, 2, 64, 1000].map((size, i) => {
    const secret = bytes(`ed25519/${i}`, 32);
    const message = bytes(`ed25519/message/${i}`, size);
    return {
      secret_key: bytesToHex(secret),
      public_key: bytesToHex(ed25519.getPublicKey(secret)),
      message: bytesToHex(message),
      signature: bytesToHex(ed25519.sign(message, secret)),
    };
  });
  return {
    provenance: provenance(['rfc8032: section 7.1, tests 1 to 3', 'own, refused: noble-curves'], ['@noble/curves', '@noble/hashes']),
    rfc8032,
    own,
    refused: refusedEd25519(),
  };
}

function checksummed(address) {
  const digits = bytesToHex(address);
  const digest = bytesToHex(keccak_256(utf8ToBytes(digits)));
  return '0x' + [...digits].map((c, i) => (digest[i] >= '8' ? c.toUpperCase() : c)).join('');
}

const addressOf = (secret) => keccak_256(secp256k1.getPublicKey(secret, false).subarray(1)).subarray(12);

function recoverable(secret, digest) {
  const fixed = secp256k1.sign(digest, secret, { prehash: false, lowS: true, format: 'recovered' });
  return concatBytes(fixed.subarray(1), fixed.subarray(0, 1));
}

function refusedSecp256k1() {
  const n = secp256k1.Point.Fn.ORDER;
  const secret = bytes('secp256k1/refused', 32);
  const digest = bytes('secp256k1/refused digest', 32);
  const good = recoverable(secret, digest);
  const [r, s, v] = [number(good.subarray(0, 32)), number(good.subarray(32, 64)), good[64]];
  const of = (why, r1, s1, v1) => ({ why, bytes: hexOf(r1, 32) + hexOf(s1, 32) + hexOf(BigInt(v1), 1) });
  return {
    public_key: bytesToHex(secp256k1.getPublicKey(secret, false)),
    digest: bytesToHex(digest),
    good: bytesToHex(good),
    malformed: [
      of('high s with the other recovery value (malleated)', r, n - s, 1 - v),
      of('high s', r, n - s, v),
      of('s one above half of the order', r, (n + 1n) / 2n, v),
      of('r = 0', 0n, s, v),
      of('s = 0', r, 0n, v),
      of('r = n', n, s, v),
      of('s = n', r, n, v),
      of('r of all bits', 2n ** 256n - 1n, s, v),
      of('recovery value 2', r, s, 2),
      of('recovery value 27', r, s, 27),
      { why: 'one byte short', bytes: bytesToHex(good.subarray(0, 64)) },
      { why: 'one byte long', bytes: bytesToHex(good) + '00' },
    ],
    s_at_half_of_the_order: of('allowed', r, (n - 1n) / 2n, v).bytes,
    r_without_a_point: of('well-formed, recovers nothing', withoutPoint(), s, 0).bytes,
  };
}

function withoutPoint() {
  for (let x = 1n; ; x++) {
    try {
      secp256k1.Point.fromHex('02' + hexOf(x, 32));
    } catch {
      return x;
    }
  }
}

export function secp256k1Vectors() {
  const n = secp256k1.Point.Fn.ORDER;
  const secrets = [hexToBytes(hexOf(1n, 32)), hexToBytes(hexOf(n - 1n, 32)), ...[0, 1, 2, 3, 4, 5].map((i) => bytes(`secp256k1/${i}`, 32))];
  const signatures = secrets.map((secret, i) => {
    const digest = i === 2 ? new Uint8Array(32) : i === 3 ? new Uint8Array(32).fill(0xff) : bytes(`secp256k1/digest/${i}`, 32);
    return {
      secret_key: bytesToHex(secret),
      public_key: bytesToHex(secp256k1.getPublicKey(secret, false)),
      compressed: bytesToHex(secp256k1.getPublicKey(secret, true)),
      digest: bytesToHex(digest),
      signature: bytesToHex(recoverable(secret, digest)),
      address: checksummed(addressOf(secret)),
    };
  });
  const eip55 = ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359', '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB', '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'];
  eip55.forEach((text) => check(checksummed(hexToBytes(text.slice(2).toLowerCase())) === text, 'EIP-55 disagrees'));
  const junk = 'test test test test test test test test test test test junk';
  const accounts = [junk, entropyToMnemonic(bytes('account words', 32), wordlist)].flatMap((words) =>
    [0, 1, 9].map((index) => {
      const key = HDKey.fromMasterSeed(mnemonicToSeedSync(words)).derive(`m/44'/60'/0'/0/${index}`);
      return { words, index, private_key: bytesToHex(key.privateKey), address: checksummed(addressOf(key.privateKey)) };
    }),
  );
  check(accounts[0].address === '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266', 'the well-known test account');
  check(accounts[1].address === '0x70997970C51812dc3A010C7d01b50e0d17dc79C8', 'the second well-known test account');
  const keccak = [['', 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'], ['616263', '4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45']]
    .map(([message, digest]) => {
      check(bytesToHex(keccak_256(hexToBytes(message))) === digest, 'Keccak-256 disagrees');
      return { message, digest };
    })
    .concat([135, 136, 137, 500].map((size) => {
      const message = bytes(`keccak/${size}`, size);
      return { message: bytesToHex(message), digest: bytesToHex(keccak_256(message)) };
    }));
  const offCurve = hexOf(withoutPoint(), 32);
  return {
    provenance: provenance(
      ['eip55: the addresses printed in EIP-55', 'accounts: the first two are the widely published test accounts', 'the rest: noble-curves, nonces after RFC 6979'],
      ['@noble/curves', '@noble/hashes', '@scure/bip32', '@scure/bip39'],
    ),
    keccak_256: keccak,
    signatures,
    refused: refusedSecp256k1(),
    refused_public_keys: ['02' + offCurve, '04' + hexOf(1n, 32) + hexOf(1n, 32), '06' + signatures[0].public_key.slice(2), '00', signatures[0].public_key + '00'],
    eip55,
    refused_addresses: [
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD',
      '0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe',
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedd',
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg',
      ' 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      '0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      '',
    ],
    accounts,
  };
}
