package io.coffer.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The process itself: it says where it serves, and ends well when it is told to. */
final class ServerLifeIT {
    @Test
    void sigtermEndsTheServerWithStatusZero() throws IOException {
        assumeTrue(Target.external().isEmpty(), "another endpoint is tested");
        ServerProcess server = ServerProcess.start();
        Target target = server.target(Contract.DOCUMENTED, Optional.empty());
        assertThat(target.endpoint().getPort()).isPositive();
        try (Socket open = new Socket("127.0.0.1", target.endpoint().getPort())) {
            assertThat(open.isConnected()).isTrue();
        }
        assertThat(server.stop()).isZero();
    }
}
