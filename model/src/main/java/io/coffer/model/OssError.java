package io.coffer.model;

import java.util.Optional;

/**
 * Every cause for which a request is refused: its code, status, error code detail (EC) and message. One value for one
 * cause, so several share a {@link #code()}. Where the official page of an operation and the live service differ in
 * the status, the operation's contract decides, see {@link Contract}.
 */
public enum OssError {
    // requests in general
    BAD_REQUEST(400, "BadRequest", "", "The request could not be understood."),
    INVALID_REQUEST(400, "InvalidRequest", "", "The request is not valid."),
    INVALID_ARGUMENT(400, "InvalidArgument", "", "Invalid Argument."),
    UNKNOWN_PARAMETER(
            400, "InvalidArgument", "", "The request has a query parameter that no operation of this method takes."),
    CONFLICTING_SUBRESOURCES(
            400, "InvalidArgument", "", "The request names subresources that cannot stand in one request."),
    MALFORMED_XML(
            400,
            "MalformedXML",
            "",
            "The XML you provided was not well-formed or did not validate against our published schema."),
    ENTITY_TOO_LARGE(400, "EntityTooLarge", "", "Your proposed upload exceeds the maximum allowed size."),
    INVALID_DIGEST(400, "InvalidDigest", "", "The Content-MD5 you specified was invalid."),
    INCOMPLETE_BODY(
            400,
            "IncompleteBody",
            "",
            "You did not provide the number of bytes specified by the Content-Length HTTP header."),
    MISSING_CONTENT_LENGTH(411, "MissingContentLength", "", "You must provide the Content-Length HTTP header."),
    REQUEST_TIMEOUT(
            408,
            "RequestTimeout",
            "",
            "Your socket connection to the server was not read from or written to within the timeout period."),
    METHOD_NOT_ALLOWED(
            405, "MethodNotAllowed", "0003-00000016", "The specified method is not allowed against this resource."),
    NOT_IMPLEMENTED(
            501,
            "NotImplemented",
            "",
            "A header or parameter you provided implies functionality that is not implemented."),
    NO_SUCH_ADMINISTRATION_PATH(404, "NoSuchPath", "", "The administration port has nothing there."),
    INTERNAL_ERROR(500, "InternalError", "", "We encountered an internal error. Please try again."),
    SERVICE_UNAVAILABLE(503, "ServiceUnavailable", "", "Please reduce your request rate."),
    TOO_MANY_FAILED_SIGNATURES(
            503, "QpsLimitExceeded", "", "Too many requests with invalid signatures came from this address."),
    STORAGE_FULL(507, "InsufficientStorage", "", "The server has no room left to store the data."),
    DATA_DAMAGED(500, "InternalError", "", "The stored data is damaged and was not delivered."),

    // authentication
    MALFORMED_AUTHORIZATION(400, "InvalidArgument", "", "Authorization header is invalid."),
    MALFORMED_V4_AUTHORIZATION(400, "InvalidArgument", "0002-00000202", "Invalid Authorization header format."),
    EMPTY_ADDITIONAL_HEADERS(400, "InvalidArgument", "0002-00000209", "AdditionalHeaders must not be empty."),
    INVALID_V4_DATE(400, "InvalidArgument", "0002-00000212", "Invalid date in Authorization header."),
    INVALID_V4_CREDENTIAL(400, "InvalidArgument", "0002-00000213", "Invalid credential in Authorization header."),
    INVALID_CONTENT_SHA256(
            400, "InvalidArgument", "0002-00000214", "The x-oss-content-sha256 header must be UNSIGNED-PAYLOAD."),
    INVALID_SIGNING_PRODUCT(
            400, "InvalidArgument", "0002-00000227", "Invalid signing product in Authorization header."),
    INVALID_SIGNING_REGION(400, "InvalidArgument", "0002-00000228", "Invalid signing region in Authorization header."),
    MISSING_V4_URL_SIGNATURE(400, "InvalidArgument", "0002-00000219", "Missing x-oss-signature in the query."),
    INVALID_V4_URL_DATE(400, "InvalidArgument", "0002-00000223", "Invalid date in the query."),
    INVALID_V4_URL_CREDENTIAL(400, "InvalidArgument", "0002-00000223", "Invalid credential in the query."),
    INVALID_V4_URL_REGION(400, "InvalidArgument", "0002-00000226", "Invalid signing region in the query."),
    INVALID_V4_URL_EXPIRES(
            400, "InvalidArgument", "0002-00000232", "x-oss-expires must be between 1 and 604800 seconds."),
    HEADER_AND_URL_SIGNATURE(
            400,
            "InvalidArgument",
            "0002-00000010",
            "A request carries its signature in the header or in the URL, not both."),
    INVALID_ACCESS_KEY_ID(
            403,
            "InvalidAccessKeyId",
            "0002-00000902",
            "The OSS Access Key Id you provided does not exist in our records."),
    SIGNATURE_DOES_NOT_MATCH(
            403,
            "SignatureDoesNotMatch",
            "0002-00000040",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method."),
    V2_SIGNATURE_DOES_NOT_MATCH(
            403,
            "SignatureDoesNotMatch",
            "0002-00000101",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method."),
    REQUEST_TIME_TOO_SKEWED(
            403,
            "RequestTimeTooSkewed",
            "0002-00000504",
            "The difference between the request time and the current time is too large."),
    INVALID_REQUEST_DATE(403, "AccessDenied", "0002-00000503", "OSS authentication requires a valid Date."),
    URL_EXPIRED(403, "AccessDenied", "0002-00000069", "Request has expired."),
    INVALID_URL_SIGNATURE(403, "AccessDenied", "0002-00000065", "The Signature parameter must not be empty."),
    MISSING_URL_EXPIRES(403, "AccessDenied", "0002-00000067", "The Expires parameter is missing."),
    EMPTY_URL_EXPIRES(403, "AccessDenied", "0002-00000068", "The Expires parameter must not be empty."),
    INVALID_URL_EXPIRES(403, "AccessDenied", "0002-00000070", "Invalid date (should be seconds since epoch)."),
    INCOMPLETE_URL_SIGNATURE(
            403,
            "AccessDenied",
            "",
            "Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters"),
    INVALID_SECURITY_TOKEN(403, "InvalidSecurityToken", "0002-00000006", "The security token you provided is invalid."),
    MISSING_SECURITY_TOKEN(
            403,
            "InvalidAccessKeyId",
            "0002-00000003",
            "The access key id you provided is a temporary one and needs its security token."),
    MALFORMED_SECURITY_TOKEN(
            403, "InvalidSecurityToken", "0002-00000008", "The security token you provided is invalid."),
    SECURITY_TOKEN_EXPIRED(
            403, "SecurityTokenExpired", "0002-00000007", "The security token you provided has expired."),
    SECURITY_TOKEN_OF_ANOTHER_KEY(
            403,
            "AccessKeyIdAndSecurityTokenNotMatch",
            "0002-00000004",
            "The security token you provided does not belong to the access key id."),
    INVALID_V4_URL_PRODUCT(400, "InvalidArgument", "", "Invalid signing product in the query."),
    REPEATED_SIGNED_HEADER(400, "InvalidArgument", "", "A header that the signature covers must not be repeated."),
    URL_NOT_YET_VALID(
            403,
            "RequestTimeTooSkewed",
            "0002-00000235",
            "The difference between the request time and the current time is too large."),
    SENDER_OUTSIDE_NETWORK(
            403,
            "SignatureDoesNotMatch",
            "0002-00000602",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method."),
    V2_SENDER_OUTSIDE_NETWORK(
            403,
            "SignatureDoesNotMatch",
            "0002-00000119",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method."),
    V4_SENDER_OUTSIDE_NETWORK(
            403,
            "SignatureDoesNotMatch",
            "0002-00000225",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method."),
    SENDER_OUTSIDE_VPC(
            403, "AccessDenied", "0002-00000603", "The signed request must come from the VPC that the URL names."),

    // authorization
    ACCESS_DENIED(403, "AccessDenied", "0003-00000001", "AccessDenied"),
    NO_RIGHT_TO_ACCESS_OBJECT(403, "AccessDenied", "0003-00000001", "You have no right to access this object."),
    NO_READ_ACL_PERMISSION(403, "AccessDenied", "0003-00000007", "You do not have read acl permission on this object."),
    ANONYMOUS_FORBIDDEN(403, "AccessDenied", "", "Anonymous access is forbidden for this operation."),
    DENIED_BY_BUCKET_POLICY(403, "AccessDenied", "0003-00000101", "Access denied by bucket policy."),
    DENIED_BY_POLICY(403, "AccessDenied", "0003-00000201", "Access denied by bucket policy."),
    NOT_ALLOWED_BY_POLICY(403, "AccessDenied", "0003-00000202", "AccessDenied"),
    DENIED_BY_BOTH_POLICIES(403, "AccessDenied", "0003-00000203", "Access denied by bucket policy."),
    BATCH_DENIED_BY_POLICY(403, "AccessDenied", "0003-00000204", "Access denied by bucket policy."),
    BATCH_NOT_ALLOWED(403, "AccessDenied", "0016-00000616", "You have no right to access this object."),
    TAGGING_NOT_ALLOWED(403, "AccessDenied", "0003-00000905", "AccessDenied"),
    DENIED_BY_SESSION_POLICY(403, "AccessDenied", "0003-00000301", "Access denied by authorizer's policy."),
    BUCKET_OF_OTHERS(403, "AccessDenied", "0003-00000001", "The bucket you access does not belong to you."),
    FORBIDDEN_BY_KMS(403, "AccessDenied", "", "This request is forbidden by kms"),

    // buckets
    NO_SUCH_BUCKET(404, "NoSuchBucket", "0015-00000101", "The specified bucket does not exist."),
    INVALID_BUCKET_NAME(400, "InvalidBucketName", "0015-00000001", "The specified bucket is not valid."),
    BUCKET_ALREADY_EXISTS(
            409,
            "BucketAlreadyExists",
            "0015-00000104",
            "The requested bucket name is not available. The bucket namespace is shared by all users of the system."
                    + " Please select a different name and try again."),
    STORAGE_CLASS_CHANGE(409, "BucketAlreadyExists", "0015-00000104", "Cannot modify existing bucket's storage class."),
    BUCKET_NOT_EMPTY(409, "BucketNotEmpty", "0015-00000301", "The bucket has objects. Please delete them first."),
    TOO_MANY_BUCKETS(400, "TooManyBuckets", "", "You have attempted to create more buckets than allowed."),
    INVALID_LOCATION_CONSTRAINT(400, "InvalidLocationConstraint", "", "The specified location-constraint is not valid"),
    INVALID_BUCKET_ACL(400, "InvalidArgument", "", "no such bucket access control exists"),
    INVALID_OBJECT_ACL(400, "InvalidArgument", "", "no such object access control exists"),
    INVALID_STORAGE_CLASS(400, "InvalidArgument", "", "The storage class you specified is not valid."),

    // objects
    NO_SUCH_KEY(404, "NoSuchKey", "0026-00000001", "The specified key does not exist."),
    NO_SUCH_VERSION(404, "NoSuchVersion", "", "The specified version does not exist."),
    EMPTY_OBJECT_NAME(400, "InvalidObjectName", "", "The Object name can not be empty"),
    OBJECT_NAME_TOO_LONG(400, "InvalidObjectName", "", "The Length of Object name must be less than 1024."),
    INVALID_OBJECT_NAME(400, "InvalidObjectName", "", "The specified object is not valid."),
    INVALID_RANGE(416, "InvalidRange", "", "The requested range cannot be satisfied"),
    PRECONDITION_FAILED(
            412, "PreconditionFailed", "", "At least one of the pre-conditions you specified did not hold."),
    NOT_MODIFIED(304, "NotModified", "", "Not Modified"),
    FILE_ALREADY_EXISTS(
            409, "FileAlreadyExists", "", "The object you specified already exists and can not be overwritten."),
    INVALID_FORBID_OVERWRITE(400, "InvalidArgument", "0017-00000279", "x-oss-forbid-overwrite must be true or false."),
    METADATA_TOO_LARGE(400, "InvalidArgument", "0011-00000002", "The total size of the user metadata exceeds 8 KB."),
    CONCURRENT_UPDATE(
            409,
            "OperationConflict",
            "",
            "The object was changed by another request at the same time. Please try again."),

    // server-side encryption
    NO_SUCH_SERVER_SIDE_ENCRYPTION_RULE(
            404, "NoSuchServerSideEncryptionRule", "0005-00000101", "The server side encryption rule does not exist."),
    INVALID_ENCRYPTION_ALGORITHM(
            400,
            "InvalidEncryptionAlgorithmError",
            "0005-00000003",
            "The Encryption request you specified is not valid. Supported value: AES256/KMS/SM4"),
    ENCRYPTION_NOT_APPLICABLE(
            400,
            "InvalidArgument",
            "0005-00000002",
            "Server side encryption headers are not applicable to this operation."),
    INVALID_DATA_ENCRYPTION(
            400, "InvalidArgument", "0005-00000203", "The data encryption algorithm you specified is not valid."),
    KEY_ID_WITHOUT_KMS(
            400,
            "InvalidArgument",
            "0005-00000204",
            "KMSMasterKeyID is not applicable if the default sse algorithm is not KMS"),
    EMPTY_KEY_ID(400, "InvalidArgument", "0005-00000205", "The KMS key id must not be empty."),
    CONTEXT_WITHOUT_KEY_ID(
            400,
            "InvalidArgument",
            "0005-00000228",
            "The encryption context is applicable only with KMS and a key id in the same request."),
    INVALID_ENCRYPTION_CONTEXT(
            400,
            "InvalidArgument",
            "0005-00000230",
            "The encryption context must be one JSON object of strings, as it is or in base64."),
    KMS_KEY_NOT_FOUND(400, "InvalidArgument", "0005-00000208", "The specified KMS key does not exist."),
    KMS_KEY_DISABLED(409, "KmsKeyDisabled", "0005-00000214", "The specified KMS key is disabled."),
    KMS_KEY_PENDING_DELETION(
            409, "KmsKeyPendingDeletion", "0005-00000215", "The specified KMS key is pending deletion."),
    KMS_KEY_PENDING_IMPORT(409, "KmsKeyPendingImport", "", "The material of the specified KMS key is not imported."),
    KMS_KEY_DESTROYED(409, "KmsKeyDestroyed", "", "The KMS key was destroyed, and what it protects with it."),
    KMS_UNAVAILABLE(503, "KmsUnavailable", "", "The key management service cannot be reached. Please try again."),

    // versions

    // multipart uploads
    NO_SUCH_UPLOAD(
            404,
            "NoSuchUpload",
            "0042-00000104",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or"
                    + " completed."),
    NO_SUCH_UPLOAD_TO_ABORT(
            404,
            "NoSuchUpload",
            "0042-00000002",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or"
                    + " completed."),
    INVALID_PART(
            400,
            "InvalidPart",
            "",
            "One or more of the specified parts could not be found or the specified entity tag might not have matched"
                    + " the part's entity tag."),
    INVALID_PART_ORDER(
            400,
            "InvalidPartOrder",
            "",
            "The list of parts was not in ascending order. Parts list must specified in order by part number."),
    ENTITY_TOO_SMALL(400, "EntityTooSmall", "", "Your proposed upload smaller than the minimum allowed size."),
    PART_NOT_SEQUENTIAL(400, "PartNotSequential", "", "The part number is not sequential."),
    COMPLETE_ALL_WITH_BODY(
            400, "InvalidArgument", "0042-00000216", "The request body must be empty when x-oss-complete-all is yes."),
    MALFORMED_COMPLETE_XML(
            400,
            "MalformedXML",
            "0042-00000205",
            "The XML you provided was not well-formed or did not validate against our published schema."),
    UPLOADS_REMAIN(
            409, "BucketNotEmpty", "0015-00000301", "The bucket has Multipart Uploads. Please abort them first."),

    // appendable objects and symlinks
    NOT_SYMLINK(400, "NotSymlink", "", "The object is not symlink"),
    SYMLINK_TARGET_NOT_EXIST(404, "SymlinkTargetNotExist", "", "The symlink target object does not exist"),
    INVALID_TARGET_TYPE(400, "InvalidTargetType", "0026-00000011", "The symbolic's target file type is invalid"),
    POSITION_NOT_EQUAL_TO_LENGTH(
            409, "PositionNotEqualToLength", "0026-00000016", "Position is not equal to file length"),
    OBJECT_NOT_APPENDABLE(409, "ObjectNotAppendable", "", "The object is not appendable"),
    APPEND_SEALED_OBJECT(409, "AppendSealedObjectNotAllowed", "", "The object is sealed and takes no further appends."),
    MISSING_ARGUMENT(400, "MissingArgument", "", "Missing Some Required Arguments."),

    // tagging
    INVALID_TAG(400, "InvalidTag", "", "The tag you specified is not valid."),

    // archived objects
    INVALID_OBJECT_STATE(
            403,
            "InvalidObjectState",
            "",
            "The operation is not valid for the object's state: it is archived and was not restored."),
    RESTORE_NOT_SUPPORTED(
            400, "OperationNotSupported", "0016-00000702", "The operation is not supported for this resource"),
    RESTORE_ALREADY_IN_PROGRESS(409, "RestoreAlreadyInProgress", "", "The restore operation is in progress."),
    RESTORE_PRIORITY_LOWERED(
            409,
            "RestoreAlreadyInProgress",
            "0016-00000715",
            "The restore operation is in progress and its priority can only be raised."),
    RESTORE_PARAMETERS_ON_ARCHIVE(
            400,
            "MalformedXML",
            "0016-00000608",
            "The XML you provided was not well-formed or did not validate against our published schema."),
    INVALID_RESTORE_TIER(400, "InvalidArgument", "0016-00000703", "The tier of the restore request is not valid."),
    INVALID_RESTORE_DAYS(
            400, "InvalidArgument", "0016-00000704", "Days of the restore request must be between 1 and 365."),
    INVALID_ARCHIVE_RESTORE_DAYS(
            400, "InvalidArgument", "0016-00000708", "Days of the restore request must be between 1 and 7."),
    ARCHIVE_RESTORE_FILE_STALE(409, "ArchiveRestoreFileStale", "", "The archive file or restore info stale"),
    ARCHIVE_RESTORE_NOT_FINISHED(409, "ArchiveRestoreNotFinished", "", "The archive file's restore is not finished."),

    // retention: WORM, object retention, legal hold
    FILE_IMMUTABLE(409, "FileImmutable", "", "The object you specified is immutable."),
    NO_SUCH_WORM_CONFIGURATION(404, "NoSuchWORMConfiguration", "", "The WORM Configuration does not exist."),
    WORM_CONFIGURATION_LOCKED(403, "WORMConfigurationLocked", "", "The WORM Configuration is locked."),
    INVALID_WORM_CONFIGURATION(400, "InvalidWORMConfiguration", "", "The WORM Configuration is not valid."),
    WORM_WITH_VERSIONS(
            400,
            "OperationNotSupported",
            "",
            "A retention policy and versioning cannot be in force for one bucket at the same time."),
    WORM_WITH_OBJECT_WORM(
            400,
            "OperationNotSupported",
            "",
            "A retention policy of the bucket and retention of its objects exclude each other."),
    OBJECT_WORM_WITHOUT_VERSIONING(
            400, "InvalidRequest", "", "Retention of objects needs a bucket whose versioning is enabled."),
    OBJECT_WORM_KEEPS_VERSIONING(
            400, "OperationNotSupported", "", "Versioning cannot be suspended where objects may be under retention."),
    APPEND_WITH_OBJECT_WORM(
            400, "OperationNotSupported", "", "Nothing can be appended where objects may be under retention."),
    OBJECT_WORM_NOT_ENABLED(400, "InvalidRequest", "", "Retention of objects is not enabled for the bucket."),
    NO_SUCH_OBJECT_WORM_CONFIGURATION(
            404, "NoSuchObjectWormConfiguration", "", "The object WORM configuration does not exist."),
    NO_SUCH_OBJECT_RETENTION(404, "NoSuchObjectRetention", "", "The object has no retention."),
    RETENTION_WEAKENED(403, "AccessDenied", "", "The retention of the object can only be prolonged."),

    // forms and callbacks
    REQUEST_IS_NOT_MULTIPART(
            400, "RequestIsNotMultiPartContent", "", "Bucket POST must be of the enclosure-type multipart/form-data."),
    MALFORMED_POST_REQUEST(
            400, "MalformedPOSTRequest", "", "The body of your POST request is not well-formed multipart/form-data."),
    INCORRECT_NUMBER_OF_FILES(
            400, "IncorrectNumberOfFilesInPOSTRequest", "", "POST requires exactly one file upload per request."),
    FORM_FIELD_TOO_LONG(400, "FieldItemTooLong", "", "A form field exceeds the maximum allowed size."),
    FORM_FIELDS_TOO_LARGE(
            400,
            "MaxPOSTPreDataLengthExceeded",
            "",
            "Your POST request fields preceding the upload file were too large."),
    MISSING_FORM_KEY(
            400,
            "InvalidArgument",
            "",
            "Bucket POST must contain a field named 'key'. If it is specified, please check the order of the fields."),
    INCOMPLETE_FORM_SIGNATURE(
            400, "InvalidArgument", "", "A form that is signed must contain the access key id, policy and signature."),
    MISSING_FORM_POLICY(400, "InvalidArgument", "0002-00000702", "The form has a signature but no policy."),
    EMPTY_FORM_POLICY(400, "InvalidArgument", "0006-00000205", "The policy of the form must not be empty."),
    MISSING_FORM_SIGNATURE(400, "InvalidArgument", "0002-00000703", "The signature of the form is missing."),
    EMPTY_FORM_SIGNATURE(400, "InvalidArgument", "0002-00000704", "The signature of the form must not be empty."),
    MISSING_FORM_ACCESS_KEY_ID(400, "InvalidArgument", "0002-00000706", "The access key id of the form is missing."),
    INVALID_FORM_DATE(
            400, "InvalidArgument", "0002-00000709", "The date of the form's signature is not valid or too far away."),
    INVALID_FORM_CREDENTIAL(400, "InvalidArgument", "0002-00000710", "Invalid x-oss-credential in the form."),
    FORM_SIGNATURE_DOES_NOT_MATCH(
            403,
            "SignatureDoesNotMatch",
            "0002-00000705",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method."),
    INVALID_FORM_POLICY(400, "InvalidPolicyDocument", "", "Invalid Policy."),
    FORM_POLICY_EXPIRED(403, "AccessDenied", "", "Invalid according to Policy: Policy expired."),
    FORM_POLICY_CONDITION_FAILED(403, "AccessDenied", "", "Invalid according to Policy: Policy Condition failed."),
    FORM_FILE_TOO_SMALL(
            400, "EntityTooSmall", "", "Your proposed upload is smaller than the minimum allowed object size."),
    INVALID_CALLBACK(400, "InvalidArgument", "", "The callback configuration is not json format."),
    INVALID_CALLBACK_URL(400, "InvalidArgument", "0007-00000004", "The callback url is not valid."),
    TOO_MANY_CALLBACK_URLS(400, "InvalidArgument", "0007-00000005", "There are more than five callback urls."),
    FORBIDDEN_CALLBACK_ADDRESS(400, "InvalidArgument", "0007-00000008", "Private address is forbidden to callback."),
    INVALID_CALLBACK_BODY(400, "InvalidArgument", "0007-00000011", "The callback body must not be empty."),
    INVALID_CALLBACK_BODY_TYPE(400, "InvalidArgument", "0007-00000012", "The callback body type is not valid."),
    CALLBACK_IN_HEADER_AND_QUERY(
            400,
            "InvalidArgument",
            "0007-00000027",
            "The callback stands either in the header or in the query, not in both."),
    INVALID_CALLBACK_VARIABLE(400, "InvalidArgument", "0007-00000105", "Left brace must be adjacent to dollar sign."),
    CALLBACK_FAILED(203, "CallbackFailed", "0007-00000203", "The callback failed."),
    INVALID_TRAFFIC_LIMIT(
            400, "InvalidArgument", "", "The traffic limit must be between 245760 and 838860800 bits per second."),

    // CORS
    NO_SUCH_CORS_CONFIGURATION(404, "NoSuchCORSConfiguration", "", "The CORS Configuration does not exist."),
    TOO_MANY_CORS_RULES(400, "InvalidArgument", "", "A CORS configuration has at most 20 rules."),
    CORS_NOT_ALLOWED(
            403,
            "AccessForbidden",
            "",
            "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request"
                    + " method / Access-Control-Request-Method or Access-Control-Requet-Headers are not whitelisted by"
                    + " the resource's CORS spec."),
    MISSING_ORIGIN(400, "BadRequest", "", "A preflight request needs the header Origin."),
    MISSING_REQUEST_METHOD(
            400, "BadRequest", "", "A preflight request needs the header Access-Control-Request-Method."),

    // website and referer
    NO_SUCH_WEBSITE_CONFIGURATION(
            404, "NoSuchWebsiteConfiguration", "", "The specified bucket does not have a website configuration."),
    EMPTY_WEBSITE_CONFIGURATION(
            400, "InvalidArgument", "", "A website needs an IndexDocument, an ErrorDocument or a RoutingRule."),
    TOO_MANY_ROUTING_RULES(400, "InvalidArgument", "", "A website has at most 20 routing rules."),
    EMPTY_REFERER(403, "AccessDenied", "0003-00000501", "You are denied by bucket referer policy."),
    BLACKLISTED_REFERER(403, "AccessDenied", "0003-00000502", "You are denied by bucket referer policy."),
    UNLISTED_REFERER(403, "AccessDenied", "0003-00000503", "You are denied by bucket referer policy."),

    // bucket policy and public access
    NO_SUCH_BUCKET_POLICY(404, "NoSuchBucketPolicy", "", "The bucket policy does not exist."),
    INVALID_POLICY_DOCUMENT(400, "InvalidPolicyDocument", "", "The bucket policy is not valid."),
    PUBLIC_ACCESS_BLOCKED(
            403,
            "AccessDenied",
            "",
            "Public access is blocked here, so no ACL and no policy that opens something to everybody can be set."),
    ANONYMOUS_REQUESTER(403, "AccessDenied", "0003-00000701", "Access denied for requester pay bucket"),
    REQUESTER_PAYS_URL(403, "AccessDenied", "0003-00000702", "Access denied for requester pay bucket"),
    REQUESTER_PAYS(403, "AccessDenied", "0003-00000703", "Access denied for requester pay bucket"),
    CONNECTION_NOT_ALLOWED(
            403, "AccessDenied", "", "The bucket does not take requests over a connection of this kind."),
    INVALID_RESOURCE_GROUP(
            400, "ResourceGroupIdPreCheckError", "0039-00000003", "The resource group id precheck error"),

    // lifecycle and access monitor
    BUCKET_SETTINGS_TOO_LARGE(
            400, "EntityTooLarge", "", "All settings of the bucket together are larger than this server can keep."),
    NO_SUCH_LIFECYCLE(404, "NoSuchLifecycle", "", "No Row found in Lifecycle Table."),
    TOO_MANY_LIFECYCLE_RULES(
            400, "InvalidArgument", "", "One bucket not allow exceed one thousand items of LifecycleRules."),
    LIFECYCLE_OVERLAP(400, "InvalidArgument", "", "Overlap for same action type"),
    LIFECYCLE_ORDER(
            400,
            "InvalidArgument",
            "",
            "An object must become IA, Archive, ColdArchive and DeepColdArchive in this order, and expire last."),
    LIFECYCLE_ORDER_OF_RULES(
            400,
            "InvalidArgument",
            "0014-00000082",
            "Rules with overlapping prefixes must make an object IA, Archive, ColdArchive and DeepColdArchive in this"
                    + " order, and let it expire last."),
    LIFECYCLE_MIXED_TIMES(
            400,
            "InvalidRequest",
            "",
            "Days and CreatedBeforeDate must not be mixed in the expiration and the transitions of a rule."),
    LIFECYCLE_DAYS_AND_DATE(400, "InvalidArgument", "", "Days and createBeforeDate can only choose one"),
    LIFECYCLE_WITHOUT_ACTION(
            400,
            "MalformedXML",
            "0014-00000026",
            "The XML you provided was not well-formed or did not validate against our published schema."),
    LIFECYCLE_EMPTY_EXPIRATION(
            400,
            "MalformedXML",
            "0014-00000060",
            "The XML you provided was not well-formed or did not validate against our published schema."),
    LIFECYCLE_ACCESS_TIME_WITH_DATE(
            400,
            "MalformedXML",
            "0014-00000047",
            "The XML you provided was not well-formed or did not validate against our published schema."),
    LIFECYCLE_ILLEGAL_TAG(
            400,
            "InvalidArgument",
            "0014-00000031",
            "Tags consist of letters, digits, blanks and the characters +-=._:/"),
    ACCESS_MONITOR_DISABLE_NOT_ALLOWED(
            400,
            "AccessMonitorDisableNotAllowed",
            "",
            "The access monitor cannot be disabled while a lifecycle rule is based on the last access time."),

    // logging, inventory and replication
    INVALID_TARGET_BUCKET_FOR_LOGGING(
            400, "InvalidTargetBucketForLogging", "", "put bucket log requester is not target bucket owner."),
    INVALID_LOG_PREFIX(400, "InvalidArgument", "", "The target prefix is not valid."),
    NO_SUCH_INVENTORY(404, "NoSuchInventory", "", "The specified inventory does not exist."),
    INVENTORY_ALREADY_EXIST(
            409, "InventoryAlreadyExist", "", "The inventory already exists with another configuration."),
    INVENTORY_EXCEED_LIMIT(
            400, "InventoryExceedLimit", "", "The bucket has the greatest number of inventories allowed."),
    INVALID_INVENTORY_FIELD(400, "InvalidArgument", "0020-00000036", "The optional field is not supported."),
    INVENTORY_DESTINATION_DENIED(
            403, "AccessDenied", "", "The destination bucket of an inventory must belong to the bucket's owner."),
    NO_SUCH_REPLICATION_CONFIGURATION(
            404,
            "NoSuchReplicationConfiguration",
            "",
            "The bucket you specified does not have replication configuration"),
    NO_SUCH_REPLICATION_RULE(
            404, "NoSuchReplicationRule", "", "The BucketReplicationRule you specified does not exist"),
    NO_SUCH_RULE_FOR_TIME_CONTROL(
            404, "NoSuchReplicationRule", "0031-00000110", "The BucketReplicationRule you specified does not exist"),
    MISSING_RULE_ID_FOR_TIME_CONTROL(400, "InvalidArgument", "0031-00000015", "The ID of the rule is missing."),
    BUCKET_REPLICATION_ALREADY_EXIST(
            400, "BucketReplicationAlreadyExist", "", "Bucket replication already exists for this target or ID."),
    TOO_MANY_REPLICATION_RULES(400, "InvalidArgument", "", "The bucket has the greatest number of rules allowed."),
    INVALID_TARGET_BUCKET(400, "InvalidTargetBucket", "", "The target bucket you specified is not valid."),
    INVALID_TARGET_LOCATION(
            400, "InvalidTargetLocation", "", "The target bucket you specified does not locate in the target location"),
    INCOMPLETE_KMS_REPLICATION(
            400, "InvalidArgument", "", "Replicating KMS-encrypted objects needs SyncRole and ReplicaKmsKeyID."),

    // other settings of buckets
    NO_SUCH_OVERWRITE_CONFIGURATION(
            404, "NoSuchBucketOverwriteConfig", "", "The bucket does not have an overwrite configuration."),
    STORAGE_CAPACITY_EXCEEDED(403, "QuotaExceeded", "", "The bucket would hold more than its storage capacity allows."),
    NO_SUCH_ARCHIVE_DIRECT_READ_CONFIGURATION(
            404,
            "NoSuchArchiveDirectReadConfiguration",
            "",
            "The bucket does not have a configuration of direct reading of archived objects."),
    NO_SUCH_USER_DEFINED_LOG_FIELDS_CONFIG(
            404, "NoSuchUserDefinedLogFieldsConfig", "", "The bucket does not have user-defined log fields."),
    NO_SUCH_TRANSFER_ACCELERATION_CONFIGURATION(
            404,
            "NoSuchTransferAccelerationConfiguration",
            "",
            "The transfer acceleration configuration does not exist."),
    TRANSFER_ACCELERATION_OFF(403, "AccessDenied", "", "Transfer acceleration is not enabled for the bucket."),
    NO_SUCH_STYLE(404, "NoSuchStyle", "", "The specified style does not exist."),
    NEED_VERIFY_DOMAIN_OWNERSHIP(
            403, "NeedVerifyDomainOwnership", "", "Please verify domain ownership by CreateCnameToken and try again."),
    CNAME_ALREADY_EXISTS(409, "CnameAlreadyExists", "", "The domain is bound to another bucket."),
    NO_SUCH_CNAME(404, "NoSuchCname", "", "The domain is not bound to the bucket."),
    CNAME_TOKEN_NOT_FOUND(404, "CnameTokenNotFound", "", "The CNAME token does not exist."),
    NO_SUCH_REGION(404, "NoSuchRegion", "", "The specified region does not exist."),
    NO_SUCH_REDUNDANCY_TRANSITION(
            404,
            "NoSuchBucketDataRedundancyTransition",
            "",
            "The bucket has no task of that id that changes its data redundancy."),
    REDUNDANCY_TRANSITION_EXISTS(
            409,
            "BucketDataRedundancyTransitionAlreadyExist",
            "",
            "A task that changes the bucket's data redundancy is waiting already."),
    REDUNDANCY_ALREADY_REACHED(400, "OperationNotSupported", "", "The bucket has that data redundancy already."),

    // select
    INVALID_SQL_PARAMETER(
            400, "InvalidSqlParameter", "", "The SQL expression is empty, longer than 16 KB or not base64."),
    INVALID_INPUT_FIELD_DELIMITER(
            400,
            "InvalidInputFieldDelimiter",
            "",
            "The field delimiter of the input must be one character, in base64."),
    INVALID_INPUT_RECORD_DELIMITER(
            400,
            "InvalidInputRecordDelimiter",
            "",
            "The record delimiter of the input must be one or two characters, in base64."),
    INVALID_INPUT_QUOTE(
            400, "InvalidInputQuote", "", "The quote character of the input must be one character, in base64."),
    INVALID_OUTPUT_FIELD_DELIMITER(
            400,
            "InvalidOutputFieldDelimiter",
            "",
            "The field delimiter of the output must be one character, in base64."),
    INVALID_OUTPUT_RECORD_DELIMITER(
            400,
            "InvalidOutputRecordDelimiter",
            "",
            "The record delimiter of the output must be one or two characters, in base64."),
    INVALID_COMMENT_CHARACTER(
            400, "InvalidCommentCharacter", "", "The comment character must be one character, in base64."),
    UNSUPPORTED_COMPRESSION_FORMAT(
            400, "UnsupportedCompressionFormat", "", "The compression type must be NONE or GZIP."),
    INVALID_SELECT_RANGE(
            400, "InvalidRange", "", "The range must be line-range= or split-range= with a range that the object has."),
    INVALID_MAX_SKIPPED_RECORDS(
            400,
            "InvalidMaxSkippedRecordsAllowed",
            "",
            "MaxSkippedRecordsAllowed must be an integer that is not negative."),
    INVALID_SELECT_PARAMETERS(
            400, "InvalidOSSSelectParameters", "", "OutputRawData and EnablePayloadCrc cannot both be true."),
    DECOMPRESS_FAILURE(
            400, "DecompressFailure", "", "The object is not compressed with GZIP, or its compressed data is damaged."),
    INVALID_TEXT_ENCODING(400, "InvalidTextEncoding", "", "The object is not encoded in UTF-8."),
    INVALID_CSV_LINE(400, "InvalidCsvLine", "", "The object has a line that is not valid CSV."),
    INVALID_JSON_DATA(400, "InvalidJsonData", "", "The object is not valid JSON."),
    JSON_NODE_TOO_LARGE(400, "JsonNodeExceedsMaxSize", "", "The object has a JSON node that is too large."),
    OUTPUT_TOO_LARGE(400, "OutputExceedsMaxSize", "", "A record of the result is too large."),
    SQL_SYNTAX_ERROR(400, "SqlSyntaxError", "", "The SQL expression is not one that SelectObject takes."),
    SQL_UNSUPPORTED(400, "SqlUnsupportedSql", "", "The SQL expression is too complicated."),
    SQL_TOO_MANY_IN_VALUES(400, "SqlExceedsMaxInCount", "", "IN takes at most 1024 values."),
    SQL_COLUMN_NAME_TOO_LONG(400, "SqlExceedsMaxColumnNameLength", "", "A column name has at most 1024 characters."),
    SQL_INVALID_COLUMN_INDEX(400, "SqlInvalidColumnIndex", "", "A column index is between 1 and 1000."),
    SQL_INVALID_COLUMN_NAME(400, "SqlInvalidColumnName", "", "The header has no column of that name."),
    SQL_AGGREGATION_ON_TIMESTAMP(400, "SqlInvalidAggregationOnTimestamp", "", "SUM and AVG do not take a timestamp."),
    SQL_AGGREGATION_ON_NON_NUMERIC(
            400, "SqlAggregationOnNonNumericType", "", "SUM, AVG, MAX and MIN take a column or a CAST to a number."),
    SQL_IN_VALUES_DIFFER(400, "SqlValueTypeOfInMustBeSame", "", "The values of IN must be of one type."),
    SQL_INVALID_ESCAPE(400, "SqlInvalidEscapeChar", "", "The escape character of LIKE cannot be a wildcard."),
    SQL_ONE_ESCAPE(400, "SqlOnlyOneEscapeCharIsAllowed", "", "ESCAPE takes one character."),
    SQL_NOTHING_ESCAPED(400, "SqlNoCharAfterEscapeChar", "", "The pattern of LIKE ends with its escape character."),
    SQL_INVALID_LIMIT(400, "SqlInvalidLimitValue", "", "LIMIT takes an integer of at least 1."),
    SQL_TOO_MANY_WILDCARDS(400, "SqlExceedsMaxWildCardCount", "", "The pattern of LIKE has at most 5 wildcards."),
    SQL_TOO_MANY_CONDITIONS(400, "SqlExceedsMaxConditionCount", "", "WHERE takes at most 20 conditions."),
    SQL_CONDITIONS_TOO_DEEP(400, "SqlExceedsMaxConditionDepth", "", "Conditions nest at most 10 levels."),
    SQL_CAST_TO_DIFFERENT_TYPES(
            400, "SqlOneColumnCastToDifferentTypes", "", "One column can be CAST to one type only."),
    SQL_UNSUPPORTED_TIMESTAMP_FORMAT(
            400, "SqlNotSupportedTimestampFormat", "", "The format of the timestamp is not supported."),
    SQL_INVALID_TIMESTAMP(400, "SqlInvalidTimestampValue", "", "The text is not a timestamp."),
    SQL_INVALID_LIKE_OPERAND(
            400, "SqlInvalidLikeOperand", "", "LIKE takes a column on its left and a text on its right."),
    SQL_MIXED_AGGREGATION(
            400, "SqlInvalidMixOfAggregationAndColumn", "", "Aggregations and columns cannot be selected together."),
    SQL_TOO_MANY_AGGREGATIONS(400, "SqlExceedsMaxAggregationCount", "", "SELECT takes at most 100 aggregations."),
    SQL_MIXED_STAR(400, "SqlInvalidMixOfStarAndColumn", "", "The asterisk cannot be selected together with columns."),
    SQL_KEEP_ALL_AGGREGATED(
            400, "SqlInvalidKeepAllColumnsWithAggregation", "", "KeepAllColumns does not go with aggregations."),
    SQL_KEEP_ALL_DUPLICATE(
            400,
            "SqlInvalidKeepAllColumnsWithDuplicateColumn",
            "",
            "KeepAllColumns does not go with a column selected twice."),
    SQL_INVALID_ARITHMETIC(400, "InvalidArithmeticOperand", "", "Arithmetic takes numbers."),
    SQL_INVALID_AND(400, "SqlInvalidAndOperand", "", "AND takes conditions."),
    SQL_INVALID_OR(400, "SqlInvalidOrOperand", "", "OR takes conditions."),
    SQL_INVALID_NOT(400, "SqlInvalidNotOperand", "", "NOT takes a condition."),
    SQL_INVALID_IS_NULL(400, "SqlInvalidIsNullOperand", "", "IS NULL takes a column."),
    SQL_COMPARED_TYPES_DIFFER(400, "SqlComparerOperandTypeMismatch", "", "The values compared are of different types."),
    SQL_INVALID_CONCAT(400, "SqlInvalidConcatOperand", "", "Two constants cannot be concatenated."),
    SQL_NEGATIVE_INDEX(400, "NegativeRowIndex", "", "An index into an array cannot be negative."),
    SQL_PATH_TOO_DEEP(400, "ExceedsMaxNestedColumnDepth", "", "A path has too many levels."),
    SQL_PATH_IN_CSV(400, "NestedColumnNotSupportInCsv", "", "A column of CSV has no path."),
    SQL_ROOT_ONLY_IN_JSON(400, "TableRootNodeOnlySupportInJson", "", "Only JSON takes a path after FROM ossobject."),
    SQL_WILDCARD_NOT_ALLOWED(400, "WildCardNotAllowed", "", "[*] stands only in the path after FROM ossobject.");

    private final int status;
    private final String code;
    private final String ec;
    private final String message;

    OssError(int status, String code, String ec, String message) {
        this.status = status;
        this.code = code;
        this.ec = ec;
        this.message = message;
    }

    /** The HTTP status that the live service answers. */
    public int status() {
        return status;
    }

    /** The status under the given contract of an operation. */
    public int status(Contract contract) {
        return switch (contract) {
            case LIVE -> status;
            case DOCUMENTED ->
                switch (this) {
                    case NO_SUCH_BUCKET, NO_SUCH_SERVER_SIDE_ENCRYPTION_RULE -> 400;
                    default -> status;
                };
        };
    }

    public String code() {
        return code;
    }

    /** The error code detail, where one is known. */
    public Optional<String> ec() {
        return ec.isEmpty() ? Optional.empty() : Optional.of(ec);
    }

    public String message() {
        return message;
    }

    public OssException exception() {
        return new OssException(this, message);
    }

    /** The refusal with a text of its own in place of {@link #message()}. */
    public OssException saying(String text) {
        return new OssException(this, text);
    }

    /** The refusal with an element of the error document. */
    public OssException with(String name, String value) {
        return exception().and(name, value);
    }

    /** An {@code InvalidArgument} that names its argument. */
    public static OssException invalidArgument(String name, String value, String text) {
        return INVALID_ARGUMENT.saying(text).and("ArgumentName", name).and("ArgumentValue", value);
    }
}
