package io.coffer.benchmark.micro;

import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyDecision;
import io.coffer.server.authorization.policy.PolicyParser;
import io.coffer.server.authorization.policy.PolicyRequest;
import io.coffer.server.authorization.policy.ResourceName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One decision by a policy with a deny under a condition and two allowing statements. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PolicyBenchmark {
    private static final String TEXT = """
            {"Version": "1", "Statement": [
              {"Effect": "Deny", "Action": "oss:Delete*", "Resource": "*",
               "Condition": {"NotIpAddress": {"acs:SourceIp": ["10.0.0.0/8", "127.0.0.0/8"]}}},
              {"Effect": "Allow", "Action": ["oss:ListObjects", "oss:GetBucket*"], "Resource": "acs:oss:*:*:data-*"},
              {"Effect": "Allow", "Action": ["oss:GetObject", "oss:PutObject"],
               "Resource": "acs:oss:*:*:data-*/shared/*"}]}
            """;

    private final List<Policy> policies = List.of(PolicyParser.identityPolicy(TEXT));

    @Benchmark
    public PolicyDecision evaluate() {
        return Policy.evaluate(
                policies,
                new PolicyRequest(
                        "oss:GetObject",
                        ResourceName.parse("acs:oss:cn-hangzhou:1234567890123456:data-2026/shared/report.pdf"),
                        List.of("1234567890123456"),
                        Map.of("acs:SourceIp", "127.0.0.1", "acs:SecureTransport", "false")));
    }

    @Benchmark
    public Policy parse() {
        return PolicyParser.identityPolicy(TEXT);
    }
}
