package io.coffer.server.authorization;

import io.coffer.model.OssError;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What refuses a request beside missing permissions: a setting of the bucket, a state of an object or of a key. */
public enum RefusingRule {
    REFERER(
            "BucketReferer",
            "the bucket's referer rules refuse the Referer of the request",
            "Add the page to the bucket's referer list, or send no Referer where an empty one is allowed.",
            OssError.EMPTY_REFERER,
            OssError.BLACKLISTED_REFERER,
            OssError.UNLISTED_REFERER),
    REQUESTER_PAYS(
            "BucketRequestPayment",
            "the bucket lets requesters pay and the request did not agree to it",
            "Send x-oss-request-payer: requester.",
            OssError.ANONYMOUS_REQUESTER,
            OssError.REQUESTER_PAYS_URL,
            OssError.REQUESTER_PAYS),
    CONNECTION(
            "BucketHttpsConfig",
            "the bucket's HTTPS configuration does not take such a connection",
            "Connect over TLS of a version and with a cipher suite that the bucket takes.",
            OssError.CONNECTION_NOT_ALLOWED),
    PUBLIC_ACCESS(
            "PublicAccessBlock",
            "public access is blocked, so nothing can be opened to everybody",
            "Remove the public ACL or the public statement, or switch the block off for bucket and account.",
            OssError.PUBLIC_ACCESS_BLOCKED),
    RETENTION(
            "Retention",
            "a retention rule protects the object or the bucket",
            "Wait for the end of the retention; a locked one can only be prolonged.",
            OssError.WORM_CONFIGURATION_LOCKED,
            OssError.RETENTION_WEAKENED,
            OssError.FILE_IMMUTABLE),
    OBJECT_STATE(
            "ObjectState",
            "the object is archived and was not restored",
            "Restore the object first with RestoreObject.",
            OssError.INVALID_OBJECT_STATE),
    FORM_POLICY(
            "PostPolicy",
            "the policy of the form does not allow these fields, or its time is over",
            "Sign a policy whose conditions hold for the form's fields.",
            OssError.FORM_POLICY_EXPIRED,
            OssError.FORM_POLICY_CONDITION_FAILED),
    CAPACITY(
            "BucketStorageCapacity",
            "the bucket would hold more than its storage capacity",
            "Delete objects, or raise the bucket's storage capacity.",
            OssError.STORAGE_CAPACITY_EXCEEDED),
    ACCELERATION(
            "BucketTransferAcceleration",
            "transfer acceleration is not switched on for the bucket",
            "Switch transfer acceleration on, or use another endpoint.",
            OssError.TRANSFER_ACCELERATION_OFF),
    DOMAIN_OWNERSHIP(
            "BucketCname",
            "it is not proven that the domain belongs to the bucket's owner",
            "Make a token with CreateCnameToken and publish it as a TXT record of the domain.",
            OssError.NEED_VERIFY_DOMAIN_OWNERSHIP),
    INVENTORY_DESTINATION(
            "BucketInventory",
            "the destination of an inventory belongs to another account",
            "Name a destination bucket of the same owner.",
            OssError.INVENTORY_DESTINATION_DENIED),
    CORS("BucketCors", "no CORS rule of the bucket allows the request", "Add a CORS rule.", OssError.CORS_NOT_ALLOWED),
    KEY_NOT_FOUND(
            "KmsKey",
            "the master key does not exist, or belongs to another account",
            "Name an existing key of the bucket owner's account.",
            OssError.KMS_KEY_NOT_FOUND),
    KEY_DISABLED("KmsKey", "the master key is disabled", "Enable the key with EnableKey.", OssError.KMS_KEY_DISABLED),
    KEY_PENDING_DELETION(
            "KmsKey",
            "the master key is pending deletion",
            "Cancel the deletion with CancelKeyDeletion before its date.",
            OssError.KMS_KEY_PENDING_DELETION),
    KEY_UNAVAILABLE(
            "KmsKey",
            "key management could not be reached",
            "Try again; see the server's log when it lasts.",
            OssError.KMS_UNAVAILABLE),
    KEY_USE(
            "KmsKey",
            "key management did not let the key be used for this",
            "See what the key is for and who owns it with DescribeKey.",
            OssError.FORBIDDEN_BY_KMS),
    ROOT_ONLY(
            "RootOnly",
            "only the root of the store's first account may do this, whatever policies allow",
            "Ask the store's operator.");

    private static final Map<OssError, RefusingRule> BY_ERROR = Arrays.stream(values())
            .flatMap(rule -> Arrays.stream(rule.errors))
            .collect(Collectors.toMap(Function.identity(), RefusingRule::ofError));

    private final String policyType;
    private final String says;
    private final String advice;

    @SuppressWarnings("ImmutableEnumChecker") // never changed, and nobody else sees it
    private final OssError[] errors;

    RefusingRule(String policyType, String says, String advice, OssError... errors) {
        this.policyType = policyType;
        this.says = says;
        this.advice = advice;
        this.errors = errors;
    }

    public static Optional<RefusingRule> of(OssError error) {
        return Optional.ofNullable(BY_ERROR.get(error));
    }

    private static RefusingRule ofError(OssError error) {
        return Arrays.stream(values())
                .filter(rule -> Arrays.asList(rule.errors).contains(error))
                .findFirst()
                .orElseThrow();
    }

    /** The rule's name in the place where a refusal by a policy names the kind of policy. */
    public String policyType() {
        return policyType;
    }

    /** What happened, as the end of a sentence. */
    public String says() {
        return says;
    }

    /** What can be done about it. */
    public String advice() {
        return advice;
    }
}
