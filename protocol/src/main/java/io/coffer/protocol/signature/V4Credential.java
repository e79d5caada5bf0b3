package io.coffer.protocol.signature;

import io.coffer.model.OssError;

/** The credential of version 4, {@code <access key id>/<yyyymmdd>/<region>/<product>/aliyun_v4_request}. */
record V4Credential(String accessKeyId, V4Scope scope) {
    /**
     * @param malformed the cause for a text that is not a credential
     * @param badDate the cause for a date that is no day
     */
    static V4Credential parse(String text, OssError malformed, OssError badDate) {
        String[] parts = text.split("/", -1);
        if (parts.length != 5 || !parts[4].equals(V4Scope.TERMINATOR)) {
            throw malformed.exception();
        }
        for (String part : parts) {
            if (part.isEmpty()) {
                throw malformed.exception();
            }
        }
        if (!SigningDate.isDay(parts[1])) {
            throw badDate.exception();
        }
        return new V4Credential(parts[0], new V4Scope(parts[1], parts[2], parts[3]));
    }

    @Override
    public String toString() {
        return accessKeyId + "/" + scope;
    }
}
