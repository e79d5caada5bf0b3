package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.server.ring.Sites.ERROR;
import static io.coffer.server.ring.Sites.INDEX;
import static io.coffer.server.ring.Sites.MISSING;
import static io.coffer.server.ring.Sites.external;
import static io.coffer.server.ring.Sites.rule;
import static io.coffer.server.ring.Sites.rules;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a bucket a website: it comes back as it was set, and what makes none is refused. */
@Covers({"PutBucketWebsite", "GetBucketWebsite", "DeleteBucketWebsite"})
class BucketWebsiteTest {
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
        owner.create("plain");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @Test
    void settingsComeBackAndGo() {
        owner.create("kept");
        Answer none = sites.get("kept");
        assertThat(none.outcome()).isEqualTo("404 NoSuchWebsiteConfiguration");
        assertThat(none.element("Message")).contains("The specified bucket does not have a website configuration.");
        assertThat(sites.put("kept", INDEX + ERROR).outcome()).isEqualTo("200");
        assertThat(sites.get("kept").text())
                .endsWith("<WebsiteConfiguration>" + INDEX + ERROR + "</WebsiteConfiguration>");
        assertThat(sites.put("kept", ERROR).outcome()).isEqualTo("200");
        assertThat(sites.get("kept").text()).doesNotContain("index.html");
        assertThat(owner.bucket(DELETE, "kept").with("website").send().status()).isEqualTo(204);
        assertThat(owner.bucket(DELETE, "kept").with("website").send().status()).isEqualTo(204);
        assertThat(sites.get("kept").outcome()).isEqualTo("404 NoSuchWebsiteConfiguration");
    }

    @Test
    void onlyTheOwnerSetsAWebsite() {
        assertThat(ring.other().bucket(DELETE, "plain").with("website").send().outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(visitor.bucket(GET, "plain").with("website").send().outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(sites.put("no-such-bucket", INDEX).outcome()).isEqualTo("404 NoSuchBucket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<RoutingRules></RoutingRules>",
                "<IndexDocument></IndexDocument>",
                "<IndexDocument><Suffix></Suffix></IndexDocument>",
                "<IndexDocument><Suffix>a/index.html</Suffix></IndexDocument>",
                "<IndexDocument><Suffix>a</Suffix><Type>3</Type></IndexDocument>",
                "<IndexDocument><Suffix>a</Suffix><SupportSubDir>2</SupportSubDir></IndexDocument>",
                "<ErrorDocument><Key></Key></ErrorDocument>",
                "<ErrorDocument><Key>a</Key><HttpStatus>403</HttpStatus></ErrorDocument>",
                "<ErrorDocument><Key>a</Key><HttpStatus>ok</HttpStatus></ErrorDocument>"
            })
    void aBadPageIsRefused(String children) {
        assertThat(sites.put("plain", children).outcome()).isEqualTo("400 InvalidArgument");
        assertThat(sites.get("plain").outcome()).isEqualTo("404 NoSuchWebsiteConfiguration");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | '' | <HostName>a.com</HostName>",
                "-1 | '' | <HostName>a.com</HostName>",
                "1 | '' | <RedirectType>Sideways</RedirectType><HostName>a.com</HostName>",
                "1 | '' | <RedirectType>External</RedirectType>",
                "1 | '' | <HostName>a.com</HostName><HttpRedirectCode>304</HttpRedirectCode>",
                "1 | '' | <HostName>a.com</HostName><HttpRedirectCode>200</HttpRedirectCode>",
                "1 | '' | <HostName>a.com</HostName><Protocol>ftp</Protocol>",
                "1 | '' | <HostName>a.com/x</HostName>",
                "1 | '' | <HostName>a.com</HostName><PassQueryString>2</PassQueryString>",
                "1 | '' | <ReplaceKeyWith>a</ReplaceKeyWith><ReplaceKeyPrefixWith>b</ReplaceKeyPrefixWith>",
                "1 | '' | <ReplaceKeyWith>a</ReplaceKeyWith><EnableReplacePrefix>true</EnableReplacePrefix>",
                "1 | '' | <RedirectType>Mirror</RedirectType>",
                "1 | '' | <RedirectType>Mirror</RedirectType><MirrorURL>a.com/</MirrorURL>",
                "1 | '' | <RedirectType>Mirror</RedirectType><MirrorURL>http://a.com</MirrorURL>",
                "1 | <HttpErrorCodeReturnedEquals>403</HttpErrorCodeReturnedEquals> |"
                        + " <RedirectType>Mirror</RedirectType><MirrorURL>http://a.com/</MirrorURL>",
                "1 | <HttpErrorCodeReturnedEquals>200</HttpErrorCodeReturnedEquals> | <HostName>a.com</HostName>",
                "1 | <IncludeHeader><Equals>a</Equals></IncludeHeader> | <HostName>a.com</HostName>",
                "1 | <IncludeHeader><Key>a</Key></IncludeHeader> | <HostName>a.com</HostName>",
            })
    void aBadRuleIsRefused(int number, String condition, String redirect) {
        assertThat(sites.put("plain", INDEX + rules(rule(number, condition, redirect)))
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(sites.get("plain").outcome()).isEqualTo("404 NoSuchWebsiteConfiguration");
    }

    @Test
    void aRuleHasItsParts() {
        for (String rule : new String[] {
            "<RuleNumber>1</RuleNumber>",
            "<RuleNumber>1</RuleNumber><Condition></Condition>",
            "<RuleNumber>1</RuleNumber><Redirect><HostName>a.com</HostName></Redirect>"
        }) {
            assertThat(sites.put("plain", rules(rule)).outcome()).isEqualTo("400 MalformedXML");
        }
        assertThat(sites.put("plain", "<IndexDocument>").outcome()).isEqualTo("400 MalformedXML");
        String[] many = new String[21];
        for (int number = 1; number <= many.length; number++) {
            many[number - 1] = rule(number, "", external(""));
        }
        assertThat(sites.put("plain", rules(many)).outcome()).isEqualTo("400 InvalidArgument");
        String header = "<IncludeHeader><Key>a</Key><Equals>b</Equals></IncludeHeader>";
        assertThat(sites.put("plain", rules(rule(1, header.repeat(11), external(""))))
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(sites.get("plain").outcome()).isEqualTo("404 NoSuchWebsiteConfiguration");
        owner.create("twenty");
        assertThat(sites.put("twenty", rules(Arrays.copyOf(many, 20))).outcome())
                .isEqualTo("200");
    }

    @Test
    void aMirrorIsKeptAndAnswersThatNothingIsThere() {
        String mirror = "<RedirectType>Mirror</RedirectType><PassQueryString>true</PassQueryString>"
                + "<MirrorURL>http://127.0.0.1:1/</MirrorURL><MirrorURLSlave>http://b.com/</MirrorURLSlave>"
                + "<MirrorPassQueryString>true</MirrorPassQueryString>"
                + "<MirrorHeaders><PassAll>true</PassAll><Pass>k1</Pass><Pass>k2</Pass>"
                + "<Set><Key>k5</Key><Value>v5</Value></Set></MirrorHeaders>"
                + "<MirrorTaggings><Taggings><Key>k</Key><Value>v</Value></Taggings></MirrorTaggings>";
        String rules = rules(rule(1, MISSING, mirror) + "<LuaConfig><Script>test.lua</Script></LuaConfig>");
        String site = sites.make(rules);
        assertThat(sites.get(site).text()).endsWith("<WebsiteConfiguration>" + rules + "</WebsiteConfiguration>");
        assertThat(visitor.get(site, "none").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(owner.get(site, "none").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void theFlagOfAMirrorStandsUnderBothNames() {
        String site = sites.make(rules(rule(
                1,
                MISSING,
                "<RedirectType>Mirror</RedirectType><MirrorURL>http://a.com/</MirrorURL>"
                        + "<MirrorPassQueryString>true</MirrorPassQueryString>")));
        assertThat(sites.get(site).element("PassQueryString")).contains("true");
        assertThat(sites.get(site).element("MirrorPassQueryString")).contains("true");
    }
}
