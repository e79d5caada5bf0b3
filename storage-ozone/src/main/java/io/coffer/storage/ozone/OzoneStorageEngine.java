package io.coffer.storage.ozone;

import io.coffer.storage.DerivedRows;
import io.coffer.storage.EngineCapabilities;
import io.coffer.storage.EngineHealth;
import io.coffer.storage.Reclamation;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import java.util.Optional;

/** Spaces in a volume of an Ozone cluster, which other gateways may use at the same time. */
final class OzoneStorageEngine implements StorageEngine {
    private static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(true, false, true, OzoneSpace.MAX_ATTRIBUTES);

    private final OzoneCluster cluster;
    private final Spaces spaces;
    private final OrphanSweep sweep;

    private OzoneStorageEngine(OzoneCluster cluster, Spaces spaces) {
        this.cluster = cluster;
        this.spaces = spaces;
        this.sweep = new OrphanSweep(cluster, spaces);
    }

    static OzoneStorageEngine open(OzoneOptions options) {
        OzoneCluster cluster = OzoneCluster.open(options);
        try {
            Spaces spaces = Spaces.in(cluster);
            WarmUp.run(cluster, spaces.register().bucket());
            OzoneStorageEngine engine = new OzoneStorageEngine(cluster, spaces);
            engine.sweep.start();
            return engine;
        } catch (RuntimeException refused) {
            cluster.close();
            throw refused;
        }
    }

    OrphanSweep sweep() {
        return sweep;
    }

    @Override
    public boolean createSpace(SpaceId space) {
        cluster.requireOpen();
        return spaces.create(space);
    }

    @Override
    public boolean dropSpace(SpaceId space) {
        cluster.requireOpen();
        return spaces.drop(space);
    }

    @Override
    public Space space(SpaceId space) {
        cluster.requireOpen();
        return spaces.space(space);
    }

    @Override
    public EngineCapabilities capabilities() {
        return CAPABILITIES;
    }

    /** A change of a key and of what is derived from it would be two transactions. */
    @Override
    public Optional<DerivedRows> derivedRows() {
        return Optional.empty();
    }

    /** When Ozone frees blocks is not told to its clients. */
    @Override
    public Optional<Reclamation> reclamation() {
        cluster.requireOpen();
        return Optional.empty();
    }

    @Override
    public EngineHealth health() {
        return cluster.isClosed()
                ? new EngineHealth(false, "the engine is closed")
                : cluster.availability().health();
    }

    @Override
    public void close() {
        sweep.stop();
        cluster.close();
    }
}
