package io.coffer.conformance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The services that the stories are told to: each is started when first asked for and stops with the tests. */
public final class Targets {
    private static final Deque<ServerProcess> RUNNING = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Targets::stop));
    }

    private Targets() {}

    /** The default contract over plain HTTP, or the service that the environment names. */
    public static Target plain() {
        return Plain.TARGET;
    }

    /** A server with {@code --contract live}, or the service that the environment names. */
    public static Target live() {
        return Live.TARGET;
    }

    /** A server with a certificate of its own, or the service that the environment names. */
    public static Target tls() {
        return Tls.TARGET;
    }

    /** A server whose accounts the stories change; no service that the environment names is one. */
    public static ServerProcess administered() {
        return Administered.SERVER;
    }

    private static Target start(Contract contract, Optional<Certificate> certificate, String... options) {
        return start(options).target(contract, certificate);
    }

    private static ServerProcess start(String... options) {
        ServerProcess server = ServerProcess.start(options);
        RUNNING.push(server);
        return server;
    }

    /** Each is stopped, also when another did not end well. */
    private static void stop() {
        for (ServerProcess server : RUNNING) {
            try {
                server.close();
            } catch (RuntimeException failure) {
                System.err.println(failure.getMessage());
            }
        }
    }

    private static final class Plain {
        static final Target TARGET = Target.external().orElseGet(() -> start(Contract.DOCUMENTED, Optional.empty()));
    }

    private static final class Live {
        static final Target TARGET =
                Target.external().orElseGet(() -> start(Contract.LIVE, Optional.empty(), "--contract", "live"));
    }

    private static final class Administered {
        static final ServerProcess SERVER = start();
    }

    private static final class Tls {
        static final Target TARGET = Target.external().orElseGet(Tls::startWithCertificate);

        private static Target startWithCertificate() {
            Certificate certificate = Certificate.make(ServerProcess.newDirectory());
            return start(
                    Contract.DOCUMENTED,
                    Optional.of(certificate),
                    "--tls-cert",
                    certificate.chain().toString(),
                    "--tls-key",
                    certificate.key().toString());
        }
    }
}
