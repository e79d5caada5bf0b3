package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.QueryParameters.Parameter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * To whom a signed URL was given. With {@code x-oss-ac-subnet-mask} in the URL the signature covers a network, which
 * the URL does not tell: the server puts in that of the sender, so that the signature holds for nobody else.
 *
 * @param network of the sender, as the signature has to name it; empty when the URL is for everybody
 * @param toVirtualNetwork whether only a virtual network of the cloud may send it, which none here is
 */
record SenderRestriction(Optional<String> network, boolean toVirtualNetwork) {
    private static final SenderRestriction NONE = new SenderRestriction(Optional.empty(), false);

    private static final String PREFIX = "x-oss-ac-";
    private static final String SOURCE_IP = "x-oss-ac-source-ip";
    private static final String SUBNET_MASK = "x-oss-ac-subnet-mask";
    private static final String VPC_ID = "x-oss-ac-vpc-id";
    private static final String FORWARD_ALLOW = "x-oss-ac-forward-allow";
    private static final int LONGEST_ADDRESS = 45;

    /** @throws io.coffer.model.OssException when the URL names an address without a mask, or a mask that is none */
    static SenderRestriction of(OssRequest request, SignatureClaim claim) {
        if (!claim.inUrl() || !isRestricted(request.query())) {
            return NONE;
        }
        QueryParameters query = request.query();
        Optional<String> mask = query.first(SUBNET_MASK);
        if (mask.isEmpty() && query.has(SOURCE_IP)) {
            throw OssError.invalidArgument(
                    SUBNET_MASK, "", SOURCE_IP + " must be used together with " + SUBNET_MASK + ".");
        }
        return new SenderRestriction(
                mask.map(bits -> network(sender(request), bits)),
                query.first(VPC_ID).filter(id -> !id.isEmpty()).isPresent());
    }

    private static boolean isRestricted(QueryParameters query) {
        for (Parameter parameter : query.all()) {
            if (parameter.name().startsWith(PREFIX)) {
                return true;
            }
        }
        return false;
    }

    /** Whoever signs with {@code x-oss-ac-forward-allow} takes a proxy's word for the address of the sender. */
    private static String sender(OssRequest request) {
        boolean forwarded = request.query().first(FORWARD_ALLOW).orElse("").equals("true");
        Optional<String> first = request.header("x-forwarded-for")
                .filter(list -> forwarded)
                .map(list -> list.split(",", 2)[0].strip())
                .filter(address -> !address.isEmpty());
        return first.orElse(request.remoteAddress());
    }

    private static String network(String address, String mask) {
        byte[] octets = octets(address);
        int bits = bits(mask, 8 * octets.length);
        for (int i = 0; i < octets.length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            octets[i] &= (byte) (0xFF << (8 - kept));
        }
        try {
            return InetAddress.getByAddress(octets).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 octets", impossible);
        }
    }

    private static byte[] octets(String address) {
        String bare =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        try {
            if (bare.length() <= LONGEST_ADDRESS) {
                return InetAddress.ofLiteral(bare).getAddress();
            }
        } catch (IllegalArgumentException noAddress) {
            // as if it were too long
        }
        throw OssError.SENDER_OUTSIDE_NETWORK.exception();
    }

    private static int bits(String mask, int most) {
        if (mask.matches("[0-9]{1,3}") && Integer.parseInt(mask) <= most) {
            return Integer.parseInt(mask);
        }
        throw OssError.invalidArgument(SUBNET_MASK, mask, "The subnet mask is not valid.");
    }

    /** The request as its signer saw it, who knew the network. */
    SignableRequest asSigned(SignableRequest request) {
        if (network.isEmpty()) {
            return request;
        }
        List<Parameter> parameters = new ArrayList<>(request.query().all());
        parameters.removeIf(parameter -> parameter.name().equals(SOURCE_IP));
        parameters.add(new Parameter(SOURCE_IP, network));
        return request.withQuery(new QueryParameters(parameters));
    }

    /** What it means when the signature does not hold: perhaps only that the sender is another one. */
    OssError mismatch(SignatureVersion version) {
        return switch (version) {
            case V1 -> network.isPresent() ? OssError.SENDER_OUTSIDE_NETWORK : OssError.SIGNATURE_DOES_NOT_MATCH;
            case V2 -> network.isPresent() ? OssError.V2_SENDER_OUTSIDE_NETWORK : OssError.V2_SIGNATURE_DOES_NOT_MATCH;
            case V4 -> network.isPresent() ? OssError.V4_SENDER_OUTSIDE_NETWORK : OssError.SIGNATURE_DOES_NOT_MATCH;
        };
    }

    /** @throws io.coffer.model.OssException when the URL is for a virtual network */
    void requireKnownNetwork() {
        if (toVirtualNetwork) {
            throw OssError.SENDER_OUTSIDE_VPC.exception();
        }
    }
}
