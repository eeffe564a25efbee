#!/usr/bin/env python3
"""Writes sbft.json: what docs/spec/23-sbft.md signs, sends and records, encoded a second time, sharing no code with
the product.

    python3 docs/spec/vectors/sbft.py > docs/spec/vectors/sbft.json

Needs Python 3.9 and nothing else. Signatures and points are bytes that stand for some: the vectors pin layouts.
"""
import hashlib
import json
import platform

ZERO = bytes(32)


def u(width, value):
    return value.to_bytes(width, "big")


def var(data):
    return u(4, len(data)) + data


def listed(elements):
    return u(4, len(elements)) + b"".join(elements)


def frame(tag, content):
    return u(1, len(tag)) + tag.encode("ascii") + content


def h(tag, content):
    return hashlib.sha256(frame(tag, content)).digest()


def digest(name):
    return hashlib.sha256(name.encode()).digest()


def signature(name):
    return digest(name + "0") + digest(name + "1")


# Page 07, clause 7.3


def multi(name, signers):
    return u(1, 1) + listed([u(2, s) + signature(f"{name} {s}") for s in signers])


def threshold(name):
    return u(1, 2) + signature(name)[:48]


# Section 2

TRANSACTIONS = [b"pay 1", b"pay 22"]
TIME = 1_700_000_000


def batch_bytes(time, transactions):
    return u(8, time) + listed([var(t) for t in transactions])


def batch_digest(time, transactions):
    ids = [h("specie/ledger/transaction/1", t) for t in transactions]
    return h("specie/consensus/batch/1", u(8, time) + listed(ids))


# Section 3

LEDGER = digest("ledger")
EPOCH = 3
VIEW = 5
SLOT = 70
BATCH = batch_bytes(TIME, TRANSACTIONS)
BATCH_DIGEST = batch_digest(TIME, TRANSACTIONS)
PLACE = LEDGER + u(8, EPOCH)
PROPOSAL = u(8, VIEW) + u(8, SLOT) + BATCH_DIGEST
EXECUTION = u(8, 64) + digest("header")


# Section 4


def optional(value):
    return u(1, 0) if value is None else u(1, 1) + value


STABLE = EXECUTION + optional(multi("executed", [0, 2]))
BASE = u(8, 0) + ZERO + optional(None)


def report(slot, accepted, prepared, committed):
    flags = b"".join(u(1, 0 if x is None else 1) for x in (accepted, prepared, committed))
    return u(8, slot) + flags + b"".join(x for x in (accepted, prepared, committed) if x is not None)


ACCEPTED = u(8, VIEW) + BATCH_DIGEST
PREPARED = u(8, 4) + digest("other") + multi("prepared", [0, 1, 3])
COMMITTED = u(8, VIEW) + BATCH_DIGEST + u(1, 1) + threshold("fast")
REPORTS = [report(66, ACCEPTED, None, None), report(67, None, PREPARED, None), report(70, ACCEPTED, PREPARED, COMMITTED)]

VIEW_CHANGE_BODY = u(2, 2) + u(8, 6) + STABLE + listed(REPORTS)
VIEW_CHANGE = VIEW_CHANGE_BODY + var(signature("view change"))
EMPTY_VIEW_CHANGE = u(2, 1) + u(8, 6) + BASE + listed([]) + var(signature("empty view change"))
NEW_VIEW = u(8, 6) + listed([EMPTY_VIEW_CHANGE, VIEW_CHANGE])
PRE_PREPARE = u(8, VIEW) + u(8, SLOT) + BATCH + var(signature("pre-prepare"))


def message(kind, body):
    return u(1, 1) + u(8, EPOCH) + u(1, kind) + body


SIGNED = {
    "vote": frame("specie/consensus/vote/1", PLACE + PROPOSAL),
    "commitment": frame("specie/consensus/commit/1", PLACE + PROPOSAL),
    "execution": frame("specie/ledger/commit/1", LEDGER + EXECUTION),
    "pre-prepare": frame("specie/consensus/pre-prepare/1", PLACE + PROPOSAL),
    "complaint": frame("specie/consensus/complaint/1", PLACE + u(8, VIEW)),
    "view-change": frame("specie/consensus/view-change/1", PLACE + hashlib.sha256(VIEW_CHANGE_BODY).digest()),
}

MESSAGES = {
    "request": message(1, listed([var(t) for t in TRANSACTIONS])),
    "pre-prepare": message(2, PRE_PREPARE),
    "sign-share": message(3, PROPOSAL + var(signature("vote"))),
    "prepare": message(4, PROPOSAL + multi("prepared", [0, 1, 3])),
    "prepare-threshold": message(4, PROPOSAL + threshold("prepared")),
    "commit-share": message(5, PROPOSAL + var(signature("commitment"))),
    "full-commit-proof-fast": message(6, u(1, 1) + PROPOSAL + multi("fast", [0, 1, 2, 3])),
    "full-commit-proof-slow": message(6, u(1, 0) + PROPOSAL + multi("committed", [0, 1, 2])),
    "sign-state": message(7, EXECUTION + var(signature("state"))),
    "full-execute-proof": message(8, EXECUTION + multi("executed", [0, 2])),
    "complaint": message(9, u(8, VIEW) + var(signature("complaint"))),
    "view-change": message(10, VIEW_CHANGE),
    "view-change-empty": message(10, EMPTY_VIEW_CHANGE),
    "new-view": message(11, NEW_VIEW),
    "status": message(12, u(8, VIEW) + u(1, 1) + STABLE + u(8, 69) + u(1, 0)),
    "fetch-batch": message(13, u(8, SLOT) + BATCH_DIGEST),
    "batch-body": message(14, u(8, SLOT) + BATCH),
}

RECORDS = {
    "accepted": u(1, 1) + PRE_PREPARE,
    "prepared": u(1, 2) + PROPOSAL + multi("prepared", [0, 1, 3]),
    "committed": u(1, 3) + u(1, 0) + PROPOSAL + multi("committed", [0, 1, 2]),
    "left-view": u(1, 4) + VIEW_CHANGE,
    "entered-view": u(1, 5) + NEW_VIEW,
    "stable-checkpoint": u(1, 6) + STABLE,
    "votes-from": u(1, 7) + u(8, 320),
}


def hexed(table):
    return {name: data.hex() for name, data in table.items()}


print(
    json.dumps(
        {
            "provenance": {
                "generated_by": [f"Python {platform.python_version()}"],
                "command": "python3 docs/spec/vectors/sbft.py > docs/spec/vectors/sbft.json",
                "sources": [
                    "docs/spec/23-sbft.md and clause 7.3 of docs/spec/07-quorum-certificates.md, implemented a second "
                    "time in Python; shares no code with the product"
                ],
            },
            "notation": "All bytes are hexadecimal. A digest of a name is SHA-256 of its UTF-8; a signature of a name "
            "is the digests of the name with 0 and with 1 behind it, a point its first 48 bytes.",
            "ledger_id": LEDGER.hex(),
            "epoch": EPOCH,
            "batch": {"bytes": BATCH.hex(), "digest": BATCH_DIGEST.hex(), "null_digest": batch_digest(0, []).hex()},
            "signed": hexed(SIGNED),
            "messages": hexed(MESSAGES),
            "records": hexed(RECORDS),
        },
        indent=1,
    )
)
