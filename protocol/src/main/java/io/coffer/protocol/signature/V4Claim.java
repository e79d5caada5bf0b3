package io.coffer.protocol.signature;

import java.util.Optional;
import java.util.SortedSet;

/**
 * A claim of version 4.
 *
 * @param date the timestamp as sent: {@code x-oss-date}, or the {@code Date} header where a client leaves that out
 * @param additionalHeaders in lower case, as claimed
 */
record V4Claim(
        V4Credential credential,
        String signature,
        boolean inUrl,
        Optional<String> securityToken,
        Validity validity,
        String date,
        SortedSet<String> additionalHeaders)
        implements SignatureClaim {
    @Override
    public SignatureVersion version() {
        return SignatureVersion.V4;
    }

    @Override
    public String accessKeyId() {
        return credential.accessKeyId();
    }

    @Override
    public String toString() {
        return "V4Claim[" + credential + (inUrl ? ", URL]" : ", header]");
    }
}
