package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.OssError;
import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What official SDKs rely on in passing: names, orders, texts and absences. */
@Covers({
    "AbortMultipartUpload",
    "AppendObject",
    "CompleteMultipartUpload",
    "CopyObject",
    "DeleteBucket",
    "DeleteMultipleObjects",
    "DeleteObject",
    "GetBucketInfo",
    "GetBucketStat",
    "GetObject",
    "GetObjectAcl",
    "GetObjectMeta",
    "GetObjectTagging",
    "GetSymlink",
    "HeadBucket",
    "HeadObject",
    "InitiateMultipartUpload",
    "ListBuckets",
    "ListMultipartUploads",
    "ListObjectVersions",
    "ListObjects",
    "ListObjectsV2",
    "ListParts",
    "PutBucketAcl",
    "PutObject",
    "PutObjectAcl",
    "PutSymlink",
    "RestoreObject",
    "UploadPart",
    "UploadPartCopy"
})
class ContractOddCasesTest {
    private static final Pattern TAG = Pattern.compile("<([A-Za-z0-9]+)[/>]");

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    /** The names of all elements, in order. */
    private static List<String> elements(Answer answer) {
        List<String> names = new ArrayList<>();
        Matcher tag = TAG.matcher(answer.text());
        while (tag.find()) {
            names.add(tag.group(1));
        }
        return names;
    }

    private static String elementsOf(Answer answer) {
        return String.join(" ", elements(answer));
    }

    private static String begin(String bucket, String key) {
        return owner.object(POST, bucket, key)
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
    }

    private static Answer part(String bucket, String key, String upload, int number, byte[] body) {
        return owner.object(PUT, bucket, key)
                .with("partNumber", Integer.toString(number))
                .with("uploadId", upload)
                .body(body)
                .send();
    }

    private static Answer complete(String bucket, String key, String upload, String parts) {
        return owner.object(POST, bucket, key)
                .with("uploadId", upload)
                .body("<CompleteMultipartUpload>" + parts + "</CompleteMultipartUpload>")
                .send();
    }

    private static String named(int number, Answer part) {
        return "<Part><PartNumber>" + number + "</PartNumber><ETag>"
                + part.header("etag").orElseThrow().replace("\"", "&quot;") + "</ETag></Part>";
    }

    private static void assertRefused(Answer answer, String outcome, String message) {
        assertThat(answer.outcome()).isEqualTo(outcome);
        assertThat(answer.element("Message").orElseThrow()).startsWith(message);
        assertThat(answer.element("RequestId")).isEqualTo(answer.header("x-oss-request-id"));
        assertThat(answer.element("HostId")).isPresent();
    }

    // every answer

    @Test
    void everyAnswerHasAnIdADateAndAServer() {
        owner.create("answers");
        Answer put = owner.put("answers", "key", "text");
        String date = put.header("date").orElseThrow();
        Call head = owner.object(HEAD, "answers", "key");
        Call get = owner.object(GET, "answers", "key");
        List<Answer> answers = List.of(
                put,
                owner.get("answers", "key"),
                owner.head("answers", "none"),
                owner.bucket(HEAD, "no-such-bucket").send(),
                head.header("If-Modified-Since", date).send(),
                get.header("If-Match", "none").send(),
                owner.delete("answers", "none"),
                ring.anonymous().service(GET).send());
        for (Answer answer : answers) {
            assertThat(answer.header("x-oss-request-id").orElseThrow()).matches("[0-9A-F]{24}");
            assertThat(answer.header("x-oss-server-time").orElseThrow()).matches("[0-9]+");
            assertThat(answer.header("server")).contains("AliyunOSS");
            assertThat(answer.header("date").orElseThrow()).matches("[A-Z][a-z]{2}, [0-9]{2} [A-Z].* GMT");
        }
        assertThat(answers.get(4).status()).isEqualTo(304);
        assertThat(answers.get(4).header("x-oss-err")).isEmpty();
        assertThat(answers.get(4).header("etag")).isEqualTo(put.header("etag"));
        assertThat(answers.get(2).header("x-oss-err")).isPresent();
        assertThat(owner.object(HEAD, "answers", "key")
                        .header("If-Match", "\"none\"")
                        .send()
                        .status())
                .isEqualTo(412);
    }

    @Test
    void noOperationFindsWhatIsNotThere() {
        for (Operation operation : ring.catalog().operations()) {
            Level level = operation.route().level();
            boolean creates =
                    operation.name().equals("PutBucket") || operation.name().equals("PutBucketAcl");
            if (operation.route().anyResource()
                    || level == Level.SERVICE
                    || creates
                    || operation.route().parameter().isPresent()
                    || operation.name().equals("PostObject")) {
                continue;
            }
            Method method = operation.route().method();
            Call call = level == Level.BUCKET
                    ? owner.bucket(method, "never-made")
                    : owner.object(method, "never-made", "key").header("x-oss-copy-source", "/never-made/other");
            operation.route().selectors().forEach(selector -> call.with(selector.keyword()));
            String outcome = call.send().outcomeWithEc();
            String expected = operation.name().equals("GetBucketEncryption") ? "400" : "404";
            assertThat(outcome).as(operation.name()).isEqualTo(expected + " NoSuchBucket 0015-00000101");
        }
    }

    @Test
    void documentsHaveADeclarationAndNoNamespace() {
        owner.create("plain");
        for (String subresource : new String[] {"acl", "location", "bucketInfo", "stat", "uploads", "versions"}) {
            Answer answer = owner.bucket(GET, "plain").with(subresource).send();
            assertThat(answer.header("content-type")).contains("application/xml");
            assertThat(answer.text()).startsWith("<?xml ").doesNotContain("xmlns", "DOCTYPE");
        }
    }

    // names

    @Test
    void olderNamesAreOnlyNotMade() {
        assertThat(owner.bucket(GET, "older_name").send().outcome()).isEqualTo("404 NoSuchBucket");
        assertThat(owner.get("older_name", "key").outcome()).isEqualTo("404 NoSuchBucket");
    }

    @Test
    void aPathIsDecodedOnceAndNotTidied() {
        owner.create("paths");
        for (String raw : new String[] {"a//b", "./x", "a/../b", "dir/", "a+b", "%2541", "a%2Fb%2F", "%3F"}) {
            Answer put = owner.object(PUT, "paths", decoded(raw))
                    .path("/paths/" + raw)
                    .body(raw)
                    .send();
            assertThat(put.outcome()).as(raw).isEqualTo("200");
            assertThat(owner.get("paths", decoded(raw)).text()).isEqualTo(raw);
        }
        assertThat(owner.bucket(GET, "paths").send().text())
                .contains("<Key>a//b</Key>", "<Key>./x</Key>", "<Key>a/../b</Key>", "<Key>dir/</Key>", "<Key>a+b</Key>")
                .contains("<Key>%41</Key>", "<Key>a/b/</Key>", "<Key>?</Key>");
        assertThat(owner.object(PUT, "paths", "\\start").body("x").send().outcome())
                .isEqualTo("400 InvalidObjectName");
    }

    private static String decoded(String raw) {
        return raw.replace("%2F", "/").replace("%3F", "?").replace("%25", "%");
    }

    @Test
    void aPlusIsABlankInTheQueryOnly() {
        owner.create("pluses");
        owner.put("pluses", "a b", "text");
        owner.put("pluses", "a+b", "text");
        Answer listed = owner.bucket(GET, "pluses")
                .signing(Call.Signing.V1)
                .path("/pluses/?prefix=a+b")
                .send();
        assertThat(listed.text()).contains("<Key>a b</Key>").doesNotContain("<Key>a+b</Key>");
    }

    // buckets

    /** A class of exceptions stands for each of these pairs. */
    @Test
    void codesThatClientsMapHaveTheirStatus() {
        Map<Integer, Set<String>> statuses = Map.of(
                400,
                Set.of(
                        "MalformedXML",
                        "InvalidRequest",
                        "OperationNotSupported",
                        "InvalidArgument",
                        "InvalidDigest",
                        "InvalidObjectName",
                        "InvalidEncryptionAlgorithmError",
                        "BucketReplicationAlreadyExist",
                        "PartNotSequential",
                        "InvalidWORMConfiguration"),
                403,
                Set.of("AccessDenied", "SignatureDoesNotMatch", "WORMConfigurationLocked"),
                404,
                Set.of(
                        "NoSuchBucket",
                        "NoSuchKey",
                        "NoSuchUpload",
                        "NoSuchWebsiteConfiguration",
                        "NoSuchLifecycle",
                        "NoSuchCORSConfiguration",
                        "NoSuchBucketPolicy",
                        "NoSuchInventory",
                        "NoSuchReplicationRule",
                        "NoSuchServerSideEncryptionRule",
                        "NoSuchWORMConfiguration",
                        "NoSuchTransferAccelerationConfiguration"),
                409,
                Set.of("RestoreAlreadyInProgress", "BucketNotEmpty", "PositionNotEqualToLength", "ObjectNotAppendable"),
                412,
                Set.of("PreconditionFailed"));
        statuses.forEach((status, codes) -> codes.forEach(code -> assertThat(OssError.values())
                .filteredOn(error -> error.code().equals(code))
                .isNotEmpty()
                .allMatch(error -> error.status() == status)));
    }

    @Test
    void bucketsTellWhatClientsParse() {
        owner.create("parsed");
        owner.object(PUT, "parsed", "key").body("1234567").send();
        assertThat(elements(owner.bucket(GET, "parsed").with("bucketInfo").send()))
                .contains("BucketInfo", "Bucket", "AccessMonitor", "BlockPublicAccess", "BucketPolicy", "LogBucket")
                .contains("LogPrefix", "Comment", "CreationDate", "CrossRegionReplication", "DataRedundancyType")
                .contains("ExtranetEndpoint", "IntranetEndpoint", "Location", "Name", "Owner", "DisplayName", "ID")
                .contains("ResourceGroupId", "ServerSideEncryptionRule", "SSEAlgorithm", "StorageClass")
                .contains("TransferAcceleration", "AccessControlList", "Grant");
        Answer stat = owner.bucket(GET, "parsed").with("stat").send();
        assertThat(elements(stat))
                .contains("Storage", "ObjectCount", "MultipartUploadCount", "LiveChannelCount", "LastModifiedTime")
                .contains("StandardStorage", "StandardObjectCount", "MultipartPartCount", "DeleteMarkerCount");
        for (String name : new String[] {"InfrequentAccess", "Archive", "ColdArchive", "DeepColdArchive"}) {
            assertThat(elements(stat)).contains(name + "Storage", name + "RealStorage", name + "ObjectCount");
        }
        assertThat(stat.element("LastModifiedTime").orElseThrow()).matches("[1-9][0-9]{9}");
        Answer before = owner.bucket(GET, "parsed").with("bucketInfo").send();
        assertThat(before.element("Versioning")).isEmpty();
        assertThat(before.element("LogBucket")).contains("");
        owner.bucket(PUT, "parsed")
                .with("versioning")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
        assertThat(owner.bucket(GET, "parsed").with("bucketInfo").send().element("Versioning"))
                .contains("Enabled");
    }

    @Test
    void bucketsAreListedWithoutAPageUnlessOneIsAskedFor() {
        owner.create("listed");
        Answer all = owner.service(GET).send();
        assertThat(elementsOf(all)).startsWith("ListAllMyBucketsResult Owner ID DisplayName Buckets Bucket");
        assertThat(all.element("CreationDate").orElseThrow()).endsWith(".000Z");
        Answer page = owner.service(GET).with("prefix", "listed").send();
        assertThat(page.element("IsTruncated")).contains("false");
        assertThat(page.element("NextMarker")).isEmpty();
        assertThat(owner.service(GET).with("regionList").send().status()).isEqualTo(200);
        assertThat(owner.service(GET).with("max-keys", "-1").send().outcome()).isEqualTo("400 InvalidArgument");
    }

    @Test
    void aBadAclIsNamed() {
        owner.create("acls");
        for (Call call : List.of(
                owner.bucket(PUT, "acls").with("acl"), owner.bucket(PUT, "acls"), owner.bucket(PUT, "acls-new"))) {
            Answer refused = call.header("x-oss-acl", "all").send();
            assertRefused(refused, "400 InvalidArgument", "no such bucket access control exists");
            assertThat(refused.element("ArgumentName")).contains("x-oss-acl");
            assertThat(refused.element("ArgumentValue")).contains("all");
        }
        Answer read = owner.bucket(GET, "acls").with("acl").send();
        assertThat(elementsOf(read)).isEqualTo("AccessControlPolicy Owner ID DisplayName AccessControlList Grant");
        assertThat(read.element("DisplayName")).isEqualTo(read.element("ID"));
        assertThat(owner.bucket(HEAD, "acls-new").send().status()).isEqualTo(404);
    }

    @Test
    void unsetSettingsAreEmptyDocumentsOrRefusals() {
        owner.create("unset");
        for (String subresource :
                new String[] {"tagging", "referer", "logging", "versioning", "requestPayment", "publicAccessBlock"}) {
            assertThat(owner.bucket(GET, "unset").with(subresource).send().status())
                    .as(subresource)
                    .isEqualTo(200);
        }
        assertThat(elementsOf(owner.bucket(GET, "unset").with("tagging").send()))
                .isEqualTo("Tagging TagSet");
        assertThat(elementsOf(owner.bucket(GET, "unset").with("logging").send()))
                .isEqualTo("BucketLoggingStatus");
        assertThat(elementsOf(owner.bucket(GET, "unset").with("versioning").send()))
                .isEqualTo("VersioningConfiguration");
        assertThat(owner.bucket(GET, "unset").with("requestPayment").send().element("Payer"))
                .contains("BucketOwner");
        Answer referer = owner.bucket(GET, "unset").with("referer").send();
        assertThat(referer.element("AllowEmptyReferer")).contains("true");
        assertThat(elements(referer)).contains("RefererList").doesNotContain("Referer");
    }

    @ParameterizedTest
    @CsvSource({
        "lifecycle,404 NoSuchLifecycle",
        "cors,404 NoSuchCORSConfiguration",
        "website,404 NoSuchWebsiteConfiguration",
        "policy,404 NoSuchBucketPolicy",
        "inventory,404 NoSuchInventory",
        "worm,404 NoSuchWORMConfiguration",
        "transferAcceleration,404 NoSuchTransferAccelerationConfiguration",
        "bucketArchiveDirectRead,404 NoSuchArchiveDirectReadConfiguration",
        "userDefinedLogFieldsConfig,404 NoSuchUserDefinedLogFieldsConfig",
        "replication,404 NoSuchReplicationConfiguration"
    })
    void whatWasNeverSetIsRefusedAndRemovable(String subresource, String outcome) {
        owner.create("never-set");
        assertThat(owner.bucket(GET, "never-set").with(subresource).send().outcome())
                .isEqualTo(outcome);
        if (List.of("lifecycle", "cors", "website", "policy", "logging", "tagging", "worm")
                .contains(subresource)) {
            assertThat(owner.bucket(DELETE, "never-set")
                            .with(subresource)
                            .send()
                            .outcome())
                    .isEqualTo("204");
        }
    }

    @Test
    void aBucketWithUploadsIsKept() {
        owner.create("pending");
        String upload = begin("pending", "key");
        Answer refused = owner.bucket(DELETE, "pending").send();
        assertRefused(refused, "409 BucketNotEmpty", "The bucket has Multipart Uploads. ");
        assertThat(refused.header("x-oss-ec")).contains("0015-00000301");
        owner.object(DELETE, "pending", "key").with("uploadId", upload).send();
        assertThat(owner.bucket(DELETE, "pending").send().outcome()).isEqualTo("204");
    }

    @Test
    void aStateThatIsMissingIsMalformed() {
        owner.create("stateless");
        for (String body : new String[] {
            "", "<VersioningConfiguration/>", "<VersioningConfiguration><Status>Off</Status></VersioningConfiguration>"
        }) {
            assertThat(owner.bucket(PUT, "stateless")
                            .with("versioning")
                            .body(body)
                            .send()
                            .outcome())
                    .isEqualTo("400 MalformedXML");
        }
    }

    // objects

    @Test
    void aPutAnswersItsDigestsAndNothingElse() {
        owner.create("puts");
        Answer put = owner.put("puts", "empty", "");
        assertThat(put.header("x-oss-hash-crc64ecma")).contains("0");
        assertThat(put.header("etag")).contains("\"D41D8CD98F00B204E9800998ECF8427E\"");
        assertThat(put.header("content-md5")).contains("1B2M2Y8AsgTpgAmY7PhCfg==");
        assertThat(put.header("x-oss-version-id")).isEmpty();
        assertThat(put.header("x-oss-server-side-encryption")).isEmpty();
        assertThat(put.text()).isEmpty();
        Answer head = owner.head("puts", "empty");
        assertThat(head.header("content-type")).contains("application/octet-stream");
        assertThat(head.header("content-length")).contains("0");
        assertThat(head.header("accept-ranges")).contains("bytes");
        assertThat(head.header("x-oss-object-type")).contains("Normal");
        assertThat(head.header("x-oss-storage-class")).contains("Standard");
        assertThat(head.header("x-oss-tagging-count")).isEmpty();
        assertThat(head.header("x-oss-next-append-position")).isEmpty();
        Answer meta = owner.object(HEAD, "puts", "empty").with("objectMeta").send();
        assertThat(meta.header("etag")).isEqualTo(put.header("etag"));
        assertThat(meta.header("content-length")).contains("0");
        assertThat(meta.header("x-oss-last-access-time")).isEmpty();
        assertThat(owner.object(HEAD, "puts", "none").with("objectMeta").send().outcome())
                .isEqualTo("404 NoSuchKey");
        assertThat(owner.object(HEAD, "no-such-bucket", "none")
                        .with("objectMeta")
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchBucket");
        assertThat(ring.client("LTAIowner", "wrong")
                        .object(HEAD, "puts", "none")
                        .with("objectMeta")
                        .send()
                        .outcome())
                .isEqualTo("403 SignatureDoesNotMatch");
    }

    @Test
    void metadataIsTrimmedAndLowerCaseAndExpiresIsAnyText() {
        owner.create("texts");
        owner.object(PUT, "texts", "key")
                .header("X-OSS-Meta-Mixed-Case", "  around  ")
                .header("Expires", "2015-10-01 00:00:00")
                .header("Content-Disposition", "attachment; filename=%E4%B8%AD")
                .header("Cache-Control", "no-cache")
                .body("text")
                .send();
        for (Answer answer : List.of(owner.get("texts", "key"), owner.head("texts", "key"))) {
            assertThat(answer.fields()).anyMatch(field -> field.equals("x-oss-meta-mixed-case: around"));
            assertThat(answer.header("expires")).contains("2015-10-01 00:00:00");
            assertThat(answer.header("content-disposition")).contains("attachment; filename=%E4%B8%AD");
            assertThat(answer.header("cache-control")).contains("no-cache");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-oss-storage-class,Cheap,400 InvalidArgument",
        "x-oss-object-acl,all,400 InvalidArgument",
        "x-oss-forbid-overwrite,perhaps,400 InvalidArgument 0017-00000279",
        "x-oss-server-side-encryption,invalid,400 InvalidEncryptionAlgorithmError 0005-00000003",
        "x-oss-metadata-directive,MERGE,400 InvalidArgument",
        "x-oss-tagging-directive,MERGE,400 InvalidArgument",
        "content-md5,garbage,400 InvalidDigest"
    })
    void badHeadersOfWritesStoreNothing(String header, String value, String outcome) {
        owner.create("bad-headers");
        owner.put("bad-headers", "source", "text");
        if (!header.endsWith("-directive")) {
            assertThat(owner.object(PUT, "bad-headers", "key")
                            .header(header, value)
                            .body("text")
                            .send()
                            .outcomeWithEc())
                    .isEqualTo(outcome);
        }
        if (!header.equals("content-md5")) {
            assertThat(owner.object(PUT, "bad-headers", "key")
                            .header("x-oss-copy-source", "/bad-headers/source")
                            .header(header, value)
                            .send()
                            .outcomeWithEc())
                    .isEqualTo(outcome);
        }
        assertThat(owner.head("bad-headers", "key").status()).isEqualTo(404);
    }

    @Test
    void aDataCipherAloneEncryptsNothing() {
        owner.create("cipher-alone");
        Answer put = owner.object(PUT, "cipher-alone", "key")
                .header("x-oss-server-side-data-encryption", "SM4")
                .body("text")
                .send();
        assertThat(put.outcome()).isEqualTo("200");
        assertThat(put.header("x-oss-server-side-encryption")).isEmpty();
        Answer both = owner.object(PUT, "cipher-alone", "key")
                .header("x-oss-server-side-encryption", "AES256")
                .header("x-oss-server-side-data-encryption", "SM4")
                .body("text")
                .send();
        assertThat(both.header("x-oss-server-side-encryption")).contains("AES256");
        assertThat(both.header("x-oss-server-side-data-encryption")).isEmpty();
    }

    @Test
    void refusalsHaveTheTextsThatClientsCompare() {
        owner.create("texts-of-refusals");
        String bucket = "texts-of-refusals";
        assertRefused(owner.get("nowhere-at-all", "key"), "404 NoSuchBucket", "The specified bucket does not exist.");
        assertRefused(owner.get(bucket, "none"), "404 NoSuchKey", "The specified key does not exist.");
        owner.put(bucket, "key", "text");
        Answer refused =
                owner.object(GET, bucket, "key").header("If-Match", "none").send();
        assertRefused(
                refused, "412 PreconditionFailed", "At least one of the pre-conditions you specified did not hold.");
        assertThat(refused.element("Condition")).contains("If-Match");
        assertRefused(append(bucket, "key", "0"), "409 ObjectNotAppendable", "The object is not appendable");
        owner.object(PUT, bucket, "link")
                .with("symlink")
                .header("x-oss-symlink-target", "key")
                .send();
        assertThat(append(bucket, "link", "0").outcome()).isEqualTo("409 ObjectNotAppendable");
        assertRefused(
                owner.object(POST, bucket, "new").with("append").body("x").send(),
                "400 MissingArgument",
                "Missing Some Required Arguments.");
        assertThat(append(bucket, "appended", "0").header("x-oss-next-append-position"))
                .contains("4");
        Answer displaced = append(bucket, "appended", "1");
        assertRefused(displaced, "409 PositionNotEqualToLength", "Position is not equal to file length");
        assertThat(displaced.header("x-oss-next-append-position")).contains("4");
        assertRefused(
                owner.object(PUT, bucket, "key")
                        .header("x-oss-forbid-overwrite", "true")
                        .body("x")
                        .send(),
                "409 FileAlreadyExists",
                "The object you specified already exists and can not be overwritten.");
        assertRefused(
                owner.object(POST, bucket, "key").with("restore").send(),
                "400 OperationNotSupported",
                "The operation is not supported for this resource");
    }

    private static Answer append(String bucket, String key, String position) {
        return owner.object(POST, bucket, key)
                .with("append")
                .with("position", position)
                .body("text")
                .send();
    }

    @Test
    void appendsAfterTheFirstTakeNoNewMethodOrMetadata() {
        owner.create("appended");
        owner.object(POST, "appended", "key")
                .with("append")
                .with("position", "0")
                .header("x-oss-meta-note", "first")
                .body("text")
                .send();
        Answer second = owner.object(POST, "appended", "key")
                .with("append")
                .with("position", "4")
                .header("x-oss-meta-note", "second")
                .header("x-oss-server-side-encryption", "KMS")
                .body("text")
                .send();
        assertThat(second.outcome()).isEqualTo("200");
        assertThat(second.header("x-oss-server-side-encryption")).isEmpty();
        assertThat(second.header("content-md5")).isEmpty();
        Answer head = owner.head("appended", "key");
        assertThat(head.header("x-oss-meta-note")).contains("first");
        assertThat(head.header("content-md5")).isEmpty();
        assertThat(head.header("x-oss-object-type")).contains("Appendable");
        assertThat(owner.put("appended", "key", "text").outcome()).isEqualTo("200");
        assertThat(owner.head("appended", "key").header("x-oss-object-type")).contains("Normal");
    }

    @Test
    void copiesTellWhichConditionDidNotHold() {
        owner.create("copied");
        String date = owner.put("copied", "source", "text").header("date").orElseThrow();
        String etag = owner.head("copied", "source").header("etag").orElseThrow();
        Answer unmatched = copy("source", "x-oss-copy-source-if-match", "none");
        assertThat(unmatched.outcome()).isEqualTo("412 PreconditionFailed");
        assertThat(unmatched.element("Condition")).contains("If-Match");
        Answer changed = copy("source", "x-oss-copy-source-if-unmodified-since", "Thu, 01 Jan 2015 00:00:00 GMT");
        assertThat(changed.element("Condition")).contains("If-Unmodified-Since");
        for (Answer same : List.of(
                copy("source", "x-oss-copy-source-if-none-match", etag.replace("\"", "")),
                copy("source", "x-oss-copy-source-if-modified-since", date))) {
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.body()).isEmpty();
        }
        assertThat(copy("none", "x-oss-meta-a", "b").outcome()).isEqualTo("404 NoSuchKey");
        Answer copied = copy("source", "x-oss-meta-ignored", "b");
        assertThat(elementsOf(copied)).isIn("CopyObjectResult ETag LastModified", "CopyObjectResult LastModified ETag");
        assertThat(copied.element("ETag").map(tag -> tag.replace("&quot;", "\"")))
                .contains(etag);
        assertThat(owner.head("copied", "target").header("x-oss-meta-ignored")).isEmpty();
        assertThat(owner.object(PUT, "copied", "target")
                        .header("x-oss-copy-source", "/no-such-bucket/source")
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchBucket");
    }

    private static Answer copy(String source, String header, String value) {
        return owner.object(PUT, "copied", "target")
                .header("x-oss-copy-source", "/copied/" + source)
                .header(header, value)
                .send();
    }

    @Test
    void aCopyOntoItselfReplacesTheMetadata() {
        owner.create("itself");
        owner.object(PUT, "itself", "中文 ;,/?:@&=+$#<>[]{}|")
                .header("x-oss-meta-old", "1")
                .header("x-oss-object-acl", "public-read")
                .body("text")
                .send();
        String source = "/itself/" + PercentEncoding.encode("中文 ;,/?:@&=+$#<>[]{}|");
        assertThat(owner.object(PUT, "itself", "中文 ;,/?:@&=+$#<>[]{}|")
                        .header("x-oss-copy-source", source)
                        .header("content-type", "whatever")
                        .header("x-oss-meta-new", "2")
                        .send()
                        .outcome())
                .isEqualTo("200");
        Answer head = owner.get("itself", "中文 ;,/?:@&=+$#<>[]{}|");
        assertThat(head.text()).isEqualTo("text");
        assertThat(head.header("content-type")).contains("whatever");
        assertThat(head.header("x-oss-meta-old")).isEmpty();
        assertThat(head.header("x-oss-meta-new")).contains("2");
        assertThat(owner.object(GET, "itself", "中文 ;,/?:@&=+$#<>[]{}|")
                        .with("acl")
                        .send()
                        .element("Grant"))
                .contains("default");
    }

    @Test
    void deletedKeysComeBackInTheOrderAsked() {
        owner.create("many");
        owner.put("many", "a", "text");
        Answer deleted = deleteMany("<Object><Key>z&#x1;&#13;</Key></Object><Object><Key>a</Key></Object>", "url");
        assertThat(deleted.outcome()).isEqualTo("200");
        assertThat(elementsOf(deleted)).isEqualTo("DeleteResult EncodingType Deleted Key Deleted Key");
        assertThat(deleted.text()).containsSubsequence("<Key>z%01%0D</Key>", "<Key>a</Key>");
        assertThat(owner.head("many", "a").status()).isEqualTo(404);
        Answer quiet = deleteMany("<Quiet>true</Quiet><Object><Key>a</Key></Object>", "url");
        assertThat(quiet.text()).doesNotContain("<Deleted>");
        assertThat(deleteMany("<Object><Key>a</Key></Object><Quiet>false</Quiet>", "")
                        .text())
                .contains("<Deleted><Key>a</Key></Deleted>");
        assertThat(deleteMany("<Object><Key>a</Key><VersionId>short</VersionId></Object>", "")
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(deleteMany("<Object>", "").outcome()).isEqualTo("400 MalformedXML");
    }

    private static Answer deleteMany(String children, String encoding) {
        Call call = owner.bucket(POST, "many").with("delete").body("<Delete>" + children + "</Delete>");
        return (encoding.isEmpty() ? call : call.with("encoding-type", encoding)).send();
    }

    @Test
    void aclsOfObjectsAreTheirOwn() {
        owner.create("object-acls");
        owner.put("object-acls", "key", "text");
        Answer acl = owner.object(GET, "object-acls", "key").with("acl").send();
        assertThat(elementsOf(acl)).isEqualTo("AccessControlPolicy Owner ID DisplayName AccessControlList Grant");
        assertThat(acl.element("Grant")).contains("default");
        Answer refused = owner.object(PUT, "object-acls", "key")
                .with("acl")
                .header("x-oss-object-acl", "all")
                .send();
        assertThat(refused.outcome()).isEqualTo("400 InvalidArgument");
        assertThat(refused.element("ArgumentName")).contains("x-oss-object-acl");
        owner.delete("object-acls", "key");
        assertThat(owner.object(GET, "object-acls", "key").with("acl").send().outcome())
                .isEqualTo("404 NoSuchKey");
    }

    @Test
    void linksAreSeenAsLinks() {
        owner.create("links");
        owner.put("links", "dir/target", "text");
        Answer made = owner.object(PUT, "links", "link")
                .with("symlink")
                .header("x-oss-symlink-target", "dir%2Ftarget")
                .header("x-oss-meta-of", "link")
                .send();
        assertThat(made.outcome()).isEqualTo("200");
        assertThat(made.header("etag")).isPresent();
        Answer head = owner.head("links", "link");
        assertThat(head.header("x-oss-object-type")).contains("Symlink");
        assertThat(head.header("x-oss-meta-of")).contains("link");
        assertThat(head.header("content-length")).contains("4");
        assertThat(head.header("etag"))
                .isEqualTo(owner.head("links", "dir/target").header("etag"));
        Answer read = owner.object(GET, "links", "link").with("symlink").send();
        assertThat(read.header("x-oss-symlink-target")).contains("dir%2Ftarget");
        assertThat(read.header("last-modified")).isPresent();
        assertThat(owner.object(GET, "links", "none").with("symlink").send().outcome())
                .isEqualTo("404 NoSuchKey");
        assertRefused(
                owner.object(GET, "links", "dir/target").with("symlink").send(),
                "400 NotSymlink",
                "The object is not symlink");
        assertThat(owner.object(PUT, "links", "link")
                        .with("symlink")
                        .header("x-oss-symlink-target", "other")
                        .header("x-oss-forbid-overwrite", "true")
                        .send()
                        .outcome())
                .isEqualTo("409 FileAlreadyExists");
    }

    @Test
    void taggingDoesNotTouchTheTimeOfAnObject() {
        owner.create("tagged");
        owner.put("tagged", "key", "text");
        String modified = owner.head("tagged", "key").header("last-modified").orElseThrow();
        Answer none = owner.object(GET, "tagged", "key").with("tagging").send();
        assertThat(elementsOf(none)).isEqualTo("Tagging TagSet");
        ring.clock().advance(Duration.ofSeconds(5));
        assertThat(owner.object(PUT, "tagged", "key")
                        .with("tagging")
                        .body("<Tagging><TagSet><Tag><Key>k</Key><Value>+++:::</Value></Tag></TagSet></Tagging>")
                        .send()
                        .outcome())
                .isEqualTo("200");
        Answer head = owner.head("tagged", "key");
        assertThat(head.header("last-modified")).contains(modified);
        assertThat(head.header("x-oss-tagging-count")).contains("1");
        assertThat(owner.object(DELETE, "tagged", "key").with("tagging").send().outcome())
                .isEqualTo("204");
        assertThat(owner.object(GET, "tagged", "none").with("tagging").send().outcome())
                .isEqualTo("404 NoSuchKey");
    }

    // uploads in parts

    @Test
    void anUploadStaysUsableWhenItsPartsAreTooSmall() {
        owner.create("small");
        String upload = begin("small", "dir/k y");
        assertThat(upload).matches("[0-9A-F]{32}");
        Answer first = part("small", "dir/k y", upload, 1, new byte[10]);
        Answer second = part("small", "dir/k y", upload, 3, new byte[10]);
        Answer small = complete("small", "dir/k y", upload, named(1, first) + named(3, second));
        assertRefused(small, "400 EntityTooSmall", "Your proposed upload smaller than the minimum allowed size.");
        Answer disordered = complete("small", "dir/k y", upload, named(3, second) + named(1, first));
        assertRefused(
                disordered,
                "400 InvalidPartOrder",
                "The list of parts was not in ascending order. Parts list must specified in order by part number.");
        Answer unknown = complete("small", "dir/k y", upload, named(2, first));
        assertRefused(
                unknown,
                "400 InvalidPart",
                "One or more of the specified parts could not be found or the specified entity tag might not have"
                        + " matched the part's entity tag.");
        assertThat(complete("small", "dir/k y", upload, "").outcomeWithEc())
                .isEqualTo("400 MalformedXML 0042-00000205");
        Answer again = part("small", "dir/k y", upload, 1, new byte[100 * 1024]);
        assertThat(complete("small", "dir/k y", upload, named(1, first) + named(3, second))
                        .outcome())
                .isEqualTo("400 InvalidPart");
        Answer completed = owner.object(POST, "small", "dir/k y")
                .with("uploadId", upload)
                .with("encoding-type", "url")
                .under("localhost:" + ring.port())
                .body("<CompleteMultipartUpload>" + named(1, again) + named(3, second) + "</CompleteMultipartUpload>")
                .send();
        assertThat(elementsOf(completed))
                .isEqualTo("CompleteMultipartUploadResult EncodingType Location Bucket Key ETag");
        assertThat(completed.element("Location")).contains("http://small.localhost:" + ring.port() + "/dir/k%20y");
        assertThat(completed.element("Key")).contains("dir%2Fk%20y");
        assertThat(completed.element("ETag").orElseThrow()).endsWith("-2\"");
        assertRefused(
                owner.object(GET, "small", "dir/k y").with("uploadId", upload).send(),
                "404 NoSuchUpload",
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been"
                        + " aborted or completed.");
        assertThat(owner.head("small", "dir/k y").header("content-md5")).isEmpty();
        assertThat(owner.head("small", "dir/k y").header("x-oss-object-type")).contains("Multipart");
    }

    @Test
    void tagsOfPartsMayBeBareAndOfAnyCase() {
        owner.create("bare-tags");
        String upload = begin("bare-tags", "key");
        String tag =
                part("bare-tags", "key", upload, 2, new byte[1]).header("etag").orElseThrow();
        String bare = tag.replace("\"", "").toLowerCase(Locale.ROOT);
        assertThat(complete(
                                "bare-tags",
                                "key",
                                upload,
                                "<Part><ETag>" + bare + "</ETag><PartNumber>2</PartNumber></Part>")
                        .outcome())
                .isEqualTo("200");
        Answer again = complete("bare-tags", "key", upload, "<Part><PartNumber>2</PartNumber><ETag>x</ETag></Part>");
        assertThat(again.outcome()).isEqualTo("404 NoSuchUpload");
        Answer elsewhere = owner.object(GET, "bare-tags", "other")
                .with("uploadId", begin("bare-tags", "key"))
                .send();
        assertThat(elsewhere.outcome()).isEqualTo("404 NoSuchUpload");
    }

    @Test
    void aRangeCarriesTheSumOfTheWhole() {
        owner.create("ranges");
        Answer put = owner.put("ranges", "key", "0123456789");
        Answer part =
                owner.object(GET, "ranges", "key").header("Range", "bytes=2-4").send();
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("234");
        assertThat(part.header("content-range")).contains("bytes 2-4/10");
        assertThat(part.header("x-oss-hash-crc64ecma")).isEqualTo(put.header("x-oss-hash-crc64ecma"));
        for (String odd : new String[] {"bytes=8-10", "bytes=4-2", "bytes=-1--1", "bytes=0-1,3-4", "bytes=10-"}) {
            Answer whole =
                    owner.object(GET, "ranges", "key").header("Range", odd).send();
            assertThat(whole.status()).as(odd).isEqualTo(200);
            assertThat(whole.text()).as(odd).isEqualTo("0123456789");
        }
    }

    @Test
    void theLocationIsInTheStyleOfTheRequest() {
        owner.create("placed-here");
        String upload = begin("placed-here", "key");
        Answer only = part("placed-here", "key", upload, 1, new byte[1]);
        assertThat(complete("placed-here", "key", upload, named(1, only)).element("Location"))
                .contains("http://127.0.0.1:" + ring.port() + "/placed-here/key");
    }

    @Test
    void partsAndUploadsAreListedWithTheirLast() {
        owner.create("uploads");
        String upload = begin("uploads", "dir/b");
        Answer none =
                owner.object(GET, "uploads", "dir/b").with("uploadId", upload).send();
        assertThat(none.element("NextPartNumberMarker")).isEmpty();
        assertThat(none.element("MaxParts")).contains("1000");
        part("uploads", "dir/b", upload, 7, new byte[1]);
        Answer parts = owner.object(GET, "uploads", "dir/b")
                .with("uploadId", upload)
                .with("encoding-type", "url")
                .send();
        assertThat(elementsOf(parts))
                .isEqualTo("ListPartsResult EncodingType Bucket Key UploadId StorageClass PartNumberMarker"
                        + " NextPartNumberMarker MaxParts IsTruncated Part PartNumber LastModified ETag HashCrc64ecma"
                        + " Size");
        assertThat(parts.element("NextPartNumberMarker")).contains("7");
        assertThat(parts.element("IsTruncated")).contains("false");
        assertThat(parts.element("Key")).contains("dir%2Fb");
        Answer uploads = owner.bucket(GET, "uploads").with("uploads").send();
        assertThat(elementsOf(uploads))
                .isEqualTo("ListMultipartUploadsResult Bucket KeyMarker UploadIdMarker NextKeyMarker"
                        + " NextUploadIdMarker Delimiter Prefix MaxUploads IsTruncated Upload Key UploadId"
                        + " StorageClass Initiated");
        assertThat(uploads.element("NextKeyMarker")).contains("dir/b");
        assertThat(uploads.element("NextUploadIdMarker")).contains(upload);
        assertThat(uploads.element("MaxUploads")).contains("1000");
        assertThat(owner.bucket(GET, "uploads")
                        .with("uploads")
                        .with("upload-id-marker", upload)
                        .send()
                        .element("Key"))
                .contains("dir/b");
        Answer empty = owner.bucket(GET, "uploads")
                .with("uploads")
                .with("prefix", "none")
                .send();
        assertThat(elements(empty)).doesNotContain("NextKeyMarker", "NextUploadIdMarker");
        assertThat(owner.bucket(GET, "uploads")
                        .with("uploads")
                        .with("max-uploads", "1001")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
    }

    @Test
    void theLastOfAPageOfUploadsIsTheLastByItsBytes() {
        owner.create("uploads-by-bytes");
        String astral = "\uD83D\uDE00";
        begin("uploads-by-bytes", "\uFF01/in");
        begin("uploads-by-bytes", astral);
        Answer page = owner.bucket(GET, "uploads-by-bytes")
                .with("uploads")
                .with("delimiter", "/")
                .send();
        assertThat(page.element("NextKeyMarker")).contains(astral);
    }

    @Test
    void copiedPartsAreAnsweredAsCopies() {
        owner.create("part-copies");
        owner.put("part-copies", "source", "0123456789");
        String upload = begin("part-copies", "key");
        Answer copied = partCopy(upload, "source", "bytes=2-4");
        assertThat(elementsOf(copied)).isEqualTo("CopyPartResult LastModified ETag");
        assertThat(owner.object(GET, "part-copies", "key")
                        .with("uploadId", upload)
                        .send()
                        .element("Size"))
                .contains("3");
        assertThat(partCopy(upload, "none", "").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(partCopy("0".repeat(32), "source", "").outcome()).isEqualTo("404 NoSuchUpload");
        assertThat(owner.object(DELETE, "part-copies", "key")
                        .with("uploadId", upload)
                        .send()
                        .outcome())
                .isEqualTo("204");
        assertThat(owner.object(DELETE, "part-copies", "key")
                        .with("uploadId", upload)
                        .send()
                        .outcomeWithEc())
                .isEqualTo("404 NoSuchUpload 0042-00000002");
        assertThat(part("part-copies", "key", upload, 1, new byte[1]).outcomeWithEc())
                .isEqualTo("404 NoSuchUpload 0042-00000104");
    }

    private static Answer partCopy(String upload, String source, String range) {
        Call call = owner.object(PUT, "part-copies", "key")
                .with("partNumber", "1")
                .with("uploadId", upload)
                .header("x-oss-copy-source", "/part-copies/" + source);
        return (range.isEmpty() ? call : call.header("x-oss-copy-source-range", range)).send();
    }

    @Test
    void anAclOfACompletionMustBeOneThatMayBeSet() {
        owner.create("closed");
        owner.bucket(PUT, "closed")
                .with("publicAccessBlock")
                .body("<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess>"
                        + "</PublicAccessBlockConfiguration>")
                .send();
        String upload = begin("closed", "key");
        Answer only = part("closed", "key", upload, 1, new byte[1]);
        Call completion = owner.object(POST, "closed", "key")
                .with("uploadId", upload)
                .header("x-oss-object-acl", "public-read")
                .body("<CompleteMultipartUpload>" + named(1, only) + "</CompleteMultipartUpload>");
        assertThat(completion.send().outcome()).isEqualTo("403 AccessDenied");
        assertThat(owner.head("closed", "key").status()).isEqualTo(404);
        assertThat(complete("closed", "key", upload, named(1, only)).outcome()).isEqualTo("200");
        assertThat(owner.object(PUT, "closed", "key")
                        .with("acl")
                        .header("x-oss-object-acl", "public-read")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
    }

    // listings

    @Test
    void elementsOfListingsComeInTheirOrder() {
        owner.create("order");
        owner.put("order", "a/b", "text");
        owner.put("order", "a/c", "text");
        owner.put("order", "d", "text");
        Answer first = list("order", "delimiter", "/", "max-keys", "1", "encoding-type", "url");
        assertThat(elementsOf(first))
                .isEqualTo("ListBucketResult Name Prefix Marker MaxKeys Delimiter EncodingType IsTruncated NextMarker"
                        + " CommonPrefixes Prefix");
        assertThat(first.text()).contains("<Prefix>a%2F</Prefix>", "<Delimiter>%2F</Delimiter>");
        assertThat(first.element("NextMarker")).contains("a%2F");
        Answer whole = list("order", "prefix", "d");
        assertThat(elementsOf(whole))
                .isEqualTo("ListBucketResult Name Prefix Marker MaxKeys Delimiter IsTruncated Contents Key"
                        + " LastModified ETag Type Size StorageClass Owner ID DisplayName");
        assertThat(whole.element("MaxKeys")).contains("100");
        assertThat(whole.element("LastModified").orElseThrow()).matches("[-0-9]{10}T[0-9:]{8}\\.000Z");
        Answer second = list("order", "list-type", "2", "start-after", "a/b", "max-keys", "1");
        assertThat(elementsOf(second))
                .isEqualTo("ListBucketResult Name Prefix StartAfter MaxKeys Delimiter IsTruncated KeyCount"
                        + " NextContinuationToken Contents Key LastModified ETag Type Size StorageClass");
        assertThat(second.element("KeyCount")).contains("1");
        assertThat(elements(list("order", "list-type", "2", "fetch-owner", "true")))
                .contains("Owner");
        Answer versions =
                owner.bucket(GET, "order").with("versions").with("prefix", "d").send();
        assertThat(elementsOf(versions))
                .isEqualTo("ListVersionsResult Name Prefix KeyMarker VersionIdMarker MaxKeys Delimiter IsTruncated"
                        + " Version Key VersionId IsLatest LastModified ETag Type Size StorageClass Owner ID"
                        + " DisplayName");
        assertThat(versions.element("VersionId")).contains("null");
        assertThat(versions.element("IsLatest")).contains("true");
        assertThat(versions.element("MaxKeys")).contains("100");
    }

    private static Answer list(String bucket, String... namesAndValues) {
        Call call = owner.bucket(GET, bucket);
        for (int at = 0; at < namesAndValues.length; at += 2) {
            call.with(namesAndValues[at], namesAndValues[at + 1]);
        }
        return call.send();
    }

    @Test
    void badArgumentsOfListingsAreRefused() {
        owner.create("arguments");
        for (String[] argument : new String[][] {
            {"max-keys", "1001"},
            {"max-keys", "-1"},
            {"max-keys", "many"},
            {"encoding-type", "base64"},
            {"prefix", "x".repeat(1024)},
            {"marker", "x".repeat(1024)},
            {"delimiter", "x".repeat(1024)}
        }) {
            assertThat(list("arguments", argument).outcome())
                    .as(argument[0] + " " + argument[1].length())
                    .isEqualTo("400 InvalidArgument");
        }
        assertThat(owner.bucket(GET, "arguments")
                        .with("versions")
                        .with("key-marker", "k")
                        .with("version-id-marker", "x".repeat(1025))
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
    }

    @Test
    void controlCharactersAreNotDroppedFromPlainListings() {
        owner.create("controls");
        owner.put("controls", "a\u0001b", "text");
        assertThat(list("controls").text()).containsPattern("<Key>a(\u0001|&#x?1;)b</Key>");
        assertThat(list("controls", "encoding-type", "url").element("Key")).contains("a%01b");
    }

    // archives

    @Test
    void restorationsAnswerTheirTier() {
        owner.create("frozen");
        for (String storageClass : new String[] {"Archive", "ColdArchive"}) {
            owner.object(PUT, "frozen", storageClass)
                    .header("x-oss-storage-class", storageClass)
                    .body("text")
                    .send();
        }
        String tier = "<RestoreRequest><Days>1</Days><JobParameters><Tier>%s</Tier></JobParameters></RestoreRequest>";
        assertThat(restore("Archive", tier.formatted("Standard")).outcomeWithEc())
                .isEqualTo("400 MalformedXML 0016-00000608");
        assertThat(restore("ColdArchive", tier.formatted("Fast")).outcome()).isEqualTo("400 InvalidArgument");
        Answer cold = restore("ColdArchive", tier.formatted("Bulk"));
        assertThat(cold.status()).isEqualTo(202);
        assertThat(cold.header("x-oss-object-restore-priority")).contains("Bulk");
        Answer archive = restore("Archive", "");
        assertThat(archive.status()).isEqualTo(202);
        assertThat(archive.header("x-oss-object-restore-priority")).isEmpty();
        assertThat(list("frozen", "prefix", "Archive").element("RestoreInfo").orElseThrow())
                .isIn("ongoing-request=\"true\"", "ongoing-request=&quot;true&quot;");
        assertThat(restore("none", "").outcome()).isEqualTo("404 NoSuchKey");
    }

    private static Answer restore(String key, String body) {
        return owner.object(POST, "frozen", key).with("restore").body(body).send();
    }

    // versions

    @Test
    void deletedVersionsAreToldApart() {
        owner.create("versions");
        owner.bucket(PUT, "versions")
                .with("versioning")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
        Answer put = owner.put("versions", "key", "text");
        assertThat(put.header("x-oss-version-id").orElseThrow()).hasSize(64);
        assertThat(owner.object(GET, "versions", "key").with("acl").send().header("x-oss-version-id"))
                .isEqualTo(put.header("x-oss-version-id"));
        Answer marker = owner.delete("versions", "key");
        assertThat(marker.header("x-oss-delete-marker")).contains("true");
        Answer hidden = owner.get("versions", "key");
        assertThat(hidden.outcome()).isEqualTo("404 NoSuchKey");
        assertThat(hidden.header("x-oss-delete-marker")).contains("true");
        assertThat(hidden.header("x-oss-version-id")).isEqualTo(marker.header("x-oss-version-id"));
        Answer named = version(GET, marker.header("x-oss-version-id").orElseThrow());
        assertRefused(named, "405 MethodNotAllowed", "The specified method is not allowed against this resource.");
        assertThat(named.header("allow")).contains("DELETE");
        assertThat(version(GET, "short").outcome()).isEqualTo("400 InvalidArgument");
        assertThat(version(HEAD, put.header("x-oss-version-id").orElseThrow().replaceAll(".{4}$", "AAAA"))
                        .outcome())
                .isEqualTo("404 NoSuchVersion");
        Answer headed = version(HEAD, marker.header("x-oss-version-id").orElseThrow());
        assertThat(headed.outcome()).isEqualTo("405 MethodNotAllowed");
        assertThat(headed.header("allow")).contains("DELETE");
        Answer page = owner.bucket(GET, "versions")
                .with("versions")
                .with("encoding-type", "url")
                .with("max-keys", "1")
                .send();
        assertThat(elementsOf(page))
                .isEqualTo("ListVersionsResult Name Prefix KeyMarker VersionIdMarker MaxKeys Delimiter EncodingType"
                        + " IsTruncated NextKeyMarker NextVersionIdMarker DeleteMarker Key VersionId IsLatest"
                        + " LastModified Owner ID DisplayName");
        assertThat(page.element("NextVersionIdMarker")).isEqualTo(marker.header("x-oss-version-id"));
        Answer removed = version(DELETE, marker.header("x-oss-version-id").orElseThrow());
        assertThat(removed.header("x-oss-delete-marker")).contains("true");
        assertThat(version(DELETE, put.header("x-oss-version-id").orElseThrow()).header("x-oss-delete-marker"))
                .isEmpty();
        assertThat(owner.bucket(DELETE, "versions").send().outcome()).isEqualTo("204");
    }

    private static Answer version(Method method, String id) {
        return owner.object(method, "versions", "key").with("versionId", id).send();
    }
}
