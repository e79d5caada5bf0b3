package io.coffer.server.authorization;

/** How ACLs look at an operation on a bucket or object. */
public enum AccessKind {
    /** Reads objects or lists them. */
    READ,
    /** Writes or deletes objects. */
    WRITE,
    /** Reads or changes the bucket's settings or an ACL; no ACL ever grants it. */
    ADMINISTRATIVE
}
