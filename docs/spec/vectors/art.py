#!/usr/bin/env python3
"""Writes art.json: keys, tokens, payments, messages and verdicts of docs/spec/50-art.md, made a second time, sharing no
code with the product: P-256 with the nonces of RFC 6979 and RSASSA-PSS from integers.

    python3 docs/spec/vectors/art.py > docs/spec/vectors/art.json

Needs Python 3.9 and nothing else. Every secret is derived from its name: these keys protect nothing.
"""
import hashlib
import hmac
import json
import platform

P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
E = 65537


def u(width, value):
    return value.to_bytes(width, "big")


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def add(p, q):
    if p is None or q is None:
        return p or q
    if p[0] == q[0]:
        if (p[1] + q[1]) % P == 0:
            return None
        slope = (3 * p[0] * p[0] - 3) * pow(2 * p[1], -1, P) % P
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, P) % P
    x = (slope * slope - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P


def times(k, p):
    total = None
    while k:
        if k & 1:
            total = add(total, p)
        p = add(p, p)
        k >>= 1
    return total


def nonce(d, digest):
    """RFC 6979, section 3.2, for SHA-256 and an order of 256 bits."""
    seed = u(32, d) + u(32, int.from_bytes(digest, "big") % N)
    key, value = bytes(32), b"\x01" * 32
    for step in (b"\x00", b"\x01"):
        key = hmac.new(key, value + step + seed, hashlib.sha256).digest()
        value = hmac.new(key, value, hashlib.sha256).digest()
    while True:
        value = hmac.new(key, value, hashlib.sha256).digest()
        k = int.from_bytes(value, "big")
        if 0 < k < N:
            return k
        key = hmac.new(key, value + b"\x00", hashlib.sha256).digest()
        value = hmac.new(key, value, hashlib.sha256).digest()


class EcKey:
    def __init__(self, name):
        self.d = int.from_bytes(sha(b"specie art vector ", name.encode()), "big") % N
        self.public = b"".join(u(32, c) for c in times(self.d, G))
        self.id = sha(self.public)[:8]

    def sign(self, domain, *parts, high=False):
        digest = sha(domain, *parts)
        k = nonce(self.d, digest)
        r = times(k, G)[0] % N
        s = pow(k, -1, N) * (int.from_bytes(digest, "big") + r * self.d) % N
        if (s > N // 2) != high:
            s = N - s
        return u(32, r) + u(32, s)


def prime(name):
    candidate = int.from_bytes(hashlib.shake_256(name.encode()).digest(128), "big") | 3 << 1022 | 1
    while candidate % E == 1 or any(candidate % q == 0 for q in (3, 5, 7, 11, 13, 17, 19)) or not is_prime(candidate):
        candidate += 2
    return candidate


def is_prime(n):
    d, r = n - 1, 0
    while d % 2 == 0:
        d, r = d // 2, r + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(r - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def mask_generation(seed, size):
    return b"".join(sha(seed, u(4, i)) for i in range(-(-size // 32)))[:size]


class RsaKey:
    def __init__(self, name):
        self.p, self.q = prime(name + " p"), prime(name + " q")
        self.n = self.p * self.q
        self.d = pow(E, -1, (self.p - 1) * (self.q - 1))
        self.modulus = u(256, self.n)
        self.id = sha(self.modulus)[:8]

    def certify(self, public):
        """RFC 8017, section 9.1.1, with a salt derived from the key that is certified."""
        salt = sha(b"salt", public)
        digest = sha(bytes(8), sha(b"ART1-CERT", self.id, public), salt)
        block = bytes(256 - 32 - 32 - 2) + b"\x01" + salt
        mask = mask_generation(digest, len(block))
        masked = bytearray(a ^ b for a, b in zip(block, mask))
        masked[0] &= 0x7F
        return u(256, pow(int.from_bytes(bytes(masked) + digest + b"\xbc", "big"), self.d, self.n))


T0 = 29_700_000  # minutes: in June 2026
DAY = 1440
EUR = 978
ROOT, FACTORY, CERTIFIER, RECOVERY, TIME = 1, 2, 4, 8, 16

root, factory, certifier, stranger = EcKey("root"), EcKey("factory"), EcKey("certifier"), EcKey("stranger")
classes = RsaKey("class")
strong = RsaKey("strong class")


def key_cert(key, issuer, use, mask=0x03, currency=EUR, start=T0 - 100 * DAY, end=T0 + 1000 * DAY, payment=100_000,
             aggregate=1_000_000, signer=None):
    body = bytes([0x21, 1, use, mask]) + key.id + u(2, currency) + bytes(2) + u(4, start) + u(4, end)
    body += u(8, payment) + u(8, aggregate) + key.public + issuer.id + bytes(4)
    return body + (signer or issuer).sign(b"ART1-KEY", body)


def class_cert(key, issuer, mask=0x01, currency=EUR, start=T0 - 10 * DAY, end=T0 + 20 * DAY, payment=50_000, quota=10_000,
               partition=7, uses=2, signer=None):
    body = bytes([0x31, 2, 0x20, mask]) + key.id + u(2, currency) + bytes(2) + u(4, start) + u(4, end)
    body += u(8, payment) + u(8, quota) + u(2, partition) + u(2, uses) + key.modulus + issuer.id + bytes(4)
    return body + (signer or issuer).sign(b"ART1-CLS", body)


def configuration(name="token", flags=0, currency=EUR, places=2, mask=0x03, payments=3, owner="ana", start=T0, end=T0 + 7 * DAY,
                  payment=20_000, aggregate=30_000, policy=5, by=factory, info="Ana Bakery, Old Town", extensions=b"", signer=None,
                  high=False):
    text = info.encode()
    body = bytes([0x11, flags]) + u(2, currency) + bytes([places, mask]) + u(2, payments)
    body += sha(name.encode())[:16] + sha(b"owner", owner.encode())[:16] + u(4, start) + u(4, end)
    body += u(8, payment) + u(8, aggregate) + u(4, policy) + by.id + bytes([len(text), len(extensions)]) + text + extensions
    return body + (signer or by).sign(b"ART1-CFG", body, high=high)


REFERENCE = sha(b"invoice 17")[:8]


def pay_cert(key, under=classes, by=None):
    return under.id + key.public + (by or under).certify(key.public)


def payment(c, before, sequence, aggregate, amount, payer="ben", time=T0 + 60, previous=None, reference=REFERENCE, use=1,
            under=classes, by=None, signer=None, domain=b"ART1-PAY", of=None, high=False):
    key = EcKey("payment " + payer)
    body = u(4, sequence) + u(8, aggregate) + u(8, amount) + u(4, time) + (previous or sha(before)) + reference + u(2, use)
    body += pay_cert(key, under, by)
    return body + (signer or key).sign(domain, sha(of or c), body, high=high)


ROOT_CERT = key_cert(root, root, ROOT)
FACTORY_CERT = key_cert(factory, root, FACTORY, end=T0 + 400 * DAY, payment=60_000, aggregate=600_000)
CERTIFIER_CERT = key_cert(certifier, root, CERTIFIER, end=T0 + 400 * DAY, payment=60_000, aggregate=600_000)
CLASS_CERT = class_cert(classes, certifier)
STRONG_CERT = class_cert(strong, certifier, mask=0x02, payment=60_000)
ALL = [FACTORY_CERT, CERTIFIER_CERT, CLASS_CERT]


def chain(*certificates):
    return bytes([len(certificates)]) + b"".join(certificates)


def request(c, s=b"", amount=0, reference=REFERENCE, certificates=()):
    return bytes([0x41, 1 if s else 0]) + u(8, amount) + reference + c + s + chain(*certificates)


def response(c, s, certificates=()):
    return bytes([0x42, 0]) + c[8:24] + s + chain(*certificates)


C = configuration()
S1 = payment(C, C, 1, 1_250, 1_250)
S2 = payment(C, C + S1, 2, 13_250, 12_000, payer="cai", time=T0 + 90)
S3 = payment(C, C + S2, 3, 13_300, 50, payer="dov", time=T0 + 120)

ACCOUNT = b"\x01\x10" + sha(b"account")[:16]
WITHDRAWAL = ACCOUNT + b"\x02\x40" + EcKey("withdrawal").public
CONFIGURATIONS = {
    "plain": C,
    "silent": configuration("silent", info=""),
    "anonymous": configuration("anonymous", flags=0x01, info="", payment=5_000, aggregate=5_000, payments=1),
    "dedicated": configuration("dedicated", flags=0x02),
    "deposit": configuration("deposit", flags=0x06, extensions=ACCOUNT),
    "withdrawal": configuration("withdrawal", flags=0x0A, extensions=WITHDRAWAL),
    "wholesale": configuration("wholesale", flags=0x10, mask=0x02),
    "recovery": configuration("recovery", flags=0x20),
    "longest": configuration("longest", info="é" * 20, flags=0x0B, extensions=WITHDRAWAL),
}

cases = []


def learn(name, certificate, code):
    cases.append({"kind": "learn", "name": name, "certificate": certificate.hex(), "code": code})


def pay(name, code, c=C, s=b"", amount=100, asked=0, now=T0 + 100):
    cases.append({"kind": "pay", "name": name, "request": request(c, s, asked).hex(), "amount": amount, "now": now,
                  "code": code})


def accept(name, code, s, c=C, before=b"", asked=0, now=T0 + 100, reply=None, reference=REFERENCE):
    cases.append({"kind": "accept", "name": name, "request": request(c, before, asked, reference).hex(),
                  "response": (reply or response(c, s)).hex(), "now": now, "code": code})


def redeem(name, code, s, c=C, owner="ana", last=None, floor=T0, credited=0):
    at = (int.from_bytes(last[0:4], "big"), int.from_bytes(last[4:12], "big"), sha(c, last)) if last else (0, 0, sha(c))
    cases.append({"kind": "redeem", "name": name, "owner": sha(b"owner", owner.encode())[:16].hex(), "configuration": c.hex(),
                  "payment": s.hex(), "sequence": at[0], "aggregate": at[1], "digest": at[2].hex(), "floor": floor,
                  "credited": credited, "code": code})


def flipped(data, at, bit=1):
    return data[:at] + bytes([data[at] ^ bit]) + data[at + 1:]


def learning():
    learn("the strong class", STRONG_CERT, 0)
    learn("a known one again", FACTORY_CERT, 0)
    learn("of an unknown issuer", key_cert(factory, stranger, FACTORY), 7003)
    learn("of another currency", key_cert(factory, root, FACTORY, currency=840), 7002)
    learn("a factory's, by a factory", key_cert(stranger, factory, FACTORY, payment=1, aggregate=1), 7005)
    learn("a second root", key_cert(stranger, root, ROOT), 7005)
    learn("a class, by the root", class_cert(strong, root), 7005)
    learn("a class, by a factory", class_cert(strong, factory), 7005)
    learn("valid longer than its issuer", key_cert(stranger, root, FACTORY, end=T0 + 1001 * DAY), 7007)
    learn("valid earlier than its issuer", key_cert(stranger, root, FACTORY, start=T0 - 101 * DAY), 7007)
    learn("for a class its issuer is not for", key_cert(stranger, root, FACTORY, mask=0x07), 7007)
    learn("with a larger payment", key_cert(stranger, root, FACTORY, payment=100_001), 7007)
    learn("with a larger aggregate", key_cert(stranger, root, FACTORY, aggregate=1_000_001), 7007)
    learn("a class with a larger payment", class_cert(strong, certifier, payment=60_001), 7007)
    learn("a class its certifier is not for", class_cert(strong, certifier, mask=0x04), 7007)
    learn("signed by another", key_cert(stranger, root, FACTORY, signer=stranger), 7004)
    learn("a class signed by another", class_cert(strong, certifier, signer=stranger), 7004)
    learn("with another key id", flipped(key_cert(stranger, root, FACTORY), 4), 7001)
    learn("with two uses", flipped(FACTORY_CERT, 2, 4), 7001)
    learn("with a reserved byte", flipped(FACTORY_CERT, 14), 7001)
    learn("with an amount from 2^40 upwards", flipped(FACTORY_CERT, 26), 7001)
    learn("cut", FACTORY_CERT[:-1], 7001)
    learn("with a tail", FACTORY_CERT + b"\x00", 7001)
    learn("a class of two", flipped(STRONG_CERT, 3, 1), 7001)
    learn("an even modulus", flipped(STRONG_CERT, 299), 7001)


def paying():
    pay("a fresh token", 0)
    pay("a token with a payment", 0, s=S1)
    pay("exactly what is asked", 0, amount=100, asked=100)
    pay("up to the aggregate", 0, s=S2, amount=16_750)
    pay("as much as the token moves at once", 0, amount=20_000)
    pay("another currency", 7002, c=configuration(currency=840))
    pay("other decimal places", 7002, c=configuration(places=3))
    pay("an unknown factory", 7003, c=configuration(by=stranger))
    pay("a certifier's token", 7005, c=configuration(by=certifier))
    pay("before the token is valid", 7006, now=T0 - 1)
    pay("in its first minute", 0, now=T0)
    pay("in its last minute", 0, now=T0 + 7 * DAY)
    pay("after the token was valid", 7006, now=T0 + 7 * DAY + 1)
    pay("valid longer than its factory", 7007, c=configuration(end=T0 + 401 * DAY))
    pay("more classes than its factory", 7007, c=configuration(mask=0x07))
    pay("more at once than its factory", 7007, c=configuration(payment=60_001, aggregate=60_001))
    pay("more in all than its factory", 7007, c=configuration(aggregate=600_001))
    pay("signed by another", 7004, c=configuration(signer=stranger))
    pay("signed with a large s", 7004, c=configuration(high=True))
    pay("another owner put in", 7004, c=flipped(C, 24))
    pay("a class it does not take", 7008, c=configuration(mask=0x02))
    pay("nothing", 7009, amount=0)
    pay("another amount than asked", 7018, amount=99, asked=100)
    pay("more at once than the token", 7010, amount=20_001)
    pay("more at once than the class", 7010, c=configuration(payment=60_000, aggregate=60_000), amount=50_001)
    pay("beyond the aggregate", 7011, s=S2, amount=16_751)
    pay("one payment too many", 7012, s=S3)
    pay("on a forged payment", 7004, s=flipped(S1, 457))
    pay("on a payment under another class key", 7003, s=payment(C, C, 1, 100, 100, under=strong))
    pay("on a payment beyond the token's limit", 7010, s=payment(C, C, 1, 20_001, 20_001))
    pay("on a first payment that continues something", 7016, s=payment(C, C + S1, 1, 100, 100))
    pay("on a first payment with a past", 7017, s=payment(C, C, 1, 200, 100))
    pay("on a second payment without a past", 7017, s=payment(C, C + S1, 2, 100, 100))
    pay("reserved flag of a token", 7001, c=flipped(C, 1, 0x40))
    pay("two purposes", 7001, c=flipped(CONFIGURATIONS["wholesale"], 1, 0x20))
    pay("a deposit that is not dedicated", 7001, c=flipped(CONFIGURATIONS["deposit"], 1, 0x02))
    pay("a deposit without account", 7001, c=configuration(flags=0x06))
    pay("an account without purpose", 7001, c=configuration(extensions=ACCOUNT))
    pay("an unknown extension", 7001, c=configuration(flags=0x06, extensions=b"\x03\x01\x00"))
    pay("extensions out of order", 7001, c=configuration(flags=0x0A, extensions=WITHDRAWAL[18:] + ACCOUNT))
    pay("no payments", 7001, c=configuration(payments=0))
    pay("no class", 7001, c=configuration(mask=0))
    pay("ends before it begins", 7001, c=configuration(end=T0 - 1))
    pay("less in all than at once", 7001, c=configuration(aggregate=19_999))
    pay("information too long", 7001, c=configuration(info="x" * 41))


def accepting():
    accept("the first payment", 0, S1)
    accept("the second payment", 0, S2, before=S1)
    accept("the third payment", 0, S3, before=S2, now=T0 + 130)
    accept("the amount asked for", 0, S1, asked=1_250)
    accept("claimed an hour ahead", 0, S1, now=T0)
    accept("a week late", 0, S1, now=T0 + 14 * DAY)
    accept("of another token", 7014, S1, reply=response(configuration("other"), S1))
    accept("of another reference", 7019, S1, reference=bytes(8))
    accept("of another amount", 7018, S1, asked=1_249)
    accept("under an unknown class", 7003, payment(C, C, 1, 100, 100, under=strong))
    accept("claimed before the token", 7006, payment(C, C, 1, 100, 100, time=T0 - 1))
    accept("claimed after the token", 7006, payment(C, C, 1, 100, 100, time=T0 + 7 * DAY + 1))
    late = configuration("late", start=T0 + 20 * DAY, end=T0 + 27 * DAY)
    accept("claimed after the class", 7006, payment(late, late, 1, 100, 100, time=T0 + 20 * DAY + 1), c=late)
    narrow = configuration("narrow", mask=0x02)
    accept("of a class it does not take", 7008, payment(narrow, narrow, 1, 100, 100), c=narrow)
    wide = configuration("wide", payment=60_000, aggregate=60_000)
    accept("as much as the class moves", 0, payment(wide, wide, 1, 50_000, 50_000), c=wide)
    accept("more than the class moves", 7010, payment(wide, wide, 1, 50_001, 50_001), c=wide)
    accept("more than the token moves", 7010, payment(C, C, 1, 20_001, 20_001))
    accept("beyond the aggregate", 7011, payment(C, C + S2, 3, 30_001, 16_751), before=S2)
    accept("one payment too many", 7012, payment(C, C + S3, 4, 13_301, 1), before=S3)
    accept("the last use of a key", 0, payment(C, C, 1, 100, 100, use=2))
    accept("one use too many", 7013, payment(C, C, 1, 100, 100, use=3))
    accept("a number left out", 7015, payment(C, C, 2, 200, 100))
    accept("the same number again", 7015, S1, before=S1)
    accept("on another predecessor", 7016, payment(C, C, 2, 1_350, 100), before=S1)
    accept("a larger sum", 7017, payment(C, C + S1, 2, 1_351, 100), before=S1)
    accept("a smaller sum", 7017, payment(C, C + S1, 2, 1_349, 100), before=S1)
    accept("a key nobody certified", 7004, payment(C, C, 1, 100, 100, by=strong))
    accept("signed by another key", 7004, payment(C, C, 1, 100, 100, signer=stranger))
    accept("signed for another token", 7004, payment(C, C, 1, 100, 100, of=configuration("other")))
    accept("signed for another purpose", 7004, payment(C, C, 1, 100, 100, domain=b"ART1-CFG"))
    accept("signed with a large s", 7004, payment(C, C, 1, 100, 100, high=True))
    accept("claimed more than an hour ahead", 7020, S1, now=T0 - 1)
    accept("more than a week late", 7021, S1, now=T0 + 14 * DAY + 1)
    accept("numbered zero", 7001, payment(C, C, 0, 100, 100))
    accept("use zero", 7001, payment(C, C, 1, 100, 100, use=0))
    accept("of nothing", 7001, payment(C, C, 1, 100, 0))
    accept("more than its sum", 7001, payment(C, C, 1, 99, 100))
    accept("from 2^40 upwards", 7001, flipped(S1, 6))


def redeeming():
    redeem("the first", 0, S1, credited=1_250)
    redeem("the second", 0, S2, last=S1, credited=12_000)
    redeem("the third", 0, S3, last=S2, credited=50)
    redeem("the first again", 0, S1, last=S1)
    redeem("somebody else's", 7022, S1, owner="ben")
    redeem("a forged one", 7004, flipped(S1, 457))
    redeem("a forged one that is not next", 7004, flipped(S3, 457))
    redeem("one with a step missing", 7024, S3, last=S1)
    redeem("an earlier one", 7026, S1, last=S2)
    redeem("a fork of the last", 7025, payment(C, C + S1, 2, 1_350, 100, payer="eli"), last=S2)
    redeem("a continuation of a fork", 7025, payment(C, C + payment(C, C, 1, 1_250, 1_250, payer="eli"), 2, 1_350, 100), last=S1)
    redeem("a leap of the aggregate", 7017, payment(C, C + S1, 2, 30_000, 100), last=S1)
    redeem("the last chance", 0, S1, floor=T0 + 14 * DAY, credited=1_250)
    redeem("too late", 7021, S1, floor=T0 + 14 * DAY + 1)


learning()
paying()
accepting()
redeeming()


def telling():
    """The word of a time keeper whose certificate has the validity of the factory's; the test has the keeper's key."""
    for name, code, at in (("the keeper's first minute", 0, T0 - 100 * DAY), ("a minute before the keeper's certificate", 7006, T0 - 100 * DAY - 1),
                           ("the keeper's last minute", 0, T0 + 400 * DAY), ("a minute beyond the keeper's certificate", 7006, T0 + 400 * DAY + 1)):
        cases.append({"kind": "time", "name": name, "time": at, "code": code})


telling()

MESSAGES = {
    "request-open": request(C, certificates=[FACTORY_CERT]),
    "request-amount": request(C, amount=1_250),
    "request-payment": request(C, S1, 12_000, certificates=ALL),
    "response": response(C, S1),
    "response-chain": response(C, S1, ALL),
    "chain-wanted": bytes([0x43, 0]) + classes.id,
    "chain": bytes([0x44, 0]) + chain(*ALL),
    "proof": bytes([0x45, 0]) + C + S1 + chain(*ALL),
    "proof-late": bytes([0x45, 0]) + C + S3 + chain(*ALL),
}


def hexed(table):
    return {name: data.hex() for name, data in table.items()}


def secret(key):
    return {"secret": u(32, key.d).hex(), "public": key.public.hex(), "id": key.id.hex()}


def rsa(key):
    return {"p": u(128, key.p).hex(), "q": u(128, key.q).hex(), "d": u(256, key.d).hex(), "modulus": key.modulus.hex(),
            "id": key.id.hex()}


print(json.dumps({
    "provenance": "docs/spec/vectors/art.py, Python " + platform.python_version(),
    "currency": {"number": EUR, "places": 2},
    "time": T0,
    "keys": {
        "root": secret(root), "factory": secret(factory), "certifier": secret(certifier), "stranger": secret(stranger),
        "ben": secret(EcKey("payment ben")), "cai": secret(EcKey("payment cai")), "dov": secret(EcKey("payment dov")),
        "class": rsa(classes), "strong": rsa(strong),
    },
    "certificates": hexed({"root": ROOT_CERT, "factory": FACTORY_CERT, "certifier": CERTIFIER_CERT, "class": CLASS_CERT,
                           "strong": STRONG_CERT}),
    "configurations": hexed(CONFIGURATIONS),
    "payments": hexed({"first": S1, "second": S2, "third": S3}),
    "digests": hexed({"fresh": sha(C), "first": sha(C, S1), "second": sha(C, S2), "third": sha(C, S3)}),
    "messages": hexed(MESSAGES),
    "cases": cases,
}, indent=1))
