package io.coffer.server.object;

/** Takes what an inspection comes to; called by several threads. */
public interface InspectionSink {
    /** What is counted. */
    enum Kind {
        VERSION,
        DELETE_MARKER,
        LINK,
        UPLOAD,
        EXTENT,
        /** An extent that nothing refers to. */
        ORPHAN
    }

    void finding(Finding finding);

    /** @param encrypted whether it is stored so */
    void inspected(Kind kind, boolean encrypted);

    /** Bytes of plaintext that were read and compared. */
    void read(long bytes);
}
