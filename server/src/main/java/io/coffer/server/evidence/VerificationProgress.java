package io.coffer.server.evidence;

/** How far a verification is; told by several threads. */
public interface VerificationProgress {
    VerificationProgress SILENT = new VerificationProgress() {
        @Override
        public void begin(long records) {}

        @Override
        public void advance() {}

        @Override
        public void end() {}
    };

    /** @param records to be gone through, about */
    void begin(long records);

    /** One more is done. */
    void advance();

    void end();
}
