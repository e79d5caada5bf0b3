package io.coffer.cli.oss;

/** The versions of signatures that requests can be sent with; spelled as ossutil's users type them. */
public enum SignVersion {
    v1,
    v4
}
