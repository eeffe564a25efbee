#!/usr/bin/env python3
"""Writes threshold.json: docs/spec/04-threshold-signatures.md (4.5, 4.10 to 4.15) and 05b-threshold-escrow.md
implemented a second time, sharing no code with the product.

    python3 docs/spec/vectors/threshold.py > docs/spec/vectors/threshold.json

Needs Python 3.9 and nothing else. First group only: keys in the second are in pointcheval-sanders.json.
"""
import hashlib
import json
import platform

P = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
R = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
G = (
    0x17F1D3A73197D7942695638C4FA9AC0FC3688C4F9774B905A14E3A3F171BAC586C55E83FF97A1AEFFB3AF00ADB22C6BB,
    0x08B3F481E3AAA0F1A09E30ED741D8AE4FCF5E095D5D00AF600DB18CB2C04B3EDD03CC744A2888AE40CAA232946C5E7E1,
)


# The curve, affine; None is infinity.


def add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % P == 0:
            return None
        slope = 3 * a[0] * a[0] * pow(2 * a[1], -1, P) % P
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P) % P
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def mul(k, point):
    total = None
    while k:
        if k & 1:
            total = add(total, point)
        point = add(point, point)
        k >>= 1
    return total


def point(p):
    return u(48, p[0]) + u(48, p[1])


# Encodings


def u(width, value):
    return value.to_bytes(width, "big")


def var(data):
    return u(4, len(data)) + data


def scalar(s):
    return u(32, s)


def sha(data):
    return hashlib.sha256(data).digest()


def secret(label):
    """A scalar anybody can recompute; it stands for a random one."""
    return int.from_bytes(hashlib.sha512(("threshold.py " + label).encode()).digest(), "big") % R


# Page 02: transcript, relation


class Transcript:
    def __init__(self, protocol):
        self.state = b""
        self.append("protocol", protocol.encode())

    def append(self, label, data):
        self.state += var(label.encode()) + var(data)

    def challenge(self, label):
        self.state += var(label.encode()) + u(4, 0)
        seed = sha(self.state)
        self.state += seed
        return int.from_bytes(sha(seed + b"\0") + sha(seed + b"\1"), "big") % R or 1


def prove(t, relation, points, equations, secrets):
    """points: (name, point)s; equations: (name, index of secret, operand); secrets: (name, value)s."""
    t.append("relation", relation.encode())
    for name, p in points:
        t.append(name, point(p))
    nonces = [secret("nonce of %s of %s" % (name, relation)) for name, _ in secrets]
    firsts = [mul(nonces[s], operand) for _, s, operand in equations]
    for (name, _, _), first in zip(equations, firsts):
        t.append(name, point(first))
    c = t.challenge("c")
    responses = [(nonce + c * value) % R for nonce, (_, value) in zip(nonces, secrets)]
    for (name, _), response in zip(secrets, responses):
        t.append(name, scalar(response))
    return b"".join(point(f) for f in firsts) + b"".join(scalar(s) for s in responses)


# Page 04, key generation of two decryption keys: dealer 2 of 3, threshold 2, recipients 1, 2 and 3

CEREMONY, OPERATORS, THRESHOLD, FAULTS, SECRETS = sha(b"ceremony"), 3, 2, 1, 2
DEALER, RECIPIENT = 2, 3
FIRST_ONLY = b"\1\0"
parameters = sha(
    var(b"SPECIE-DKG-V2")
    + CEREMONY
    + u(2, OPERATORS)
    + u(2, THRESHOLD)
    + u(2, FAULTS)
    + u(4, SECRETS)
    + FIRST_ONLY * SECRETS
)
polynomials = [[secret("coefficient %d %d" % (k, i)) for i in range(THRESHOLD)] for k in range(SECRETS)]
vectors = [[mul(a, G) for a in polynomial] for polynomial in polynomials]
vectors_hash = sha(
    var(b"SPECIE-DKG-VECTORS-V1") + parameters + u(2, DEALER) + b"".join(point(p) for v in vectors for p in v)
)
keys = {i: secret("encryption key %d" % i) for i in range(1, OPERATORS + 1)}
sealing = secret("sealing")
sealing_point = mul(sealing, G)


def announcement(i, vectors_hash):
    return b"\1" + vectors_hash + point(mul(keys[i], G))


def share(polynomial, i):
    return sum(a * pow(i, k, R) for k, a in enumerate(polynomial)) % R


def route(purpose, recipient):
    t = Transcript(purpose)
    t.append("parameters", parameters)
    t.append("dealer", u(8, DEALER))
    t.append("recipient", u(8, recipient))
    t.append("R", point(sealing_point))
    return t


def row(recipient):
    t = route("specie-dkg-pad-v1", recipient)
    t.append("agreed", point(mul(sealing * keys[recipient] % R, G)))
    return [(share(p, recipient) + t.challenge("pad")) % R for p in polynomials]


def dealer_proof():
    t = Transcript("specie-dkg-dealer-v1")
    t.append("parameters", parameters)
    t.append("dealer", u(8, DEALER))
    t.append("vectors", vectors_hash)
    t.append("R", point(sealing_point))
    names = [str(k) for k in range(SECRETS)] + ["sealing"]
    points = [v[0] for v in vectors] + [sealing_point]
    values = [p[0] for p in polynomials] + [sealing]
    return prove(
        t,
        "specie-dkg-dealer-v1",
        [("P" + n, p) for n, p in zip(names, points)],
        [("T" + n, k, G) for k, n in enumerate(names)],
        [("s" + n, v) for n, v in zip(names, values)],
    )


def dealing():
    rows = [row(i) for i in range(1, OPERATORS + 1)]
    return (
        b"\2"
        + b"".join(point(p) for v in vectors for p in v)
        + point(sealing_point)
        + dealer_proof()
        + u(4, len(rows))
        + b"".join(scalar(s) for r in rows for s in r)
    )


def complaint():
    sk = keys[RECIPIENT]
    agreed = mul(sk, sealing_point)
    proof = prove(
        route("specie-dkg-complaint-v1", RECIPIENT),
        "specie-dkg-agreement-v1",
        [("PK", mul(sk, G)), ("R", sealing_point), ("agreed", agreed)],
        [("key", 0, G), ("agreed", 0, sealing_point)],
        [("sk", sk)],
    )
    return b"\3" + u(2, DEALER) + point(agreed) + proof


# Page 04, 4.5: a request with a public and a committed attribute

base = mul(secret("base"), G)
committed = mul(secret("commitment"), G)
value = secret("value")
request = sha(var(b"SPECIE-PS-REQUEST-V1") + point(base) + u(4, 2) + b"\0" + scalar(value) + b"\1" + point(committed))

# Page 05b: the quorum whose key the polynomials above share; member 3 opens

MEMBER, LABEL = 3, sha(b"label")
public = [mul(p[0], G) for p in polynomials]
shares = {i: [share(p, i) for p in polynomials] for i in range(1, OPERATORS + 1)}
quorum_key = u(2, SECRETS) + b"".join(point(p) for p in public)
quorum = u(2, THRESHOLD) + quorum_key + u(4, OPERATORS)
for i in range(1, OPERATORS + 1):
    quorum += u(2, SECRETS) + b"".join(point(mul(s, G)) for s in shares[i])
plaintexts = [mul(secret("plaintext %d" % k), G) for k in range(SECRETS)]
t = secret("mask")
ephemeral = mul(t, G)
sealed = [add(m, mul(t, pk)) for m, pk in zip(plaintexts, public)]
ciphertext = point(ephemeral) + b"".join(point(e) for e in sealed)
ciphertext_hash = sha(var(b"SPECIE-ESCROW-CIPHERTEXT-V1") + u(2, SECRETS) + ciphertext)


def decryption_share():
    masks = [mul(s, ephemeral) for s in shares[MEMBER]]
    tr = Transcript("specie-escrow-share-v1")
    tr.append("label", LABEL)
    tr.append("quorum", sha(var(b"SPECIE-ESCROW-KEY-V1") + quorum_key))
    tr.append("member", u(8, MEMBER))
    tr.append("ciphertext", ciphertext_hash)
    points, equations = [("R", ephemeral)], []
    for k in range(SECRETS):
        n = str(k + 1)
        points += [("PK" + n, mul(shares[MEMBER][k], G)), ("D" + n, masks[k])]
        equations += [("key" + n, k, G), ("mask" + n, k, ephemeral)]
    secrets = [("sk%d" % (k + 1), s) for k, s in enumerate(shares[MEMBER])]
    proof = prove(tr, "specie-escrow-share-v1/%d" % SECRETS, points, equations, secrets)
    return u(2, MEMBER) + b"".join(point(m) for m in masks) + proof


print(
    json.dumps(
        {
            "provenance": {
                "generated_by": ["Python " + platform.python_version()],
                "command": "python3 docs/spec/vectors/threshold.py > docs/spec/vectors/threshold.json",
                "sources": [
                    "docs/spec/04-threshold-signatures.md and 05b-threshold-escrow.md, implemented a second time"
                    " in Python; shares no code with the product"
                ],
            },
            "notation": "All bytes are hexadecimal, points uncompressed. Scalars that stand for random ones are hashes"
            " of labels.",
            "key_generation": {
                "ceremony": CEREMONY.hex(),
                "operators": OPERATORS,
                "threshold": THRESHOLD,
                "faults": FAULTS,
                "secrets_in_the_first_group": SECRETS,
                "parameters_hash": parameters.hex(),
                "dealer": DEALER,
                "encryption_keys": [scalar(keys[i]).hex() for i in sorted(keys)],
                "announcement": announcement(DEALER, vectors_hash).hex(),
                "dealing": dealing().hex(),
                "shares": [[scalar(s).hex() for s in shares[i]] for i in sorted(shares)],
                "complainer": RECIPIENT,
                "complaint": complaint().hex(),
            },
            "request": {
                "base": point(base).hex(),
                "public_value": scalar(value).hex(),
                "commitment": point(committed).hex(),
                "digest": request.hex(),
            },
            "escrow": {
                "quorum": quorum.hex(),
                "mask": scalar(t).hex(),
                "plaintexts": [point(m).hex() for m in plaintexts],
                "ciphertext": ciphertext.hex(),
                "ciphertext_hash": ciphertext_hash.hex(),
                "label": LABEL.hex(),
                "member": MEMBER,
                "member_share": [scalar(s).hex() for s in shares[MEMBER]],
                "decryption_share": decryption_share().hex(),
            },
        },
        indent=1,
    )
)
