package io.coffer.server.http;

import io.coffer.protocol.Addressing;
import io.coffer.server.observability.PortRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One port of the server: connections in, {@link RequestHandler} behind them. */
public final class HttpFront implements AutoCloseable {
    /** Holds 8 KB of metadata and an error document in a header. */
    private static final int RESPONSE_HEADER_BYTES = 32 * 1024;

    private static final int OUTPUT_BUFFER_BYTES = 64 * 1024;

    private final Server server;
    private final ServerConnector connector;

    public HttpFront(
            String name,
            Listener listener,
            HttpSettings settings,
            Addressing addressing,
            RequestHandler handler,
            PortRecord record,
            Clock clock) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName(name);
        Executor waiting = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-request-", 0).factory());
        threads.setVirtualThreadsExecutor(waiting);
        server = new Server(threads);
        server.setStopTimeout(settings.drain().toMillis());
        server.setErrorHandler(new MalformedExchange(clock));
        server.setHandler(new GracefulHandler(new ExchangeHandler(
                new ExchangeParser(addressing, clock, settings.clientBytesPerSecond()),
                handler,
                new ResponseWriter(clock, settings.clientBytesPerSecond()),
                record,
                // the handshakes of TLS take long enough to hold up the other connections of a thread
                settings.certificate().isEmpty(),
                waiting,
                new RequestQueue(settings.running(), settings.waiting()))));
        connector = connector(settings);
        connector.setHost(listener.host());
        connector.setPort(listener.port());
        connector.setIdleTimeout(settings.idle().toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.connections(), server));
    }

    private ServerConnector connector(HttpSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setIdleTimeout(settings.bodyPause().toMillis());
        http.setRequestHeaderSize(settings.headerBytes());
        http.setResponseHeaderSize(RESPONSE_HEADER_BYTES);
        http.setOutputBufferSize(OUTPUT_BUFFER_BYTES);
        // object keys are any bytes: nothing in the path is normalised or refused here
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setHttpCompliance(HttpCompliance.RFC7230);
        if (settings.certificate().isEmpty()) {
            return new ServerConnector(
                    server, 1, Runtime.getRuntime().availableProcessors(), new HttpConnectionFactory(http));
        }
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server context = settings.certificate().get().contextFactory();
        return new ServerConnector(
                server, new SslConnectionFactory(context, "http/1.1"), new HttpConnectionFactory(http));
    }

    /** Begins to serve. */
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException("the port cannot be opened", failure);
        }
    }

    /** The port that was bound. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Takes no new requests, lets running ones finish within the drain time, then ends. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (Exception failure) {
            throw new IllegalStateException("the port did not close in order", failure);
        }
    }
}
