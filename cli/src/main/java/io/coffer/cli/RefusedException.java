package io.coffer.cli;

import java.util.ArrayList;
import java.util.List;

/** The server answered and did not do it. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String requestId;
    private final String ec;
    private final int status;

    /** @param requestId empty when the answer had none */
    public RefusedException(String code, String message, String requestId) {
        this(code, message, requestId, "", 0);
    }

    /**
     * @param ec OSS's finer code such as {@code 0003-00000001}; empty when the answer had none
     * @param status of HTTP, 0 when it was no such answer
     */
    public RefusedException(String code, String message, String requestId, String ec, int status) {
        super(message);
        this.code = code;
        this.requestId = requestId;
        this.ec = ec;
        this.status = status;
    }

    public String code() {
        return code;
    }

    public String requestId() {
        return requestId;
    }

    public int status() {
        return status;
    }

    /** What is said of it, one line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(code + ": " + getMessage());
        if (!requestId.isEmpty()) {
            lines.add("RequestId: " + requestId);
        }
        if (!ec.isEmpty()) {
            lines.add("EC: " + ec);
        }
        return lines;
    }
}
