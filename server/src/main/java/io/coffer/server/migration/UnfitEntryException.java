package io.coffer.server.migration;

/** One entry cannot be carried, or is not the same afterwards; the others may be. The message goes on after its name. */
final class UnfitEntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitEntryException(String message) {
        super(message);
    }
}
