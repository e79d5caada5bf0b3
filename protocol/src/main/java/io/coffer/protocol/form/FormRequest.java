package io.coffer.protocol.form;

import io.coffer.model.OssError;
import io.coffer.protocol.Headers;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.RequestBody;
import io.coffer.protocol.Target;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The request that a form describes: an upload of the file under the key, with the fields as its headers. */
public final class FormRequest {
    /** Headers that tell of the sender and not of the object. */
    private static final List<String> OF_SENDER =
            List.of("host", "user-agent", "referer", "origin", "x-oss-request-payer", "x-forwarded-for");

    private static final String FILE_NAME = "${filename}";

    private FormRequest() {}

    /**
     * Makes the upload's request. Its body has no known length.
     *
     * @param policy what the sender signed, already checked
     */
    public static OssRequest of(OssRequest received, UploadForm form, Optional<PostPolicy> policy) {
        Headers.Builder headers = Headers.builder();
        for (String name : OF_SENDER) {
            headers.addIfPresent(name, received.header(name));
        }
        headers.addAll(FormFields.headers(form.fields()));
        contentType(form, policy).ifPresent(type -> headers.set("content-type", FormFields.text("content-type", type)));
        // an upload must tell how long it is or that it does not know
        headers.set("transfer-encoding", "chunked");
        Target target = new Target(
                received.target().bucket(),
                Optional.of(key(form)),
                received.target().style());
        InputStream content = form.file().content();
        return received.asUpload(
                target,
                headers.build(),
                new FileBody(policy.map(limits -> limits.bounded(content)).orElse(content)));
    }

    /** With the file's name in its place, which a policy has not seen. */
    private static String key(UploadForm form) {
        String key = form.field("key")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> OssError.MISSING_FORM_KEY.with("ArgumentName", "key"));
        return key.replace(FILE_NAME, form.file().name().orElse(""));
    }

    /** What is stored; a field that the policy limits counts over what the file's part says. */
    static Optional<String> contentType(UploadForm form, Optional<PostPolicy> policy) {
        Optional<String> field = form.field("content-type").filter(type -> !type.isEmpty());
        boolean signed = policy.filter(limits -> limits.limits("content-type")).isPresent();
        return form.field("x-oss-content-type")
                .filter(type -> !type.isEmpty())
                .or(() -> signed ? field : Optional.empty())
                .or(form.file()::contentType)
                .or(() -> field);
    }

    private record FileBody(InputStream stream) implements RequestBody {
        @Override
        public OptionalLong length() {
            return OptionalLong.empty();
        }
    }
}
