package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

/** Makes buckets that are websites. */
final class Sites {
    static final String INDEX = "<IndexDocument><Suffix>index.html</Suffix></IndexDocument>";
    static final String ERROR = "<ErrorDocument><Key>error.html</Key></ErrorDocument>";
    static final String MISSING = "<HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals>";

    private final Client owner;
    private int made;

    Sites(Client owner) {
        this.owner = owner;
    }

    /** @param children of WebsiteConfiguration */
    Answer put(String bucket, String children) {
        return owner.bucket(PUT, bucket)
                .with("website")
                .body("<WebsiteConfiguration>" + children + "</WebsiteConfiguration>")
                .send();
    }

    Answer get(String bucket) {
        return owner.bucket(GET, bucket).with("website").send();
    }

    /** A public bucket with these pages, each holding its own name. */
    String make(String children, String... pages) {
        String bucket = "site-" + made++;
        assertThat(owner.bucket(PUT, bucket)
                        .header("x-oss-acl", "public-read")
                        .send()
                        .outcome())
                .isEqualTo("200");
        for (String page : pages) {
            assertThat(owner.put(bucket, page, "page " + page).outcome()).isEqualTo("200");
        }
        assertThat(put(bucket, children).outcome()).isEqualTo("200");
        return bucket;
    }

    static String rules(String... rules) {
        StringBuilder all = new StringBuilder("<RoutingRules>");
        for (String rule : rules) {
            all.append("<RoutingRule>").append(rule).append("</RoutingRule>");
        }
        return all.append("</RoutingRules>").toString();
    }

    static String rule(int number, String condition, String redirect) {
        return "<RuleNumber>" + number + "</RuleNumber><Condition>" + condition + "</Condition><Redirect>" + redirect
                + "</Redirect>";
    }

    /** The children of a Redirect to {@code https://www.test.com}, with 301. */
    static String external(String more) {
        return "<RedirectType>External</RedirectType><Protocol>https</Protocol><HostName>www.test.com</HostName>"
                + "<HttpRedirectCode>301</HttpRedirectCode>" + more;
    }
}
