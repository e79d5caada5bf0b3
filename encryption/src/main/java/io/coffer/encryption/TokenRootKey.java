package io.coffer.encryption;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.security.auth.login.LoginException;

/**
 * A root key inside a PKCS#11 token (an HSM), which it never leaves: the keys for purposes are made in the token, as
 * HKDF-Expand of RFC 5869 with the token's key in the place of the pseudorandom key, that is HMAC-SHA256 of the purpose
 * and one byte 1.
 */
public final class TokenRootKey implements RootKey {
    private static final String MAC = "HmacSHA256";
    private static final String SLOT_NUMBER = "[0-9]{1,18}";
    private static final String SLOT_PLACE = "index:[0-9]{1,6}";

    /**
     * Where the key is.
     *
     * @param library the token's PKCS#11 library
     * @param slot the slot's number, or {@code index:N} for the one at place N of the library's list
     * @param label of the key; no other object of the token may have it
     */
    public record Place(Path library, String slot, String label) {
        public Place {
            if (!slot.matches(SLOT_NUMBER) && !slot.matches(SLOT_PLACE)) {
                throw new IllegalArgumentException("slot: '" + slot + "' is neither a number nor index:N");
            }
            if (!library.toString().matches("[\\p{Alnum}/._+:\\\\-]+")) {
                throw new IllegalArgumentException("library: the path has characters that cannot be passed on");
            }
            if (label.isBlank()) {
                throw new IllegalArgumentException("key-label: it is empty");
            }
        }
    }

    private final Provider provider;
    private final Key key;
    private final Place place;

    private TokenRootKey(Provider provider, Key key, Place place) {
        this.provider = provider;
        this.key = key;
        this.place = place;
    }

    /**
     * @param pin the token's user PIN; the caller wipes it
     * @throws KeyFileException when the token cannot be used, or holds no such key or one that can be taken out of it
     */
    public static TokenRootKey open(Place place, char[] pin) {
        return open(place, pin, false);
    }

    /** As {@link #open(Place, char[])}; when there is no key of that label, the token makes one. */
    public static TokenRootKey openOrCreate(Place place, char[] pin) {
        return open(place, pin, true);
    }

    private static TokenRootKey open(Place place, char[] pin, boolean mayCreate) {
        try {
            Provider provider = provider(place);
            KeyStore objects = KeyStore.getInstance("PKCS11", provider);
            objects.load(null, pin);
            Optional<Key> key = Optional.ofNullable(objects.getKey(place.label(), null));
            if (key.isEmpty() && mayCreate) {
                create(provider, objects, place.label());
                key = Optional.ofNullable(objects.getKey(place.label(), null));
            }
            return new TokenRootKey(
                    provider, key.map(found -> requireInside(found, place)).orElseThrow(() -> noKey(place)), place);
        } catch (GeneralSecurityException | IOException | ProviderException refused) {
            throw new KeyFileException(
                    "the token in slot " + place.slot() + " of " + place.library() + " cannot be used: "
                            + reason(refused),
                    refused);
        }
    }

    private static Provider provider(Place place) {
        String slot = place.slot().matches(SLOT_NUMBER)
                ? "slot = " + place.slot()
                : "slotListIndex = " + place.slot().substring(place.slot().indexOf(':') + 1);
        return Security.getProvider("SunPKCS11").configure("""
                --name = coffer
                library = %s
                %s
                attributes(*, CKO_SECRET_KEY, *) = {
                  CKA_PRIVATE = true
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_SIGN = true
                }
                """.formatted(place.library(), slot));
    }

    private static void create(Provider provider, KeyStore objects, String label) throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance(MAC, provider);
        generator.init(8 * LENGTH);
        objects.setEntry(label, new KeyStore.SecretKeyEntry(generator.generateKey()), null);
    }

    private static Key requireInside(Key key, Place place) {
        byte[] taken = key.getEncoded();
        if (taken != null) {
            Arrays.fill(taken, (byte) 0);
            throw new KeyFileException("the key " + place.label() + " can be taken out of its token; make one that is"
                    + " sensitive and not extractable");
        }
        return key;
    }

    private static KeyFileException noKey(Place place) {
        return new KeyFileException(
                "the token in slot " + place.slot() + " of " + place.library() + " has no key " + place.label());
    }

    /** The innermost cause has the token's own words, such as CKR_PIN_INCORRECT. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
    }

    @Override
    public byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance(MAC, provider);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 1);
            return mac.doFinal();
        } catch (GeneralSecurityException | ProviderException refused) {
            throw new KeyFileException("the token does not derive a key: " + reason(refused), refused);
        }
    }

    /** Logs out of the token. */
    @Override
    public void close() {
        try {
            ((AuthProvider) provider).logout();
        } catch (LoginException | ProviderException alreadyGone) {
            // the token was taken away, or its session ended: nothing is left to end
        }
    }

    @Override
    public String toString() {
        return "TokenRootKey[" + place + "]";
    }
}
