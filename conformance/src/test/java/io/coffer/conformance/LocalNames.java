package io.coffer.conformance;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Finds the service's names on this machine when a local server is tested: a bucket's own host name is made up by the
 * client, and plain glibc resolves neither {@code bucket.localhost} nor a foreign name to the loopback address.
 */
public final class LocalNames extends InetAddressResolverProvider {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver system = configuration.builtinResolver();
        return Target.external().isPresent() ? system : new Loopback(system);
    }

    @Override
    public String name() {
        return "names of the server under test";
    }

    private record Loopback(InetAddressResolver system) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            if (host.endsWith(".aliyuncs.com") || host.endsWith("localhost")) {
                return Stream.of(InetAddress.getByAddress(host, LOOPBACK));
            }
            return system.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return system.lookupByAddress(address);
        }
    }
}
