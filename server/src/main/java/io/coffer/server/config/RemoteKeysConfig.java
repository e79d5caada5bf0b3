package io.coffer.server.config;

import java.net.URI;

/** A KMS that speaks Alibaba's KMS API, version 2016-01-20. */
public record RemoteKeysConfig(
        @Setting(
                "The KMS's address, such as `https://kms.cn-hangzhou.aliyuncs.com` or another Coffer's administration.")
        URI endpoint,

        @Setting("Id of the access key that signs calls.") String accessKeyId,

        @Setting("Where its secret is: `file:PATH` or `env:NAME`.")
        SecretReference accessKeySecret,

        @Setting(
                value = "`acs3` signs with ACS3-HMAC-SHA256, `rpc` with HMAC-SHA1 for services that know no other.",
                fallback = "acs3")
        Style style) {
    public enum Style {
        ACS3,
        RPC
    }

    public RemoteKeysConfig {
        if (!accessKeyId.matches("[\\x21-\\x7e&&[^,=]]{1,128}")) {
            throw new IllegalArgumentException("access-key-id: that is not the id of an access key");
        }
    }
}
