#!/usr/bin/env python3
"""Writes ledger.json: docs/spec/20-ledger.md implemented a second time, sharing no code with the product.

    python3 docs/spec/vectors/ledger.py > docs/spec/vectors/ledger.json

Needs Python 3.9 and the package "cryptography" for Ed25519; everything else is hashlib.
"""
import hashlib
import json
import platform

import cryptography
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ZERO = bytes(32)


def u(width, value):
    return value.to_bytes(width, "big")


def var(data):
    return u(4, len(data)) + data


def listed(elements):
    return u(4, len(elements)) + b"".join(elements)


def frame(tag, content):
    return u(1, len(tag)) + tag.encode("ascii") + content


def h(tag, content=b""):
    return hashlib.sha256(frame(tag, content)).digest()


# Sections 2 and 3


def operator(name, key, address="", transport=ZERO):
    return var(name.encode()) + key + var(address.encode()) + transport


def operator_set(epoch, operators, faults, slow, quorum):
    return u(8, epoch) + listed(operators) + u(2, faults) + u(2, slow) + u(2, quorum) + u(1, 1)


def operators_hash(encoded):
    return h("specie/ledger/operators/1", encoded)


def genesis(name, time, operators, application):
    return u(1, 2) + var(name.encode()) + u(8, time) + operators + var(application)


def transaction_id(data):
    return h("specie/ledger/transaction/1", data)


def result(identifier, code, event):
    return identifier + u(4, code) + var(event)


# Sections 4 and 5


def merkle_node(left, right):
    return h("specie/ledger/merkle-node/1", left + right)


def merkle_split(count):
    split = 1
    while split * 2 < count:
        split *= 2
    return split


def merkle_root(leaves):
    if not leaves:
        return h("specie/ledger/merkle-empty/1")
    if len(leaves) == 1:
        return leaves[0]
    split = merkle_split(len(leaves))
    return merkle_node(merkle_root(leaves[:split]), merkle_root(leaves[split:]))


def merkle_path(leaves, index):
    if len(leaves) == 1:
        return []
    split = merkle_split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return merkle_path(left, index) + [merkle_root(right)]
    return merkle_path(right, index - split) + [merkle_root(left)]


def header(ledger, height, parent, time, transactions, results, state, digest, next_operators):
    return (
        u(1, 2) + ledger + u(8, height) + parent + u(8, time) + u(4, len(transactions))
        + merkle_root([transaction_id(t) for t in transactions])
        + merkle_root([h("specie/ledger/result/1", r) for r in results])
        + state + digest + next_operators
    )


def block(head, transactions, results, new_operators):
    change = u(1, 1) + new_operators if new_operators else u(1, 0)
    return head + listed([var(t) for t in transactions]) + listed(results) + change


# Section 6


def certificate(ledger, height, header_hash, signers):
    signed = frame("specie/ledger/commit/1", ledger + u(8, height) + header_hash)
    share = var(b"SPECIE-QUORUM-V1") + signed  # page 07
    signatures = [u(2, index) + key.sign(share) for index, key in signers]
    return u(8, height) + header_hash + u(1, 1) + listed(signatures)


# Section 8


def bit(path, depth):
    return path[depth // 8] >> (7 - depth % 8) & 1


def leaf(entry):
    return h("specie/ledger/state-leaf/1", entry[0] + entry[1])


def state_root(entries, depth=0):
    if not entries:
        return ZERO
    if len(entries) == 1:
        return leaf(entries[0])
    halves = [[e for e in entries if bit(e[0], depth) == side] for side in (0, 1)]
    return h("specie/ledger/state-inner/1", b"".join(state_root(half, depth + 1) for half in halves))


def state_proof(entries, path, depth=0):
    if len(entries) <= 1:
        return [], entries[0] if entries else None
    halves = [[e for e in entries if bit(e[0], depth) == side] for side in (0, 1)]
    side = bit(path, depth)
    below, end = state_proof(halves[side], path, depth + 1)
    return [state_root(halves[1 - side], depth + 1)] + below, end


def hashed(state):
    return sorted((h("specie/ledger/state-key/1", k), h("specie/ledger/state-value/1", v)) for k, v in state.items())


def state_proof_bytes(state, key):
    siblings, end = state_proof(hashed(state), h("specie/ledger/state-key/1", key))
    return (u(1, 1) + end[0] + end[1] if end else u(1, 0)) + listed(siblings)


def chain(ledger, keys, start, sets):
    """Block 2 hands over from sets[0] to sets[1], whose members are keys 1, 2, 3, 4 in this order."""
    state = {b"supply": u(8, 0)}
    payloads = [[], [b"issue 100", b"pay 1", b"pay 2"], [], [b"pay 3"], [b"pay 4"]]
    parent, blocks, changes = ZERO, [], []
    for height, transactions in enumerate(payloads):
        results = [
            result(transaction_id(t), 0 if i < 2 else 2001, b"event %d" % i)
            for i, t in enumerate(transactions)
        ]
        for t in transactions:
            state[t] = u(8, height)
        time = start + 10 * height
        changed = sets[1] if height == 2 else None
        head = header(
            ledger, height, parent, time, transactions, results, state_root(hashed(state)), h("policy"),
            operators_hash(sets[0] if height < 2 else sets[1]),
        )
        header_hash = h("specie/ledger/header/2", head)
        seated = [0, 1, 2] if height <= 2 else [1, 2, 3, 4]
        seats = [0, 2] if height % 2 else list(range(len(seated)))
        signers = [(seat, keys[seated[seat]]) for seat in seats]
        certified = certificate(ledger, height, header_hash, signers)
        if changed:
            changes.append({
                "bytes": (head + certified + changed).hex(),
                "operators": changed.hex(),
                "hash": operators_hash(changed).hex(),
            })
        blocks.append({
            "signers": [seated[seat] for seat in seats],
            "header": head.hex(),
            "header_hash": header_hash.hex(),
            "block": block(head, transactions, results, changed).hex(),
            "certificate": certified.hex(),
        })
        parent = header_hash
    return blocks, changes


def main():
    seeds = [hashlib.sha256(b"operator %d" % i).digest() for i in range(5)]
    keys = [Ed25519PrivateKey.from_private_bytes(seed) for seed in seeds]
    public = [k.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw) for k in keys]
    names = ["north", "south", "Ünïted", "west", "east"]
    first = operator_set(0, [operator(n, k) for n, k in zip(names[:3], public)], 0, 0, 2)
    transport = [hashlib.sha256(b"transport %d" % i).digest() for i in range(5)]
    second = operator_set(
        1, [operator(names[i], public[i], "%d.example:4100" % i, transport[i]) for i in range(1, 5)], 1, 0, 2
    )
    start = genesis("vectors", 1_700_000_000, first, b"application data")
    ledger = h("specie/ledger/genesis/2", start)
    blocks, changes = chain(ledger, keys, 1_700_000_000, [first, second])
    leaves = [hashlib.sha256(b"leaf %d" % i).digest() for i in range(7)]
    state = {b"key %d" % i: b"value %d" % (i * i) for i in range(9)}
    document = {
        "provenance": {
            "generated_by": ["Python " + platform.python_version(), "cryptography " + cryptography.__version__],
            "command": "python3 docs/spec/vectors/ledger.py > docs/spec/vectors/ledger.json",
            "sources": ["docs/spec/20-ledger.md, implemented a second time in Python; shares no code with the product"],
        },
        "notation": "All bytes are hexadecimal. operator_seeds are the Ed25519 secrets of RFC 8032.",
        "operator_seeds": [s.hex() for s in seeds],
        "genesis": {"bytes": start.hex(), "ledger_id": ledger.hex()},
        "transaction": {"bytes": b"issue 100".hex(), "id": transaction_id(b"issue 100").hex()},
        "merkle": [
            {
                "count": count,
                "root": merkle_root(leaves[:count]).hex(),
                "paths": [[p.hex() for p in merkle_path(leaves[:count], i)] for i in range(count)],
            }
            for count in range(len(leaves) + 1)
        ],
        "merkle_leaves": [one.hex() for one in leaves],
        "chain": blocks,
        "operator_changes": changes,
        "state": [
            {
                "entries": [[k.hex(), v.hex()] for k, v in list(state.items())[:count]],
                "root": state_root(hashed(dict(list(state.items())[:count]))).hex(),
                "proofs": [
                    [k.hex(), state_proof_bytes(dict(list(state.items())[:count]), k).hex()]
                    for k in list(state) + [b"absent"]
                ],
            }
            for count in (0, 1, 2, 9)
        ],
    }
    print(json.dumps(document, indent=1))


main()
