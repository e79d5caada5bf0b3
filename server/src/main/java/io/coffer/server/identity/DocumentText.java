package io.coffer.server.identity;

import io.coffer.server.authorization.policy.MalformedPolicyException;
import io.coffer.server.authorization.policy.PolicyKind;
import io.coffer.server.authorization.policy.PolicyTexts;

/** Lets texts of policies in. */
record DocumentText(PolicyTexts texts) {
    /** @throws RamException {@link RamError#MALFORMED_POLICY_DOCUMENT} with reason and place */
    void require(PolicyKind kind, String document) {
        try {
            texts.brought(kind, document);
        } catch (MalformedPolicyException malformed) {
            throw RamError.MALFORMED_POLICY_DOCUMENT.saying("At " + malformed.place() + ": " + malformed.reason());
        }
    }
}
