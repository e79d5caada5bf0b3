package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.Sites.ERROR;
import static io.coffer.server.ring.Sites.MISSING;
import static io.coffer.server.ring.Sites.external;
import static io.coffer.server.ring.Sites.rule;
import static io.coffer.server.ring.Sites.rules;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routing rules of a website: when they act and where they lead. */
@Covers("PutBucketWebsite")
class WebsiteRoutingTest {
    private static Ring ring;
    private static Client owner;
    private static Client visitor;
    private static Sites sites;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        visitor = ring.anonymous();
        sites = new Sites(owner);
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | old/a b.txt | https://www.test.com/old/a%20b.txt",
                "<ReplaceKeyWith>prefix/${key}.suffix</ReplaceKeyWith> | old/x |"
                        + " https://www.test.com/prefix/old/x.suffix",
                "<ReplaceKeyWith>fixed</ReplaceKeyWith> | old/x | https://www.test.com/fixed",
                "<ReplaceKeyPrefixWith>new/</ReplaceKeyPrefixWith> | old/x | https://www.test.com/new/x",
                "<ReplaceKeyPrefixWith>new/</ReplaceKeyPrefixWith><EnableReplacePrefix>true</EnableReplacePrefix> |"
                        + " old/x | https://www.test.com/new/x",
                "<EnableReplacePrefix>true</EnableReplacePrefix> | old/x | https://www.test.com/x",
                "<ReplaceKeyPrefixWith></ReplaceKeyPrefixWith> | old/x | https://www.test.com/old/x",
                "<PassQueryString>false</PassQueryString> | old/x | https://www.test.com/old/x",
            })
    void aRedirectRewritesTheName(String redirect, String key, String location) {
        String site =
                sites.make(rules(rule(1, "<KeyPrefixEquals>old/</KeyPrefixEquals>" + MISSING, external(redirect))));
        Answer answer = visitor.get(site, key);
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("Location")).contains(location);
        assertThat(answer.body()).isEmpty();
        assertThat(visitor.get(site, "other/x").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(owner.get(site, key).outcome()).isEqualTo("404 NoSuchKey");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307})
    void aRedirectHasItsCodeAndPassesTheQuery(int code) {
        String site = sites.make(rules(rule(
                1,
                MISSING,
                "<RedirectType>AliCDN</RedirectType><Protocol>http</Protocol><HostName>a.com:81</HostName>"
                        + "<PassQueryString>true</PassQueryString><HttpRedirectCode>" + code
                        + "</HttpRedirectCode>")));
        Answer answer =
                visitor.object(GET, site, "x").with("a", "b c").with("d").send();
        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.header("Location")).contains("http://a.com:81/x?a=b%20c&d");
    }

    @Test
    void aRedirectWithoutAHostStaysHere() {
        String site = sites.make(rules(rule(1, MISSING, "<ReplaceKeyWith>other</ReplaceKeyWith>")));
        Answer answer = visitor.get(site, "x");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).contains("http://127.0.0.1:" + ring.port() + "/" + site + "/other");
        assertThat(visitor.object(GET, site, "x").under(Ring.OWN_DOMAIN).send().header("Location"))
                .contains("http://" + site + "." + Ring.OWN_DOMAIN + "/other");
        assertThat(sites.get(site).element("RedirectType")).contains("External");
    }

    @Test
    void rulesHaveConditionsAndAnOrder() {
        String header = "<IncludeHeader><Key>X-Kind</Key>%s</IncludeHeader>";
        String site = sites.make(
                rules(
                        rule(9, MISSING, external("<ReplaceKeyWith>last</ReplaceKeyWith>")),
                        rule(
                                1,
                                "<KeySuffixEquals>.jpg</KeySuffixEquals>" + MISSING,
                                external("<ReplaceKeyWith>suffix</ReplaceKeyWith>")),
                        rule(
                                2,
                                header.formatted("<Equals>one</Equals>") + MISSING,
                                external("<ReplaceKeyWith>equal</ReplaceKeyWith>")),
                        rule(
                                3,
                                header.formatted("<StartsWith>b</StartsWith><EndsWith>d</EndsWith>") + MISSING,
                                external("<ReplaceKeyWith>around</ReplaceKeyWith>")),
                        rule(
                                4,
                                "<KeyPrefixEquals>now/</KeyPrefixEquals>",
                                external("<ReplaceKeyWith>before</ReplaceKeyWith>"))),
                "now/x",
                "there.jpg");
        assertThat(location(site, "x.jpg", "one")).isEqualTo("https://www.test.com/suffix");
        assertThat(location(site, "x", "one")).isEqualTo("https://www.test.com/equal");
        assertThat(location(site, "x", "bread")).isEqualTo("https://www.test.com/around");
        assertThat(location(site, "x", "bad one")).isEqualTo("https://www.test.com/last");
        assertThat(location(site, "now/x", "one")).isEqualTo("https://www.test.com/before");
        assertThat(visitor.get(site, "there.jpg").text()).isEqualTo("page there.jpg");
        assertThat(owner.get(site, "now/x").text()).isEqualTo("page now/x");
    }

    private static String location(String site, String key, String kind) {
        Answer answer = visitor.object(GET, site, key).header("X-Kind", kind).send();
        assertThat(answer.status()).isEqualTo(301);
        return answer.header("Location").orElseThrow();
    }

    @Test
    void aRuleCanAnswerWhatIsForbidden() {
        String site = sites.make(
                rules(rule(
                        1,
                        "<HttpErrorCodeReturnedEquals>403</HttpErrorCodeReturnedEquals>",
                        external("<ReplaceKeyWith>login</ReplaceKeyWith>"))),
                "secret");
        owner.object(PUT, site, "secret")
                .with("acl")
                .header("x-oss-object-acl", "private")
                .send();
        assertThat(visitor.get(site, "secret").header("Location")).contains("https://www.test.com/login");
        assertThat(visitor.get(site, "none").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(owner.get(site, "secret").text()).isEqualTo("page secret");
    }

    @Test
    void anotherObjectCanBeServed() {
        String internal = "<RedirectType>Internal</RedirectType><ReplaceKeyWith>${key}.html</ReplaceKeyWith>";
        String site = sites.make(ERROR + rules(rule(1, MISSING, internal)), "about.html", "error.html");
        assertThat(visitor.get(site, "about").text()).isEqualTo("page about.html");
        Answer none = visitor.get(site, "none");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.text()).isEqualTo("page error.html");
    }
}
