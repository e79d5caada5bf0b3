package io.coffer.server.digest;

/** Computes the MD5 of bodies that come in. For use by many threads. */
public interface Md5Engine extends AutoCloseable {
    /** in bytes, of the buffers that bodies are read into */
    int BUFFER = 64 * 1024;

    /**
     * Begins a body, which has to be closed.
     *
     * @param length as announced, or less than 0 when it was not
     */
    BodyMd5 begin(long length);

    @Override
    void close();

    /** In the threads that bring the bodies, by the JDK. */
    static Md5Engine inPlace() {
        return new Md5Engine() {
            @Override
            public BodyMd5 begin(long length) {
                return new InPlaceMd5(length);
            }

            @Override
            public void close() {}
        };
    }

    /**
     * Beside the threads that bring the bodies: one body by the JDK, several in the lanes of a vector where this Java has
     * vectors and they are faster.
     */
    static Md5Engine beside() {
        return new BesideMd5Engine(Runtime.getRuntime().availableProcessors(), LaneCalibration.ofThisJava());
    }
}
