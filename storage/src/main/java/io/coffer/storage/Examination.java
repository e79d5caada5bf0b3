package io.coffer.storage;

import java.util.List;

/**
 * What an engine finds when it reads its own files, also where no entry needs their bytes any more. Bodies that entries
 * name are checked by whoever reads them, and not read again here.
 *
 * @param damage what is not as it was written, one sentence for each file or part of the store; empty when all is well
 * @param unclaimedBodies how many bodies nothing claimed when the engine was opened: it has deleted them since
 */
public record Examination(List<String> damage, long unclaimedBodies) {
    public Examination {
        damage = List.copyOf(damage);
    }
}
