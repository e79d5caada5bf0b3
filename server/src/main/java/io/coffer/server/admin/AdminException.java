package io.coffer.server.admin;

import io.coffer.encryption.KeyManagementException;
import io.coffer.server.authorization.Denial;
import io.coffer.server.authorization.RefusingRule;
import io.coffer.server.identity.RamException;
import java.util.Optional;

/** A refused administration request: what its error document says. */
final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An answer stays small, whatever was sent. */
    private static final int LONGEST_STRING_TO_SIGN = 16 * 1024;

    private final int status;
    private final String code;
    private final String text;
    private transient Optional<Denial> denial = Optional.empty();
    private transient Optional<RefusingRule> rule = Optional.empty();

    AdminException(int status, String code, String text) {
        super(code + ": " + text, null, false, false);
        this.status = status;
        this.code = code;
        this.text = text;
    }

    /** Says which permission was missing. */
    AdminException because(Denial missing) {
        denial = Optional.of(missing);
        return this;
    }

    /** Says what refuses however much is permitted. */
    AdminException because(RefusingRule refusing) {
        rule = Optional.of(refusing);
        return this;
    }

    static AdminException missing(String parameter) {
        return new AdminException(400, "Missing" + parameter, "The parameter " + parameter + " is missing.");
    }

    /** @param header stands for the parameter where headers are signed */
    static AdminException missing(String parameter, String header) {
        return new AdminException(400, "Missing" + parameter, "The header " + header + " is missing.");
    }

    /** A signature in the headers that cannot be judged, or does not cover enough. */
    static AdminException incomplete(String reason) {
        return new AdminException(400, "IncompleteSignature", reason);
    }

    /** SDKs compare what follows the colon with what they signed, to tell a wrong secret from a wrong signature. */
    static AdminException mismatch(String stringToSign) {
        String shown = stringToSign.length() <= LONGEST_STRING_TO_SIGN
                ? stringToSign
                : stringToSign.substring(0, LONGEST_STRING_TO_SIGN) + "...";
        return new AdminException(
                400,
                "SignatureDoesNotMatch",
                "Specified signature is not matched with our calculation. server string to sign is:" + shown);
    }

    static AdminException invalid(String parameter, String reason) {
        return new AdminException(400, "InvalidParameter." + parameter, "The parameter " + parameter + " " + reason);
    }

    static AdminException of(RamException refusal) {
        return new AdminException(refusal.error().status(), refusal.error().code(), refusal.text());
    }

    static AdminException of(KeyManagementException failure) {
        return KeyError.of(failure).exception();
    }

    Optional<Denial> denial() {
        return denial;
    }

    Optional<RefusingRule> rule() {
        return rule;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String text() {
        return text;
    }
}
