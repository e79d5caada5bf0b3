package io.coffer.server.object;

/** An object found, with its body open and pinned to this version. */
public record OpenObject(StoredObject object, OpenBody body) implements AutoCloseable {
    @Override
    public void close() {
        body.close();
    }
}
