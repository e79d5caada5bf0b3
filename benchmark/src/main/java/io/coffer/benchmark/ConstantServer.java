package io.coffer.benchmark;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** The HTTP library alone: every request gets the same 4 KiB. Argument: the port. */
public final class ConstantServer {
    static final int BYTES = 4 << 10;

    private ConstantServer() {}

    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        server.addConnector(connector);
        server.setHandler(new Constant());
        server.start();
        server.join();
    }

    private static final class Constant extends Handler.Abstract.NonBlocking {
        private final byte[] content = new byte[BYTES];

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, BYTES);
            response.write(true, ByteBuffer.wrap(content), callback);
            return true;
        }
    }
}
