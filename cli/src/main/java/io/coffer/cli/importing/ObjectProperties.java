package io.coffer.cli.importing;

import static java.util.stream.Collectors.joining;

import io.coffer.cli.oss.OssReply;
import io.coffer.protocol.Headers;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.xml.XmlElement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an object has besides its content, as headers that give it to another. */
final class ObjectProperties {
    private static final String META = "x-oss-meta-";
    private static final String ENCRYPTION = "x-oss-server-side-encryption";
    private static final String KEY_ID = "x-oss-server-side-encryption-key-id";
    private static final List<String> KEPT = List.of(
            "Content-Type",
            "Cache-Control",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Language",
            "Expires",
            "x-oss-storage-class");

    private ObjectProperties() {}

    static Headers of(OssReply read, ImportPlan plan) {
        Headers.Builder headers = Headers.builder();
        KEPT.forEach(name -> headers.addIfPresent(name, read.header(name)));
        userMetadata(read, headers);
        if (plan.keepsEncryption()) {
            encryption(read, plan, headers);
        }
        return headers.build();
    }

    static void userMetadata(OssReply read, Headers.Builder headers) {
        read.headers().map().forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith(META)) {
                headers.set(name, values.getFirst());
            }
        });
    }

    /** The same method; a key of the source is not known here unless the plan says which one stands for it. */
    private static void encryption(OssReply read, ImportPlan plan, Headers.Builder headers) {
        Optional<String> method = read.header(ENCRYPTION);
        headers.addIfPresent(ENCRYPTION, method);
        if (method.filter("KMS"::equals).isPresent()) {
            headers.addIfPresent("x-oss-server-side-data-encryption", read.header("x-oss-server-side-data-encryption"));
            headers.addIfPresent(KEY_ID, read.header(KEY_ID).flatMap(plan::keyFor));
        }
    }

    static String tags(XmlElement tagging) {
        return tagging.required("TagSet").children("Tag").stream()
                .map(tag -> text(tag, "Key") + "=" + text(tag, "Value"))
                .collect(joining("&"));
    }

    private static String text(XmlElement tag, String name) {
        return PercentEncoding.encode(tag.child(name).map(XmlElement::text).orElse(""));
    }
}
