package io.coffer.server.authorization.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request has for one key. Read as number, moment or address at most once, however many conditions look. */
@SuppressWarnings("NullableOptional") // null is what was not read yet
final class ContextValue {
    private final @Nullable String text;
    private @Nullable Optional<BigDecimal> number;
    private @Nullable Optional<Instant> moment;
    private byte @Nullable [] address;

    /** @param text null when the request has no such key */
    ContextValue(@Nullable String text) {
        this.text = text;
    }

    static ContextValue of(String text) {
        return new ContextValue(text);
    }

    @Nullable
    String text() {
        return text;
    }

    Optional<BigDecimal> number() {
        Optional<BigDecimal> read = number;
        if (read == null) {
            read = text == null ? Optional.empty() : Operand.Decimal.read(text);
            number = read;
        }
        return read;
    }

    Optional<Instant> moment() {
        Optional<Instant> read = moment;
        if (read == null) {
            read = text == null ? Optional.empty() : Operand.Moment.read(text);
            moment = read;
        }
        return read;
    }

    /** Empty when it is no address. */
    byte[] address() {
        byte[] read = address;
        if (read == null) {
            read = text == null ? IpNetwork.NO_ADDRESS : IpNetwork.address(text);
            address = read;
        }
        return read;
    }
}
