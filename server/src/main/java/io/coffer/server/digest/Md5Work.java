package io.coffer.server.digest;

import java.security.MessageDigest;
import java.util.Optional;

/** How far the MD5 of one message is. Used by one thread at a time. */
sealed interface Md5Work {
    void update(byte[] bytes, int offset, int end);

    byte[] digest();

    /** The state, when lanes can go on with it. */
    Optional<Md5State> open();

    /** The JDK's, the fastest for one message; it keeps its state to itself. */
    record Closed(MessageDigest jdk) implements Md5Work {
        @Override
        public void update(byte[] bytes, int offset, int end) {
            jdk.update(bytes, offset, end - offset);
        }

        @Override
        public byte[] digest() {
            return jdk.digest();
        }

        @Override
        public Optional<Md5State> open() {
            return Optional.empty();
        }
    }

    record Open(Md5State state) implements Md5Work {
        @Override
        public void update(byte[] bytes, int offset, int end) {
            state.update(bytes, offset, end);
        }

        @Override
        public byte[] digest() {
            return state.digest();
        }

        @Override
        public Optional<Md5State> open() {
            return Optional.of(state);
        }
    }
}
