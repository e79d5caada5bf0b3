package io.coffer.storage.ozone;

import io.coffer.storage.DurableStorageEngineContract;
import java.util.Map;

class OzoneStorageEngineTest extends DurableStorageEngineContract {
    private final Map<String, String> options = TestCluster.running().freshVolume();

    OzoneStorageEngineTest() {
        super("ozone");
    }

    @Override
    protected Map<String, String> options() {
        return options;
    }
}
