package io.coffer.encryption;

import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyVersion.State;

/** How enumerations are written in the keystore. A code is never given to another value. */
final class KeyCodes {
    private KeyCodes() {}

    static int of(KeyPurpose purpose) {
        return switch (purpose) {
            case CUSTOMER -> 1;
            case DEFAULT -> 2;
            case SERVICE -> 3;
        };
    }

    static int of(KeyOrigin origin) {
        return switch (origin) {
            case COFFER -> 1;
            case EXTERNAL -> 2;
        };
    }

    static int of(KeyState state) {
        return switch (state) {
            case ENABLED -> 1;
            case DISABLED -> 2;
            case PENDING_DELETION -> 3;
            case PENDING_IMPORT -> 4;
            case DESTROYED -> 5;
        };
    }

    static int of(State state) {
        return switch (state) {
            case ACTIVE -> 1;
            case NO_NEW_WRAPS -> 2;
            case FENCED -> 3;
            case DESTROYED -> 4;
        };
    }

    static KeyPurpose purpose(int code) {
        for (KeyPurpose purpose : KeyPurpose.values()) {
            if (of(purpose) == code) {
                return purpose;
            }
        }
        throw unknown("purpose", code);
    }

    static KeyOrigin origin(int code) {
        for (KeyOrigin origin : KeyOrigin.values()) {
            if (of(origin) == code) {
                return origin;
            }
        }
        throw unknown("origin", code);
    }

    static KeyState keyState(int code) {
        for (KeyState state : KeyState.values()) {
            if (of(state) == code) {
                return state;
            }
        }
        throw unknown("state of a key", code);
    }

    static State versionState(int code) {
        for (State state : State.values()) {
            if (of(state) == code) {
                return state;
            }
        }
        throw unknown("state of a version", code);
    }

    private static IllegalArgumentException unknown(String what, int code) {
        return new IllegalArgumentException("no " + what + " has the code " + code);
    }
}
