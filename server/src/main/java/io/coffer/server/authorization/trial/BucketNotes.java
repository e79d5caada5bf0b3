package io.coffer.server.authorization.trial;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.HttpsConfiguration;
import io.coffer.model.setting.RequestPayment;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.authorization.RefererCheck;
import io.coffer.server.authorization.trial.Reply.Note;
import io.coffer.server.bucket.AccountSettings;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of a bucket's rules beside permissions would refuse a request, as far as a question says enough to tell. */
final class BucketNotes {
    private static final Set<String> PUBLIC_ACLS = Set.of("public-read", "public-read-write");
    private static final String SECURE = "acs:SecureTransport";

    private final AccountSettings settings;
    private final boolean tlsOffered;

    BucketNotes(AccountSettings settings, boolean tlsOffered) {
        this.settings = settings;
        this.tlsOffered = tlsOffered;
    }

    List<Note> of(Question question, Meaning meaning, BucketSnapshot bucket) {
        List<Note> notes = new ArrayList<>();
        connection(question, bucket).ifPresent(notes::add);
        payer(question, meaning, bucket).ifPresent(notes::add);
        referer(question, meaning, bucket).ifPresent(notes::add);
        publicAcl(question, bucket).ifPresent(notes::add);
        return notes;
    }

    private Optional<Note> connection(Question question, BucketSnapshot bucket) {
        Optional<HttpsConfiguration> rule = bucket.setting(BucketSettings.HTTPS).filter(HttpsConfiguration::enabled);
        boolean inClear = question.says(SECURE).filter("false"::equals).isPresent();
        return rule.filter(enabled -> tlsOffered && inClear)
                .map(enabled -> new Note(
                        "BucketHttpsConfig",
                        OssError.CONNECTION_NOT_ALLOWED.code(),
                        "The bucket takes requests over TLS only."));
    }

    private static Optional<Note> payer(Question question, Meaning meaning, BucketSnapshot bucket) {
        boolean requesterPays = meaning.paidFor()
                && bucket.setting(BucketSettings.REQUEST_PAYMENT)
                        .filter(payment -> payment.payer() == RequestPayment.Payer.REQUESTER)
                        .isPresent();
        if (!requesterPays
                || question.caller().accountId().filter(bucket.owner()::equals).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                question.caller() instanceof Caller.Anonymous
                        ? new Note(
                                "BucketRequestPayment",
                                OssError.ANONYMOUS_REQUESTER.code(),
                                "Requesters pay, and an anonymous one cannot.")
                        : new Note(
                                "BucketRequestPayment",
                                "",
                                "Requesters pay: the request must carry x-oss-request-payer: requester."));
    }

    private static Optional<Note> referer(Question question, Meaning meaning, BucketSnapshot bucket) {
        boolean byPage = question.caller() instanceof Caller.Anonymous && meaning.kind() != AccessKind.ADMINISTRATIVE;
        if (!byPage || bucket.setting(BucketSettings.REFERER).isEmpty()) {
            return Optional.empty();
        }
        try {
            RefererCheck.require(
                    bucket.setting(BucketSettings.REFERER).get(),
                    Optional.ofNullable(question.given().get("referer")));
            return Optional.empty();
        } catch (OssException refusal) {
            return Optional.of(new Note("BucketReferer", refusal.error().code(), refusal.text()));
        }
    }

    private Optional<Note> publicAcl(Question question, BucketSnapshot bucket) {
        boolean opens = List.of("oss:x-oss-acl", "oss:x-oss-object-acl").stream()
                .anyMatch(
                        key -> question.says(key).filter(PUBLIC_ACLS::contains).isPresent());
        return opens && settings.blocksPublicAccess(bucket)
                ? Optional.of(new Note(
                        "PublicAccessBlock",
                        OssError.PUBLIC_ACCESS_BLOCKED.code(),
                        "Public access is blocked, so no public ACL can be set."))
                : Optional.empty();
    }
}
