package io.coffer.conformance.identity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyuncs.exceptions.ClientException;
import io.coffer.conformance.AliOssStories;
import io.coffer.conformance.Contract;
import io.coffer.conformance.Target;
import io.coffer.conformance.Targets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The stories of ali-oss about temporary credentials, which it asks for itself. */
final class AliOssSessionsIT extends RoleStory {
    @TestFactory
    Stream<DynamicContainer> stories() throws ClientException {
        assumeTrue(Target.external().isEmpty(), "another endpoint is tested");
        Credentials assumer = newAssumer();
        Target target = Targets.administered().target(Contract.DOCUMENTED, Optional.empty());
        Map<String, String> environment = new TreeMap<>(Map.of(
                "OSS_STORY_ENDPOINT", target.endpointAt("localhost"),
                "OSS_STORY_REGION", target.region(),
                "OSS_STORY_PATH_STYLE", "true",
                "OSS_STORY_LOCAL", "true",
                "OSS_STORY_STS_ENDPOINT",
                        Targets.administered().administration().toString(),
                "OSS_STORY_STS_ACCESS_KEY_ID", assumer.accessKeyId(),
                "OSS_STORY_STS_ACCESS_KEY_SECRET", assumer.accessKeySecret(),
                "OSS_STORY_STS_ROLE", newRole(FOR_ALL).getArn()));
        return Stream.of("V1", "V4").map(signature -> {
            Map<String, String> way = new TreeMap<>(environment);
            way.put("OSS_STORY_SIGNATURE", signature);
            return AliOssStories.container(signature, "sessions.mjs", way);
        });
    }
}
