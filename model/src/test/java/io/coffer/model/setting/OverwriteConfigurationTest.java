package io.coffer.model.setting;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.setting.OverwriteConfiguration.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverwriteConfigurationTest {
    private static boolean forbids(Rule rule, String key) {
        return new OverwriteConfiguration(List.of(rule)).forbids(key, "me"::equals);
    }

    @Test
    void everyConditionMustHold() {
        Rule rule = new Rule("1", "a/", ".txt", List.of("you", "me"));
        assertThat(forbids(rule, "a/b.txt")).isTrue();
        assertThat(forbids(rule, "b/b.txt")).isFalse();
        assertThat(forbids(rule, "a/b.bin")).isFalse();
        assertThat(forbids(new Rule("1", "a/", ".txt", List.of("you")), "a/b.txt"))
                .isFalse();
    }

    @Test
    void anEmptyConditionHolds() {
        assertThat(forbids(new Rule("1", "", "", List.of()), "any")).isTrue();
        assertThat(new OverwriteConfiguration(List.of()).forbids("any", name -> true))
                .isFalse();
    }

    @Test
    void oneRuleIsEnough() {
        OverwriteConfiguration rules = new OverwriteConfiguration(
                List.of(new Rule("1", "a/", "", List.of()), new Rule("2", "b/", "", List.of())));
        assertThat(rules.forbids("b/x", name -> false)).isTrue();
        assertThat(rules.forbids("c/x", name -> false)).isFalse();
    }
}
