package io.coffer.cli.importing;

import io.coffer.cli.RefusedException;
import io.coffer.cli.document.JsonXml;
import io.coffer.cli.document.XmlJson;
import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssReply;
import io.coffer.cli.oss.Payload;
import io.coffer.protocol.Method;
import io.coffer.protocol.xml.XmlElement;
import io.coffer.protocol.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Copies what is said of a bucket as a whole. */
final class BucketSettings {
    /** What must hold before the first object comes. */
    private static final List<String> BEFORE = List.of("tagging", "cors", "website", "referer");

    /** What could keep objects from coming, or take them away. */
    private static final List<String> AFTER = List.of("lifecycle", "policy");

    private static final int NOT_IMPLEMENTED = 501;
    private static final int CONFLICT = 409;

    private final ImportPlan plan;
    private final String from;
    private final String to;
    private final BucketReport report;

    BucketSettings(ImportPlan plan, String from, String to, BucketReport report) {
        this.plan = plan;
        this.from = from;
        this.to = to;
        this.report = report;
    }

    /** The source's versioning: {@code Enabled}, {@code Suspended} or nothing. */
    Optional<String> versioning() {
        return ask("versioning", "VersioningConfiguration").nonEmptyValue("Status");
    }

    /** Makes the bucket with the source's storage class; an own one that is empty will do. */
    void create() {
        XmlElement info = ask("bucketInfo", "BucketInfo").required("Bucket");
        String storageClass = info.nonEmptyValue("StorageClass").orElse("Standard");
        try {
            put(
                    OssCall.bucket(Method.PUT, to),
                    "<CreateBucketConfiguration><StorageClass>" + storageClass
                            + "</StorageClass></CreateBucketConfiguration>");
        } catch (RefusedException refused) {
            if (refused.status() != CONFLICT) {
                throw refused;
            }
        }
        requireEmpty();
    }

    /** @throws RefusedException when the target's bucket is there and holds something, or is another's */
    void requireEmpty() {
        if (new BucketListing(plan.target(), to, "", true, "").hasNext()) {
            throw new RefusedException(
                    "BucketNotEmpty",
                    "the bucket " + to + " of the target holds objects that this import did not make",
                    "");
        }
    }

    void before(Optional<String> versioning) {
        versioning.ifPresent(status -> versioning("Enabled"));
        if (plan.hasSettings()) {
            copy("encryption", this::knownKey);
            BEFORE.forEach(name -> copy(name, UnaryOperator.identity()));
        }
    }

    void after(Optional<String> versioning) {
        if (plan.hasSettings()) {
            AFTER.forEach(name -> copy(name, UnaryOperator.identity()));
            acl();
            // last: it forbids what makes a bucket public
            copy("publicAccessBlock", UnaryOperator.identity());
        }
        versioning.filter("Suspended"::equals).ifPresent(this::versioning);
        versioning.ifPresent(status -> report.setting("versioning"));
    }

    /** The settings that the source has, for a run that changes nothing. */
    void tell() {
        for (String name : List.of("encryption", "tagging", "cors", "website", "referer", "lifecycle", "policy")) {
            read(name).ifPresent(document -> report.setting(name));
        }
    }

    private void versioning(String status) {
        put(
                OssCall.bucket(Method.PUT, to).asking("versioning"),
                "<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>");
    }

    private void acl() {
        guarded("acl", () -> {
            String grant = ask("acl", "AccessControlPolicy")
                    .required("AccessControlList")
                    .required("Grant")
                    .text()
                    .strip();
            plan.target().done(OssCall.bucket(Method.PUT, to).asking("acl").header("x-oss-acl", grant));
            report.setting("acl");
        });
    }

    private void copy(String name, UnaryOperator<String> change) {
        guarded(
                name,
                () -> read(name).ifPresent(document -> {
                    put(OssCall.bucket(Method.PUT, to).asking(name), change.apply(document));
                    report.setting(name);
                }));
    }

    private void guarded(String name, Runnable work) {
        try {
            Attempts.of(() -> {
                work.run();
                return true;
            });
        } catch (RefusedException refused) {
            report.failed(name + " of the bucket", refused);
        }
    }

    private Optional<String> read(String name) {
        try (OssReply reply = Attempts.of(
                () -> plan.source().send(OssCall.bucket(Method.GET, from).asking(name)))) {
            return Optional.of(new String(reply.bytes(), StandardCharsets.UTF_8))
                    .filter(text -> !text.isBlank());
        } catch (RefusedException refused) {
            boolean isUnset =
                    refused.code().startsWith("NoSuch") && !refused.code().equals("NoSuchBucket");
            if (isUnset) {
                return Optional.empty();
            }
            if (refused.status() == NOT_IMPLEMENTED) {
                report.note("the source does not have the setting " + name);
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** A key of the source is not known here; without one, the key of the account encrypts. */
    private String knownKey(String rule) {
        XmlElement document = XmlReader.read(rule.getBytes(StandardCharsets.UTF_8));
        JsonNode json = XmlJson.of(document);
        if (!(json.path("ApplyServerSideEncryptionByDefault") instanceof ObjectNode values)) {
            return rule;
        }
        String id = values.path("KMSMasterKeyID").asString("");
        if (id.isEmpty()) {
            return rule;
        }
        Optional<String> known = plan.keyFor(id);
        known.ifPresentOrElse(key -> values.put("KMSMasterKeyID", key), () -> {
            values.remove("KMSMasterKeyID");
            report.note("the rule names the source's key " + id
                    + ", which --key maps to none: the account's own key encrypts");
        });
        return JsonXml.document(document.name(), json);
    }

    private XmlElement ask(String setting, String root) {
        return Attempts.of(() -> {
            try (OssReply reply =
                    plan.source().send(OssCall.bucket(Method.GET, from).asking(setting))) {
                return reply.document(root);
            }
        });
    }

    private void put(OssCall call, String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        Attempts.of(() -> plan.target().done(call.carrying(Payload.of(bytes)).withContentMd5()));
    }
}
