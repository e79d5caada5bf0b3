package io.coffer.server.callback;

import io.coffer.server.authorization.policy.IpNetwork;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where calls may go. Whoever may upload chooses the URL, so without this list every uploader could reach what only the
 * server's own network reaches.
 */
public final class CallbackDestinations {
    private static final String ANYWHERE = "any";
    private static final String SUBDOMAINS = "*.";
    private static final Pattern NAME = Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9._-]*[a-z0-9])?");

    private final boolean anywhere;
    private final boolean ownMachine;
    private final List<String> names = new ArrayList<>();
    private final List<IpNetwork> networks = new ArrayList<>();

    /**
     * @param allowed host names, {@code *.domain}, IP addresses and blocks, or {@code any}
     * @param ownMachine whether this machine's loopback addresses are allowed besides
     * @throws IllegalArgumentException when an item is none of these
     */
    public CallbackDestinations(List<String> allowed, boolean ownMachine) {
        this.anywhere = allowed.contains(ANYWHERE);
        this.ownMachine = ownMachine;
        for (String item : allowed) {
            String text = item.toLowerCase(Locale.ROOT);
            if (text.matches("[0-9.]+(/[0-9]+)?") || text.indexOf(':') >= 0) {
                networks.add(IpNetwork.parse(text));
            } else if (NAME.matcher(text).matches()) {
                names.add(text);
            } else {
                throw new IllegalArgumentException("'" + item + "' is neither a host name nor an address");
            }
        }
    }

    /**
     * The addresses behind a URL that may be called; none when it leads elsewhere. The call must go to one of these and
     * not look the name up again, for a second answer may differ.
     */
    List<InetAddress> addresses(URI url) throws UnknownHostException {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        boolean byName = anywhere || names.stream().anyMatch(name -> matches(name, bare));
        return Arrays.stream(InetAddress.getAllByName(bare))
                .filter(address -> byName || isAllowed(address))
                .toList();
    }

    private static boolean matches(String name, String host) {
        return name.startsWith(SUBDOMAINS) ? host.endsWith(name.substring(1)) : host.equals(name);
    }

    private boolean isAllowed(InetAddress address) {
        return (ownMachine && address.isLoopbackAddress())
                || networks.stream().anyMatch(network -> network.contains(address.getHostAddress()));
    }
}
