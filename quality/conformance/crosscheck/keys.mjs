// Words, seeds, HKDF and the labelled derivations of docs/spec/06-keys.md.
import { entropyToMnemonic, mnemonicToSeedSync, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { HDKey } from '@scure/bip32';
import { argon2id } from '@noble/hashes/argon2.js';
import { expand, extract, hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytes, provenance } from './deterministic.mjs';
import { published } from './published-bip39.mjs';

function check(condition, claim) {
  if (!condition) throw new Error(claim);
}

export function bip39() {
  const trezor = published.map(([entropy, seed]) => {
    const words = entropyToMnemonic(hexToBytes(entropy), wordlist);
    check(bytesToHex(mnemonicToSeedSync(words, 'TREZOR')) === seed, `BIP-39 vector ${entropy} disagrees`);
    return { entropy, words, passphrase: 'TREZOR', seed };
  });
  const passphrases = ['', 'correct horse', 'pässwörd', 'ﬁancé ℌ', '㍍ガバヴァぱばぐゞちぢ十人十色', '🔑 key'];
  const own = [16, 20, 24, 28, 32].flatMap((size) => {
    const entropy = bytes(`bip39/${size}`, size);
    const words = entropyToMnemonic(entropy, wordlist);
    return passphrases.map((passphrase) => ({
      entropy: bytesToHex(entropy),
      words,
      passphrase,
      seed: bytesToHex(mnemonicToSeedSync(words, passphrase)),
    }));
  });
  const wordsOf = (label) => entropyToMnemonic(bytes(label, 16), wordlist).split(' ');
  const exchanged = wordsOf('bip39/exchange');
  [exchanged[2], exchanged[3]] = [exchanged[3], exchanged[2]];
  const badChecksum = [Array(12).fill('abandon').join(' '), Array(24).fill('zoo').join(' '), exchanged.join(' ')];
  badChecksum.forEach((words) => check(!validateMnemonic(words, wordlist), `scure refuses "${words}"`));
  return {
    provenance: provenance(
      ['published: the English vectors that accompany BIP-39', 'own: scure-bip39 on hashed entropy'],
      ['@scure/bip39'],
    ),
    published: trezor,
    own,
    refused_checksum: badChecksum,
  };
}

const node = (key) => ({ private_key: bytesToHex(key.privateKey), chain_code: bytesToHex(key.chainCode) });

export function bip32() {
  const vectors = [
    ['000102030405060708090a0b0c0d0e0f', [
      ['m', 'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi'],
      ["m/0'", 'xprv9uHRZZhk6KAJC1avXpDAp4MDc3sQKNxDiPvvkX8Br5ngLNv1TxvUxt4cV1rGL5hj6KCesnDYUhd7oWgT11eZG7XnxHrnYeSvkzY7d2bhkJ7'],
      ["m/0'/1", 'xprv9wTYmMFdV23N2TdNG573QoEsfRrWKQgWeibmLntzniatZvR9BmLnvSxqu53Kw1UmYPxLgboyZQaXwTCg8MSY3H2EU4pWcQDnRnrVA1xe8fs'],
      ["m/0'/1/2'", 'xprv9z4pot5VBttmtdRTWfWQmoH1taj2axGVzFqSb8C9xaxKymcFzXBDptWmT7FwuEzG3ryjH4ktypQSAewRiNMjANTtpgP4mLTj34bhnZX7UiM'],
      ["m/0'/1/2'/2", 'xprvA2JDeKCSNNZky6uBCviVfJSKyQ1mDYahRjijr5idH2WwLsEd4Hsb2Tyh8RfQMuPh7f7RtyzTtdrbdqqsunu5Mm3wDvUAKRHSC34sJ7in334'],
      ["m/0'/1/2'/2/1000000000", 'xprvA41z7zogVVwxVSgdKUHDy1SKmdb533PjDz7J6N6mV6uS3ze1ai8FHa8kmHScGpWmj4WggLyQjgPie1rFSruoUihUZREPSL39UNdE3BBDu76'],
    ]],
  ];
  const published = vectors.flatMap(([seed, nodes]) =>
    nodes.map(([path, xprv]) => {
      const key = HDKey.fromMasterSeed(hexToBytes(seed)).derive(path);
      check(key.privateExtendedKey === xprv, `BIP-32 vector ${path} disagrees`);
      return { seed, path, ...node(key) };
    }),
  );
  const paths = ["m/44'/60'/0'/0/0", "m/44'/60'/0'/0/1", "m/44'/60'/0'/0/2147483647", "m/2147483647'/0/1'", 'm/0/1/2/3'];
  const own = [0, 1, 2].flatMap((i) => {
    const seed = bytes(`bip32/${i}`, [64, 32, 16][i]);
    return paths.map((path) => ({ seed: bytesToHex(seed), path, ...node(HDKey.fromMasterSeed(seed).derive(path)) }));
  });
  // A child key with leading zero bytes, where implementations that trim numbers go wrong.
  let found = 0;
  for (let i = 0; found < 2; i++) {
    const seed = bytes(`bip32/leading zero/${i}`, 64);
    const parent = HDKey.fromMasterSeed(seed);
    if (parent.privateKey[0] !== 0) continue;
    found++;
    own.push({ seed: bytesToHex(seed), path: "m/1'", ...node(parent.derive("m/1'")) });
  }
  return {
    provenance: provenance(['published: BIP-32 test vector 1', 'own: scure-bip32 on hashed seeds'], ['@scure/bip32']),
    published,
    own,
  };
}

const u32 = (n) => Uint8Array.of(n >>> 24, n >>> 16, n >>> 8, n);
const framed = (data) => concatBytes(u32(data.length), data);

/** docs/spec/06-keys.md 6.3. */
export function derive(secret, label, size, context) {
  const info = concatBytes(framed(utf8ToBytes(label)), u32(context.length), ...context.map(framed), u32(size));
  return hkdf(sha256, secret, utf8ToBytes('SPECIE-V1-KDF'), info, size);
}

/** docs/spec/06-keys.md 6.11; first RFC 9106 section 5.3, which also uses a secret and associated data. */
function passphrases() {
  const fill = (value, count) => new Uint8Array(count).fill(value);
  const published = argon2id(fill(1, 32), fill(2, 16), {
    t: 3, m: 32, p: 4, dkLen: 32, key: fill(3, 8), personalization: fill(4, 12),
  });
  check(
    bytesToHex(published) === '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
    'RFC 9106 disagrees',
  );
  return [
    ['correct horse battery staple', 64, 2, 1],
    ['correct horse battery staple', 64, 3, 4],
    ['caf\u00e9 \u5bc6\u7801', 32, 1, 2],
    ['x', 8, 1, 1],
    ['standard', 65536, 3, 4],
  ].map(([passphrase, memory_kib, passes, lanes], i) => {
    const salt = bytes(`keys/passphrase salt/${i}`, 16);
    const key = argon2id(utf8ToBytes(passphrase.normalize('NFKD')), salt, {
      t: passes, m: memory_kib, p: lanes, dkLen: 32,
    });
    return { passphrase, memory_kib, passes, lanes, salt: bytesToHex(salt), key: bytesToHex(key) };
  });
}

export function keys() {
  const hex = hexToBytes;
  const range = (from, count) => Uint8Array.from({ length: count }, (_, i) => from + i);
  const rfc5869 = [
    [new Uint8Array(22).fill(0x0b), range(0, 13), range(0xf0, 10), 42, '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5', '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'],
    [range(0, 80), range(0x60, 80), range(0xb0, 80), 82, '06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244', 'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87'],
    [new Uint8Array(22).fill(0x0b), new Uint8Array(0), new Uint8Array(0), 42, '19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04', '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8'],
  ].map(([ikm, salt, info, size, prk, okm]) => {
    check(bytesToHex(extract(sha256, ikm, salt)) === prk, 'RFC 5869 extract disagrees');
    check(bytesToHex(expand(sha256, hex(prk), info, size)) === okm, 'RFC 5869 expand disagrees');
    return { ikm: bytesToHex(ikm), salt: bytesToHex(salt), info: bytesToHex(info), size, prk, okm };
  });
  const seed = bytes('keys/seed', 64);
  const branches = ['spend', 'view', 'memo', 'blinding', 'entry', 'storage'];
  const ledger = bytes('keys/ledger', 32);
  const derivations = branches.flatMap((branch) =>
    [[32, []], [64, []], [32, [ledger]], [64, [ledger, utf8ToBytes('EUR')]], [32, [new Uint8Array(0)]]].map(([size, context]) => {
      const label = `specie/seed/${branch}`;
      return { label, size, context: context.map(bytesToHex), derived: bytesToHex(derive(seed, label, size, context)) };
    }),
  );
  return {
    provenance: provenance(
      [
        'hkdf: RFC 5869 appendix A.1 to A.3',
        'derivations: docs/spec/06-keys.md 6.3 computed with noble-hashes',
        'passphrases: Argon2id computed with noble-hashes, which is first held against RFC 9106 section 5.3',
      ],
      ['@noble/hashes'],
    ),
    hkdf_sha256: rfc5869,
    seed: bytesToHex(seed),
    derivations,
    passphrases: passphrases(),
  };
}
