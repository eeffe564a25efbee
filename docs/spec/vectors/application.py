#!/usr/bin/env python3
"""Writes application.json: the bytes of docs/spec/21-application.md and of sections 2 to 4 of 53-float.md and 44-provider-register.md, implemented a second time.

    python3 docs/spec/vectors/application.py > docs/spec/vectors/application.json

Needs Python 3.9 and the package "cryptography" for Ed25519 keys; everything else is hashlib and the Keccak below.
"""
import hashlib
import json
import platform

import cryptography
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def u(width, value):
    return value.to_bytes(width, "big")


def var(data):
    return u(4, len(data)) + data


def text(value):
    return var(value.encode())


def listed(elements):
    return u(4, len(elements)) + b"".join(elements)


def frame(tag, content):
    return u(1, len(tag)) + tag.encode("ascii") + content


def h(tag, content=b""):
    return hashlib.sha256(frame(tag, content)).digest()


# Keccak-256 after the Keccak reference, version 3.0, with the padding 0x01 of the original submission.


def keccak_f(lanes):
    def rotate(value, by):
        by %= 64
        return ((value << by) | (value >> (64 - by))) & (2**64 - 1) if by else value

    constant = 1
    for _ in range(24):
        parity = [lanes[x][0] ^ lanes[x][1] ^ lanes[x][2] ^ lanes[x][3] ^ lanes[x][4] for x in range(5)]
        mixed = [parity[(x + 4) % 5] ^ rotate(parity[(x + 1) % 5], 1) for x in range(5)]
        lanes = [[lanes[x][y] ^ mixed[x] for y in range(5)] for x in range(5)]
        x, y, current = 1, 0, lanes[1][0]
        for t in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, lanes[x][y] = lanes[x][y], rotate(current, (t + 1) * (t + 2) // 2)
        for y in range(5):
            row = [lanes[x][y] for x in range(5)]
            for x in range(5):
                lanes[x][y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5] & (2**64 - 1))
        for j in range(7):
            constant = ((constant << 1) ^ ((constant >> 7) * 0x71)) % 256
            if constant & 2:
                lanes[0][0] ^= 1 << ((1 << j) - 1)
    return lanes


def keccak256(data):
    rate = 136
    padded = bytearray(data) + bytearray(rate - len(data) % rate)
    padded[len(data)] ^= 0x01
    padded[-1] ^= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for block in range(0, len(padded), rate):
        for i in range(rate // 8):
            at = block + 8 * i
            lanes[i % 5][i // 5] ^= int.from_bytes(padded[at : at + 8], "little")
        lanes = keccak_f(lanes)
    return b"".join(lanes[i % 5][i // 5].to_bytes(8, "little") for i in range(4))


# Section 3


def quorum(keys, required):
    return listed(keys) + u(1, required)


def fixed_length(first, start, length):
    return u(1, 1) + u(8, first) + u(8, start) + u(8, length)


def calendar(first, starts):
    return u(1, 2) + u(8, first) + listed([u(8, s) for s in starts])


def policy(classes, tier_one, epochs, cap, committee, registrars):
    listed_classes = listed([text(name) + u(8, budget) for name, budget in classes])
    return (
        u(1, 1) + listed_classes + u(8, tier_one) + epochs + u(8, cap) + committee + registrars + u(8, 64) + u(8, 512)
    )


# Sections 4 and 5


def transfer_body(nonce, to, amount, valid_until):
    return u(8, nonce) + to + u(8, amount) + u(8, valid_until)


def load_float(nonce, issuer, reference, amount, valid_until):
    return u(8, nonce) + issuer + reference + u(8, amount) + u(8, valid_until)


def redeem_float(issuer, reference, to, amount, valid_until):
    return issuer + reference + to + u(8, amount) + u(8, valid_until)


def statement(record, valid_until, act):
    return record + u(8, valid_until) + act


def bucket(tag, what):
    return int.from_bytes(hashlib.sha256(tag.encode() + what).digest()[:2], "big")


def main():
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert keccak256(b"abc").hex() == "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
    seeds = [hashlib.sha256(b"member %d" % i).digest() for i in range(4)]
    keys = [
        Ed25519PrivateKey.from_private_bytes(s).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw) for s in seeds
    ]
    committee, registrars = quorum(keys[:3], 2), quorum(keys[3:], 1)
    classes = [("person", 100_000), ("Geschäft", 9_000_000)]
    by_length = policy(classes, 50_000, fixed_length(1, 1_700_000_000, 2_592_000), 2**47 - 1, committee, registrars)
    by_calendar = policy(classes[:1], 0, calendar(7, [100, 250, 251]), 5, registrars, committee)
    ledger = hashlib.sha256(b"some ledger").digest()
    record = hashlib.sha256(b"some record").digest()
    key_hash = hashlib.sha256(b"some key").digest()
    address = bytes(range(20))
    generator = bytes.fromhex(
        "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"
        "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1"
    )
    seats = [text("operator %d" % i) + keys[i] + text("host%d:4100" % i) + hashlib.sha256(b"%d" % i).digest() for i in range(4)]
    operators = u(8, 6) + listed(seats) + u(2, 1) + u(2, 0) + u(2, 2) + u(1, 1)
    said = [
        frame("specie/consensus/vote/1", ledger + u(8, 5) + u(8, 1) + u(8, 700) + hashlib.sha256(what).digest())
        for what in (b"one", b"two")
    ]
    evidence = u(2, 3) + u(8, 5) + b"".join(var(one) + var(bytes(range(64))) for one in said)
    issuer = hashlib.sha256(b"some root").digest()
    reference = hashlib.sha256(b"some reference").digest()
    acts = {
        "issue_ordinary": u(1, 1) + address + u(8, 12_345),
        "issue_private": u(1, 2) + generator + u(8, 678),
        "destroy": u(1, 3) + u(8, 9),
        "set_policy": u(1, 4) + by_length + u(8, 4_096),
        "change_operators": u(1, 5) + operators + u(1, 1),
        "expel_operator": u(1, 6) + evidence + operators,
        "name_float": u(1, 11) + issuer + committee + u(8, 70_000),
        "issue_offline": u(1, 12) + issuer + u(8, 345),
        "destroy_offline": u(1, 13) + issuer + u(8, 45),
        "list_provider": u(1, 14) + text("north.example") + keys[1],
        "strike_off_provider": u(1, 15) + text("north.example"),
    }
    load = load_float(6, issuer, reference, 2_500, 641)
    redemption = redeem_float(issuer, reference, address, 2_400, 642)
    body = transfer_body(3, address, 12_345, 640)
    nullifiers = [hashlib.sha384(b"nullifier %d" % i).digest() for i in range(2)]
    pid = u(32, 123_456_789)
    tag = hashlib.sha256(b"some identity").digest()
    document = {
        "provenance": {
            "generated_by": ["Python " + platform.python_version(), "cryptography " + cryptography.__version__],
            "command": "python3 docs/spec/vectors/application.py > docs/spec/vectors/application.json",
            "sources": ["docs/spec/21-application.md, 44-provider-register.md and 53-float.md, implemented a second time in Python; shares no code with the product"],
        },
        "notation": "All bytes are hexadecimal. member_seeds are the Ed25519 secrets of RFC 8032.",
        "member_seeds": [s.hex() for s in seeds],
        "ledger_id": ledger.hex(),
        "record_id": record.hex(),
        "key_hash": key_hash.hex(),
        "address": address.hex(),
        "generator": generator.hex(),
        "policies": [
            {
                "bytes": each.hex(),
                "hash": h("specie/cash/policy/1", each).hex(),
                "digest": h("specie/cash/digest/1", h("specie/cash/policy/1", each) + key_hash).hex(),
            }
            for each in (by_length, by_calendar)
        ],
        "treasury": keccak256(b"specie/cash/treasury/1" + ledger)[-20:].hex(),
        "transfer": {"body": body.hex(), "digest": h("specie/cash/transfer/1", ledger + body).hex()},
        "float": {
            "issuer": issuer.hex(),
            "reference": reference.hex(),
            "load": {"body": load.hex(), "digest": h("specie/cash/load-float/1", ledger + load).hex()},
            "redemption": {
                "signed": frame("specie/cash/redeem-float/1", ledger + redemption).hex(),
                "transaction": (u(1, 5) + u(1, 2) + redemption + listed([u(1, 2) + bytes(range(64))])).hex(),
            },
        },
        "acts": {
            name: {
                "transaction": (u(1, 3) + statement(record, 77, act) + listed([u(1, 2) + bytes(range(64))])).hex(),
                "signed": frame("specie/cash/act/1", ledger + statement(record, 77, act)).hex(),
            }
            for name, act in acts.items()
        },
        "events": {
            "consumed": (u(1, 1) + u(8, 5) + listed(nullifiers)).hex(),
            "enrolled": (u(1, 2) + u(8, 5) + u(8, 100_000)).hex(),
            "transferred": (u(1, 3) + address).hex(),
            "acted": u(1, 4).hex(),
        },
        "nullifiers": [n.hex() for n in nullifiers],
        "pid": pid.hex(),
        "uniqueness": tag.hex(),
        "buckets": {
            "nullifier": bucket("SPECIE bucket nullifier v1", nullifiers[0]),
            "pid": bucket("SPECIE bucket pid v1", pid),
        },
        "state": {
            "account": [(u(1, 1) + address).hex(), (u(8, 500) + u(8, 4) + u(1, 0)).hex()],
            "linked_account": [(u(1, 1) + address).hex(), (u(8, 500) + u(8, 4) + u(1, 1) + generator).hex()],
            "nullifier": [(u(1, 2) + nullifiers[0]).hex(), u(8, 9).hex()],
            "enrolment": [(u(1, 3) + pid).hex(), (tag + generator + u(1, 1) + u(8, 9)).hex()],
            "uniqueness": [(u(1, 4) + tag).hex(), pid.hex()],
            "act": [(u(1, 5) + record).hex(), u(8, 9).hex()],
            "supply": [u(1, 6).hex(), (u(8, 1_000) + u(8, 300) + u(8, 500)).hex()],
            "supply_with_floats": [u(1, 6).hex(), (u(8, 1_000) + u(8, 300) + u(8, 400) + u(8, 100)).hex()],
            "float": [(u(1, 23) + issuer).hex(), (committee + u(8, 70_000) + u(8, 900) + u(8, 800)).hex()],
            "loaded": [(u(1, 24) + issuer + address + reference).hex(), (u(8, 9) + address + u(8, 2_500)).hex()],
            "redeemed": [(u(1, 25) + issuer + reference).hex(), (u(8, 9) + address + u(8, 2_400)).hex()],
            "providers": [u(1, 27).hex(), u(8, 3).hex()],
            "provider_listed": [(u(1, 28) + text("north.example")).hex(), (keys[1] + u(8, 9) + u(1, 0)).hex()],
            "provider_struck_off": [(u(1, 28) + text("south")).hex(), (keys[2] + u(8, 9) + u(1, 1) + u(8, 12)).hex()],
            "pool": [(u(1, 7) + u(2, 2)).hex(), (u(8, 900) + u(8, 700)).hex()],
            "policy": [u(1, 8).hex(), by_length.hex()],
            "pending_policy": [u(1, 9).hex(), (u(8, 4_096) + by_calendar).hex()],
            "time": [u(1, 10).hex(), (u(8, 1_700_000_001) + u(8, 5)).hex()],
            "ledger": [u(1, 11).hex(), ledger.hex()],
        },
    }
    print(json.dumps(document, indent=1))


main()
