package io.coffer.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.OssError;
import io.coffer.server.authorization.policy.ConditionOperator;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/authorization.md} shows is taken by this server. */
class AuthorizationPageTest {
    private static final Pattern POLICY = Pattern.compile("(?:```json\n|<<END\n)(.*?)\n(?:```|END\n)", Pattern.DOTALL);
    private static final Pattern EC = Pattern.compile("(?m)^\\| (\\d{4}-\\d{8})[^|]*\\| ([^|]*) \\|");

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "authorization.md"));
    }

    @Test
    void everyPolicyItShowsIsOne() throws IOException {
        List<String> policies =
                POLICY.matcher(page()).results().map(match -> match.group(1)).toList();
        assertThat(policies).hasSizeGreaterThanOrEqualTo(6);
        for (String text : policies) {
            assertThat(parsed(text).statements()).as(text).isNotEmpty();
        }
    }

    private static Policy parsed(String text) {
        if (text.contains("\"RAM\"")) {
            return PolicyParser.trustPolicy(text);
        }
        return text.contains("\"Principal\"") ? PolicyParser.bucketPolicy(text) : PolicyParser.identityPolicy(text);
    }

    @Test
    void itNamesEverySystemPolicyAndOperator() throws IOException {
        String page = page();
        assertThat(SystemPolicies.ALL).allSatisfy(policy -> assertThat(page).contains(policy.name()));
        for (ConditionOperator operator : ConditionOperator.values()) {
            assertThat(page).contains(operator.wire().replaceFirst("^Date.+", "`Date`"));
        }
    }

    @Test
    void itsErrorCodesStandForItsMessages() throws IOException {
        List<MatchResult> rows = EC.matcher(page()).results().toList();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(12);
        for (MatchResult row : rows) {
            for (String message : row.group(2).split(" / ")) {
                assertThat(OssError.values())
                        .as(row.group())
                        .anyMatch(
                                error -> error.ec().filter(row.group(1)::equals).isPresent()
                                        && error.exception().text().equals(message));
            }
        }
    }
}
