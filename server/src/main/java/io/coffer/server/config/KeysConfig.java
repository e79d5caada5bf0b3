package io.coffer.server.config;

import io.coffer.model.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where customer master keys and service keys live.
 *
 * @param serviceKey with a provider beyond this server: the key of SSE-OSS
 * @param defaultKey with such a provider: the key of SSE-KMS without a key id
 */
public record KeysConfig(
        @Setting(
                value =
                        "`local` keeps keys here, `remote` in a KMS that speaks Alibaba's API (Alibaba's own, or another"
                                + " Coffer), `transit` in the Transit engine of HashiCorp Vault or OpenBao.",
                fallback = "local")
        Provider provider,

        @Setting(
                value = "With `local`: `local` keeps keys in a key store under the root key, `memory` loses them at the"
                        + " end, and with them whatever they encrypt.",
                fallback = "local")
        Store store,

        @Setting(
                value = "With `local`: days after which the service key of SSE-OSS gets a new version, 0 for never."
                        + " What is encrypted under older versions stays readable.",
                fallback = "90")
        int serviceRotationDays,

        @Setting("With `remote` or `transit`: id of the key for SSE-OSS.")
        Optional<String> serviceKey,

        @Setting("With `remote` or `transit`: id of the key for SSE-KMS without a key id, for every account.")
        Optional<String> defaultKey,

        @Setting("With `remote` or `transit`: further keys that requests may name; no others are asked for.")
        List<CustomerKey> customerKeys,

        @Setting(
                value =
                        "`on` asks the key service for a key of each bucket and wraps data keys under it, for an hour at"
                                + " most; objects with an encryption context of their own always ask the service.",
                fallback = "off")
        Switch intermediate,

        @Setting("Calls to `remote` or `transit`, and how long opened data keys are kept.")
        KeyCallsConfig calls,

        @Setting("The KMS of `remote`.") Optional<RemoteKeysConfig> remote,

        @Setting("The engine of `transit`.") Optional<TransitConfig> transit) {
    public enum Provider {
        LOCAL,
        REMOTE,
        TRANSIT
    }

    public enum Store {
        LOCAL,
        MEMORY
    }

    public enum Switch {
        OFF,
        ON
    }

    /** @param account whose requests may name the key; absent for every account */
    public record CustomerKey(
            @Setting("Id of the key, as its service writes it.")
            String id,

            @Setting("The account that may name the key; without it every account may.")
            Optional<AccountId> account) {
        public CustomerKey {
            requireKeyId("id", id);
        }
    }

    public KeysConfig {
        if (serviceRotationDays < 0 || serviceRotationDays > 36_500) {
            throw new IllegalArgumentException("service-rotation-days must be 0 to 36500, not " + serviceRotationDays);
        }
        customerKeys = List.copyOf(customerKeys);
        serviceKey.ifPresent(id -> requireKeyId("service-key", id));
        defaultKey.ifPresent(id -> requireKeyId("default-key", id));
        boolean external = provider != Provider.LOCAL;
        if (external && (serviceKey.isEmpty() || defaultKey.isEmpty())) {
            throw new IllegalArgumentException(
                    "service-key and default-key must name keys of the provider " + SettingKey.text(provider));
        }
        if (!external && (serviceKey.isPresent() || defaultKey.isPresent() || !customerKeys.isEmpty())) {
            throw new IllegalArgumentException("service-key, default-key and customer-keys belong to the providers"
                    + " remote and transit; local makes its own keys");
        }
        if (!external && intermediate == Switch.ON) {
            throw new IllegalArgumentException("intermediate: local keys are here and need none");
        }
        requireSection(provider == Provider.REMOTE, "remote", remote.isPresent());
        requireSection(provider == Provider.TRANSIT, "transit", transit.isPresent());
    }

    /** Absent when the service key does not rotate. */
    public Optional<Duration> serviceRotation() {
        return Optional.of(Duration.ofDays(serviceRotationDays)).filter(Duration::isPositive);
    }

    private static void requireSection(boolean wanted, String name, boolean given) {
        if (wanted != given) {
            throw new IllegalArgumentException(
                    wanted ? name + " is missing" : name + " is given, but the provider is another");
        }
    }

    private static void requireKeyId(String key, String id) {
        if (!id.matches("[\\x21-\\x7e]{1,256}")) {
            throw new IllegalArgumentException(key + ": a key id has 1 to 256 visible characters");
        }
    }
}
