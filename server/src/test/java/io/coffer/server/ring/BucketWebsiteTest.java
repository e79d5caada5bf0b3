package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets as websites: what is set comes back, and visitors are led by it without seeing more than they may. */
@Covers({"PutBucketWebsite", "GetBucketWebsite", "DeleteBucketWebsite"})
class BucketWebsiteTest {
    private static final String INDEX = "<IndexDocument><Suffix>index.html</Suffix></IndexDocument>";
    private static final String ERROR = "<ErrorDocument><Key>error.html</Key></ErrorDocument>";

    private static Ring ring;
    private static Client owner;
    private static Client visitor;
    private static int made;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        visitor = ring.anonymous();
        owner.create("plain");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Answer put(String bucket, String children) {
        return owner.bucket(PUT, bucket)
                .with("website")
                .body("<WebsiteConfiguration>" + children + "</WebsiteConfiguration>")
                .send();
    }

    private static Answer get(String bucket) {
        return owner.bucket(GET, bucket).with("website").send();
    }

    /** A public bucket with these pages, each holding its own name. */
    private static String site(String children, String... pages) {
        String bucket = "site-" + made++;
        assertThat(owner.bucket(PUT, bucket).header("x-oss-acl", "public-read").send().outcome())
                .isEqualTo("200");
        for (String page : pages) {
            assertThat(owner.put(bucket, page, "page " + page).outcome()).isEqualTo("200");
        }
        assertThat(put(bucket, children).outcome()).isEqualTo("200");
        return bucket;
    }

    private static String rules(String... rules) {
        StringBuilder all = new StringBuilder("<RoutingRules>");
        for (String rule : rules) {
            all.append("<RoutingRule>").append(rule).append("</RoutingRule>");
        }
        return all.append("</RoutingRules>").toString();
    }

    private static String rule(int number, String condition, String redirect) {
        return "<RuleNumber>" + number + "</RuleNumber><Condition>" + condition + "</Condition><Redirect>" + redirect
                + "</Redirect>";
    }

    private static String external(String more) {
        return "<RedirectType>External</RedirectType><Protocol>https</Protocol><HostName>www.test.com</HostName>"
                + "<HttpRedirectCode>301</HttpRedirectCode>" + more;
    }

    private static final String MISSING = "<HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals>";

    @Test
    void settingsComeBackAndGo() {
        owner.create("kept");
        Answer none = get("kept");
        assertThat(none.outcome()).isEqualTo("404 NoSuchWebsiteConfiguration");
        assertThat(none.element("Message")).contains("The specified bucket does not have a website configuration.");
        assertThat(put("kept", INDEX + ERROR).outcome()).isEqualTo("200");
        assertThat(get("kept").text())
                .endsWith("<WebsiteConfiguration>" + INDEX + ERROR + "</WebsiteConfiguration>");
        assertThat(put("kept", ERROR).outcome()).isEqualTo("200");
        assertThat(get("kept").text()).doesNotContain("index.html");
        assertThat(owner.bucket(DELETE, "kept").with("website").send().status()).isEqualTo(204);
        assertThat(owner.bucket(DELETE, "kept").with("website").send().status()).isEqualTo(204);
        assertThat(get("kept").outcome()).isEqualTo("404 NoSuchWebsiteConfiguration");
    }

    @Test
    void onlyTheOwnerSetsAWebsite() {
        assertThat(ring.other().bucket(DELETE, "plain").with("website").send().outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(visitor.bucket(GET, "plain").with("website").send().outcome()).isEqualTo("403 AccessDenied");
        assertThat(put("no-such-bucket", INDEX).outcome()).isEqualTo("404 NoSuchBucket");
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
        assertThat(put("plain", children).outcome()).isEqualTo("400 InvalidArgument");
        assertThat(get("plain").outcome()).isEqualTo("404 NoSuchWebsiteConfiguration");
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
        assertThat(put("plain", INDEX + rules(rule(number, condition, redirect))).outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(get("plain").outcome()).isEqualTo("404 NoSuchWebsiteConfiguration");
    }

    @Test
    void aRuleHasItsParts() {
        for (String rule : new String[] {
            "<RuleNumber>1</RuleNumber>",
            "<RuleNumber>1</RuleNumber><Condition></Condition>",
            "<RuleNumber>1</RuleNumber><Redirect><HostName>a.com</HostName></Redirect>"
        }) {
            assertThat(put("plain", rules(rule)).outcome()).isEqualTo("400 MalformedXML");
        }
        assertThat(put("plain", "<IndexDocument>").outcome()).isEqualTo("400 MalformedXML");
        String[] many = new String[21];
        for (int number = 1; number <= many.length; number++) {
            many[number - 1] = rule(number, "", external(""));
        }
        assertThat(put("plain", rules(many)).outcome()).isEqualTo("400 InvalidArgument");
        String header = "<IncludeHeader><Key>a</Key><Equals>b</Equals></IncludeHeader>";
        assertThat(put("plain", rules(rule(1, header.repeat(11), external("")))).outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(get("plain").outcome()).isEqualTo("404 NoSuchWebsiteConfiguration");
        owner.create("twenty");
        assertThat(put("twenty", rules(Arrays.copyOf(many, 20))).outcome()).isEqualTo("200");
    }

    @Test
    void theRootShowsTheIndexToWhoDoesNotSign() {
        String site = site(INDEX, "index.html");
        assertThat(visitor.bucket(GET, site).send().text()).isEqualTo("page index.html");
        assertThat(visitor.bucket(GET, site).path("/" + site + "/").send().text()).isEqualTo("page index.html");
        assertThat(visitor.bucket(GET, site).under(Ring.OWN_DOMAIN).send().text()).isEqualTo("page index.html");
        assertThat(visitor.bucket(GET, site).with("utm_source", "x").send().text())
                .isEqualTo("page index.html");
        Answer head = visitor.bucket(HEAD, site).send();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.contentLength()).isEqualTo("page index.html".length());
        assertThat(visitor.bucket(GET, site).header("Range", "bytes=0-3").send().text())
                .isEqualTo("page");
        assertThat(owner.bucket(GET, site).send().text()).contains("<ListBucketResult>", "<Key>index.html</Key>");
        assertThat(owner.bucket(GET, site).signing(Call.Signing.V4_URL).send().text())
                .contains("<ListBucketResult>");
        assertThat(visitor.bucket(GET, site).with("list-type", "2").send().text())
                .contains("<ListBucketResult>");
        assertThat(visitor.bucket(GET, site).with("acl").send().outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void theRootIsAListingWithoutAnIndex() {
        String site = site(ERROR, "error.html");
        assertThat(visitor.bucket(GET, site).send().text()).contains("<ListBucketResult>");
    }

    @Test
    void aWebsiteShowsNothingThatItsObjectsDoNot() {
        owner.create("closed");
        owner.put("closed", "index.html", "secret index");
        owner.put("closed", "error.html", "secret error");
        owner.put("closed", "dir/index.html", "secret dir");
        put(
                "closed",
                "<IndexDocument><Suffix>index.html</Suffix><SupportSubDir>true</SupportSubDir></IndexDocument>" + ERROR
                        + rules(rule(
                                1,
                                "<KeyPrefixEquals>moved</KeyPrefixEquals>",
                                "<RedirectType>Internal</RedirectType>"
                                        + "<ReplaceKeyWith>index.html</ReplaceKeyWith>")));
        for (String key : new String[] {"dir/", "dir", "none", "index.html", "moved"}) {
            Answer answer = visitor.get("closed", key);
            assertThat(answer.outcomeWithEc()).as(key).isEqualTo("403 AccessDenied 0003-00000001");
            assertThat(answer.text()).doesNotContain("secret");
        }
        assertThat(visitor.bucket(GET, "closed").send().outcome()).isEqualTo("403 AccessDenied");
        assertThat(ring.other().get("closed", "dir/").outcome()).isEqualTo("403 AccessDenied");
        owner.object(PUT, "closed", "index.html")
                .with("acl")
                .header("x-oss-object-acl", "public-read")
                .send();
        assertThat(visitor.bucket(GET, "closed").send().text()).isEqualTo("secret index");
        assertThat(visitor.get("closed", "moved").text()).isEqualTo("secret index");
        assertThat(visitor.get("closed", "dir/").outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void aPrivatePageOfAPublicBucketIsNotToldOf() {
        String site = site(
                "<IndexDocument><Suffix>index.html</Suffix><SupportSubDir>true</SupportSubDir></IndexDocument>" + ERROR,
                "dir/index.html",
                "error.html");
        for (String key : new String[] {"dir/index.html", "error.html"}) {
            owner.object(PUT, site, key)
                    .with("acl")
                    .header("x-oss-object-acl", "private")
                    .send();
        }
        assertThat(visitor.get(site, "dir").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(visitor.get(site, "dir/").outcome()).isEqualTo("403 AccessDenied");
        assertThat(visitor.get(site, "none").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void aDirectoryShowsTheIndexOfTheRootOrItsOwn() {
        String one = site(INDEX, "index.html", "dir/index.html", "dir/");
        assertThat(visitor.get(one, "dir/").text()).isEqualTo("page index.html");
        assertThat(visitor.get(one, "none/").text()).isEqualTo("page index.html");
        assertThat(visitor.get(one, "dir").outcome()).isEqualTo("404 NoSuchKey");
        String own = site(
                "<IndexDocument><Suffix>index.html</Suffix><SupportSubDir>true</SupportSubDir></IndexDocument>",
                "index.html",
                "dir/index.html");
        assertThat(visitor.get(own, "dir/").text()).isEqualTo("page dir/index.html");
        assertThat(visitor.get(own, "none/").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void whoSignsSeesAnIndexOnlyWhereNoObjectIs() {
        String site = site(INDEX + ERROR, "index.html", "error.html", "dir/");
        assertThat(owner.get(site, "dir/").text()).isEqualTo("page dir/");
        assertThat(owner.get(site, "other/").text()).isEqualTo("page index.html");
        assertThat(owner.get(site, "none").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(owner.object(GET, site, "none")
                        .signing(Call.Signing.V1_URL)
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchKey");
    }

    @Test
    void theTypeSaysWhatBecomesOfADirectoryWithoutItsSlash() {
        String index = "<IndexDocument><Suffix>index.html</Suffix><SupportSubDir>true</SupportSubDir><Type>%d</Type>"
                + "</IndexDocument>";
        String redirecting = site(index.formatted(0), "a b/index.html", "file", "/evil.com/index.html");
        Answer redirect = visitor.get(redirecting, "a b");
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("Location")).contains("/" + redirecting + "/a%20b/");
        assertThat(visitor.object(GET, redirecting, "a b")
                        .under(Ring.OWN_DOMAIN)
                        .send()
                        .header("Location"))
                .contains("/a%20b/");
        assertThat(visitor.object(GET, redirecting, "/evil.com")
                        .under(Ring.OWN_DOMAIN)
                        .send()
                        .header("Location"))
                .contains("/%2Fevil.com/");
        assertThat(visitor.head(redirecting, "a b").status()).isEqualTo(302);
        assertThat(visitor.get(redirecting, "file").text()).isEqualTo("page file");
        assertThat(visitor.get(redirecting, "none").outcome()).isEqualTo("404 NoSuchKey");
        String refusing = site(index.formatted(1) + ERROR, "dir/index.html", "error.html");
        Answer refused = visitor.get(refusing, "dir");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text()).isEqualTo("page error.html");
        String serving = site(index.formatted(2) + ERROR, "dir/index.html", "error.html");
        Answer served = visitor.get(serving, "dir");
        assertThat(served.status()).isEqualTo(200);
        assertThat(served.text()).isEqualTo("page dir/index.html");
        assertThat(visitor.get(serving, "none").text()).isEqualTo("page error.html");
    }

    @Test
    void theErrorPageStandsForWhatIsMissing() {
        String site = site(ERROR, "key");
        owner.object(PUT, site, "error.html")
                .header("Content-Type", "text/html")
                .body("<h1>none</h1>")
                .send();
        Answer answer = visitor.object(GET, site, "none")
                .header("Range", "bytes=0-1")
                .header("If-None-Match", owner.head(site, "error.html").header("ETag").orElseThrow())
                .send();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).contains("text/html");
        assertThat(answer.text()).isEqualTo("<h1>none</h1>");
        assertThat(visitor.head(site, "none").status()).isEqualTo(404);
        assertThat(visitor.head(site, "none").contentLength()).isEqualTo(13);
        assertThat(visitor.get(site, "key").text()).isEqualTo("page key");
        String accepted = site("<ErrorDocument><Key>key</Key><HttpStatus>200</HttpStatus></ErrorDocument>", "key");
        assertThat(visitor.get(accepted, "none").outcome()).isEqualTo("200");
        assertThat(visitor.get(accepted, "none").text()).isEqualTo("page key");
        String pageless = site(ERROR);
        assertThat(visitor.get(pageless, "none").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(visitor.put(site, "key", "x").outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void anAnswerOfAWebsiteIsToldToOtherOrigins() {
        String site = site(ERROR, "error.html");
        owner.bucket(PUT, site)
                .with("cors")
                .body("<CORSConfiguration><CORSRule><AllowedOrigin>http://www.a.com</AllowedOrigin>"
                        + "<AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>")
                .send();
        Answer answer = visitor.object(GET, site, "none")
                .header("Origin", "http://www.a.com")
                .send();
        assertThat(answer.text()).isEqualTo("page error.html");
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("http://www.a.com");
    }

    @Test
    void aWebsiteIsGuardedByReferers() {
        String site = site(INDEX + ERROR, "index.html", "error.html");
        owner.bucket(PUT, site)
                .with("referer")
                .body("<RefererConfiguration><AllowEmptyReferer>false</AllowEmptyReferer>"
                        + "<RefererList><Referer>http://www.a.com</Referer></RefererList></RefererConfiguration>")
                .send();
        assertThat(visitor.bucket(GET, site).send().outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000501");
        assertThat(visitor.get(site, "none").outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000501");
        assertThat(visitor.bucket(GET, site).header("Referer", "http://www.a.com/").send().text())
                .isEqualTo("page index.html");
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
        String site = site(rules(
                rule(1, "<KeyPrefixEquals>old/</KeyPrefixEquals>" + MISSING, external(redirect))));
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
        String site = site(rules(rule(
                1,
                MISSING,
                "<RedirectType>AliCDN</RedirectType><Protocol>http</Protocol><HostName>a.com:81</HostName>"
                        + "<PassQueryString>true</PassQueryString><HttpRedirectCode>" + code
                        + "</HttpRedirectCode>")));
        Answer answer = visitor.object(GET, site, "x").with("a", "b c").with("d").send();
        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.header("Location")).contains("http://a.com:81/x?a=b%20c&d");
    }

    @Test
    void aRedirectWithoutAHostStaysHere() {
        String site = site(rules(rule(1, MISSING, "<ReplaceKeyWith>other</ReplaceKeyWith>")));
        Answer answer = visitor.get(site, "x");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).contains("http://127.0.0.1:" + ring.port() + "/" + site + "/other");
        assertThat(visitor.object(GET, site, "x")
                        .under(Ring.OWN_DOMAIN)
                        .send()
                        .header("Location"))
                .contains("http://" + site + "." + Ring.OWN_DOMAIN + "/other");
        assertThat(get(site).element("RedirectType")).contains("External");
    }

    @Test
    void rulesHaveConditionsAndAnOrder() {
        String header = "<IncludeHeader><Key>X-Kind</Key>%s</IncludeHeader>";
        String site = site(rules(
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
                        external("<ReplaceKeyWith>before</ReplaceKeyWith>"))), "now/x", "there.jpg");
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
        String site = site(rules(rule(
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
        String site = site(ERROR + rules(rule(1, MISSING, internal)), "about.html", "error.html");
        assertThat(visitor.get(site, "about").text()).isEqualTo("page about.html");
        Answer none = visitor.get(site, "none");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.text()).isEqualTo("page error.html");
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
        String site = site(rules);
        assertThat(get(site).text()).endsWith("<WebsiteConfiguration>" + rules + "</WebsiteConfiguration>");
        assertThat(visitor.get(site, "none").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(owner.get(site, "none").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void theFlagOfAMirrorStandsUnderBothNames() {
        String site = site(rules(rule(
                1,
                MISSING,
                "<RedirectType>Mirror</RedirectType><MirrorURL>http://a.com/</MirrorURL>"
                        + "<MirrorPassQueryString>true</MirrorPassQueryString>")));
        assertThat(get(site).element("PassQueryString")).contains("true");
        assertThat(get(site).element("MirrorPassQueryString")).contains("true");
    }
}
