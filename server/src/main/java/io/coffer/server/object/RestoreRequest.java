package io.coffer.server.object;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Restoration;
import io.coffer.model.StorageClass;
import io.coffer.protocol.xml.RestoreRequestXml;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of a restoration, fit for the object's class.
 *
 * @param tier empty for a class that knows none
 */
record RestoreRequest(int days, Optional<String> tier) {
    private static final String USUAL = "Standard";

    /** From the least to the most urgent. */
    private static final List<String> TIERS = List.of("Bulk", USUAL, "Expedited");

    private static final int MAX_ARCHIVE_DAYS = 7;
    private static final int MAX_DAYS = 365;

    /** @throws OssException when the class cannot be restored, or not like that */
    static RestoreRequest of(StorageClass storageClass, RestoreRequestXml.Wanted wanted) {
        return switch (storageClass) {
            case STANDARD, IA -> throw OssError.RESTORE_NOT_SUPPORTED.exception();
            case ARCHIVE -> {
                if (wanted.hasParameters()) {
                    throw OssError.RESTORE_PARAMETERS_ON_ARCHIVE.exception();
                }
                yield new RestoreRequest(
                        days(wanted, MAX_ARCHIVE_DAYS, OssError.INVALID_ARCHIVE_RESTORE_DAYS), Optional.empty());
            }
            case COLD_ARCHIVE -> colder(wanted, TIERS);
            case DEEP_COLD_ARCHIVE -> colder(wanted, TIERS.subList(1, TIERS.size()));
        };
    }

    private static RestoreRequest colder(RestoreRequestXml.Wanted wanted, List<String> tiers) {
        String tier = wanted.tier().orElse(USUAL);
        if (!tiers.contains(tier)) {
            throw OssError.INVALID_RESTORE_TIER.with("ArgumentName", "Tier").and("ArgumentValue", tier);
        }
        return new RestoreRequest(days(wanted, MAX_DAYS, OssError.INVALID_RESTORE_DAYS), Optional.of(tier));
    }

    private static int days(RestoreRequestXml.Wanted wanted, int most, OssError refusal) {
        if (wanted.days().isEmpty()) {
            return 1;
        }
        String text = wanted.days().get();
        int days = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (days >= 1 && days <= most) {
            return days;
        }
        throw refusal.with("ArgumentName", "Days").and("ArgumentValue", text);
    }

    /** @throws OssException unless this one speeds up what is under way */
    void requireMoreUrgentThan(Restoration ongoing) {
        int difference = rank(tier) - rank(ongoing.tier());
        if (difference < 0) {
            throw OssError.RESTORE_PRIORITY_LOWERED.exception();
        }
        if (difference == 0) {
            throw OssError.RESTORE_ALREADY_IN_PROGRESS.exception();
        }
    }

    private static int rank(Optional<String> tier) {
        return TIERS.indexOf(tier.orElse(USUAL));
    }
}
