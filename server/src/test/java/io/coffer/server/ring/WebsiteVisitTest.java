package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.Sites.ERROR;
import static io.coffer.server.ring.Sites.INDEX;
import static io.coffer.server.ring.Sites.rule;
import static io.coffer.server.ring.Sites.rules;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Visitors of a website: led to its pages, and shown nothing that its objects do not show. */
@Covers("PutBucketWebsite")
class WebsiteVisitTest {
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

    @Test
    void theRootShowsTheIndexToWhoDoesNotSign() {
        String site = sites.make(INDEX, "index.html");
        assertThat(visitor.bucket(GET, site).send().text()).isEqualTo("page index.html");
        assertThat(visitor.bucket(GET, site).path("/" + site + "/").send().text())
                .isEqualTo("page index.html");
        assertThat(visitor.bucket(GET, site).under(Ring.OWN_DOMAIN).send().text())
                .isEqualTo("page index.html");
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
        String site = sites.make(ERROR, "error.html");
        assertThat(visitor.bucket(GET, site).send().text()).contains("<ListBucketResult>");
    }

    @Test
    void aWebsiteShowsNothingThatItsObjectsDoNot() {
        owner.create("closed");
        owner.put("closed", "index.html", "secret index");
        owner.put("closed", "error.html", "secret error");
        owner.put("closed", "dir/index.html", "secret dir");
        sites.put(
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
        String site = sites.make(
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
        String one = sites.make(INDEX, "index.html", "dir/index.html", "dir/");
        assertThat(visitor.get(one, "dir/").text()).isEqualTo("page index.html");
        assertThat(visitor.get(one, "none/").text()).isEqualTo("page index.html");
        assertThat(visitor.get(one, "dir").outcome()).isEqualTo("404 NoSuchKey");
        String own = sites.make(
                "<IndexDocument><Suffix>index.html</Suffix><SupportSubDir>true</SupportSubDir></IndexDocument>",
                "index.html",
                "dir/index.html");
        assertThat(visitor.get(own, "dir/").text()).isEqualTo("page dir/index.html");
        assertThat(visitor.get(own, "none/").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void whoSignsSeesAnIndexOnlyWhereNoObjectIs() {
        String site = sites.make(INDEX + ERROR, "index.html", "error.html", "dir/");
        assertThat(owner.get(site, "dir/").text()).isEqualTo("page dir/");
        assertThat(owner.get(site, "other/").text()).isEqualTo("page index.html");
        assertThat(owner.get(site, "none").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(owner.object(GET, site, "other/")
                        .with("versionId", "null")
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchKey");
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
        String redirecting = sites.make(index.formatted(0), "a b/index.html", "file");
        Answer redirect = visitor.get(redirecting, "a b");
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("Location")).contains("/" + redirecting + "/a%20b/");
        assertThat(visitor.object(GET, redirecting, "a b")
                        .under(Ring.OWN_DOMAIN)
                        .send()
                        .header("Location"))
                .contains("/a%20b/");
        assertThat(visitor.head(redirecting, "a b").status()).isEqualTo(302);
        Answer slash = visitor.object(GET, redirecting, "/evil.com")
                .under(Ring.OWN_DOMAIN)
                .send();
        assertThat(slash.outcome()).isEqualTo("400 InvalidObjectName");
        assertThat(visitor.get(redirecting, "file").text()).isEqualTo("page file");
        assertThat(visitor.get(redirecting, "none").outcome()).isEqualTo("404 NoSuchKey");
        String refusing = sites.make(index.formatted(1) + ERROR, "dir/index.html", "error.html");
        Answer refused = visitor.get(refusing, "dir");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text()).isEqualTo("page error.html");
        String serving = sites.make(index.formatted(2) + ERROR, "dir/index.html", "error.html");
        Answer served = visitor.get(serving, "dir");
        assertThat(served.status()).isEqualTo(200);
        assertThat(served.text()).isEqualTo("page dir/index.html");
        assertThat(visitor.get(serving, "none").text()).isEqualTo("page error.html");
    }

    @Test
    void theErrorPageStandsForWhatIsMissing() {
        String site = sites.make(ERROR, "key");
        owner.object(PUT, site, "error.html")
                .header("Content-Type", "text/html")
                .body("<h1>none</h1>")
                .send();
        Answer answer = visitor.object(GET, site, "none")
                .header("Range", "bytes=0-1")
                .header(
                        "If-None-Match",
                        owner.head(site, "error.html").header("ETag").orElseThrow())
                .send();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).contains("text/html");
        assertThat(answer.text()).isEqualTo("<h1>none</h1>");
        assertThat(visitor.head(site, "none").status()).isEqualTo(404);
        assertThat(visitor.head(site, "none").contentLength()).isEqualTo(13);
        assertThat(visitor.get(site, "key").text()).isEqualTo("page key");
        String accepted =
                sites.make("<ErrorDocument><Key>key</Key><HttpStatus>200</HttpStatus></ErrorDocument>", "key");
        assertThat(visitor.get(accepted, "none").outcome()).isEqualTo("200");
        assertThat(visitor.get(accepted, "none").text()).isEqualTo("page key");
        String pageless = sites.make(ERROR);
        assertThat(visitor.get(pageless, "none").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(visitor.put(site, "key", "x").outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void anAnswerOfAWebsiteIsToldToOtherOrigins() {
        String site = sites.make(ERROR, "error.html");
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
        String site = sites.make(INDEX + ERROR, "index.html", "error.html");
        owner.bucket(PUT, site)
                .with("referer")
                .body("<RefererConfiguration><AllowEmptyReferer>false</AllowEmptyReferer>"
                        + "<RefererList><Referer>http://www.a.com</Referer></RefererList></RefererConfiguration>")
                .send();
        assertThat(visitor.bucket(GET, site).send().outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000501");
        assertThat(visitor.get(site, "none").outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000501");
        assertThat(visitor.bucket(GET, site)
                        .header("Referer", "http://www.a.com/")
                        .send()
                        .text())
                .isEqualTo("page index.html");
    }
}
