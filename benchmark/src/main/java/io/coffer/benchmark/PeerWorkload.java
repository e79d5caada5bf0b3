package io.coffer.benchmark;

import io.coffer.protocol.Method;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that every server gets in the same way.
 *
 * @param size of an object in bytes
 * @param connections that send at the same time
 */
record PeerWorkload(Kind kind, long size, int connections) {
    private static final long KIBIBYTE = 1 << 10;
    private static final long MEBIBYTE = 1 << 20;
    private static final long GIBIBYTE = 1 << 30;
    private static final int OBJECTS = 512;
    private static final int RANGE = 4 << 10;

    /** What is sent over and over. */
    enum Kind {
        PUT,
        GET,
        STAT,
        /** A put, two gets, a stat and a delete of an object of its own. */
        MIX,
        /** 4 KiB somewhere in the object. */
        RANGE,
        /** A get with a signature that is wrong. */
        REFUSED
    }

    static List<PeerWorkload> all(boolean full) {
        List<PeerWorkload> all = new ArrayList<>();
        int[] many = full ? new int[] {1, 16, 64, 512} : new int[] {16};
        for (Kind kind : List.of(Kind.PUT, Kind.GET, Kind.STAT, Kind.MIX)) {
            for (int connections : many) {
                all.add(new PeerWorkload(kind, 4 * KIBIBYTE, connections));
            }
        }
        if (full) {
            for (Kind kind : List.of(Kind.PUT, Kind.GET, Kind.MIX)) {
                all.add(new PeerWorkload(kind, KIBIBYTE, 16));
            }
        }
        for (long size : full ? new long[] {MEBIBYTE, 64 * MEBIBYTE} : new long[] {MEBIBYTE}) {
            for (Kind kind : List.of(Kind.PUT, Kind.GET)) {
                for (int connections : full ? new int[] {1, 4, 16} : new int[] {4}) {
                    all.add(new PeerWorkload(kind, size, connections));
                }
            }
        }
        all.add(new PeerWorkload(Kind.RANGE, full ? 64 * MEBIBYTE : MEBIBYTE, 16));
        if (full) {
            all.add(new PeerWorkload(Kind.PUT, GIBIBYTE, 1));
            all.add(new PeerWorkload(Kind.GET, GIBIBYTE, 1));
        }
        return all;
    }

    String title() {
        String unit = size >= GIBIBYTE
                ? size / GIBIBYTE + " GiB"
                : size >= MEBIBYTE ? size / MEBIBYTE + " MiB" : size / KIBIBYTE + " KiB";
        String what = switch (kind) {
            case RANGE -> "4 KiB ranges of " + unit;
            case REFUSED -> "GET refused by its signature";
            case PUT, GET, STAT, MIX -> kind + " " + unit;
        };
        return what + ", " + connections + (connections == 1 ? " connection" : " connections");
    }

    /** Whether the objects must be there before. */
    boolean reads() {
        return switch (kind) {
            case GET, STAT, RANGE -> true;
            case PUT, MIX, REFUSED -> false;
        };
    }

    int objectsPerConnection() {
        return size >= MEBIBYTE ? 1 : Math.clamp(OBJECTS / connections, 1, 64);
    }

    /** Without a slash: S3Proxy's folders go with their last file, and a put at that moment fails. */
    private String key(int connection, int object) {
        return "w" + size + "-" + connections + "-" + connection + "-" + object;
    }

    /** What makes the objects of a connection. */
    List<SignedRequest> puts(LoadTarget target, int connection) {
        List<SignedRequest> requests = new ArrayList<>();
        for (int object = 0; object < objectsPerConnection(); object++) {
            requests.add(target.object(Method.PUT, key(connection, object), size));
        }
        return requests;
    }

    /** One time through all of a connection's objects, to be sent again and again. */
    List<SignedRequest> requests(LoadTarget target, int connection) {
        List<SignedRequest> requests = new ArrayList<>();
        for (int object = 0; object < objectsPerConnection(); object++) {
            String key = key(connection, object);
            switch (kind) {
                case PUT -> requests.add(target.object(Method.PUT, key, size));
                case GET, REFUSED -> requests.add(target.object(Method.GET, key, 0));
                case STAT -> requests.add(target.object(Method.HEAD, key, 0));
                case RANGE -> {
                    long first = (size - RANGE) / 3 * (object % 3);
                    requests.add(target.range(key, first, first + RANGE - 1));
                }
                case MIX -> {
                    String own = key + "-mix";
                    requests.add(target.object(Method.PUT, own, size));
                    requests.add(target.object(Method.GET, own, 0));
                    requests.add(target.object(Method.GET, own, 0));
                    requests.add(target.object(Method.HEAD, own, 0));
                    requests.add(target.object(Method.DELETE, own, 0));
                }
            }
        }
        return requests;
    }

    /** @throws IOException when the answer is not what the workload expects */
    void exchange(OssConnection connection, SignedRequest request) throws IOException {
        if (kind == Kind.REFUSED) {
            connection.expectRefusal(request);
        } else {
            check(connection.exchange(request));
        }
    }

    /** @throws IOException when an answer has another length than what was put */
    private void check(long answered) throws IOException {
        long expected = switch (kind) {
            case GET -> size;
            case RANGE -> RANGE;
            case PUT, STAT, MIX, REFUSED -> answered;
        };
        if (answered != expected) {
            throw new IOException("an answer has " + answered + " bytes, not " + expected);
        }
    }

    /** The bytes of bodies that one request of the kind moves, in the middle of many. */
    double bytesPerRequest() {
        return switch (kind) {
            case PUT, GET -> size;
            case STAT, REFUSED -> 0;
            case RANGE -> RANGE;
            case MIX -> size * 3.0 / 5;
        };
    }
}
