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


def genesis(name, time, operators, quorum, application):
    listed_operators = listed([var(n.encode()) + key for n, key in operators])
    return u(1, 1) + var(name.encode()) + u(8, time) + listed_operators + u(2, quorum) + var(application)


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


def header(ledger, height, parent, time, transactions, results, state, digest):
    return (
        u(1, 1) + ledger + u(8, height) + parent + u(8, time) + u(4, len(transactions))
        + merkle_root([transaction_id(t) for t in transactions])
        + merkle_root([h("specie/ledger/result/1", r) for r in results])
        + state + digest
    )


def block(head, transactions, results):
    return head + listed([var(t) for t in transactions]) + listed(results)


# Section 6


def certificate(ledger, height, header_hash, signers):
    signed = frame("specie/ledger/commit/1", ledger + u(8, height) + header_hash)
    signatures = [u(2, index) + key.sign(signed) for index, key in signers]
    return u(1, 1) + u(8, height) + header_hash + listed(signatures)


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


def chain(ledger, keys, start):
    state = {b"supply": u(8, 0)}
    payloads = [[], [b"issue 100", b"pay 1", b"pay 2"], [], [b"pay 3"]]
    parent, blocks = ZERO, []
    for height, transactions in enumerate(payloads):
        results = [
            result(transaction_id(t), 0 if i < 2 else 2001, b"event %d" % i)
            for i, t in enumerate(transactions)
        ]
        for t in transactions:
            state[t] = u(8, height)
        time = start + 10 * height
        head = header(ledger, height, parent, time, transactions, results, state_root(hashed(state)), h("policy"))
        header_hash = h("specie/ledger/header/1", head)
        signers = [(0, keys[0]), (2, keys[2])] if height % 2 else list(enumerate(keys))
        blocks.append({
            "header": head.hex(),
            "header_hash": header_hash.hex(),
            "block": block(head, transactions, results).hex(),
            "certificate": certificate(ledger, height, header_hash, signers).hex(),
        })
        parent = header_hash
    return blocks


def main():
    seeds = [hashlib.sha256(b"operator %d" % i).digest() for i in range(3)]
    keys = [Ed25519PrivateKey.from_private_bytes(seed) for seed in seeds]
    public = [k.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw) for k in keys]
    names = ["north", "south", "Ünïted"]
    start = genesis("vectors", 1_700_000_000, list(zip(names, public)), 2, b"application data")
    ledger = h("specie/ledger/genesis/1", start)
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
        "chain": chain(ledger, keys, 1_700_000_000),
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
