package io.coffer.server.pipeline;

import io.coffer.protocol.OssRequest;
import io.coffer.protocol.form.FormRequest;
import io.coffer.protocol.form.PostPolicy;
import io.coffer.protocol.form.UploadForm;
import io.coffer.protocol.signature.FormClaim;
import io.coffer.server.authentication.Authentication;
import io.coffer.server.authentication.Authenticator;
import io.coffer.server.authentication.Caller;
import io.coffer.server.object.BodyFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds out who sends a form, and turns it into the upload that it describes. The fields say both, so they are read
 * before anybody is known; a signature in the header or the URL counts for nothing here.
 */
final class FormIntake {
    private final Authenticator authenticator;

    FormIntake(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /**
     * @param verified told of the sender, who is known even when the form's policy refuses
     * @return the sender, and the upload whose body is the file
     * @throws io.coffer.model.OssException when the form is malformed, its signature does not hold or its policy forbids
     *     it
     */
    Authentication take(OssRequest received, Consumer<Caller> verified) {
        UploadForm form = read(received);
        Optional<FormClaim> claim = FormClaim.parse(form::field);
        Caller caller = claim.map(signed -> authenticator.authenticate(signed, received.remoteAddress()))
                .orElse(Caller.ANONYMOUS);
        verified.accept(caller);
        Optional<PostPolicy> policy = claim.map(signed -> PostPolicy.parse(signed.policy()));
        policy.ifPresent(limits -> limits.check(form, received.target().bucket().orElse(""), received.receivedAt()));
        return new Authentication(caller, FormRequest.of(received, form, policy));
    }

    private static UploadForm read(OssRequest received) {
        try {
            return UploadForm.read(received.header("content-type"), received.body().stream());
        } catch (IOException cut) {
            throw BodyFailure.refusal(cut);
        }
    }
}
