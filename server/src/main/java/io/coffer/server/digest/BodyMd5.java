package io.coffer.server.digest;

/** The MD5 of one body. Used by one thread; closing without asking for the digest gives the body up. */
public interface BodyMd5 extends AutoCloseable {
    /**
     * A buffer to be filled, {@link Md5Engine#BUFFER} bytes or fewer where the whole body is shorter. Waits while all
     * buffers of this body are still to be digested. The last buffer asked for may be read, not written, until the next.
     */
    byte[] buffer();

    /** Takes the buffer asked for last, filled with the next bytes of the body. */
    void update(int length);

    /** Waits until all is digested. */
    byte[] digest();

    @Override
    void close();
}
