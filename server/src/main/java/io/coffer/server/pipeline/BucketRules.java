package io.coffer.server.pipeline;

import io.coffer.model.OssError;
import io.coffer.model.setting.HttpsConfiguration;
import io.coffer.model.setting.RequestPayment;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.Subresource;
import java.util.Optional;
import java.util.Set;

/** What a bucket asks of every request, whatever its caller may do: a certain connection, and that somebody pays. */
final class BucketRules {
    private static final String PAYER = "x-oss-request-payer";
    private static final String REQUESTER = "requester";
    private static final Set<String> PUBLIC_ACLS = Set.of("public-read", "public-read-write");

    private BucketRules() {}

    /**
     * @param tlsOffered whether this server can be reached over TLS at all: where it cannot, a rule about connections
     *     would lock everybody out, and there is nothing that a caller could do about it
     * @throws io.coffer.model.OssException when the bucket does not take requests over such a connection
     */
    static void checkConnection(OssRequest request, BucketSnapshot bucket, boolean tlsOffered) {
        Optional<HttpsConfiguration> rule = bucket.setting(BucketSettings.HTTPS);
        if (rule.isEmpty()) {
            return;
        }
        boolean taken = request.tls()
                .map(tls -> rule.get().takes(tls.protocol(), tls.cipherSuite()))
                .orElse(!tlsOffered || !rule.get().enabled());
        if (!taken) {
            throw OssError.CONNECTION_NOT_ALLOWED.with(
                    "BucketName", bucket.name().value());
        }
    }

    /** The rule about connections can be read and changed over each of them, so that a slip in it can be undone. */
    static boolean dependsOnConnection(Operation operation) {
        return !operation.route().selectors().contains(Subresource.HTTPS_CONFIG);
    }

    /** Whether an operation is one that somebody pays for: all on objects, and listings, but no settings. */
    static boolean isPaidFor(Operation operation) {
        boolean onContent =
                operation.route().level() == Level.OBJECT || operation.access().kind() != AccessKind.ADMINISTRATIVE;
        // browsers ask beforehand without saying who they are
        return onContent && operation.route().method() != Method.OPTIONS;
    }

    /**
     * @return whether the caller pays in place of the bucket's owner
     * @throws io.coffer.model.OssException when the caller would have to and did not say so
     */
    static boolean chargesRequester(Caller caller, OssRequest request, BucketSnapshot bucket) {
        boolean requesterPays = bucket.setting(BucketSettings.REQUEST_PAYMENT)
                .filter(payment -> payment.payer() == RequestPayment.Payer.REQUESTER)
                .isPresent();
        if (!requesterPays || caller.accountId().filter(bucket.owner()::equals).isPresent()) {
            return false;
        }
        if (caller.accountId().isEmpty()) {
            throw OssError.ANONYMOUS_REQUESTER.with("BucketName", bucket.name().value());
        }
        String payer =
                request.header(PAYER).or(() -> request.query().first(PAYER)).orElse("");
        if (!payer.equalsIgnoreCase(REQUESTER)) {
            OssError refusal =
                    request.headers().has("authorization") ? OssError.REQUESTER_PAYS : OssError.REQUESTER_PAYS_URL;
            throw refusal.with("BucketName", bucket.name().value());
        }
        return true;
    }

    /** Whether a request would give a bucket or object an ACL that opens it to everybody. */
    static boolean setsPublicAcl(OssRequest request) {
        boolean writes = request.method() == Method.PUT || request.method() == Method.POST;
        return writes
                && (request.header("x-oss-acl").filter(PUBLIC_ACLS::contains).isPresent()
                        || request.header("x-oss-object-acl")
                                .filter(PUBLIC_ACLS::contains)
                                .isPresent());
    }
}
