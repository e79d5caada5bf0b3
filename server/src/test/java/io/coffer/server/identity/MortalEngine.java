package io.coffer.server.identity;

import io.coffer.storage.Attributes;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.EngineCapabilities;
import io.coffer.storage.EngineHealth;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Reader;
import io.coffer.storage.Reclamation;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.Writer;
import java.util.Optional;

/** An engine that serves no write after a given number of them, as if whoever writes had died there. */
final class MortalEngine implements StorageEngine {
    private static final int FOREVER = Integer.MAX_VALUE;

    private final StorageEngine engine;
    private int left = FOREVER;
    private boolean dead;

    MortalEngine(StorageEngine engine) {
        this.engine = engine;
    }

    synchronized void dieAfter(int writes) {
        left = writes;
        dead = false;
    }

    /** @return whether it had died */
    synchronized boolean revive() {
        boolean was = dead;
        left = FOREVER;
        dead = false;
        return was;
    }

    private synchronized void live() {
        if (left == 0) {
            dead = true;
            throw new StorageException(StorageException.Kind.UNAVAILABLE, "died");
        }
        if (left != FOREVER) {
            left--;
        }
    }

    @Override
    public boolean createSpace(SpaceId space) {
        return engine.createSpace(space);
    }

    @Override
    public boolean dropSpace(SpaceId space) {
        return engine.dropSpace(space);
    }

    @Override
    public Space space(SpaceId space) {
        return new MortalSpace(engine.space(space));
    }

    @Override
    public EngineCapabilities capabilities() {
        return engine.capabilities();
    }

    @Override
    public Optional<DerivedRows> derivedRows() {
        return engine.derivedRows();
    }

    @Override
    public Optional<Reclamation> reclamation() {
        return engine.reclamation();
    }

    @Override
    public EngineHealth health() {
        return engine.health();
    }

    @Override
    public void close() {
        engine.close();
    }

    private final class MortalSpace implements Space {
        private final Space space;

        private MortalSpace(Space space) {
            this.space = space;
        }

        @Override
        public Optional<Entry> head(Name name) {
            return space.head(name);
        }

        @Override
        public Reader open(Name name) {
            return space.open(name);
        }

        @Override
        public Writer begin(long sizeHint) {
            return space.begin(sizeHint);
        }

        @Override
        public Writer begin(BlobId blob, long sizeHint) {
            return space.begin(blob, sizeHint);
        }

        @Override
        public Entry commit(Writer writer, Name name, Attributes attributes, Condition condition) {
            live();
            return space.commit(writer, name, attributes, condition);
        }

        @Override
        public Entry commit(Name name, Attributes attributes, Condition condition) {
            live();
            return space.commit(name, attributes, condition);
        }

        @Override
        public Entry update(Name name, Attributes attributes, long generation) {
            live();
            return space.update(name, attributes, generation);
        }

        @Override
        public boolean delete(Name name, Condition condition) {
            live();
            return space.delete(name, condition);
        }

        @Override
        public Page scan(Name prefix, Name after, int limit) {
            return space.scan(prefix, after, limit);
        }
    }
}
