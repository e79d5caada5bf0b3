package io.coffer.conformance;

import io.coffer.conformance.Connection.AddressStyle;
import io.coffer.conformance.Connection.Signature;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The stories of ali-oss, the SDK for Node, which are told in JavaScript beside these sources. */
final class AliOssIT {
    @TestFactory
    Stream<DynamicNode> stories() {
        return ways().map(way -> AliOssStories.container(way.toString(), "stories.mjs", way.environment()));
    }

    private static Stream<Way> ways() {
        Stream<Way> usual = Connection.allContracts()
                .map(connection -> new Way(
                        connection,
                        connection.style() == AddressStyle.PATH
                                        && connection.target().local()
                                ? connection.target().endpointAt("localhost")
                                : connection.endpoint(),
                        connection.style() == AddressStyle.PATH));
        return Target.external().isPresent() ? usual : Stream.concat(usual, unusual());
    }

    /**
     * The bucket before {@code localhost}, and an address as the endpoint: there the SDK makes up a Host header under
     * aliyuncs.com, besides the bucket in the path or in place of it.
     */
    private static Stream<Way> unusual() {
        return Stream.of(Signature.values())
                .map(signature -> new Connection(Targets.plain(), signature, AddressStyle.VIRTUAL_HOST))
                .flatMap(connection -> Stream.of(
                        new Way(connection, connection.target().endpointAt("localhost"), false),
                        new Way(connection, connection.target().endpointAt("127.0.0.1"), false),
                        new Way(connection, connection.target().endpointAt("127.0.0.1"), true)));
    }

    private record Way(Connection connection, String endpoint, boolean pathStyle) {
        Map<String, String> environment() {
            Target target = connection.target();
            Map<String, String> environment = new TreeMap<>(Map.of(
                    "OSS_STORY_ENDPOINT", endpoint,
                    "OSS_STORY_REGION", target.region(),
                    "OSS_STORY_ACCESS_KEY_ID", target.accessKeyId(),
                    "OSS_STORY_ACCESS_KEY_SECRET", target.accessKeySecret(),
                    "OSS_STORY_SIGNATURE", connection.signature().name(),
                    "OSS_STORY_PATH_STYLE", Boolean.toString(pathStyle),
                    "OSS_STORY_LOCAL", Boolean.toString(target.local()),
                    "OSS_STORY_MISSING_RULE_STATUS",
                            Integer.toString(target.contract().missingEncryptionRuleStatus())));
            target.certificate()
                    .ifPresent(certificate -> environment.put(
                            "NODE_EXTRA_CA_CERTS", certificate.chain().toString()));
            return environment;
        }

        @Override
        public String toString() {
            return connection.signature() + ", " + endpoint + (pathStyle ? ", sldEnable" : "") + ", "
                    + connection.target();
        }
    }
}
