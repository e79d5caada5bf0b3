package io.coffer.server.authorization.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which policies of a bucket open something to everybody. */
class PublicPolicyTest {
    private static final String EVERYBODY = "\"Effect\":\"Allow\",\"Principal\":\"*\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                EVERYBODY,
                "\"Effect\":\"Allow\"",
                "\"Effect\":\"Allow\",\"Principal\":[]",
                "\"Effect\":\"Allow\",\"Principal\":[\"1\",\"*\"]",
                "\"Effect\":\"Allow\",\"NotPrincipal\":[\"1\"]",
                EVERYBODY + ",\"Condition\":{\"Bool\":{\"acs:SecureTransport\":\"true\"}}",
                EVERYBODY + ",\"Condition\":{\"StringLike\":{\"acs:AccessId\":\"LTAI*\"}}",
                EVERYBODY + ",\"Condition\":{\"StringNotEquals\":{\"acs:AccessId\":\"LTAIx\"}}",
                EVERYBODY + ",\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":\"0.0.0.0/0\"}}",
                EVERYBODY + ",\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":[\"10.0.0.0/8\",\"0.0.0.0/1\"]}}",
                EVERYBODY + ",\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":\"::/0\"}}",
                EVERYBODY + ",\"Condition\":{\"NotIpAddress\":{\"acs:SourceIp\":\"10.0.0.1\"}}",
                EVERYBODY + ",\"Condition\":{\"StringEquals\":{\"oss:Prefix\":\"a/\"}}"
            })
    void open(String statement) {
        Policy policy = policy(statement);
        assertThat(policy.isPublic()).isTrue();
        assertThat(policy.withoutPublicAccess().statements()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Effect\":\"Deny\",\"Principal\":\"*\"",
                "\"Effect\":\"Allow\",\"Principal\":[\"1\"]",
                "\"Effect\":\"Allow\",\"Principal\":[\"arn:sts::1:assumed-role/r/s\"]",
                EVERYBODY + ",\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":[\"10.0.0.0/8\",\"192.168.0.1\"]}}",
                EVERYBODY + ",\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":\"2001:db8::/32\"}}",
                EVERYBODY + ",\"Condition\":{\"StringEquals\":{\"acs:SourceVpc\":\"vpc-1\"}}",
                EVERYBODY + ",\"Condition\":{\"StringLike\":{\"acs:AccessId\":[\"LTAIx\"]}}"
            })
    void closed(String statement) {
        Policy policy = policy(statement);
        assertThat(policy.isPublic()).isFalse();
        assertThat(policy.withoutPublicAccess()).isEqualTo(policy);
    }

    @Test
    void everybodyWithoutAConditionAreAllButTheOwner() {
        assertThat(policy("\"Effect\":\"Deny\",\"Principal\":\"*\"").forOwner().statements())
                .isEmpty();
        Policy conditioned = policy(
                "\"Effect\":\"Deny\",\"Principal\":\"*\",\"Condition\":{\"Bool\":{\"acs:SecureTransport\":\"false\"}}");
        assertThat(conditioned.forOwner()).isEqualTo(conditioned);
        Policy named = policy("\"Effect\":\"Deny\",\"Principal\":[\"1\"]");
        assertThat(named.forOwner()).isEqualTo(named);
    }

    private static Policy policy(String statement) {
        return PolicyParser.bucketPolicy(
                "{\"Version\":\"1\",\"Statement\":[{" + statement + ",\"Action\":\"oss:*\",\"Resource\":\"*\"}]}");
    }
}
