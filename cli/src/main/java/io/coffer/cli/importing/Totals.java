package io.coffer.cli.importing;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was copied.
 *
 * @param keys names
 * @param versions bodies, also of names that have one version only
 * @param bytes of the bodies
 * @param byCrc64 versions whose content has the CRC-64 that the source says and the target says
 * @param byMd5 versions whose content has the MD5 that the source's ETag says, and the target's CRC-64
 * @param bySize versions of which the source says nothing but the size
 */
record Totals(long keys, long versions, long deleteMarkers, long bytes, long byCrc64, long byMd5, long bySize) {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0);
    static final Totals KEY = new Totals(1, 0, 0, 0, 0, 0, 0);
    static final Totals DELETE_MARKER = new Totals(0, 0, 1, 0, 0, 0, 0);

    /** How the content of a version was checked. */
    enum Check {
        CRC64,
        MD5,
        SIZE
    }

    static Totals version(long bytes, Check check) {
        return new Totals(
                0, 1, 0, bytes, check == Check.CRC64 ? 1 : 0, check == Check.MD5 ? 1 : 0, check == Check.SIZE ? 1 : 0);
    }

    Totals plus(Totals more) {
        return new Totals(
                keys + more.keys,
                versions + more.versions,
                deleteMarkers + more.deleteMarkers,
                bytes + more.bytes,
                byCrc64 + more.byCrc64,
                byMd5 + more.byMd5,
                bySize + more.bySize);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Keys", keys)
                .put("Versions", versions)
                .put("DeleteMarkers", deleteMarkers)
                .put("Bytes", bytes)
                .put("VerifiedByCrc64", byCrc64)
                .put("VerifiedByMd5", byMd5)
                .put("VerifiedBySize", bySize);
    }

    static Totals of(JsonNode json) {
        return new Totals(
                json.path("Keys").asLong(0),
                json.path("Versions").asLong(0),
                json.path("DeleteMarkers").asLong(0),
                json.path("Bytes").asLong(0),
                json.path("VerifiedByCrc64").asLong(0),
                json.path("VerifiedByMd5").asLong(0),
                json.path("VerifiedBySize").asLong(0));
    }
}
