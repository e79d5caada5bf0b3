"""Checks docs/test-vectors/encryption.json against docs/format.md, with the package "cryptography" and nothing of ours.

usage: check_vectors.py encryption.json
"""

import hashlib
import hmac
import json
import struct
import sys
import uuid

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITES = {"AES_256_GCM": (1, 32), "SM4_GCM": (2, 16)}
EXTENT, COMMITMENT, RECORD, ATTRIBUTE, WRAP, SECRET_BOX, KEY_STORE = range(1, 8)


def binary(text):
    return bytes.fromhex(text)


def hkdf(secret, salt, info, length=32):
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def info(purpose, suite, rest):
    return b"coffer/1" + bytes([purpose, suite]) + rest


def place(vector, number=0):
    return binary(vector["bucketId"]) + binary(vector["blobId"]) + struct.pack(">q", number)


def gcm(suite, key, nonce, plaintext):
    if suite == "AES_256_GCM":
        return AESGCM(key).encrypt(nonce, plaintext, b"")
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    return encryptor.update(plaintext) + encryptor.finalize() + encryptor.tag


def one_use_seal(secret, salt, purpose, context, associated_data, plaintext):
    key = hkdf(secret, salt, info(purpose, 1, context))
    return b"\x01" + salt + AESGCM(key).encrypt(bytes(12), plaintext, associated_data)


def same(what, expected, made):
    if expected != made:
        sys.exit(f"{what} differs:\n  file {expected.hex()}\n  made {made.hex()}")


def check_extent(vector):
    what = f"extent {vector['suite']} {vector['plaintextLength']}"
    code, key_length = SUITES[vector["suite"]]
    derivation = info(EXTENT, code, place(vector, vector["extentNumber"]))
    same(what + " info", binary(vector["info"]), derivation)
    salt, prefix = binary(vector["salt"]), binary(vector["noncePrefix"])
    key = hkdf(binary(vector["dataKey"]), salt, derivation, key_length)
    same(what + " key", binary(vector["extentKey"]), key)
    plaintext = bytes(i % 251 for i in range(vector["plaintextLength"]))
    pieces = [plaintext[:65480]]
    pieces += [plaintext[at : at + 65520] for at in range(65480, len(plaintext), 65520)]
    extent = bytes([40]) + salt + prefix
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        extent += gcm(vector["suite"], key, prefix + struct.pack(">IB", number, last), piece)
    assert len(extent) == vector["ciphertextLength"], what
    same(what, binary(vector["ciphertextSha256"]), hashlib.sha256(extent).digest())
    if "ciphertext" in vector:
        same(what, binary(vector["ciphertext"]), extent)


def check_wrapped_key(vector):
    pairs = sorted((k.encode(), v.encode()) for k, v in vector["encryptionContext"].items())
    context = binary(vector["storeId"]) + binary(vector["bucketId"]) + binary(vector["blobId"])
    context += struct.pack(">I", len(pairs))
    for pair in pairs:
        for text in pair:
            context += struct.pack(">I", len(text)) + text
    same("context", binary(vector["canonicalContext"]), context)
    context = vector["keyId"].encode() + struct.pack(">I", vector["keyVersion"]) + context
    salt, material = binary(vector["salt"]), binary(vector["material"])
    wrapped = one_use_seal(material, salt, WRAP, context, b"", binary(vector["dataKey"]))
    same("wrapped key", binary(vector["wrapped"]), wrapped)


def commitment(vector):
    code = SUITES[vector["suite"]][0]
    return hkdf(binary(vector["dataKey"]), b"", info(COMMITMENT, code, place(vector)))


def check_record_tag(vector):
    same("commitment of the record", binary(vector["commitment"]), commitment(vector))
    code = SUITES[vector["suite"]][0]
    name, version, root = binary(vector["name"]), vector["versionId"].encode(), binary(vector["manifestRoot"])
    facts = b"\x01" + binary(vector["bucketId"]) + binary(vector["blobId"]) + bytes([code])
    facts += struct.pack(">qq", vector["length"], vector["extentCount"]) + binary(vector["commitment"])
    facts += bytes([1 if root else 0]) + root
    facts += struct.pack(">I", len(name)) + name + struct.pack(">I", len(version)) + version
    same("facts", binary(vector["canonicalFacts"]), facts)
    key = hkdf(binary(vector["dataKey"]), b"", info(RECORD, code, place(vector)))
    same("record tag", binary(vector["tag"]), hmac.new(key, facts, hashlib.sha256).digest())


def check_sealed_attribute(vector):
    associated_data = binary(vector["bucketId"]) + binary(vector["blobId"]) + bytes([vector["kind"]])
    associated_data += binary(vector["name"])
    sealed = one_use_seal(
        binary(vector["attributeKey"]),
        binary(vector["salt"]),
        ATTRIBUTE,
        place(vector),
        associated_data,
        binary(vector["plaintext"]),
    )
    same("sealed attribute", binary(vector["sealed"]), sealed)


def check_secret_box(vector):
    secret = hkdf(binary(vector["rootKey"]), b"", vector["purpose"].encode())
    plaintext, associated_data = binary(vector["plaintext"]), binary(vector["associatedData"])
    sealed = one_use_seal(secret, binary(vector["salt"]), SECRET_BOX, b"", associated_data, plaintext)
    same("secret box", binary(vector["sealed"]), sealed)


def example_keys():
    def text(value):
        return struct.pack(">H", len(value.encode())) + value.encode()

    def counting(first):
        return bytes((first + i) % 256 for i in range(32))

    service = uuid.UUID("5a0f3c1e-9d7b-4c66-8a51-0e2d4f6a8c10").bytes + text("1000000000000001") + bytes([3])
    service += text("service key of SSE-OSS") + bytes([1]) + struct.pack(">qqI", 1793527200123, -1, 2)
    service += counting(0xA0) + counting(0xB0)
    customer = uuid.UUID("c3d9a1f0-0b5e-4f27-9c1d-7e6b5a493827").bytes + text("1000000000000001") + bytes([1])
    customer += text("für Fotos") + bytes([3]) + struct.pack(">qqI", 1793527300000, 1794132100000, 1)
    customer += counting(0xD0)
    return struct.pack(">I", 2) + service + customer


def check_keystore(vector):
    root = binary(vector["rootKey"])
    same("keys", binary(vector["keys"]), example_keys())
    head = b"COFFERKS\x01" + hkdf(root, b"", b"identity/v1")[:16]
    key = binary(vector["keystoreKey"])
    secret = hkdf(root, b"", b"keystore/v1")
    head += one_use_seal(secret, binary(vector["keystoreKeySalt"]), SECRET_BOX, b"", head, key)
    file = head + one_use_seal(key, binary(vector["keysSalt"]), KEY_STORE, b"", head, binary(vector["keys"]))
    same("keystore", binary(vector["file"]), file)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        vectors = json.load(file)
    for extent in vectors["extents"]:
        check_extent(extent)
    check_wrapped_key(vectors["wrappedKey"])
    same("commitment", binary(vectors["keyCommitment"]["commitment"]), commitment(vectors["keyCommitment"]))
    for tag in vectors["recordTags"]:
        check_record_tag(tag)
    check_sealed_attribute(vectors["sealedAttribute"])
    root = vectors["rootKey"]
    same("root key", binary(root["derived"]), hkdf(binary(root["rootKey"]), b"", root["purpose"].encode()))
    check_secret_box(vectors["secretBox"])
    check_keystore(vectors["keystore"])
    print("all vectors hold")


main()
