package io.coffer.server.authorization.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionVocabularyTest {
    private static final ActionVocabulary VOCABULARY =
            ActionVocabulary.of(List.of("oss:GetObject", "oss:PutObject", "oss:ListObjects", "sts:AssumeRole"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "oss:*",
                "oss:GetObject",
                "OSS:getobject",
                "oss:Get*",
                "oss:*Object?",
                "sts:Assume*",
                "*:Get*",
                "o*s:Nothing",
                "ecs:DescribeInstances",
                "ecs:*",
                "ram:CreateUser"
            })
    void takesWhatARequestCanBeAbout(String action) {
        assertThat(PolicyParser.parse(PolicyKind.IDENTITY, policy(action), VOCABULARY)
                        .statements())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "oss:GetObjcet, '\"oss:GetObjcet\" is no action that is known; nearest: oss:GetObject'",
        "oss:ListObject, '\"oss:ListObject\" is no action that is known; nearest: oss:ListObjects'",
        "oss:Frobnicate, '\"oss:Frobnicate\" is no action that is known'",
        "oss:Gett*, '\"oss:Gett*\" is no action that is known'",
        "sts:AssumeRoel, '\"sts:AssumeRoel\" is no action that is known; nearest: sts:AssumeRole'"
    })
    void refusesASlipAndNamesWhatIsNearest(String action, String reason) {
        assertThatThrownBy(() -> PolicyParser.parse(PolicyKind.IDENTITY, policy(action), VOCABULARY))
                .asInstanceOf(InstanceOfAssertFactories.type(MalformedPolicyException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.place()).isEqualTo("Statement[0].Action[0]");
                    assertThat(refusal.reason()).startsWith(reason);
                });
    }

    @Test
    void aSlipInNotActionWouldDenyTooMuchOrAllowTooMuch() {
        String policy = policy("oss:GetObjcet").replace("Action", "NotAction");
        assertThatThrownBy(() -> PolicyParser.parse(PolicyKind.IDENTITY, policy, VOCABULARY))
                .hasMessageStartingWith("Statement[0].NotAction[0]: ");
    }

    @Test
    void storedTextsAreReadWhateverIsKnown() {
        PolicyTexts texts = new PolicyTexts(() -> VOCABULARY);
        assertThat(texts.stored(PolicyKind.IDENTITY, policy("oss:Gone"))).isNotNull();
        assertThat(texts.stored(PolicyKind.IDENTITY, policy("oss:Gone")))
                .isSameAs(texts.stored(PolicyKind.IDENTITY, policy("oss:Gone")));
        assertThatThrownBy(() -> texts.brought(PolicyKind.IDENTITY, policy("oss:Gone")))
                .isInstanceOf(MalformedPolicyException.class);
    }

    @Test
    void aLongNameIsComparedWithNothing() {
        assertThatThrownBy(() -> PolicyParser.parse(PolicyKind.IDENTITY, policy("oss:" + "x".repeat(2000)), VOCABULARY))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(300));
    }

    private static String policy(String action) {
        return "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"" + action
                + "\"],\"Resource\":\"*\"}]}";
    }
}
