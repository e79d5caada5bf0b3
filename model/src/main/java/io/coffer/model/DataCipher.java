package io.coffer.model;

/** The cipher that the bytes of an object go through. */
public enum DataCipher {
    AES256,
    SM4
}
