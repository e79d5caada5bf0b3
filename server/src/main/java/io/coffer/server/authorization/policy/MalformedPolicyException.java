package io.coffer.server.authorization.policy;

/** A policy text that is not a policy. */
public final class MalformedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final String reason;

    MalformedPolicyException(String place, String reason) {
        super(place + ": " + reason, null, false, false);
        this.place = place;
        this.reason = reason;
    }

    /** Where in the text: a path such as {@code Statement[2].Condition.IpAddress}, or line and column. */
    public String place() {
        return place;
    }

    public String reason() {
        return reason;
    }
}
