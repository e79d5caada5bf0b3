package io.coffer.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.aliyun.oss.OSS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventType;
import org.opentest4j.AssertionFailedError;

/** Wrong use fails with words that say what to change. */
class RefusedUseTest {
    @CofferServer(settings = "limits.idle-secnds=5")
    static class MisspelledSetting {
        @Test
        void test(OSS oss) {
            throw new AssertionFailedError("reached");
        }
    }

    @CofferServer
    @RamUser(name = "reader", policy = "{}")
    static class MalformedPolicy {
        @Test
        void test(OSS oss) {
            throw new AssertionFailedError("reached");
        }
    }

    @CofferServer(buckets = "Not_A_Bucket")
    static class ImpossibleBucket {
        @Test
        void test(OSS oss) {
            throw new AssertionFailedError("reached");
        }
    }

    @CofferServer
    static class UnknownUser {
        @Test
        void test(@As("somebody") OSS oss) {
            throw new AssertionFailedError("reached");
        }
    }

    @ExtendWith(CofferExtension.class)
    static class NoServer {
        @Test
        void test(OSS oss) {
            throw new AssertionFailedError("reached");
        }
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(failure(MisspelledSetting.class)).contains("the nearest is COFFER_LIMITS_IDLE_SECONDS");
        assertThat(failure(MalformedPolicy.class)).contains("CreatePolicy").contains("MalformedPolicyDocument");
        assertThat(failure(ImpossibleBucket.class)).contains("'Not_A_Bucket'");
        assertThat(failure(UnknownUser.class)).contains("no @RamUser named somebody");
        assertThat(failure(NoServer.class)).contains("@CofferServer");
    }

    private static String failure(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute().allEvents().stream()
                .filter(event -> event.getType() == EventType.FINISHED)
                .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                .flatMap(result -> result.getThrowable().stream())
                .map(Throwable::toString)
                .findFirst()
                .orElse("");
    }
}
