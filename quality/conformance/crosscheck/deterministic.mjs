// Everything the generators draw is a hash of a label, so that a second run writes the same bytes.
import { readFileSync } from 'node:fs';
import { sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** 64 bytes that depend on nothing but the label. */
export function bytes64(label) {
  return sha512(utf8ToBytes(`specie test vectors/${label}`));
}

/** `count` bytes that depend on nothing but the label. */
export function bytes(label, count) {
  const out = new Uint8Array(count);
  for (let at = 0, block = 0; at < count; at += 64, block++) {
    out.set(bytes64(`${label}/${block}`).subarray(0, Math.min(64, count - at)), at);
  }
  return out;
}

/** A big-endian number. */
export function number(bigEndian) {
  return BigInt('0x' + bytesToHex(bigEndian));
}

/** `size` big-endian bytes of a number, in hexadecimal digits. */
export function hexOf(value, size) {
  return value.toString(16).padStart(2 * size, '0');
}

/** Name and exact version of an installed package. */
export function packageVersion(name) {
  const file = new URL(`./node_modules/${name}/package.json`, import.meta.url);
  return `${name} ${JSON.parse(readFileSync(file, 'utf8')).version}`;
}

/** The header of every vector file. */
export function provenance(sources, packages) {
  return {
    generated_by: packages.map(packageVersion),
    command: 'npm ci && npm run vectors',
    folder: 'quality/conformance/crosscheck',
    sources,
  };
}
