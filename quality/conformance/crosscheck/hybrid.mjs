// HPKE of RFC 9180 and the two envelopes of docs/spec/05-encryption.md 5.1 to 5.8.
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytes, provenance } from './deterministic.mjs';
import { derive } from './keys.mjs';

const none = new Uint8Array(0);
const kemSuite = concatBytes(utf8ToBytes('KEM'), hexToBytes('0020'));
const hpkeSuite = concatBytes(utf8ToBytes('HPKE'), hexToBytes('002000010003'));
const version = utf8ToBytes('HPKE-v1');

function check(actual, expected, what) {
  if (actual !== expected) throw new Error(`RFC 9180 A.2.1 disagrees: ${what}`);
}

const labeledExtract = (suite, salt, label, ikm) =>
  extract(sha256, concatBytes(version, suite, utf8ToBytes(label), ikm), salt);
const labeledExpand = (suite, prk, label, info, size) =>
  expand(sha256, prk, concatBytes(Uint8Array.of(size >> 8, size), version, suite, utf8ToBytes(label), info), size);
const deriveSecretKey = (ikm) =>
  labeledExpand(kemSuite, labeledExtract(kemSuite, none, 'dkp_prk', ikm), 'sk', none, 32);

function setup(agreed, enc, recipient, info) {
  const prk = labeledExtract(kemSuite, none, 'eae_prk', agreed);
  const shared = labeledExpand(kemSuite, prk, 'shared_secret', concatBytes(enc, recipient), 32);
  const context = concatBytes(
    Uint8Array.of(0),
    labeledExtract(hpkeSuite, none, 'psk_id_hash', none),
    labeledExtract(hpkeSuite, none, 'info_hash', info),
  );
  const secret = labeledExtract(hpkeSuite, shared, 'secret', none);
  const exporter = labeledExpand(hpkeSuite, secret, 'exp', context, 32);
  return {
    shared,
    key: labeledExpand(hpkeSuite, secret, 'key', context, 32),
    nonce: labeledExpand(hpkeSuite, secret, 'base_nonce', context, 12),
    exporter,
    export: (exporterContext, size) => labeledExpand(hpkeSuite, exporter, 'sec', exporterContext, size),
  };
}

function rfc9180() {
  const v = {
    info: '4f6465206f6e2061204772656369616e2055726e',
    ikm_e: '909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b',
    sk_e: 'f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600',
    enc: '1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a',
    ikm_r: '1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df',
    sk_r: '8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb',
    pk_r: '4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a',
    shared_secret: '0bbe78490412b4bbea4812666f7916932b828bba79942424abb65244930d69a7',
    key: 'ad2744de8e17f4ebba575b3f5f5a8fa1f69c2a07f6e7500bc60ca6e3e3ec1c91',
    base_nonce: '5c4d98150661b848853b547f',
    plaintext: '4265617574792069732074727574682c20747275746820626561757479',
    aad: '436f756e742d30',
    ciphertext: '1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28',
    exports: [
      { context: '', size: 32, value: '4bbd6243b8bb54cec311fac9df81841b6fd61f56538a775e7c80a9f40160606e' },
      { context: '00', size: 32, value: '8c1df14732580e5501b00f82b10a1647b40713191b7c1240ac80e2b68808ba69' },
      { context: '54657374436f6e74657874', size: 32, value: '5acb09211139c43b3090489a9da433e8a30ee7188ba8b0a9a1ccf0c229283e53' },
    ],
  };
  const h = hexToBytes;
  check(bytesToHex(deriveSecretKey(h(v.ikm_e))), v.sk_e, 'DeriveKeyPair');
  check(bytesToHex(deriveSecretKey(h(v.ikm_r))), v.sk_r, 'DeriveKeyPair');
  check(bytesToHex(x25519.getPublicKey(h(v.sk_r))), v.pk_r, 'public key');
  const context = setup(x25519.getSharedSecret(h(v.sk_r), h(v.enc)), h(v.enc), h(v.pk_r), h(v.info));
  check(bytesToHex(context.shared), v.shared_secret, 'shared secret');
  check(bytesToHex(context.key), v.key, 'key');
  check(bytesToHex(context.nonce), v.base_nonce, 'nonce');
  const sealed = chacha20poly1305(context.key, context.nonce, h(v.aad)).encrypt(h(v.plaintext));
  check(bytesToHex(sealed), v.ciphertext, 'ciphertext');
  v.exports.forEach(({ context: c, size, value }) => check(bytesToHex(context.export(h(c), size)), value, 'export'));
  return v;
}

function envelope(i) {
  const ephemeral = bytes(`hybrid/ephemeral/${i}`, 32);
  const recipient = bytes(`hybrid/recipient/${i}`, 32);
  const plaintext = bytes(`hybrid/plaintext/${i}`, 79);
  const associated = bytes(`hybrid/associated/${i}`, [0, 1, 32, 200][i]);
  const pk = x25519.getPublicKey(recipient);
  const enc = x25519.getPublicKey(ephemeral);
  const context = setup(x25519.getSharedSecret(ephemeral, pk), enc, pk, utf8ToBytes('SPECIE-V1-HYBRID'));
  const viewTag = context.export(utf8ToBytes('view tag'), 1);
  const sealed = chacha20poly1305(context.key, context.nonce, associated).encrypt(plaintext);
  const secret = context.export(utf8ToBytes('kem secret'), 32);
  return {
    ephemeral_secret_key: bytesToHex(ephemeral),
    view_secret_key: bytesToHex(recipient),
    view_public_key: bytesToHex(pk),
    associated: bytesToHex(associated),
    plaintext: bytesToHex(plaintext),
    ciphertext: bytesToHex(concatBytes(enc, viewTag, sealed)),
    kem_secret_derived: {
      label: 'test',
      context: [bytesToHex(associated)],
      size: 64,
      value: bytesToHex(derive(secret, 'test', 64, [associated])),
    },
  };
}

function memo(i) {
  const secret = bytes(`memo/secret/${i}`, 32);
  const salt = bytes(`memo/salt/${i}`, 32);
  const associated = bytes(`memo/associated/${i}`, [0, 7, 96][i]);
  const plaintext = bytes(`memo/plaintext/${i}`, 80);
  const key = derive(secret, 'specie/memo/key', 32, [salt, associated]);
  const sealed = chacha20poly1305(key, new Uint8Array(12), associated).encrypt(plaintext);
  return Object.fromEntries(
    Object.entries({ memo_secret: secret, salt, associated, plaintext, sealed }).map(([k, v]) => [k, bytesToHex(v)]),
  );
}

/** Every encoding of a point of small order, and coordinates that are not reduced. */
function refusedKeys() {
  const p = 2n ** 255n - 19n;
  const order8 = [
    0xb8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0n,
    0x57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5fn,
  ];
  const littleEndian = (n) => n.toString(16).padStart(64, '0').match(/../g).reverse().join('');
  const small = [0n, 1n, p - 1n, ...order8];
  for (const u of small) {
    let refused = false;
    try {
      x25519.getSharedSecret(bytes('hybrid/any', 32), hexToBytes(littleEndian(u)));
    } catch {
      refused = true;
    }
    if (!refused) throw new Error(`noble refuses u = ${u}`);
  }
  return {
    small_order: small.map(littleEndian),
    not_reduced: [p, p + 1n, p + 9n, p + 18n, 2n ** 255n - 1n, 2n ** 255n + 9n, 2n ** 256n - 1n].map(littleEndian),
  };
}

export function hybrid() {
  return {
    provenance: provenance(
      ['hpke: RFC 9180 appendix A.2.1 with sequence number 0', 'the rest: docs/spec/05-encryption.md 5.1 to 5.8 with noble'],
      ['@noble/ciphers', '@noble/curves', '@noble/hashes'],
    ),
    hpke_rfc9180_a_2_1: rfc9180(),
    envelopes: [0, 1, 2, 3].map(envelope),
    memos: [0, 1, 2].map(memo),
    refused_view_keys: refusedKeys(),
  };
}
