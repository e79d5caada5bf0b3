package io.coffer.protocol.signature;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A claim of version 2.
 *
 * @param dateSlots as in {@link V1Claim}
 * @param additionalHeaders in lower case
 */
record V2Claim(
        String accessKeyId,
        String signature,
        boolean inUrl,
        Optional<String> securityToken,
        Validity validity,
        List<String> dateSlots,
        SortedSet<String> additionalHeaders)
        implements SignatureClaim {
    @Override
    public SignatureVersion version() {
        return SignatureVersion.V2;
    }

    @Override
    public String toString() {
        return "V2Claim[" + accessKeyId + (inUrl ? ", URL]" : ", header]");
    }
}
