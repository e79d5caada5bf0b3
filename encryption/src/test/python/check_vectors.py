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
EXTENT, COMMITMENT, RECORD, ATTRIBUTE, WRAP, SECRET_BOX, KEY_STORE, MESSAGE, INTERMEDIATE = range(1, 10)


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


def encryption_context(vector):
    pairs = sorted((k.encode(), v.encode()) for k, v in vector["encryptionContext"].items())
    context = struct.pack(">I", len(pairs))
    for pair in pairs:
        for value in pair:
            context += struct.pack(">I", len(value)) + value
    return context


def check_message(vector):
    head = b"\x01" + uuid.UUID(vector["keyId"]).bytes + struct.pack(">I", vector["keyVersion"])
    context = head + encryption_context(vector)
    salt, material = binary(vector["salt"]), binary(vector["material"])
    message = head + one_use_seal(material, salt, MESSAGE, context, b"", binary(vector["plaintext"]))
    same("message", binary(vector["ciphertext"]), message)


def check_wrapped_key(vector):
    context = binary(vector["storeId"]) + binary(vector["bucketId"]) + binary(vector["blobId"])
    context += encryption_context(vector)
    same("context", binary(vector["canonicalContext"]), context)
    context = vector["keyId"].encode() + struct.pack(">I", vector["keyVersion"]) + context
    salt, material = binary(vector["salt"]), binary(vector["material"])
    wrapped = one_use_seal(material, salt, WRAP, context, b"", binary(vector["dataKey"]))
    same("wrapped key", binary(vector["wrapped"]), wrapped)


def check_intermediate_wrap(vector):
    id, service, key_id = binary(vector["intermediateKeyId"]), binary(vector["wrappedByService"]), vector["keyId"].encode()
    context = struct.pack(">H", len(key_id)) + key_id + id + binary(vector["canonicalContext"])
    sealed = one_use_seal(
        binary(vector["intermediateKey"]), binary(vector["salt"]), INTERMEDIATE, context, b"", binary(vector["dataKey"])
    )
    wrapped = b"\x01" + id + struct.pack(">H", len(service)) + service + sealed
    same("key under an intermediate key", binary(vector["wrapped"]), wrapped)


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


def text(value):
    return struct.pack(">H", len(value.encode())) + value.encode()


def counting(first):
    return bytes((first + i) % 256 for i in range(32))


SERVICE_KEY = uuid.UUID("5a0f3c1e-9d7b-4c66-8a51-0e2d4f6a8c10").bytes
CUSTOMER_KEY = uuid.UUID("c3d9a1f0-0b5e-4f27-9c1d-7e6b5a493827").bytes
OWNER = text("1000000000000001")
CREATED = 1793527200123


def key_version(number, state, destroyed=-1, material=None, check=None):
    version = struct.pack(">I", number) + binary("0123456789ab4cde8000000000000000")[:15] + bytes([number])
    version += struct.pack(">qBq", CREATED, state, destroyed)
    for secret in (material, check):
        version += b"\x00" if secret is None else b"\x01" + secret
    return version


def keys_of_format_2():
    service = SERVICE_KEY + OWNER + bytes([3, 1, 1]) + struct.pack(">qqq", CREATED, -1, -1)
    service += text("service key of SSE-OSS") + struct.pack(">Iq", 0, 0) + b"\x00" + struct.pack(">I", 3)
    service += key_version(1, 4, CREATED + 5) + key_version(2, 3, -1, counting(0xA0))
    service += key_version(3, 1, -1, counting(0xB0))
    customer = CUSTOMER_KEY + OWNER + bytes([1, 2, 3])
    customer += struct.pack(">qqq", CREATED, CREATED + 604800000, CREATED + 1)
    customer += text("für Fotos") + struct.pack(">I", 2) + text("team") + text("blue") + text("用途") + text("test")
    customer += struct.pack(">q", 30 * 86400) + b"\x01" + text("archive") + struct.pack(">I", 1)
    customer += key_version(1, 1, -1, counting(0xD0), counting(0xE0))
    alias = OWNER + text("alias/photos") + CUSTOMER_KEY
    return struct.pack(">I", 2) + service + customer + struct.pack(">I", 1) + alias


def keys_of_format_1():
    service = SERVICE_KEY + OWNER + bytes([3]) + text("service key of SSE-OSS") + bytes([1])
    service += struct.pack(">qqI", CREATED, -1, 2) + counting(0xA0) + counting(0xB0)
    customer = CUSTOMER_KEY + OWNER + bytes([1]) + text("für Fotos") + bytes([3])
    customer += struct.pack(">qqI", 1793527300000, 1794132100000, 1) + counting(0xD0)
    return struct.pack(">I", 2) + service + customer


def check_keystore(vector, file_format, keys):
    what = f"keystore of format {file_format}"
    root = binary(vector["rootKey"])
    same("keys in the " + what, binary(vector["keys"]), keys)
    head = b"COFFERKS" + bytes([file_format]) + hkdf(root, b"", b"identity/v1")[:16]
    key = binary(vector["keystoreKey"])
    secret = hkdf(root, b"", b"keystore/v1")
    head += one_use_seal(secret, binary(vector["keystoreKeySalt"]), SECRET_BOX, b"", head, key)
    file = head + one_use_seal(key, binary(vector["keysSalt"]), KEY_STORE, b"", head, keys)
    same(what, binary(vector["file"]), file)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        vectors = json.load(file)
    for extent in vectors["extents"]:
        check_extent(extent)
    check_wrapped_key(vectors["wrappedKey"])
    check_intermediate_wrap(vectors["intermediateWrap"])
    same("commitment", binary(vectors["keyCommitment"]["commitment"]), commitment(vectors["keyCommitment"]))
    for tag in vectors["recordTags"]:
        check_record_tag(tag)
    check_message(vectors["message"])
    check_sealed_attribute(vectors["sealedAttribute"])
    root = vectors["rootKey"]
    same("root key", binary(root["derived"]), hkdf(binary(root["rootKey"]), b"", root["purpose"].encode()))
    check_secret_box(vectors["secretBox"])
    check_keystore(vectors["keystore"], 2, keys_of_format_2())
    check_keystore(vectors["keystoreOfFormat1"], 1, keys_of_format_1())
    print("all vectors hold")


main()
