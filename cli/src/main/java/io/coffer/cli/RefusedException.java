package io.coffer.cli;

import java.util.List;

/** The server answered and did not do it. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String requestId;

    /** @param requestId empty when the answer had none */
    RefusedException(String code, String message, String requestId) {
        super(message);
        this.code = code;
        this.requestId = requestId;
    }

    List<String> lines() {
        String first = code + ": " + getMessage();
        return requestId.isEmpty() ? List.of(first) : List.of(first, "RequestId: " + requestId);
    }
}
