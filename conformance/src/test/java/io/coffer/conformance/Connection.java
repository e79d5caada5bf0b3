package io.coffer.conformance;

import java.util.Locale;
import java.util.stream.Stream;

/** One way to speak to a service: which signature, and where the bucket's name stands in a request. */
public record Connection(Target target, Signature signature, AddressStyle style) {
    /** The signature algorithm. */
    public enum Signature {
        V1,
        V4
    }

    /** Where the bucket's name stands. */
    public enum AddressStyle {
        PATH,
        VIRTUAL_HOST
    }

    /** Every combination over plain HTTP, and one over TLS. */
    public static Stream<Connection> all() {
        if (Target.external().isPresent()) {
            return Stream.of(Signature.values())
                    .map(signature -> new Connection(Targets.plain(), signature, AddressStyle.VIRTUAL_HOST));
        }
        return Stream.of(
                new Connection(Targets.plain(), Signature.V1, AddressStyle.PATH),
                new Connection(Targets.plain(), Signature.V1, AddressStyle.VIRTUAL_HOST),
                new Connection(Targets.plain(), Signature.V4, AddressStyle.PATH),
                new Connection(Targets.plain(), Signature.V4, AddressStyle.VIRTUAL_HOST),
                new Connection(Targets.tls(), Signature.V4, AddressStyle.VIRTUAL_HOST));
    }

    /** As {@link #all}, and one more where the two contracts differ. */
    public static Stream<Connection> allContracts() {
        return Target.external().isPresent()
                ? all()
                : Stream.concat(all(), Stream.of(new Connection(Targets.live(), Signature.V4, AddressStyle.PATH)));
    }

    /** What to give to a client as its endpoint, so that it speaks in this style without further settings. */
    public String endpoint() {
        if (!target.local()) {
            return target.endpoint().toString();
        }
        return switch (style) {
            case PATH -> target.endpointAt("127.0.0.1");
            case VIRTUAL_HOST -> target.endpointAt("oss-" + target.region() + ".aliyuncs.com");
        };
    }

    @Override
    public String toString() {
        return signature + ", " + style.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", " + target;
    }
}
