package io.coffer.server.authorization.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyParserTest {
    private static final String STATEMENT = "{\"Effect\":\"Allow\",\"Action\":\"oss:*\",\"Resource\":\"*\"}";

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("", "policy", "must be a JSON object"),
                refusal("[]", "policy", "must be a JSON object"),
                refusal("null", "policy", "must be a JSON object"),
                refusal("{", "line 1", "not well-formed"),
                refusal("{\"Version\":\"1\",}", "line 1", "not well-formed"),
                refusal("{'Version':'1'}", "line 1", "not well-formed"),
                refusal("{}", "Version", "must be \"1\""),
                refusal("{\"Version\":1}", "Version", "must be \"1\""),
                refusal("{\"Version\":\"2012-10-17\"}", "Version", "must be \"1\""),
                refusal("{\"Version\":\"1\"}", "policy", "Statement is missing"),
                refusal("{\"Version\":\"1\",\"Id\":\"x\",\"Statement\":[]}", "policy", "unknown field \"Id\""),
                refusal("{\"Version\":\"1\",\"Version\":\"1\"}", "line 1", "Duplicate"),
                refusal("{\"Version\":\"1\",\"Statement\":[]}", "Statement", "1 to 500"),
                refusal("{\"Version\":\"1\",\"Statement\":\"x\"}", "Statement[0]", "must be a JSON object"),
                refusal(policy(STATEMENT) + " 1", "line 1", "not well-formed"),
                refusal(policy("{\"Action\":\"oss:*\",\"Resource\":\"*\"}"), "Statement[0]", "Effect is missing"),
                refusal(
                        policy("{\"Effect\":\"allow\",\"Action\":\"oss:*\",\"Resource\":\"*\"}"),
                        "Statement[0].Effect",
                        "must be Allow or Deny"),
                refusal(
                        policy("{\"Effect\":true,\"Action\":\"oss:*\",\"Resource\":\"*\"}"),
                        "Statement[0].Effect",
                        "must be a text"),
                refusal(policy("{\"Effect\":\"Allow\",\"Resource\":\"*\"}"), "Statement[0]", "Action is missing"),
                refusal(policy("{\"Effect\":\"Allow\",\"Action\":\"oss:*\"}"), "Statement[0]", "Resource is missing"),
                refusal(policy(STATEMENT + "," + with("\"Action\":[]")), "Statement[1].Action", "empty list"),
                refusal(policy(with("\"Action\":7")), "Statement[0].Action", "must be a text"),
                refusal(policy(with("\"Action\":[\"oss:*\",{}]")), "Statement[0].Action[1]", "must be a text"),
                refusal(policy(with("\"Action\":\"GetObject\"")), "Statement[0].Action", "service:Action"),
                refusal(policy(with("\"Action\":\"oss:Get Object\"")), "Statement[0].Action", "service:Action"),
                refusal(policy(with("\"Action\":\"oss:*\",\"NotAction\":\"oss:*\"")), "Statement[0]", "exclude"),
                refusal(
                        policy("{\"Effect\":\"Allow\",\"Action\":\"oss:*\",\"Resource\":\"bucket/*\"}"),
                        "Statement[0].Resource",
                        "acs:service:region:account:path"),
                refusal(
                        policy("{\"Effect\":\"Allow\",\"Action\":\"oss:*\",\"Resource\":\"acs:oss:*\"}"),
                        "Statement[0].Resource",
                        "acs:service:region:account:path"),
                refusal(
                        policy("{\"Effect\":\"Allow\",\"Action\":\"oss:*\",\"Resource\":\"acs:oss:*:*:"
                                + "a".repeat(2049) + "\"}"),
                        "Statement[0].Resource",
                        "longer than 2048"),
                refusal(policy(with("\"Sit\":\"x\",\"Action\":\"oss:*\"")), "Statement[0]", "unknown field \"Sit\""),
                refusal(policy(with("\"Principal\":\"*\",\"Action\":\"oss:*\"")), "Statement[0]", "have a principal"),
                refusal(condition("[]"), "Statement[0].Condition", "must be a JSON object"),
                refusal(
                        condition("{\"StringEqual\":{\"acs:AccessId\":\"x\"}}"),
                        "Statement[0].Condition.StringEqual",
                        "no such condition operator"),
                refusal(condition("{\"StringEquals\":\"x\"}"), "Statement[0].Condition.StringEquals", "JSON object"),
                refusal(
                        condition("{\"StringEquals\":{\"x\":\"x\"}}"),
                        "Statement[0].Condition.StringEquals",
                        "not a condition key"),
                refusal(
                        condition("{\"StringEquals\":{\"acs:AccessId\":[]}}"),
                        "Statement[0].Condition.StringEquals.acs:AccessId",
                        "empty list"),
                refusal(
                        condition("{\"StringEquals\":{\"acs:AccessId\":null}}"),
                        "Statement[0].Condition.StringEquals.acs:AccessId",
                        "must be a text"),
                refusal(
                        condition("{\"Bool\":{\"acs:SecureTransport\":\"yes\"}}"),
                        "Statement[0].Condition.Bool.acs:SecureTransport",
                        "neither true nor false"),
                refusal(
                        condition("{\"NumericEquals\":{\"oss:TLSVersion\":\"1e9\"}}"),
                        "Statement[0].Condition.NumericEquals.oss:TLSVersion",
                        "not a decimal number"),
                refusal(
                        condition("{\"DateLessThan\":{\"acs:CurrentTime\":\"tomorrow\"}}"),
                        "Statement[0].Condition.DateLessThan.acs:CurrentTime",
                        "ISO 8601"),
                refusal(
                        condition("{\"DateLessThan\":{\"acs:CurrentTime\":\"2026-02-30\"}}"),
                        "Statement[0].Condition.DateLessThan.acs:CurrentTime",
                        "ISO 8601"),
                refusal(
                        condition("{\"IpAddress\":{\"acs:SourceIp\":[\"10.0.0.0/8\",\"10.0.0/8\"]}}"),
                        "Statement[0].Condition.IpAddress.acs:SourceIp[1]",
                        "not an IP address"),
                refusal(
                        condition("{\"IpAddress\":{\"acs:SourceIp\":\"10.0.0.256\"}}"),
                        "Statement[0].Condition.IpAddress.acs:SourceIp",
                        "not an IP address"),
                refusal(
                        condition("{\"IpAddress\":{\"acs:SourceIp\":\"10.0.0.0/33\"}}"),
                        "Statement[0].Condition.IpAddress.acs:SourceIp",
                        "between 0 and 32"),
                refusal(
                        condition("{\"IpAddress\":{\"acs:SourceIp\":\"::/129\"}}"),
                        "Statement[0].Condition.IpAddress.acs:SourceIp",
                        "between 0 and 128"),
                refusal(
                        condition("{\"IpAddress\":{\"acs:SourceIp\":\"localhost\"}}"),
                        "Statement[0].Condition.IpAddress.acs:SourceIp",
                        "not an IP address"),
                refusal(
                        condition("{\"StringLike\":{\"acs:UserAgent\":\"" + "*".repeat(2049) + "\"}}"),
                        "Statement[0].Condition.StringLike.acs:UserAgent",
                        "longer than 2048"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWithPlaceAndReason(String json, String place, String reason) {
        assertThatThrownBy(() -> PolicyParser.identityPolicy(json))
                .asInstanceOf(InstanceOfAssertFactories.type(MalformedPolicyException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.place()).startsWith(place);
                    assertThat(refusal.reason()).contains(reason);
                });
    }

    @Test
    void boundsSizeDepthAndStatements() {
        assertThatThrownBy(() -> PolicyParser.identityPolicy(" ".repeat(PolicyJson.MAX_SIZE) + "{}"))
                .hasMessageContaining("larger than 32768 bytes");
        assertThatThrownBy(() -> PolicyParser.identityPolicy("[".repeat(20_000)))
                .hasMessageContaining("nested deeper than 10");
        assertThatThrownBy(() -> PolicyParser.identityPolicy(
                        "{\"Version\":\"1\",\"Statement\":" + "[".repeat(10) + "]".repeat(10) + "}"))
                .hasMessageContaining("nested deeper than 10");
        assertThat(PolicyParser.identityPolicy(policy(statements(500))).statements())
                .hasSize(500);
        assertThatThrownBy(() -> PolicyParser.identityPolicy(policy(statements(501))))
                .hasMessageContaining("1 to 500 statements");
    }

    @Test
    void aMessageShowsOnlyAShortPieceOfTheText() {
        assertThatThrownBy(() -> PolicyParser.identityPolicy(policy(with("\"Action\":\"" + "x".repeat(20_000) + "\""))))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(300));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Principal\":\"12\"",
                "\"Principal\":[\"12\",\"arn:sts::1:assumed-role/r/s\"]",
                "\"NotPrincipal\":[\"12\"]",
                "\"Principal\":[]"
            })
    void aBucketPolicyKeepsItsPrincipals(String principal) {
        Policy policy = PolicyParser.bucketPolicy(policy(with("\"Action\":\"oss:*\"," + principal)));
        assertThat(policy.statements().getFirst().principals()).isPresent();
        assertThat(policy.statements().getFirst().principals().get().inverted())
                .isEqualTo(principal.startsWith("\"Not"));
    }

    @Test
    void aBucketPolicyNeedsNoPrincipal() {
        assertThat(PolicyParser.bucketPolicy(policy(STATEMENT))
                        .statements()
                        .getFirst()
                        .principals())
                .isEmpty();
        assertThatThrownBy(() -> PolicyParser.bucketPolicy(
                        policy(with("\"Action\":\"oss:*\",\"Principal\":[],\"NotPrincipal\":[]"))))
                .hasMessageContaining("exclude each other");
    }

    @Test
    void equalTextsMakeEqualPolicies() {
        assertThat(PolicyParser.identityPolicy(policy(STATEMENT)))
                .isEqualTo(PolicyParser.identityPolicy("{\"Statement\":" + STATEMENT + ",\"Version\":\"1\"}"));
    }

    private static Arguments refusal(String json, String place, String reason) {
        return Arguments.of(json, place, reason);
    }

    private static String policy(String statements) {
        return "{\"Version\":\"1\",\"Statement\":[" + statements + "]}";
    }

    private static String with(String fields) {
        return "{\"Effect\":\"Allow\",\"Resource\":\"*\"," + fields + "}";
    }

    private static String condition(String json) {
        return policy(with("\"Action\":\"oss:*\",\"Condition\":" + json));
    }

    private static String statements(int count) {
        return String.join(",", Collections.nCopies(count, STATEMENT));
    }

    static List<String> valid() {
        return List.copyOf(PolicyEvaluationTest.policies().values());
    }

    @ParameterizedTest
    @MethodSource("valid")
    void everyCutOfAValidTextIsRefusedCleanly(String json) {
        for (int end = 0; end < json.length(); end++) {
            String cut = json.substring(0, end);
            assertThatThrownBy(() -> PolicyParser.identityPolicy(cut)).isInstanceOf(MalformedPolicyException.class);
        }
    }
}
