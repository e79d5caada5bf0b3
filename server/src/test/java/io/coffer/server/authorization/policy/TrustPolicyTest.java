package io.coffer.server.authorization.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustPolicyTest {
    private static final List<String> ROOT = List.of("1", "acs:ram::1:root");
    private static final List<String> ANNA = List.of("20", "acs:ram::1:user/anna", "acs:ram::1:root");
    private static final List<String> SESSION =
            List.of("30", "arn:sts::1:assumed-role/Reader/job", "acs:ram::1:role/Reader", "acs:ram::1:root");

    @Test
    void namesWhomARoleTrusts() {
        String account = "{\"RAM\":[\"acs:ram::1:root\"]}";
        assertThat(trusts(account, ROOT)).isTrue();
        assertThat(trusts(account, ANNA)).isTrue();
        assertThat(trusts(account, SESSION)).isTrue();
        assertThat(trusts(account, List.of("acs:ram::2:root"))).isFalse();
        String user = "{\"RAM\":\"acs:ram::1:user/anna\"}";
        assertThat(trusts(user, ANNA)).isTrue();
        assertThat(trusts(user, ROOT)).isFalse();
        assertThat(trusts("{\"RAM\":\"acs:ram::1:role/reader\"}", SESSION)).isTrue();
        assertThat(trusts("{\"RAM\":\"acs:ram::1:role/read\"}", SESSION)).isFalse();
        assertThat(trusts("{\"RAM\":\"*\"}", ANNA)).isTrue();
    }

    @Test
    void servicesAndProvidersAreNobodyHere() {
        String others = "\"Service\":[\"ecs.aliyuncs.com\"],\"Federated\":\"acs:ram::1:saml-provider/p\"";
        assertThat(trusts("{" + others + "}", ANNA)).isFalse();
        assertThat(trusts("{" + others + ",\"RAM\":\"acs:ram::1:root\"}", ANNA)).isTrue();
    }

    @Test
    void anEmptyListOfPrincipalsTrustsNobody() {
        refused("{\"RAM\":[]}", "Statement[0].Principal.RAM", "empty list");
        refused("{}", "Statement[0].Principal", "whom the role trusts");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "*"                                | Statement[0].Principal        | must be a JSON object
            {"User":"acs:ram::1:root"}         | Statement[0].Principal        | unknown field "User"
            {"RAM":"1"}                        | Statement[0].Principal.RAM    | no principal
            {"RAM":["*","acs:ram::1:user/"]}   | Statement[0].Principal.RAM[1] | no principal
            {"RAM":"acs:ram::*:root"}          | Statement[0].Principal.RAM    | no principal
            {"RAM":"acs:ram::1:group/g"}       | Statement[0].Principal.RAM    | no principal
            {"RAM":7}                          | Statement[0].Principal.RAM    | must be a text
            {"Service":""}                     | Statement[0].Principal.Service | no principal
            """)
    void refusesWithPlaceAndReason(String principal, String place, String reason) {
        refused(principal, place, reason);
    }

    @Test
    void hasNeitherResourceNorNotPrincipal() {
        for (String field :
                List.of("\"Resource\":\"*\"", "\"NotPrincipal\":{\"RAM\":\"*\"}", "\"NotAction\":\"x:y\"")) {
            assertThatThrownBy(() -> PolicyParser.trustPolicy("{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\","
                            + "\"Action\":\"sts:AssumeRole\",\"Principal\":{\"RAM\":\"*\"}," + field + "}]}"))
                    .hasMessageContaining("unknown field");
        }
        assertThatThrownBy(() -> PolicyParser.trustPolicy(
                        "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"}]}"))
                .hasMessageContaining("Principal is missing");
    }

    private static void refused(String principal, String place, String reason) {
        assertThatThrownBy(() -> PolicyParser.trustPolicy(policy(principal)))
                .asInstanceOf(InstanceOfAssertFactories.type(MalformedPolicyException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.place()).isEqualTo(place);
                    assertThat(refusal.reason()).contains(reason);
                });
    }

    private static boolean trusts(String principal, List<String> caller) {
        PolicyRequest request =
                new PolicyRequest("sts:AssumeRole", ResourceName.parse("acs:ram::1:role/r"), caller, Map.of());
        return Policy.evaluate(List.of(PolicyParser.trustPolicy(policy(principal))), request)
                instanceof PolicyDecision.Allow;
    }

    private static String policy(String principal) {
        return "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":"
                + principal + "}]}";
    }
}
