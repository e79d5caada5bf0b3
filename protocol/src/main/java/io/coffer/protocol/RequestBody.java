package io.coffer.protocol;

import java.io.InputStream;
import java.util.OptionalLong;

/** A request's body, not yet read. */
public interface RequestBody {
    RequestBody EMPTY = new RequestBody() {
        @Override
        public OptionalLong length() {
            return OptionalLong.of(0);
        }

        @Override
        public InputStream stream() {
            return InputStream.nullInputStream();
        }
    };

    /** The announced length in bytes; empty when the body comes in chunks of unknown number. */
    OptionalLong length();

    /**
     * The bytes. Reading asks a waiting client to go on (100 Continue); an announced length that does not arrive is an
     * {@link java.io.EOFException}.
     */
    InputStream stream();
}
