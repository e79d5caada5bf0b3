package io.coffer.server.ring;

class ObjectEncryptionOnOzoneTest extends ObjectEncryptionTest {}
