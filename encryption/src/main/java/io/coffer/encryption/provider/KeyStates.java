package io.coffer.encryption.provider;

import io.coffer.encryption.KeyMetadata.KeyState;

/** The states of keys in the words of services. */
final class KeyStates {
    private KeyStates() {}

    /** A state that is not known counts as disabled. */
    static KeyState ofKms(String text) {
        return switch (text) {
            case "Enabled" -> KeyState.ENABLED;
            case "PendingDeletion" -> KeyState.PENDING_DELETION;
            default -> KeyState.DISABLED;
        };
    }
}
