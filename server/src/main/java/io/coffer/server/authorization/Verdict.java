package io.coffer.server.authorization;

/** The answer to whether a request may run. */
public sealed interface Verdict {
    /** @param allowance of the permission asked for last; the others are granted, too */
    record Granted(Permit permit, Allowance allowance) implements Verdict {}

    record Denied(Denial denial) implements Verdict {}

    /** @throws AccessDeniedException when it is denied */
    default Permit orThrow() {
        return switch (this) {
            case Granted granted -> granted.permit();
            case Denied denied -> throw denied.denial().exception();
        };
    }
}
