package io.coffer.server.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Syslog messages of RFC 5424: facility 13 (log audit), severity 5 (notice), application {@code coffer}, message id {@code
 * checkpoint}, and the signed checkpoint as JSON. Over TCP each stands behind its length (RFC 6587). Syslog acknowledges
 * nothing: over UDP what was sent may be lost unseen.
 *
 * @param address {@code udp://host:port} or {@code tcp://host:port}
 */
public record SyslogTarget(URI address) implements CheckpointTarget {
    private static final int PRIORITY = 13 * 8 + 5;
    private static final int TIMEOUT_MILLIS = 10_000;

    @Override
    public String name() {
        return "syslog";
    }

    @Override
    public void deliver(SignedCheckpoint checkpoint) throws IOException {
        byte[] message = message(checkpoint).getBytes(StandardCharsets.UTF_8);
        if ("tcp".equals(address.getScheme())) {
            overTcp(message);
        } else {
            overUdp(message);
        }
    }

    private static String message(SignedCheckpoint checkpoint) {
        return "<" + PRIORITY + ">1 " + checkpoint.content().time() + " " + host() + " coffer "
                + ProcessHandle.current().pid() + " checkpoint - " + checkpoint.json();
    }

    private static String host() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.matches("[!-~]{1,255}") ? name : "-";
        } catch (IOException unknown) {
            return "-";
        }
    }

    private void overTcp(byte[] message) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(peer(), TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
            out.write(message);
            out.flush();
            socket.shutdownOutput();
        }
    }

    private void overUdp(byte[] message) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(message, message.length, peer()));
        }
    }

    private InetSocketAddress peer() throws IOException {
        InetSocketAddress peer = new InetSocketAddress(address.getHost(), address.getPort());
        if (peer.isUnresolved()) {
            throw new IOException("the host " + address.getHost() + " is not known");
        }
        return peer;
    }
}
