package io.coffer.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.RefererConfiguration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefererCheckTest {
    private static RefererConfiguration rules(boolean allowEmpty, List<String> list, List<String> blacklist) {
        return new RefererConfiguration(allowEmpty, true, false, list, blacklist);
    }

    private static void assertRefused(RefererConfiguration rules, String referer, OssError error) {
        assertThatThrownBy(() -> RefererCheck.require(rules, Optional.of(referer)))
                .isInstanceOf(OssException.class)
                .extracting(refusal -> ((OssException) refusal).error())
                .isEqualTo(error);
    }

    private static boolean allows(RefererConfiguration rules, String referer) {
        try {
            RefererCheck.require(rules, Optional.of(referer));
            return true;
        } catch (OssException refused) {
            return false;
        }
    }

    @Test
    void nothingSetAllowsEverything() {
        RefererCheck.require(RefererConfiguration.DEFAULT, Optional.empty());
        RefererCheck.require(RefererConfiguration.DEFAULT, Optional.of("http://any.com/"));
    }

    @Test
    void anEmptyRefererIsRefusedOnlyBesideAList() {
        RefererCheck.require(rules(false, List.of(), List.of("http://a.com")), Optional.empty());
        RefererCheck.require(rules(true, List.of("http://a.com"), List.of()), Optional.empty());
        assertRefused(rules(false, List.of("http://a.com"), List.of()), "", OssError.EMPTY_REFERER);
    }

    @Test
    void theBlacklistComesBeforeTheList() {
        RefererConfiguration rules = rules(true, List.of("*"), List.of("*example.com"));
        assertRefused(rules, "http://www.example.com", OssError.BLACKLISTED_REFERER);
        RefererCheck.require(rules, Optional.of("http://www.example.org"));
        RefererCheck.require(rules(true, List.of(), List.of("http://a.com")), Optional.of("http://b.com"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.a.com, http://www.a.com, true",
        "http://www.a.com, http://www.a.com/123, true",
        "http://www.a.com/index.html, http://www.a.com/logo.html, false",
        "http://www.a.com, https://www.a.com, false",
        "www.a.com, http://www.a.com, false",
        "*.a.com, http://www.a.com/x, true",
        "*.a.com, http://a.com/x, false",
        "http://www.a?.com, http://www.ab.com, true",
        "http://www.a?.com, http://www.a.com, false",
        "http://www.?.a.com, http://www.x.a.com/y, true",
        "http://*.b.com, http://c.com/?x=.b.com, false",
        "http://www.a.com:8080, http://www.a.com:8080/x, true",
        "http://www.a.com/x?k=v, http://www.a.com/x?k=v, false",
    })
    void aPatternSaysHowARefererBegins(String pattern, String referer, boolean allowed) {
        assertThat(allows(rules(false, List.of(pattern), List.of()), referer)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.a.com/x?k=v, http://www.a.com/x?k=v, true",
        "http://www.a.com/x?k=v, http://www.a.com/x?k=w, false",
        "http://*.b.com, http://c.com/?x=.b.com, true",
    })
    void theQueryCountsWhereItIsNotCutOff(String pattern, String referer, boolean allowed) {
        RefererConfiguration rules = new RefererConfiguration(false, false, false, List.of(pattern), List.of());
        assertThat(allows(rules, referer)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.a.com, http://www.a.com/x/y, true",
        "http://www.a.com/, http://www.a.com, true",
        "http://www.a.com/, http://www.a.com?x, true",
        "http://www.a.com/x, http://www.a.com/x, false",
        "http://*.b.com, http://c.com/.b.com, false",
        "www.a.com, www.a.com/x, true",
    })
    void thePathCanBeCutOff(String pattern, String referer, boolean allowed) {
        RefererConfiguration rules = new RefererConfiguration(false, true, true, List.of(pattern), List.of());
        assertThat(allows(rules, referer)).isEqualTo(allowed);
    }
}
