package io.coffer.benchmark;

import io.coffer.protocol.Method;
import java.time.Duration;

/**
 * A kind of request, sent over and over on some connections at once.
 *
 * @param method GET or PUT of an object
 * @param size of the object, in bytes
 * @param time after which no further request is begun; each connection sends one at least
 */
record Load(Method method, long size, int connections, Duration time) {
    private static final int MEBIBYTE = 1 << 20;
    private static final int MOST_OBJECTS = 64;
    private static final int OBJECTS = 256;

    /** A connection goes through as many objects, so that small ones are not all the same entry of the index. */
    int objectsPerConnection() {
        return size < MEBIBYTE ? Math.clamp(OBJECTS / connections, 1, MOST_OBJECTS) : 1;
    }

    String title() {
        String unit = size < MEBIBYTE ? (size >> 10) + " KiB" : (size >> 20) + " MiB";
        return method + " " + unit + ", " + connections + (connections == 1 ? " connection" : " connections");
    }
}
