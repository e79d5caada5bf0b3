package io.coffer.server.authorization.policy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/** An address or a block of addresses (CIDR), IPv4 or IPv6. An IPv4-mapped IPv6 address counts as IPv4. */
public final class IpNetwork {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern OPEN_END = Pattern.compile("([0-9]{1,3}\\.){1,3}\\*(\\.\\*){0,2}");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    static final byte[] NO_ADDRESS = new byte[0];
    private static final int IPV4_BYTES = 4;
    private static final int MAX_OCTET = 255;
    private static final int NARROW_IPV4 = 8;
    private static final int NARROW_IPV6 = 32;

    /** Of either family. */
    private static final IpNetwork ANY = new IpNetwork(NO_ADDRESS, 0);

    private final byte[] network;
    private final int prefixLength;
    private final int ipv4;
    private final int ipv4Mask;

    private IpNetwork(byte[] network, int prefixLength) {
        this.network = network;
        this.prefixLength = prefixLength;
        this.ipv4 = network.length == IPV4_BYTES ? bits(network) : 0;
        // a shift by all 32 bits would be one by none
        this.ipv4Mask = prefixLength == 0 ? 0 : -1 << (Integer.SIZE - Math.min(prefixLength, Integer.SIZE));
    }

    private static int bits(byte[] address) {
        return (address[0] & MAX_OCTET) << 24
                | (address[1] & MAX_OCTET) << 16
                | (address[2] & MAX_OCTET) << 8
                | (address[3] & MAX_OCTET);
    }

    /** @throws IllegalArgumentException when the text is neither an address nor a block, nor has stars for its end */
    public static IpNetwork parse(String text) {
        if (text.equals("*")) {
            return ANY;
        }
        if (OPEN_END.matcher(text).matches()) {
            String fixed = text.substring(0, text.indexOf('*'));
            int fields =
                    (int) fixed.chars().filter(character -> character == '.').count();
            return parse(fixed + "0" + ".0".repeat(IPV4_BYTES - 1 - fields) + "/" + fields * Byte.SIZE);
        }
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.length == 0) {
            throw new IllegalArgumentException("not an IP address or block of addresses");
        }
        int bits = address.length * Byte.SIZE;
        return new IpNetwork(address, slash < 0 ? bits : prefixLength(text.substring(slash + 1), bits));
    }

    private static int prefixLength(String text, int bits) {
        if (!LENGTH.matcher(text).matches() || Integer.parseInt(text) > bits) {
            throw new IllegalArgumentException("a block's length is between 0 and " + bits);
        }
        return Integer.parseInt(text);
    }

    /** Whether the block is small enough to tell callers apart: no large share of all addresses. */
    boolean isNarrow() {
        return network.length != 0 && prefixLength >= (network.length == IPV4_BYTES ? NARROW_IPV4 : NARROW_IPV6);
    }

    public boolean contains(String text) {
        return contains(address(text));
    }

    /** @param address as {@link #address} reads it */
    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return network.length == 0;
        }
        if (address.length == 0) {
            return false;
        }
        if (address.length == IPV4_BYTES) {
            return ((bits(address) ^ ipv4) & ipv4Mask) == 0;
        }
        int whole = prefixLength / Byte.SIZE;
        int rest = prefixLength % Byte.SIZE;
        return Arrays.equals(address, 0, whole, network, 0, whole)
                && (rest == 0 || (address[whole] ^ network[whole]) >> (Byte.SIZE - rest) == 0);
    }

    /** Only literals: a name is never looked up. Empty when it is none. */
    static byte[] address(String text) {
        byte[] plain = plainIpv4(text);
        if (plain.length != 0) {
            return plain;
        }
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        boolean plausible = IPV4.matcher(bare).matches()
                || (bare.indexOf(':') >= 0 && IPV6.matcher(bare).matches());
        if (!plausible) {
            return NO_ADDRESS;
        }
        try {
            return InetAddress.ofLiteral(bare).getAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return NO_ADDRESS;
        }
    }

    /** The common form, read without a pattern: nearly every request has one. */
    private static byte[] plainIpv4(String text) {
        byte[] address = new byte[IPV4_BYTES];
        int field = 0;
        int value = -1;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '.' && value >= 0 && field < IPV4_BYTES - 1) {
                address[field++] = (byte) value;
                value = -1;
            } else if (character >= '0' && character <= '9' && value != 0) {
                value = Math.max(value, 0) * 10 + (character - '0');
                if (value > MAX_OCTET) {
                    return NO_ADDRESS;
                }
            } else {
                return NO_ADDRESS;
            }
        }
        if (field != IPV4_BYTES - 1 || value < 0) {
            return NO_ADDRESS;
        }
        address[field] = (byte) value;
        return address;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpNetwork block
                && prefixLength == block.prefixLength
                && Arrays.equals(network, block.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefixLength;
    }
}
