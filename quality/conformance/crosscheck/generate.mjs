// Writes docs/spec/vectors/*.json; with --check it compares instead and fails on a difference.
import { readFileSync, writeFileSync } from 'node:fs';
import { bls12381 } from './bls12-381.mjs';
import { hybrid } from './hybrid.mjs';
import { bip32, bip39, keys } from './keys.mjs';
import { paymentAddresses } from './payment-address.mjs';
import { pointchevalSanders } from './pointcheval-sanders.mjs';
import { quorum } from './quorum.mjs';
import { ed25519Vectors, secp256k1Vectors } from './signatures.mjs';

const files = {
  'bls12-381.json': bls12381,
  'pointcheval-sanders.json': pointchevalSanders,
  'bip39.json': bip39,
  'bip32.json': bip32,
  'keys.json': keys,
  'hybrid.json': hybrid,
  'ed25519.json': ed25519Vectors,
  'secp256k1.json': secp256k1Vectors,
  'payment-address.json': paymentAddresses,
  'quorum.json': quorum,
};
const folder = new URL('../../../docs/spec/vectors/', import.meta.url);
const check = process.argv.includes('--check');
let different = 0;
for (const [name, generate] of Object.entries(files)) {
  const text = JSON.stringify(generate(), null, 1) + '\n';
  const file = new URL(name, folder);
  if (!check) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    different++;
    process.stderr.write(`${name}: the committed file differs from what the generator writes\n`);
  }
}
process.stderr.write(`${Object.keys(files).length} vector files ${check ? 'compared' : 'written'}\n`);
process.exitCode = different === 0 ? 0 : 1;
