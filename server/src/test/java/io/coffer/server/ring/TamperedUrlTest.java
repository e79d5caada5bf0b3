package io.coffer.server.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Method;
import io.coffer.protocol.Target;
import io.coffer.protocol.Target.AddressStyle;
import io.coffer.protocol.signature.SigningCredentials;
import io.coffer.server.ring.SignedUrl.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed URLs that somebody changed on their way, over the wire. Each is refused, and nothing is stored. */
@Covers("PutObject")
class TamperedUrlTest {
    private static final String KEY = "dir/a b+c";

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create("tampered").create("elsewhere");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static SignedUrl signed(Version version) {
        return signed(version, "127.0.0.1:" + ring.port(), AddressStyle.PATH);
    }

    private static SignedUrl signed(Version version, String host, AddressStyle style) {
        return SignedUrl.put(
                version,
                new SigningCredentials("LTAIowner", "owner-secret".getBytes(UTF_8), Optional.empty()),
                ring.clock().instant(),
                host,
                new Target(Optional.of("tampered"), Optional.of(KEY), style));
    }

    private static String signatureName(Version version) {
        return version == Version.V1 ? "Signature" : "x-oss-signature";
    }

    private static Map<String, UnaryOperator<SignedUrl>> paths() {
        Map<String, UnaryOperator<SignedUrl>> changes = new LinkedHashMap<>();
        for (String method : List.of("GET", "HEAD", "DELETE", "POST")) {
            changes.put("method " + method, url -> url.method(method));
        }
        changes.put("other bucket", url -> url.path("/elsewhere/dir/a%20b%2Bc"));
        changes.put("the bucket itself", url -> url.path("/tampered/"));
        changes.put("other key", url -> url.path("/tampered/dir/a%20b%2Bd"));
        changes.put("key in other case", url -> url.path("/tampered/dir/A%20b%2Bc"));
        changes.put("double slash", url -> url.path("/tampered/dir//a%20b%2Bc"));
        changes.put("double slash in front", url -> url.path("/tampered//dir/a%20b%2Bc"));
        changes.put("slash at the end", url -> url.path("/tampered/dir/a%20b%2Bc/"));
        changes.put("dot segments", url -> url.path("/tampered/dir/x/../a%20b%2Bc"));
        changes.put("dot segments across buckets", url -> url.path("/elsewhere/../tampered/dir/a%20b%2Bc"));
        changes.put("encoded dot segments", url -> url.path("/tampered/dir/%2e%2e/dir/a%20b%2Bc"));
        changes.put("single dot", url -> url.path("/tampered/dir/./a%20b%2Bc"));
        changes.put("NUL", url -> url.path("/tampered/dir/a%20b%2Bc%00"));
        changes.put("blank as plus", url -> url.path("/tampered/dir/a+b%2Bc"));
        changes.put("plus as blank", url -> url.path("/tampered/dir/a%20b%20c"));
        changes.put("encoded twice", url -> url.path("/tampered/dir/a%2520b%252Bc"));
        changes.put("parameter of the path", url -> url.path("/tampered/dir/a%20b%2Bc;x=1"));
        changes.put("other bucket by host", url -> url.path("/dir/a%20b%2Bc").setHeader("Host", "elsewhere.localhost"));
        changes.put("other bucket by host, same path", url -> url.setHeader("Host", "elsewhere.localhost"));
        return changes;
    }

    private static Map<String, UnaryOperator<SignedUrl>> queries(Version version) {
        String name = signatureName(version);
        Map<String, UnaryOperator<SignedUrl>> changes = new LinkedHashMap<>();
        for (String pair : List.of(
                "acl",
                "tagging",
                "symlink",
                "append&position=0",
                "uploads",
                "partNumber=1&uploadId=U",
                "versionId=V",
                "encryption",
                "callback=e30%3D",
                "security-token=t",
                "x-oss-request-payer=requester",
                "x-oss-ac-subnet-mask=0",
                "x-oss-async-process=a")) {
            changes.put("added " + pair, url -> url.with(pair));
        }
        changes.put("limit changed", url -> url.set("x-oss-traffic-limit", "8388608"));
        changes.put("limit removed", url -> url.without("x-oss-traffic-limit"));
        changes.put("limit repeated", url -> url.with("x-oss-traffic-limit=8388608"));
        changes.put("no signature", url -> url.without(name));
        changes.put("empty signature", url -> url.set(name, ""));
        changes.put("short signature", url -> url.set(name, url.value(name).substring(4)));
        changes.put("long signature", url -> url.set(name, url.value(name) + "00"));
        changes.put("signature in other case", url -> url.set(name, flipped(url.value(name))));
        changes.put("another signature first", url -> url.withFirst(name + "=" + flipped(url.value(name))));
        changes.put("signature with a blank", url -> url.set(name, url.value(name) + "%20"));
        for (Version other : Version.values()) {
            if (other != version) {
                changes.put(
                        "signature of " + other,
                        url -> url.set(name, signed(other).value(signatureName(other))));
            }
        }
        changes.put("signature in the header, too", url -> url.header("Authorization: OSS LTAIowner:sig"));
        return changes;
    }

    private static Map<String, UnaryOperator<SignedUrl>> headers() {
        Map<String, UnaryOperator<SignedUrl>> changes = new LinkedHashMap<>();
        changes.put("other type", url -> url.setHeader("Content-Type", "text/html"));
        changes.put("no type", url -> url.withoutHeader("Content-Type"));
        changes.put("type twice", url -> url.header("Content-Type: text/html"));
        changes.put("type with a character set", url -> url.setHeader("Content-Type", "text/plain; charset=utf-8"));
        changes.put("digest", url -> url.header("Content-MD5: HLQhiDnUJ5Wm0CAK5mrCGQ=="));
        for (String line : List.of(
                "x-oss-object-acl: public-read",
                "x-oss-meta-b: 2",
                "x-oss-server-side-encryption: AES256",
                "x-oss-storage-class: IA",
                "x-oss-tagging: a=b",
                "x-oss-forbid-overwrite: true",
                "x-oss-copy-source: /elsewhere/secret",
                "x-oss-callback: e30=",
                "x-oss-request-payer: requester",
                "x-oss-security-token: t",
                "x-oss-date: 20261122T000000Z")) {
            changes.put("added " + line, url -> url.header(line));
        }
        changes.put("other metadata", url -> url.setHeader("x-oss-meta-a", "2"));
        changes.put("no metadata", url -> url.withoutHeader("x-oss-meta-a"));
        changes.put("metadata twice", url -> url.header("x-oss-meta-a: 2"));
        changes.put(
                "metadata in the query",
                url -> url.withoutHeader("x-oss-meta-a").with("x-oss-meta-a=1"));
        return changes;
    }

    private static Map<String, UnaryOperator<SignedUrl>> particular(Version version) {
        Map<String, UnaryOperator<SignedUrl>> changes = new LinkedHashMap<>();
        switch (version) {
            case V1 -> {
                changes.put("later", url -> url.set("Expires", "4102444800"));
                changes.put("later, said first", url -> url.withFirst("Expires=4102444800"));
                changes.put("earlier", url -> url.set("Expires", "1700000000"));
                changes.put("no expiry", url -> url.without("Expires"));
                changes.put("other key", url -> url.set("OSSAccessKeyId", "LTAIother"));
                changes.put("other key, said first", url -> url.withFirst("OSSAccessKeyId=LTAIother"));
                changes.put("no key", url -> url.without("OSSAccessKeyId"));
            }
            case V2 -> {
                changes.put("later", url -> url.set("x-oss-expires", "4102444800"));
                changes.put("no expiry", url -> url.without("x-oss-expires"));
                changes.put("other key", url -> url.set("x-oss-access-key-id", "LTAIother"));
                changes.put("other version", url -> url.set("x-oss-signature-version", "OSS4-HMAC-SHA256"));
            }
            case V4 -> {
                changes.put("longer", url -> url.set("x-oss-expires", "601"));
                changes.put("beyond a week", url -> url.set("x-oss-expires", "604801"));
                changes.put("other date", url -> url.set("x-oss-date", "20261122T000001Z"));
                changes.put("other version", url -> url.set("x-oss-signature-version", "OSS2"));
                changes.put("no version", url -> url.without("x-oss-signature-version"));
                changes.put(
                        "hex in capitals",
                        url -> url.set(
                                "x-oss-signature", url.value("x-oss-signature").toUpperCase(Locale.ROOT)));
                for (String[] part : new String[][] {
                    {"LTAIowner", "LTAIother"},
                    {"cn-hangzhou", "cn-beijing"},
                    {"%2Foss%2F", "%2Foss-cloudbox%2F"},
                    {"%2F20", "%2F21"},
                    {"aliyun_v4_request", "aws4_request"}
                }) {
                    changes.put(
                            "credential " + part[1],
                            url -> url.set(
                                    "x-oss-credential",
                                    url.value("x-oss-credential").replace(part[0], part[1])));
                }
            }
        }
        if (version != Version.V1) {
            changes.put("added prefix", url -> url.with("prefix=a"));
            changes.put("added process", url -> url.with("x-oss-process=image%2Fresize%2Cw_1"));
            changes.put(
                    "parameters of version 1", url -> url.with("Signature=s").with("Expires=1"));
            changes.put("other cache", url -> url.setHeader("Cache-Control", "max-age=9"));
            changes.put("no cache", url -> url.withoutHeader("Cache-Control"));
            changes.put("fewer headers", url -> url.without("x-oss-additional-headers"));
            changes.put("more headers", url -> url.set("x-oss-additional-headers", "cache-control;content-length"));
        }
        return changes;
    }

    static Stream<Arguments> changes() {
        return Stream.of(Version.values()).flatMap(version -> {
            Map<String, UnaryOperator<SignedUrl>> changes = paths();
            changes.putAll(queries(version));
            changes.putAll(headers());
            changes.putAll(particular(version));
            return changes.entrySet().stream().map(change -> Arguments.of(version, change.getKey(), change.getValue()));
        });
    }

    @ParameterizedTest
    @EnumSource
    void theOriginalIsAccepted(Version version) {
        assertThat(signed(version).send(ring.port()).outcome()).isEqualTo("200");
        SignedUrl byHost = signed(version, "tampered.localhost", AddressStyle.VIRTUAL_HOST);
        assertThat(byHost.send(ring.port()).outcome()).isEqualTo("200");
        if (version != Version.V4) {
            // the bucket may move between host and path, unless the signature covers the host
            SignedUrl moved = byHost.path(signed(version).path()).setHeader("Host", "127.0.0.1:" + ring.port());
            assertThat(moved.send(ring.port()).outcome()).isEqualTo("200");
        }
        assertThat(owner.delete("tampered", KEY).status()).isEqualTo(204);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void everyChangeIsRefused(Version version, String name, UnaryOperator<SignedUrl> change) {
        SignedUrl original = signed(version);
        SignedUrl changed = change.apply(original);
        assertThat(changed).isNotEqualTo(original);
        assertThat(changed.send(ring.port()).status()).isIn(400, 403);
        assertThat(owner.bucket(Method.GET, "tampered").send().text()).doesNotContain("<Key>");
        assertThat(owner.bucket(Method.GET, "elsewhere").send().text()).doesNotContain("<Key>");
    }

    @Test
    void thereAreManyForEachVersion() {
        assertThat(changes().count()).isGreaterThan(200);
    }

    /** The first letter in the other case. */
    private static String flipped(String signature) {
        char[] characters = signature.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            char c = characters[i];
            // the letters of a percent-encoding mean the same in either case
            boolean encoded = (i > 0 && characters[i - 1] == '%') || (i > 1 && characters[i - 2] == '%');
            if (Character.isLetter(c) && !encoded) {
                characters[i] = Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
                break;
            }
        }
        return new String(characters);
    }
}
