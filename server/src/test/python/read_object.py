"""Reads an object from what a store has on the disk, by docs/format.md alone: with the package "cryptography" and none of
Coffer's code. Everything that the page says is checked is checked here too.

usage: read_object.py EXPORT BUCKET KEY OUTPUT
  EXPORT  a directory with `root-key` and `keystore`, as they are, and `entries.json`: the entries of the engine, each with
          space, name, blob, attributes (hexadecimal) and the file of its body
  OUTPUT  the plaintext is written here; the facts go to stdout as JSON
"""

import base64
import hashlib
import hmac
import json
import pathlib
import struct
import sys
import uuid

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

EXTENT, COMMITMENT, RECORD, ATTRIBUTE, WRAP, SECRET_BOX, KEY_STORE = range(1, 8)
KEY_LENGTH = {1: 32, 2: 16}
OBJECT_FACTS, EXTENT_DIGESTS = 1, 3
ZEROS = bytes(8)


def refuse(reason):
    sys.exit("refused: " + reason)


def require(holds, what):
    if not holds:
        refuse(what)


def hkdf(secret, salt, info, length=32):
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def info(purpose, suite, rest):
    return b"coffer/1" + bytes([purpose, suite]) + rest


def open_seal(secret, purpose, context, associated_data, sealed):
    require(len(sealed) >= 49 and sealed[0] == 1, "a seal of an unknown suite")
    key = hkdf(secret, sealed[1:33], info(purpose, 1, context))
    return AESGCM(key).decrypt(bytes(12), sealed[33:], associated_data)


class Fields:
    """A record's fields, in order."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        require(self.at + count <= len(self.data), "a record that is too short")
        self.at += count
        return self.data[self.at - count : self.at]

    def octet(self):
        return self.take(1)[0]

    def u32(self):
        return struct.unpack(">I", self.take(4))[0]

    def u64(self):
        return struct.unpack(">Q", self.take(8))[0]

    def bytes(self):
        return self.take(self.u32())

    def text(self):
        return self.bytes().decode()

    def short_text(self):
        return self.take(struct.unpack(">H", self.take(2))[0]).decode()

    def optional(self, read):
        return read() if self.octet() else None

    def pairs(self):
        return {self.text(): self.text() for _ in range(self.u32())}

    def end(self):
        require(self.at == len(self.data), "a record with bytes left over")


class Keys:
    """The keystore's keys: material by key id and version."""

    def __init__(self, root_key, file):
        require(file[:8] == b"COFFERKS" and file[8] in (1, 2), "a keystore of an unknown format")
        require(file[9:25] == hkdf(root_key, b"", b"identity/v1")[:16], "a keystore of another root key")
        box = hkdf(root_key, b"", b"keystore/v1")
        key = open_seal(box, SECRET_BOX, b"", file[:25], file[25:106])
        fields = Fields(open_seal(key, KEY_STORE, b"", file[:106], file[106:]))
        self.material = {}
        for _ in range(fields.u32()):
            key_id = str(uuid.UUID(bytes=fields.take(16)))
            versions = self.first(fields) if file[8] == 1 else self.second(fields)
            for version, material in versions:
                self.material[key_id, version] = material
        if file[8] == 2:
            for _ in range(fields.u32()):
                fields.short_text(), fields.short_text(), fields.take(16)
        fields.end()

    @staticmethod
    def first(fields):
        fields.short_text(), fields.octet(), fields.short_text(), fields.octet(), fields.take(16)
        return [(number + 1, fields.take(32)) for number in range(fields.u32())]

    @staticmethod
    def second(fields):
        fields.short_text(), fields.take(3), fields.take(24), fields.short_text()
        for _ in range(fields.u32()):
            fields.short_text(), fields.short_text()
        fields.take(8), fields.optional(fields.short_text)
        versions = []
        for _ in range(fields.u32()):
            number = fields.u32()
            fields.take(16), fields.take(8), fields.octet(), fields.take(8)
            material = fields.optional(lambda: fields.take(32))
            fields.optional(lambda: fields.take(32))
            if material is not None:
                versions.append((number, material))
        return versions

    def unwrap(self, key_id, version, wrapped, store, bucket, blob, pairs=()):
        material = self.material.get((key_id, version))
        require(material is not None, f"version {version} of the key {key_id} is not in the keystore")
        context = key_id.encode() + struct.pack(">I", version) + store + bucket + blob + struct.pack(">I", len(pairs))
        for pair in sorted((name.encode(), value.encode()) for name, value in dict(pairs).items()):
            context += b"".join(struct.pack(">I", len(text)) + text for text in pair)
        return open_seal(material, WRAP, context, b"", wrapped)


class Store:
    """The engine's entries, each record after its MAC was checked."""

    def __init__(self, export):
        self.export = export
        line = (export / "root-key").read_text("ascii")
        require(len(line) == 83 and line.startswith("coffer-root-key/1 "), "no root key file")
        self.root_key = bytes.fromhex(line[18:82])
        self.records_key = hkdf(self.root_key, b"", b"records/v1")
        self.keys = Keys(self.root_key, (export / "keystore").read_bytes())
        listed = json.loads((export / "entries.json").read_text())
        self.entries = {(entry["space"], bytes.fromhex(entry["name"])): entry for entry in listed}
        self.id = bytes.fromhex(self.control("store")["id"])

    def record(self, space, name):
        entry = self.entries.get((space, name))
        require(entry is not None, f"no record {name!r}")
        sealed = bytes.fromhex(entry["attributes"])
        place = struct.pack(">I", len(space)) + space.encode() + struct.pack(">I", len(name)) + name
        mac = hmac.new(self.records_key, place + sealed[:-32], hashlib.sha256).digest()
        require(sealed[0] == 1 and hmac.compare_digest(mac, sealed[-32:]), f"the record {name!r} does not authenticate")
        return sealed[17:-32]

    def control(self, name):
        return json.loads(self.record("control", name.encode()))

    def body(self, space, name):
        return (self.export / self.entries[space, name]["body"]).read_bytes()

    def blob(self, space, name):
        return bytes.fromhex(self.entries[space, name]["blob"])


class Envelope:
    def __init__(self, fields, record_format):
        self.method, self.suite, self.key_id = fields.text(), fields.octet(), fields.text()
        self.version, self.wrapped = fields.u64(), fields.bytes()
        self.commitment, self.tag = fields.bytes(), fields.bytes()
        self.context = fields.pairs() if record_format > 2 else {}


def read_state(fields):
    fields.text(), fields.text()
    fields.optional(lambda: (fields.take(24), fields.optional(fields.text)))
    fields.optional(lambda: (fields.text(), fields.u64()))
    fields.octet()
    for _ in range(3):
        fields.optional(fields.u64)


class ObjectRecord:
    def __init__(self, value):
        fields = Fields(value)
        record_format = fields.octet()
        require(record_format in (2, 3), "an object record of an unknown format")
        self.type, self.sequence, self.version = fields.octet(), fields.u64(), fields.text()
        self.blob = fields.bytes()
        fields.u64()
        self.size = fields.u64()
        read_state(fields)
        fields.u64()
        self.envelope = fields.optional(lambda: Envelope(fields, record_format))
        self.composition = fields.optional(lambda: (fields.u64(), fields.bytes()))
        self.facts = fields.bytes()
        fields.end()


def read_facts(value):
    fields = Fields(value)
    require(fields.octet() == 2, "facts of an unknown format")
    facts = {"etag": fields.text(), "crc64": fields.u64(), "contentType": fields.text()}
    names = ("cacheControl", "contentDisposition", "contentEncoding", "contentLanguage", "expires", "symlinkTarget")
    for name in names:
        facts[name] = fields.optional(fields.text)
    facts["userMetadata"], facts["tags"] = fields.pairs(), fields.pairs()
    fields.end()
    return facts


def decrypt_segment(suite, key, nonce, segment):
    if suite == 1:
        return AESGCM(key).decrypt(nonce, segment, b"")
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, segment[-16:])).decryptor()
    return decryptor.update(segment[:-16]) + decryptor.finalize()


def decrypt_extent(data_key, suite, bucket, blob, number, ciphertext, length):
    require(ciphertext[0] == 40, "an extent's header of an unknown length")
    segments = 1 if length <= 65480 else 1 + -(-(length - 65480) // 65520)
    require(len(ciphertext) == 40 + length + 16 * segments, "an extent of another length")
    salt, prefix = ciphertext[1:33], ciphertext[33:40]
    place = bucket + blob + struct.pack(">Q", number)
    key = hkdf(data_key, salt, info(EXTENT, suite, place), KEY_LENGTH[suite])
    plaintext = b""
    for segment in range(segments):
        start, end = (40, 65536) if segment == 0 else (65536 * segment, 65536 * (segment + 1))
        nonce = prefix + struct.pack(">IB", segment, segment == segments - 1)
        plaintext += decrypt_segment(suite, key, nonce, ciphertext[start:end])
    require(len(plaintext) == length, "an extent of another length")
    return plaintext


def crc64(data):
    """ECMA-182, reflected, all ones before and after."""
    table = []
    for octet in range(256):
        for _ in range(8):
            octet = (octet >> 1) ^ (0xC96C5795D7870F42 if octet & 1 else 0)
        table.append(octet)
    state = 0xFFFFFFFFFFFFFFFF
    for octet in data:
        state = table[(state ^ octet) & 0xFF] ^ (state >> 8)
    return state ^ 0xFFFFFFFFFFFFFFFF


class Reader:
    def __init__(self, store, bucket_name, key):
        self.store, self.key = store, key.encode()
        self.space = store.control("bucket/" + bucket_name)["id"]
        self.bucket = bytes.fromhex(self.space)
        escaped = self.key.replace(b"\x00", b"\x00\xff")
        self.name = b"o" + escaped + b"\x00\x01n"
        self.record = ObjectRecord(store.record(self.space, self.name))

    def attribute_key(self, key_id):
        kept = self.store.control(f"attribute-key/{self.space}/{key_id}")
        wrapped = base64.b64decode(kept["ciphertext"])
        blob = bytes.fromhex(kept["id"])
        wrapping = kept.get("keyId", key_id)
        return self.store.keys.unwrap(wrapping, kept["keyVersion"], wrapped, self.store.id, self.bucket, blob)

    def open_attribute(self, key_id, name, kind, sealed):
        key = self.attribute_key(key_id)
        place = self.bucket + self.record.blob
        return open_seal(key, ATTRIBUTE, place + ZEROS, place + bytes([kind]) + name, sealed)

    def facts(self):
        facts = self.record.facts
        if self.record.envelope:
            facts = self.open_attribute(self.record.envelope.key_id, self.name, OBJECT_FACTS, facts)
        return read_facts(facts)

    def data_key(self):
        envelope, record = self.record.envelope, self.record
        wrapped = (envelope.key_id, envelope.version, envelope.wrapped)
        key = self.store.keys.unwrap(*wrapped, self.store.id, self.bucket, record.blob, envelope.context)
        place = self.bucket + record.blob + ZEROS
        commitment = hkdf(key, b"", info(COMMITMENT, envelope.suite, place))
        require(hmac.compare_digest(commitment, envelope.commitment), "the key commitment")
        extents, root = record.composition or (1, b"")
        version = record.version.encode() if record.sequence else b""
        facts = b"\x01" + self.bucket + record.blob + bytes([envelope.suite])
        facts += struct.pack(">QQ", record.size, extents) + commitment + bytes([1 if root else 0]) + root
        facts += struct.pack(">I", len(self.key)) + self.key + struct.pack(">I", len(version)) + version
        tag = hmac.new(hkdf(key, b"", info(RECORD, envelope.suite, place)), facts, hashlib.sha256).digest()
        require(hmac.compare_digest(tag, envelope.tag), "the record tag")
        return key

    def plaintext(self):
        body = self.store.body(self.space, self.name)
        if self.record.composition:
            return self.composed(body)
        require(self.store.blob(self.space, self.name) == self.record.blob, "the body is another one")
        if not self.record.envelope:
            return body
        return self.extent(self.data_key(), 0, body, self.record.size)

    def extent(self, key, number, ciphertext, length):
        suite = self.record.envelope.suite
        return decrypt_extent(key, suite, self.bucket, self.record.blob, number, ciphertext, length)

    def composed(self, manifest):
        count, root = self.record.composition
        require(hashlib.sha256(manifest).digest() == root, "the manifest's root")
        fields = Fields(manifest)
        require(fields.octet() == 1 and fields.u32() == count, "a manifest of an unknown format")
        key = self.data_key() if self.record.envelope else None
        plaintext = b""
        for _ in range(count):
            number, serial, length, header = fields.u64(), fields.u64(), fields.u64(), fields.bytes()
            inverted = serial ^ 0xFFFFFFFFFFFFFFFF
            name = b"x" + self.record.blob + struct.pack(">QQ", number, inverted)
            stored = self.store.body(self.space, name)
            require(stored[: len(header)] == header, "an extent that is not the manifest's")
            part = self.extent(key, number, stored, length) if key else stored
            self.check_part(name, part)
            plaintext += part
        fields.end()
        return plaintext

    def check_part(self, name, part):
        fields = Fields(self.store.record(self.space, name))
        require(fields.octet() == 2 and fields.text().encode() == self.key, "an extent of another object")
        fields.u64()
        require(fields.u64() == len(part), "an extent's length")
        fields.bytes()
        digests, key_id, suite = fields.bytes(), fields.optional(fields.text), fields.octet()
        fields.end()
        require((key_id is None) == (suite == 0), "an extent's protection")
        if key_id is not None:
            digests = self.open_attribute(key_id, name, EXTENT_DIGESTS, digests)
        kept = Fields(digests)
        require(kept.bytes() == hashlib.md5(part).digest() and kept.u64() == crc64(part), "an extent's digests")


def main():
    export, bucket, key, output = sys.argv[1:]
    reader = Reader(Store(pathlib.Path(export)), bucket, key)
    facts, plaintext = reader.facts(), reader.plaintext()
    require(len(plaintext) == reader.record.size, "the length")
    require(crc64(plaintext) == facts["crc64"], "the CRC64")
    pathlib.Path(output).write_bytes(plaintext)
    print(json.dumps(facts))


main()
