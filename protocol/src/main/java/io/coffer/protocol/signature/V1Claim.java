package io.coffer.protocol.signature;

import java.util.List;
import java.util.Optional;

/**
 * A claim of version 1.
 *
 * @param dateSlots what may stand in the date's line of the string to sign: in a URL the expiry, in a header
 *     {@code x-oss-date} or {@code Date}, between which clients differ
 */
record V1Claim(
        String accessKeyId,
        String signature,
        boolean inUrl,
        Optional<String> securityToken,
        Validity validity,
        List<String> dateSlots)
        implements SignatureClaim {
    @Override
    public SignatureVersion version() {
        return SignatureVersion.V1;
    }

    @Override
    public String toString() {
        return "V1Claim[" + accessKeyId + (inUrl ? ", URL]" : ", header]");
    }
}
