package io.coffer.encryption;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** What {@code keys/NAME/config} and {@code keys/NAME/trim} of a Transit engine set, with the refusals that they have. */
final class TransitKeySettings {
    /** A refusal with status 400. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }

    /** The lowest versions of one key. */
    static final class Minima {
        private int available;
        private int decryption = 1;
        private int encryption;

        int minAvailable() {
            return available;
        }

        int minDecryption() {
            return decryption;
        }

        void configure(JsonNode body, int latest) {
            int newDecryption = body.path("min_decryption_version").asInt(decryption);
            int newEncryption = body.path("min_encryption_version").asInt(encryption);
            refuse(newDecryption > latest, "cannot set min decryption version beyond the latest");
            refuse(newEncryption > latest, "cannot set min encryption version beyond the latest");
            refuse(newEncryption > 0 && newEncryption < newDecryption, "min encryption below min decryption");
            refuse(available > newEncryption, "min encryption version should not be less than min available version");
            refuse(available > newDecryption, "min decryption version should not be less then min available version");
            decryption = newDecryption;
            encryption = newEncryption;
        }

        void trim(JsonNode body) {
            int wanted = body.path("min_available_version").asInt(0);
            refuse(wanted < available, "minimum available version cannot be decremented");
            refuse(encryption == 0, "minimum available version cannot be set without minimum encryption version");
            refuse(wanted > encryption || wanted > decryption, "minimum available version cannot be greater");
            refuse(wanted < 1, "minimum available version should be positive");
            available = wanted;
        }

        private static void refuse(boolean refused, String message) {
            if (refused) {
                throw new Refusal(message);
            }
        }

        @Override
        public String toString() {
            return "\"min_available_version\":%d,\"min_decryption_version\":%d,\"min_encryption_version\":%d"
                    .formatted(available, decryption, encryption);
        }
    }

    private final Map<String, Minima> keys = new ConcurrentHashMap<>();

    Minima of(String name) {
        return keys.computeIfAbsent(name, key -> new Minima());
    }
}
